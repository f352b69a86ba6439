"""Pictures of stationery, books and toys."""

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

_RAINBOW: tuple[Color, ...] = (
    (214, 78, 84),
    (236, 138, 70),
    (244, 196, 84),
    (124, 176, 108),
    (84, 156, 178),
    (86, 112, 178),
    (140, 104, 172),
)


def dotted_notebook(canvas: Canvas, color: Color) -> None:
    canvas.shadow(336, 548, 160, 15)
    with canvas.turned(-7):
        canvas.fill(box(192, 108, 476, 552, 18), darker(color, 0.34))
        canvas.fill(box(196, 112, 466, 540, 8), CREAM)
        for y in (534, 538, 543):
            canvas.stroke([(200, y), (462, y)], darker(CREAM, 0.14), 1.5)
        cover = box(176, 98, 454, 532, 18)
        canvas.fill(cover, color)
        with canvas.within(cover):
            canvas.fill(box(176, 90, 214, 540), darker(color, 0.14))
            for row in range(12):
                for place in range(6):
                    canvas.dot(242 + 30 * place, 132 + 34 * row, 3.2, lighter(color, 0.4))
        canvas.fill(box(250, 190, 382, 262, 8), CREAM)
        canvas.stroke([(272, 216), (360, 216)], darker(color, 0.3), 4)
        canvas.stroke([(272, 238), (332, 238)], darker(color, 0.3), 4)
        canvas.fill(box(412, 96, 428, 534, 4), darker(color, 0.5))
        canvas.fill([(316, 530), (340, 530), (340, 596), (328, 580), (316, 596)], (206, 78, 84))


def tea_roads_book(canvas: Canvas, color: Color) -> None:
    teal: Color = (58, 134, 140)
    canvas.shadow(330, 548, 200, 16)
    canvas.fill([(170, 118), (470, 118), (512, 150), (512, 556), (214, 556), (170, 524)], darker(teal, 0.4))
    canvas.fill([(466, 126), (504, 154), (504, 546), (466, 520)], CREAM)
    canvas.fill([(178, 522), (466, 522), (504, 548), (216, 548)], darker(CREAM, 0.12))
    cover = box(148, 112, 470, 524, 10)
    canvas.fill(cover, teal)
    with canvas.within(cover):
        canvas.fill(box(148, 100, 180, 540), darker(teal, 0.2))
        canvas.dot(388, 190, 42, (248, 206, 112))
        canvas.fill(
            [(180, 330), (250, 220), (308, 300), (360, 236), (480, 350), (480, 540), (180, 540)], darker(teal, 0.16)
        )
        canvas.fill([(250, 220), (226, 258), (248, 252), (262, 264), (278, 256)], CREAM)
        canvas.fill(smooth([(170, 380), (280, 340), (400, 372), (490, 340), (490, 540), (170, 540)]), (116, 166, 116))
        road = smooth([(350, 350), (300, 384), (390, 416), (300, 452), (340, 540)], closed=False)
        for width, tint in ((24, (236, 208, 156)), (4, WHITE)):
            canvas.stroke(road, tint, width)
    canvas.stroke(box(194, 128, 456, 508, 6), (236, 208, 140), 3)
    canvas.fill([(216, 440), *oval(264, 444, 48, 50, (180, 0)), (312, 440)], WHITE)
    canvas.fill(oval(264, 442, 48, 11), (250, 248, 240))
    canvas.fill(oval(264, 443, 40, 8), (196, 132, 70))
    canvas.stroke(oval(314, 462, 15, 15, (-90, 110)), WHITE, 7)
    canvas.stroke(smooth([(258, 424), (268, 404), (256, 386), (266, 366)], closed=False), WHITE, 5)


def ballpoint_pens(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 548, 220, 14)
    tints = (_RAINBOW[0], _RAINBOW[1], _RAINBOW[2], _RAINBOW[3], _RAINBOW[4], _RAINBOW[6])
    for place, tint in enumerate(tints):
        x, lift = 130 + 76 * place, (0, 22, 8, 30, 4, 18)[place]
        with canvas.turned(-4 + 1.6 * place, x, 330):
            top = 120 - lift
            canvas.fill(box(x - 7, top - 26, x + 7, top + 20, 6), darker(tint, 0.3))
            canvas.fill(box(x - 20, top, x + 20, top + 300, 14), tint)
            canvas.fill(box(x - 20, top, x - 11, top + 300, 4), lighter(tint, 0.4))
            canvas.fill(box(x + 12, top, x + 20, top + 300, 4), darker(tint, 0.16))
            canvas.fill(box(x + 16, top + 14, x + 28, top + 118, 6), (206, 212, 222))
            canvas.fill(box(x - 20, top + 280, x + 20, top + 350, 4), lighter(tint, 0.62))
            for ring in range(4):
                canvas.stroke([(x - 16, top + 296 + 14 * ring), (x + 16, top + 296 + 14 * ring)], tint, 4)
            canvas.fill(
                [(x - 18, top + 350), (x + 18, top + 350), (x + 6, top + 398), (x - 6, top + 398)], (206, 212, 222)
            )
            canvas.fill([(x - 5, top + 398), (x + 5, top + 398), (x, top + 416)], darker(tint, 0.4))
    for place, tint in enumerate(tints):
        x = 120 + 76 * place
        canvas.stroke(smooth([(x - 20, 572), (x - 4, 560), (x + 10, 578), (x + 34, 564)], closed=False), tint, 5)


def rainbow_stacker(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 506, 250, 18)
    for place, tint in enumerate(_RAINBOW):
        outer = 236 - 30 * place
        canvas.fill(oval(320, 490, outer, outer * 1.28, (180, 360)), tint)
        canvas.fill(oval(320, 490, outer - 24, (outer - 24) * 1.28, (180, 360)), (206, 230, 230))
        canvas.stroke(oval(320, 490, outer - 7, (outer - 7) * 1.28, (205, 262)), lighter(tint, 0.4), 5)
    canvas.fill(oval(320, 490, 30, 40, (180, 360)), lighter(WOOD, 0.45))
    for x, y, tint in ((118, 470, _RAINBOW[2]), (526, 466, _RAINBOW[4])):
        canvas.dot(x, y, 27, tint)
        canvas.dot(x - 8, y - 9, 7, lighter(tint, 0.6))
    canvas.fill(box(70, 488, 570, 506, 9), lighter(WOOD, 0.2))


def plush_panda(canvas: Canvas, color: Color) -> None:
    fur: Color = (252, 250, 246)
    black: Color = (62, 58, 70)
    canvas.shadow(320, 548, 170, 18)
    canvas.fill(oval(320, 440, 132, 114), fur)
    canvas.fill(smooth([(196, 376), (250, 336), (390, 336), (444, 376), (410, 404), (320, 396), (230, 404)]), black)
    for side in (-1, 1):
        canvas.fill(oval(320 + side * 96, 150, 46, 46), black)
        canvas.fill(oval(320 + side * 96, 152, 24, 24), (112, 104, 118))
    canvas.fill(
        smooth([(180, 258), (206, 160), (320, 122), (434, 160), (460, 258), (412, 344), (320, 364), (228, 344)]), fur
    )
    for side in (-1, 1):
        with canvas.turned(side * 28, 320 + side * 62, 244):
            canvas.fill(oval(320 + side * 62, 246, 32, 42), black)
        canvas.dot(320 + side * 58, 242, 13, WHITE)
        canvas.dot(320 + side * 56, 244, 8, INK)
        canvas.fill(oval(320 + side * 106, 298, 25, 16), (250, 190, 194))
    canvas.fill(smooth([(302, 278), (320, 272), (338, 278), (320, 298)]), black)
    canvas.stroke(smooth([(292, 306), (306, 318), (320, 304), (334, 318), (348, 306)], closed=False), black, 5)
    for side in (-1, 1):
        canvas.fill(oval(320 + side * 108, 506, 64, 48), black)
        canvas.fill(oval(320 + side * 114, 508, 36, 30), (240, 170, 178))
    with canvas.turned(24, 400, 420):
        canvas.fill(box(392, 296, 412, 500, 8), (140, 184, 96))
        for y in (340, 392, 444):
            canvas.stroke([(392, y), (412, y)], darker(LEAF, 0.2), 4)
        for turn in (-50, -10, 40):
            with canvas.turned(turn, 402, 300):
                canvas.fill(smooth([(402, 304), (390, 270), (402, 236), (414, 270)]), LEAF)
    canvas.fill(oval(404, 420, 42, 32), black)
    canvas.fill(smooth([(200, 380), (170, 440), (196, 476), (236, 450), (246, 396)]), black)


def travel_chess(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 528, 240, 16)
    dark, light = (128, 84, 58), (240, 216, 176)
    near, far = 500.0, 340.0
    canvas.fill([(70, near + 8), (570, near + 8), (570, near + 32), (70, near + 32)], darker(dark, 0.4))
    canvas.fill([(146, far - 12), (494, far - 12), (576, near + 10), (64, near + 10)], darker(dark, 0.14))
    for row in range(6):
        for place in range(8):
            corners = [(place, row), (place + 1, row), (place + 1, row + 1), (place, row + 1)]
            canvas.fill([_square(x, y) for x, y in corners], light if (row + place) % 2 else dark)
    canvas.stroke([(320, far), (320, near)], GOLD, 3)
    _knight(canvas, 220, 452, (250, 240, 220))
    _king(canvas, 420, 452, (92, 62, 52))


def _square(x: float, y: float) -> tuple[float, float]:
    half = 166 + 74 * (y / 6)
    return 320 + half * (x - 4) / 4, 340 + 160 * (y / 6)


def _knight(canvas: Canvas, x: float, y: float, color: Color) -> None:
    head = smooth(
        [
            (x - 44, y - 40),
            (x - 40, y - 112),
            (x - 14, y - 164),
            (x - 52, y - 142),
            (x - 84, y - 148),
            (x - 94, y - 176),
            (x - 62, y - 216),
            (x - 34, y - 262),
            (x - 20, y - 296),
            (x - 4, y - 262),
            (x + 44, y - 232),
            (x + 68, y - 160),
            (x + 62, y - 90),
            (x + 50, y - 40),
        ]
    )
    _foot(canvas, x, y, color)
    canvas.fill(head, color)
    with canvas.within(head):
        canvas.fill(
            smooth([(x + 10, y - 262), (x + 90, y - 230), (x + 90, y - 30), (x + 30, y - 30), (x + 42, y - 150)]),
            darker(color, 0.16),
        )
        for place in range(5):
            canvas.stroke(
                [(x + 34 + 6 * place, y - 236 + 34 * place), (x + 12 + 9 * place, y - 222 + 34 * place)],
                darker(color, 0.3),
                5,
            )
    canvas.dot(x - 34, y - 212, 7, INK)
    canvas.stroke([(x - 82, y - 162), (x - 60, y - 164)], darker(color, 0.4), 4)


def _king(canvas: Canvas, x: float, y: float, color: Color) -> None:
    _foot(canvas, x, y, color)
    body = smooth(
        [
            (x - 48, y - 36),
            (x - 28, y - 120),
            (x - 40, y - 214),
            (x, y - 224),
            (x + 40, y - 214),
            (x + 28, y - 120),
            (x + 48, y - 36),
        ]
    )
    canvas.fill(body, color)
    with canvas.within(body):
        canvas.fill(box(x + 10, y - 240, x + 60, y), darker(color, 0.3))
        canvas.fill(box(x - 30, y - 220, x - 20, y - 40, 5), lighter(color, 0.24))
    canvas.fill(oval(x, y - 216, 52, 13), lighter(color, 0.14))
    canvas.fill(
        smooth([(x - 44, y - 222), (x - 52, y - 262), (x, y - 278), (x + 52, y - 262), (x + 44, y - 222)]), color
    )
    canvas.fill(box(x - 7, y - 330, x + 7, y - 270, 4), GOLD)
    canvas.fill(box(x - 22, y - 316, x + 22, y - 302, 4), GOLD)


def _foot(canvas: Canvas, x: float, y: float, color: Color) -> None:
    canvas.fill(oval(x + 6, y + 8, 82, 20), veil(INK, 0.3))
    canvas.fill([(x - 74, y - 14), *oval(x, y, 74, 18, (180, 0)), (x + 74, y - 14)], darker(color, 0.22))
    canvas.fill(oval(x, y - 14, 74, 17), color)
    canvas.fill([(x - 56, y - 36), *oval(x, y - 18, 58, 14, (180, 0)), (x + 56, y - 36)], darker(color, 0.12))
    canvas.fill(oval(x, y - 36, 56, 13), lighter(color, 0.2))


PAINTERS = {
    "dotted-notebook": dotted_notebook,
    "tea-roads-book": tea_roads_book,
    "ballpoint-pens": ballpoint_pens,
    "rainbow-stacker": rainbow_stacker,
    "plush-panda": plush_panda,
    "travel-chess": travel_chess,
}
