"""Pictures for kitchen and tea."""

from __future__ import annotations

from commerce_core.sample_shop.drawing.canvas import (
    CREAM,
    GOLD,
    INK,
    LEAF,
    STEEL,
    WHITE,
    WOOD,
    Canvas,
    Color,
    box,
    darker,
    lighter,
    mix,
    oval,
    smooth,
    veil,
)

_COFFEE: Color = (108, 68, 48)


def ceramic_mugs(canvas: Canvas, color: Color) -> None:
    canvas.shadow(330, 500, 220, 18)
    _mug(canvas, 408, 216, 478, half=92, color=mix(color, WHITE, 0.5), side=1)
    _mug(canvas, 236, 236, 502, half=104, color=color, side=-1)
    for x, lean in ((206, 1), (258, 1)):
        canvas.stroke(
            smooth([(x, 206), (x + 14 * lean, 176), (x - 10 * lean, 146), (x + 6 * lean, 116)], closed=False), WHITE, 8
        )


def _mug(canvas: Canvas, x: float, top: float, bottom: float, *, half: float, color: Color, side: int) -> None:
    middle = (top + bottom) / 2
    handle = oval(x + side * half, middle, half * 0.56, half * 0.62, (-90, 90 if side > 0 else -270))
    canvas.stroke(handle, darker(color, 0.16), 24)
    body = [
        (x - half, top),
        *smooth(
            [
                (x - half, bottom - 50),
                (x - half * 0.8, bottom - 6),
                (x, bottom),
                (x + half * 0.8, bottom - 6),
                (x + half, bottom - 50),
            ],
            closed=False,
        ),
        (x + half, top),
    ]
    canvas.fill(body, color)
    with canvas.within(body):
        canvas.fill(box(x + half * 0.45, top, x + half, bottom), veil(INK, 0.10))
        glaze = smooth(
            [
                (x - half - 10, top - 20),
                (x + half + 10, top - 20),
                (x + half + 10, top + 84),
                (x + half * 0.5, top + 104),
                (x, top + 82),
                (x - half * 0.5, top + 112),
                (x - half - 10, top + 88),
            ]
        )
        canvas.fill(glaze, lighter(color, 0.42))
        for step in range(14):
            spot = (x - half + (step * 53) % (2 * half), top + 130 + (step * 37) % (bottom - top - 140))
            canvas.dot(spot[0], spot[1], 2.6, darker(color, 0.3))
        canvas.fill(box(x - half + 14, top + 20, x - half + 26, bottom - 40, 6), veil(WHITE, 0.35))
    canvas.fill(oval(x, top, half, half * 0.2), lighter(color, 0.6))
    canvas.fill(oval(x, top + 3, half * 0.88, half * 0.15), _COFFEE)


def longjing_tea(canvas: Canvas, color: Color) -> None:
    green: Color = (84, 134, 92)
    canvas.shadow(320, 510, 190, 18)
    body = [(206, 210), *oval(320, 490, 114, 24, (180, 0)), (434, 210)]
    canvas.fill(body, green)
    with canvas.within(body):
        canvas.fill(box(390, 180, 440, 540), veil(INK, 0.14))
        canvas.fill(box(222, 180, 240, 540), veil(WHITE, 0.25))
        canvas.fill(
            smooth([(190, 420), (250, 380), (310, 420), (370, 372), (450, 410), (450, 540), (190, 540)]),
            darker(green, 0.24),
        )
        canvas.fill(
            smooth([(190, 470), (260, 440), (330, 472), (400, 440), (450, 462), (450, 540), (190, 540)]),
            darker(green, 0.4),
        )
    canvas.fill(oval(320, 300, 62, 62), CREAM)
    for turn in (-38, 0, 38):
        with canvas.turned(turn, 320, 338):
            canvas.fill(
                smooth([(320, 338), (304, 302), (320, 256), (336, 302)]), mix(LEAF, green, 0.3) if turn else LEAF
            )
            canvas.stroke([(320, 332), (320, 276)], lighter(LEAF, 0.4), 2.5)
    canvas.fill([(198, 176), *oval(320, 214, 122, 24, (180, 0)), (442, 176)], lighter(green, 0.2))
    canvas.fill(oval(320, 176, 122, 26), lighter(green, 0.36))
    canvas.fill(oval(320, 172, 34, 9), GOLD)
    canvas.stroke(oval(320, 212, 121, 25, (178, 2)), GOLD, 5)
    for place, (x, y, turn) in enumerate(
        (
            (150, 512, 20),
            (184, 530, -30),
            (226, 540, 60),
            (278, 546, 10),
            (340, 540, -50),
            (400, 544, 35),
            (452, 530, -10),
            (492, 514, 50),
            (120, 534, -60),
            (524, 536, 15),
            (252, 524, -15),
            (430, 512, 75),
        )
    ):
        with canvas.turned(turn, x, y):
            canvas.fill(smooth([(x - 26, y), (x, y - 7), (x + 26, y), (x, y + 7)]), darker(LEAF, 0.1 * (place % 4)))


def moka_pot(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 536, 150, 18)
    black: Color = (62, 58, 66)
    canvas.stroke(smooth([(402, 196), (470, 190), (488, 226), (470, 330)], closed=False), black, 26)
    _faceted(canvas, 340, 524, upper=90, lower=132, color=color)
    canvas.fill([(234, 318), (406, 318), (410, 346), (230, 346)], darker(color, 0.3))
    _faceted(canvas, 178, 320, upper=108, lower=80, color=color)
    canvas.fill([(214, 180), (178, 196), (216, 240)], darker(color, 0.1))
    canvas.fill([(212, 178), (428, 178), (392, 140), (248, 140)], lighter(color, 0.24))
    canvas.fill([(320, 140), (392, 140), (428, 178), (336, 178)], darker(color, 0.06))
    canvas.fill(box(304, 108, 336, 142, 9), black)
    canvas.dot(320, 106, 18, black)
    canvas.dot(314, 101, 5, (120, 116, 124))
    canvas.dot(262, 452, 12, GOLD)
    canvas.dot(262, 452, 6, darker(GOLD, 0.3))
    for x, lean in ((150, 1), (112, 1)):
        canvas.stroke(
            smooth([(x, 184), (x - 14 * lean, 156), (x + 8 * lean, 128), (x - 6, 100)], closed=False), WHITE, 8
        )


def _faceted(canvas: Canvas, top: float, bottom: float, *, upper: float, lower: float, color: Color) -> None:
    edges = (-1, -0.52, 0.16, 0.7, 1)
    for place, tint in enumerate((darker(color, 0.12), lighter(color, 0.45), color, darker(color, 0.26))):
        left, right = edges[place], edges[place + 1]
        canvas.fill(
            [
                (320 + upper * left, top),
                (320 + upper * right, top),
                (320 + lower * right, bottom),
                (320 + lower * left, bottom),
            ],
            tint,
        )


def chef_knife(canvas: Canvas, color: Color) -> None:
    canvas.shadow(322, 470, 220, 14, 0.16)
    board = box(110, 220, 530, 470, 34)
    with canvas.turned(-8):
        canvas.fill([(x, y + 12) for x, y in board], darker(WOOD, 0.34))
        canvas.fill(board, lighter(WOOD, 0.25))
        with canvas.within(board):
            for y in range(240, 470, 34):
                canvas.stroke(
                    smooth([(90, y), (240, y + 10), (380, y - 8), (560, y + 4)], closed=False), lighter(WOOD, 0.1), 5
                )
        canvas.dot(496, 252, 15, darker(WOOD, 0.25))
    with canvas.turned(-32):
        blade = [
            *smooth([(58, 352), (110, 326), (220, 302), (390, 296)], closed=False),
            (390, 372),
            (372, 376),
            *smooth([(372, 376), (240, 380), (120, 368), (58, 352)], closed=False),
        ]
        canvas.fill([(x + 5, y + 14) for x, y in blade], veil(INK, 0.18))
        canvas.fill(blade, STEEL)
        with canvas.within(blade):
            canvas.fill(smooth([(40, 360), (200, 352), (400, 346), (400, 400), (40, 400)]), lighter(STEEL, 0.62))
            canvas.stroke(
                smooth([(40, 352), (130, 348), (210, 356), (290, 344), (400, 348)], closed=False),
                darker(STEEL, 0.14),
                3,
            )
        canvas.fill(box(388, 292, 414, 376, 6), darker(STEEL, 0.34))
        handle = smooth([(410, 306), (470, 300), (560, 304), (584, 330), (572, 352), (480, 344), (410, 348)])
        canvas.fill(handle, (126, 82, 56))
        with canvas.within(handle):
            canvas.fill(box(400, 298, 600, 318), (158, 108, 76))
        for x in (446, 496, 546):
            canvas.dot(x, 325, 6, GOLD)
    for x, y, size in ((180, 480, 30), (228, 500, 24)):
        canvas.dot(x, y, size, (216, 74, 62))
        canvas.dot(x - size / 3, y - size / 3, size / 4, (242, 148, 132))
        canvas.fill(
            [
                (x - 10, y - size + 2),
                (x, y - size + 8),
                (x + 10, y - size + 2),
                (x + 3, y - size + 12),
                (x - 3, y - size + 12),
            ],
            LEAF,
        )


def double_wall_glasses(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 506, 210, 18)
    _glass(canvas, 224, 210, 500, drink=(116, 74, 52), upper=(234, 206, 172))
    _glass(canvas, 416, 210, 500, drink=(188, 138, 62), upper=(222, 178, 92))


def _glass(canvas: Canvas, x: float, top: float, bottom: float, *, drink: Color, upper: Color) -> None:
    outer = [
        (x - 84, top),
        *smooth(
            [
                (x - 92, top + 120),
                (x - 74, bottom - 30),
                (x - 50, bottom),
                (x + 50, bottom),
                (x + 74, bottom - 30),
                (x + 92, top + 120),
            ],
            closed=False,
        ),
        (x + 84, top),
    ]
    inner = smooth(
        [
            (x - 72, top + 40),
            (x - 74, top + 130),
            (x - 46, bottom - 56),
            (x, bottom - 36),
            (x + 46, bottom - 56),
            (x + 74, top + 130),
            (x + 72, top + 40),
        ]
    )
    canvas.fill(outer, (226, 238, 240))
    canvas.fill(inner, drink)
    with canvas.within(inner):
        canvas.fill(box(x - 100, top, x + 100, top + 92), upper)
        canvas.fill(
            smooth(
                [
                    (x - 100, top + 88),
                    (x - 30, top + 106),
                    (x + 30, top + 82),
                    (x + 100, top + 100),
                    (x + 100, top + 60),
                    (x - 100, top + 60),
                ]
            ),
            upper,
        )
    canvas.fill(oval(x, top + 44, 71, 14), lighter(upper, 0.35))
    canvas.stroke(
        [
            (x - 84, top),
            *smooth(
                [
                    (x - 92, top + 120),
                    (x - 74, bottom - 30),
                    (x - 50, bottom),
                    (x + 50, bottom),
                    (x + 74, bottom - 30),
                    (x + 92, top + 120),
                ],
                closed=False,
            ),
            (x + 84, top),
        ],
        WHITE,
        6,
    )
    canvas.stroke(oval(x, top, 84, 15), WHITE, 6)
    canvas.fill(
        smooth([(x - 72, top + 30), (x - 58, top + 30), (x - 60, bottom - 90), (x - 74, bottom - 130)]),
        veil(WHITE, 0.5),
    )
    canvas.fill(
        smooth([(x + 60, top + 60), (x + 68, top + 60), (x + 66, top + 150), (x + 60, top + 150)]), veil(WHITE, 0.4)
    )


def steel_lunch_box(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 528, 180, 18)
    dark, light = darker(color, 0.2), lighter(color, 0.5)
    for top, bottom in ((384, 506), (262, 384)):
        tier = [(164, top), *oval(320, bottom, 156, 26, (180, 0)), (476, top)]
        canvas.fill(tier, color)
        with canvas.within(tier):
            canvas.fill(box(176, top - 20, 222, bottom + 40), light)
            canvas.fill(box(240, top - 20, 252, bottom + 40), light)
            canvas.fill(box(414, top - 20, 480, bottom + 40), dark)
        canvas.stroke(oval(320, bottom - 6, 156, 26, (180, 0)), dark, 5)
    canvas.fill([(158, 236), *oval(320, 262, 162, 28, (180, 0)), (482, 236)], lighter(color, 0.2))
    canvas.fill(oval(320, 236, 162, 34), light)
    canvas.fill(oval(320, 232, 118, 22), lighter(color, 0.75))
    canvas.stroke(smooth([(252, 230), (262, 176), (320, 158), (378, 176), (388, 230)], closed=False), dark, 14)
    for x in (164, 476):
        canvas.fill(box(x - 15, 246, x + 15, 440, 11), darker(color, 0.4))
        canvas.fill(box(x - 7, 258, x + 3, 424, 5), color)
        canvas.dot(x, 430, 11, GOLD)


def gongfu_tea_set(canvas: Canvas, color: Color) -> None:
    jade: Color = (150, 190, 168)
    canvas.shadow(320, 520, 250, 18)
    canvas.fill(box(80, 476, 560, 522, 18), WOOD)
    for x in range(104, 548, 26):
        canvas.stroke([(x, 488), (x + 12, 488)], darker(WOOD, 0.34), 5)
    canvas.stroke(smooth([(434, 300), (504, 296), (516, 364), (430, 408)], closed=False), darker(jade, 0.14), 20)
    canvas.fill(
        smooth([(226, 330), (176, 300), (150, 262), (132, 268), (150, 330), (196, 400), (240, 410)]), darker(jade, 0.1)
    )
    body = smooth([(212, 350), (236, 286), (330, 262), (424, 286), (448, 350), (420, 430), (330, 460), (240, 430)])
    canvas.fill(body, jade)
    with canvas.within(body):
        canvas.fill(smooth([(400, 260), (460, 300), (460, 480), (340, 480), (420, 400)]), veil(INK, 0.12))
        canvas.fill(smooth([(240, 330), (262, 296), (296, 284), (262, 330), (250, 380)]), veil(WHITE, 0.45))
        for start, end, high in ((330, 392, 330), (352, 402, 350), (300, 346, 352)):
            canvas.stroke(
                smooth([(start, high + 46), ((start + end) / 2, high + 20), (end, high)], closed=False),
                darker(jade, 0.3),
                4,
            )
        for x, y in ((392, 330), (402, 350), (346, 352)):
            canvas.fill(smooth([(x - 4, y + 8), (x + 4, y - 14), (x + 18, y - 6), (x + 8, y + 6)]), darker(jade, 0.3))
    canvas.fill(oval(330, 274, 74, 17), darker(jade, 0.12))
    canvas.fill(oval(330, 266, 70, 18), lighter(jade, 0.2))
    canvas.dot(330, 244, 17, darker(jade, 0.06))
    canvas.dot(325, 239, 5, lighter(jade, 0.5))
    for x in (124, 204, 456, 528):
        cup = [
            (x - 34, 424),
            *smooth([(x - 28, 462), (x - 14, 478), (x + 14, 478), (x + 28, 462)], closed=False),
            (x + 34, 424),
        ]
        canvas.fill(cup, lighter(jade, 0.15))
        canvas.fill([(x + 12, 424), (x + 34, 424), (x + 27, 462), (x + 14, 478)], veil(INK, 0.10))
        canvas.fill(oval(x, 424, 34, 9), lighter(jade, 0.6))
        canvas.fill(oval(x, 426, 28, 6), (206, 176, 84))


def picnic_bowls(canvas: Canvas, color: Color) -> None:
    tints: tuple[Color, ...] = ((88, 150, 170), (124, 170, 104), (244, 192, 78), (232, 116, 94))
    canvas.shadow(320, 524, 150, 18)
    for place, tint in enumerate(tints):
        top = 418 - 62 * place
        half = 186 - 6 * place
        bowl = [
            (320 - half, top),
            *smooth(
                [
                    (320 - half * 0.9, top + 50),
                    (320 - half * 0.5, top + 100),
                    (320, top + 106),
                    (320 + half * 0.5, top + 100),
                    (320 + half * 0.9, top + 50),
                ],
                closed=False,
            ),
            (320 + half, top),
        ]
        canvas.fill(bowl, tint)
        with canvas.within(bowl):
            canvas.fill(
                smooth([(320 + half * 0.4, top - 10), (520, top - 10), (520, top + 130), (320, top + 130)]),
                veil(INK, 0.10),
            )
            canvas.fill(box(320 - half * 0.78, top + 16, 320 - half * 0.7, top + 62, 6), veil(WHITE, 0.5))
        canvas.fill(oval(320, top, half, 24), lighter(tint, 0.3))
        canvas.fill(oval(320, top + 4, half - 14, 17), darker(tint, 0.2))
    for x, y, size, tint in (
        (262, 226, 34, (214, 60, 76)),
        (330, 212, 40, (120, 168, 88)),
        (392, 226, 32, (244, 150, 60)),
        (300, 236, 26, (126, 90, 160)),
    ):
        with canvas.within([(100, 60), (540, 60), (540, 232), (494, 236), (320, 254), (146, 236), (100, 232)]):
            canvas.dot(x, y, size, tint)
            canvas.dot(x - size / 3, y - size / 3, size / 5, lighter(tint, 0.6))


PAINTERS = {
    "ceramic-mugs": ceramic_mugs,
    "longjing-tea": longjing_tea,
    "moka-pot": moka_pot,
    "chef-knife": chef_knife,
    "double-wall-glasses": double_wall_glasses,
    "steel-lunch-box": steel_lunch_box,
    "gongfu-tea-set": gongfu_tea_set,
    "picnic-bowls": picnic_bowls,
}
