"""Pictures for home and decor."""

from __future__ import annotations

from commerce_core.sample_shop.drawing.canvas import (
    CREAM,
    GOLD,
    INK,
    LEAF,
    WHITE,
    WOOD,
    Canvas,
    Color,
    box,
    darker,
    lighter,
    oval,
    smooth,
    veil,
)


def mushroom_lamp(canvas: Canvas, color: Color) -> None:
    for radius, glow in ((270, 0.16), (210, 0.2), (150, 0.22)):
        canvas.dot(320, 270, radius, veil((255, 236, 170), glow))
    canvas.shadow(320, 534, 120, 14)
    stem = [
        (292, 300),
        *smooth([(292, 400), (276, 470), (240, 520)], closed=False),
        (400, 520),
        *smooth([(400, 520), (364, 470), (348, 400)], closed=False),
        (348, 300),
    ]
    canvas.fill(stem, lighter(color, 0.62))
    with canvas.within(stem):
        canvas.fill(box(334, 290, 420, 530), veil(INK, 0.08))
        canvas.fill([(270, 300), (370, 300), (362, 360), (280, 360)], veil((255, 226, 140), 0.8))
    canvas.fill(oval(320, 522, 82, 14), darker(color, 0.1))
    cap = smooth(
        [
            (134, 314),
            (150, 226),
            (226, 148),
            (320, 126),
            (414, 148),
            (490, 226),
            (506, 314),
            (420, 336),
            (320, 342),
            (220, 336),
        ]
    )
    canvas.fill(cap, color)
    with canvas.within(cap):
        canvas.fill(smooth([(430, 130), (540, 220), (540, 350), (430, 350), (456, 250)]), veil(INK, 0.10))
        for x, y, size in ((236, 220, 24), (330, 184, 20), (412, 244, 26), (300, 276, 17), (180, 290, 16)):
            canvas.fill(oval(x, y, size, size * 0.86), lighter(color, 0.55))
    canvas.fill(oval(320, 322, 168, 20), (255, 240, 190))
    canvas.fill(oval(320, 324, 120, 12), WHITE)
    canvas.dot(320, 470, 8, GOLD)


def aegean_towel(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 566, 150, 12)
    back = [(208, 140), (432, 140), (446, 440), (194, 440)]
    canvas.fill(back, darker(CREAM, 0.12))
    for x in range(202, 444, 14):
        canvas.stroke([(x, 438), (x - 2, 466)], darker(CREAM, 0.22), 4)
    canvas.fill(box(84, 128, 556, 154, 13), WOOD)
    canvas.fill(box(84, 130, 556, 138, 4), lighter(WOOD, 0.4))
    for x in (84, 556):
        canvas.dot(x, 141, 21, darker(WOOD, 0.2))
    front = [
        (180, 144),
        *smooth([(180, 144), (196, 114), (240, 106), (400, 106), (444, 114), (460, 144)], closed=False),
        *smooth([(460, 144), (462, 300), (470, 516)], closed=False),
        *smooth([(170, 516), (178, 300), (180, 144)], closed=False),
    ]
    canvas.fill(front, CREAM)
    with canvas.within(front):
        for y, high in ((196, 10), (216, 22), (248, 10), (352, 10), (376, 44), (434, 44), (492, 10)):
            canvas.fill(
                [
                    (160, y),
                    *smooth([(160, y), (250, y + 5), (360, y - 3), (480, y + 2)], closed=False),
                    *smooth(
                        [(480, y + high + 2), (360, y + high - 3), (250, y + high + 5), (160, y + high)], closed=False
                    ),
                ],
                color if high > 10 else lighter(color, 0.35),
            )
        canvas.fill(smooth([(262, 150), (284, 300), (262, 530), (300, 530), (304, 300)]), veil(INK, 0.07))
        canvas.fill(smooth([(404, 150), (420, 300), (432, 530), (490, 530), (490, 150)]), veil(INK, 0.09))
        canvas.fill(box(160, 100, 480, 124), veil(WHITE, 0.5))
    for x in range(178, 468, 13):
        canvas.stroke([(x, 516), (x - 2, 548)], CREAM if x % 2 else lighter(color, 0.4), 5)


def cotton_pillowcases(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 500, 230, 18)
    _pillow(canvas, 400, lighter(color, 0.55), 3)
    with canvas.turned(-4, 320, 270):
        _pillow(canvas, 278, color, -2)
    canvas.stroke(smooth([(398, 170), (440, 140), (470, 96)], closed=False), LEAF, 5)
    for turn, x, y in ((20, 432, 150), (-40, 420, 136), (30, 458, 120), (-30, 446, 110), (0, 472, 90)):
        with canvas.turned(turn, x, y):
            canvas.fill(smooth([(x - 20, y), (x, y - 9), (x + 20, y), (x, y + 9)]), lighter(LEAF, 0.15))


def _pillow(canvas: Canvas, y: float, color: Color, lean: float) -> None:
    outline = smooth(
        [
            (88, y - 66 + lean),
            (140, y - 74),
            (320, y - 88),
            (500, y - 74),
            (552, y - 66 - lean),
            (538, y),
            (550, y + 58),
            (500, y + 72),
            (320, y + 88),
            (140, y + 72),
            (90, y + 58),
            (102, y),
        ]
    )
    canvas.fill(outline, color)
    with canvas.within(outline):
        canvas.fill(
            smooth([(80, y + 30), (320, y + 62), (560, y + 30), (560, y + 110), (80, y + 110)]), veil(INK, 0.09)
        )
        canvas.fill(
            smooth([(140, y - 46), (320, y - 76), (420, y - 66), (320, y - 54), (180, y - 26)]), veil(WHITE, 0.35)
        )
        for x in range(130, 540, 46):
            for row in range(3):
                canvas.dot(x + 23 * (row % 2), y - 36 + 40 * row, 4, lighter(color, 0.6))
    canvas.stroke(smooth([(494, y - 76), (486, y), (496, y + 74)], closed=False), darker(color, 0.16), 4)


def felt_basket(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 540, 180, 18)
    blanket: Color = (226, 142, 106)
    back = oval(320, 262, 186, 42)
    canvas.stroke(
        smooth([(240, 234), (250, 140), (320, 112), (390, 140), (400, 234)], closed=False), darker(WOOD, 0.3), 17
    )
    canvas.fill(back, darker(color, 0.36))
    canvas.fill(box(196, 150, 326, 400, 60), blanket)
    for across in (46, 30, 14):
        canvas.stroke(oval(261, 214, across, across, (170, 520)), darker(blanket, 0.2), 7)
    canvas.fill(box(326, 182, 452, 400, 56), (244, 226, 190))
    for across in (44, 26, 10):
        canvas.stroke(oval(389, 242, across, across, (170, 500)), (214, 190, 146), 6)
    body = [*oval(320, 262, 186, 42, (180, 0)), (478, 500), *oval(320, 500, 158, 40, (0, 180)), (134, 262)]
    canvas.fill(body, color)
    with canvas.within(body):
        canvas.fill(smooth([(430, 260), (520, 240), (520, 560), (400, 560), (430, 420)]), veil(INK, 0.10))
        for step in range(150):
            x, y = 130 + (step * 89) % 380, 290 + (step * 53) % 256
            canvas.stroke(
                [(x, y), (x + 7, y + (4 if step % 3 else -4))],
                lighter(color, 0.24) if step % 2 else darker(color, 0.1),
                2,
            )
    canvas.stroke(oval(320, 276, 184, 42, (178, 2)), lighter(color, 0.45), 4)
    canvas.stroke(smooth([(232, 340), (236, 240), (320, 184), (404, 240), (408, 340)], closed=False), WOOD, 19)
    for x in (232, 408):
        canvas.fill(box(x - 20, 318, x + 20, 400, 10), WOOD)
        for y in (340, 378):
            canvas.dot(x, y, 6, GOLD)


def painted_fruit_bowl(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 524, 150, 18)
    fruit: tuple[tuple[float, float, float], ...] = (
        (228, 276, 60),
        (412, 278, 58),
        (320, 240, 66),
        (276, 300, 56),
        (366, 304, 54),
    )
    for x, y, size in fruit:
        canvas.dot(x, y, size, (240, 152, 58))
        canvas.dot(x + 8, y + 10, size - 12, (244, 166, 74))
        canvas.dot(x - size / 3, y - size / 3, size / 5, (252, 206, 140))
        canvas.dot(x + 4, y - size + 16, 5, darker(LEAF, 0.2))
    canvas.fill(smooth([(322, 178), (350, 140), (400, 140), (380, 172)]), LEAF)
    canvas.fill(smooth([(318, 178), (300, 150), (262, 148), (284, 176)]), darker(LEAF, 0.16))
    bowl = [
        (104, 320),
        *smooth([(126, 400), (200, 476), (260, 500), (380, 500), (440, 476), (514, 400)], closed=False),
        (536, 320),
    ]
    canvas.fill(bowl, WHITE)
    with canvas.within(bowl):
        for row in range(3):
            for place in range(-1, 9):
                x, y = 118 + 58 * place + 29 * (row % 2), 408 + 38 * row
                for ring, tint in ((32, color), (24, WHITE), (17, lighter(color, 0.25)), (9, WHITE)):
                    canvas.fill(oval(x, y, ring, ring, (180, 360)), tint)
        canvas.fill(smooth([(430, 310), (560, 310), (560, 520), (360, 520), (440, 450)]), veil(INK, 0.08))
    canvas.fill(box(102, 312, 538, 336, 12), lighter(color, 0.08))
    canvas.stroke([(116, 352), (524, 352)], color, 4)
    canvas.fill([(256, 498), (384, 498), (396, 524), (244, 524)], WHITE)
    canvas.stroke([(250, 514), (390, 514)], color, 5)


PAINTERS = {
    "mushroom-lamp": mushroom_lamp,
    "aegean-towel": aegean_towel,
    "cotton-pillowcases": cotton_pillowcases,
    "felt-basket": felt_basket,
    "painted-fruit-bowl": painted_fruit_bowl,
}
