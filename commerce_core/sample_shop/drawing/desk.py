"""Pictures for the writing desk and the playroom: pen, paints, books, train, puzzle, tiles and folded paper."""

from __future__ import annotations

import math

from commerce_core.sample_shop.drawing.canvas import (
    CREAM,
    GOLD,
    INK,
    STEEL,
    WHITE,
    WOOD,
    Canvas,
    Color,
    Point,
    box,
    darker,
    lighter,
    mix,
    oval,
    smooth,
    veil,
)
from commerce_core.sample_shop.drawing.shapes import blossom, curve, polygon, solid, star


def fountain_pen(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 520, 220, 14)
    with canvas.turned(-4):
        canvas.fill(box(84, 330, 560, 548, 6), (236, 226, 206))
        canvas.fill(box(78, 322, 554, 540, 6), (255, 252, 244))
        for y in (380, 430, 480):
            canvas.stroke([(100, y), (530, y)], (220, 226, 232), 2.5)
    line = [(118 + at * 1.7, 470 - 24 * math.sin(at * 0.12) - 20 * math.cos(at * 0.24)) for at in range(0, 104, 2)]
    loops = [(x + 15 * math.cos(at * 0.5), y + 7 * math.sin(at * 0.5)) for at, (x, y) in enumerate(line)]
    canvas.stroke([*loops, (300, 452)], darker(color, 0.2), 6)
    with canvas.turned(-42, 300, 452):
        canvas.fill([(300, 452), (352, 426), (392, 430), (392, 474), (352, 478)], lighter(STEEL, 0.3))
        canvas.fill([(300, 452), (352, 452), (392, 452), (392, 474), (352, 478)], darker(STEEL, 0.12))
        canvas.stroke([(304, 452), (358, 452)], INK, 3)
        canvas.dot(362, 452, 7, INK)
        canvas.fill([(388, 426), (470, 416), (470, 488), (388, 478)], INK)
        canvas.fill(box(466, 412, 482, 492, 3), GOLD)
        barrel = [(480, 412), *curve((480, 412), (640, 414), (736, 432)), *curve((742, 452), (736, 472), (640, 490)),
                  (480, 492)]
        canvas.fill(barrel, color)
        with canvas.within(barrel):
            canvas.fill(box(470, 464, 760, 500), veil(INK, 0.2))
            canvas.fill(box(490, 424, 720, 434, 5), veil(WHITE, 0.45))
            canvas.fill(box(646, 400, 664, 500), GOLD)
    with canvas.turned(14, 170, 210):
        solid(canvas, box(70, 176, 262, 248, 30), color, shade=0.0)
        canvas.fill(box(80, 188, 246, 198, 5), veil(WHITE, 0.45))
        canvas.fill(box(242, 172, 262, 252, 5), GOLD)
        canvas.fill(box(96, 206, 222, 220, 7), GOLD)
        canvas.dot(220, 213, 11, GOLD)


def watercolour_tin(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 548, 240, 14)
    paints: tuple[Color, ...] = (
        (250, 222, 84), (244, 176, 56), (236, 120, 56), (218, 62, 58), (220, 78, 130), (170, 82, 160),
        (106, 84, 176), (62, 92, 178), (58, 140, 206), (72, 182, 196), (50, 142, 116), (104, 168, 76),
        (172, 190, 70), (206, 160, 92), (164, 104, 62), (112, 70, 52), (92, 96, 110), (44, 44, 58),
    )
    canvas.fill(box(80, 84, 560, 300, 22), INK)
    canvas.fill(box(92, 96, 548, 290, 14), (250, 250, 248))
    for at, x in enumerate((98, 250, 402)):
        canvas.fill(box(x, 104, x + 140, 284, 18), (228, 232, 236))
        tint = paints[(3, 8, 11)[at]]
        canvas.fill(smooth([(x + 26, 150), (x + 76, 124), (x + 118, 158), (x + 112, 222), (x + 66, 256), (x + 24, 220)]),
                    lighter(tint, 0.45))
        canvas.fill(smooth([(x + 46, 170), (x + 82, 152), (x + 98, 186), (x + 70, 222), (x + 42, 204)]), tint)
    canvas.fill(box(76, 296, 564, 544, 22), INK)
    canvas.fill(box(76, 292, 564, 306), STEEL)
    for at, tint in enumerate(paints):
        x, y = 94 + 51 * (at % 9), 316 + 106 * (at // 9)
        canvas.fill(box(x, y, x + 44, y + 96, 7), WHITE)
        canvas.fill(box(x + 5, y + 6, x + 39, y + 90, 5), tint)
        canvas.fill(oval(x + 22, y + 50, 12, 26), darker(tint, 0.14))
        canvas.fill(oval(x + 17, y + 26, 7, 9), lighter(tint, 0.5))
    with canvas.turned(-32, 330, 300):
        canvas.fill([(150, 292), (470, 284), (470, 316), (150, 308)], (70, 132, 160))
        canvas.fill(box(462, 280, 520, 320, 4), STEEL)
        canvas.fill(smooth([(518, 282), (566, 284), (606, 302), (566, 316), (518, 318)]), (108, 74, 56))
        canvas.fill(smooth([(560, 288), (606, 302), (560, 314)]), (58, 140, 206))


def night_train_book(canvas: Canvas, color: Color) -> None:
    night: Color = (36, 48, 98)
    canvas.shadow(326, 552, 220, 14)
    with canvas.turned(-5):
        canvas.fill(box(124, 96, 548, 540, 10), darker(night, 0.4))
        canvas.fill(box(130, 104, 540, 532), (244, 238, 226))
        cover = box(112, 84, 530, 522, 10)
        canvas.fill(cover, night)
        with canvas.within(cover):
            canvas.fill(box(112, 300, 530, 522), mix(night, (92, 84, 150), 0.5))
            canvas.dot(420, 198, 62, (255, 236, 176))
            canvas.dot(396, 184, 54, night)
            for at in range(26):
                canvas.dot(130 + at * 83 % 390, 100 + at * 47 % 210, 2 + at % 3, (255, 244, 206))
            canvas.fill(star(240, 150, 16), (255, 226, 130))
            canvas.fill(smooth([(90, 400), (200, 320), (300, 380), (420, 310), (560, 390), (560, 560), (90, 560)]),
                        (46, 74, 108))
            canvas.fill(box(100, 448, 540, 560), (30, 38, 70))
            canvas.stroke([(100, 456), (540, 456)], (190, 160, 110), 7)
            for x in range(120, 540, 30):
                canvas.stroke([(x, 462), (x - 6, 476)], (130, 100, 80), 7)
            for x in (130, 246):
                canvas.fill(box(x, 372, x + 108, 442, 8), (206, 70, 74) if x < 200 else (232, 150, 72))
                for window in (14, 46, 78):
                    canvas.fill(box(x + window, 386, x + window + 20, 412, 4), (255, 232, 150))
            canvas.fill(box(362, 384, 478, 442, 18), (64, 150, 150))
            canvas.fill(box(362, 350, 414, 442, 6), (52, 126, 132))
            canvas.fill(box(374, 362, 402, 390, 4), (255, 232, 150))
            canvas.fill([(442, 386), (438, 344), (472, 344), (466, 386)], (44, 104, 114))
            canvas.fill([(478, 404), (540, 380), (540, 446), (478, 422)], veil((255, 240, 170), 0.55))
            for x, y, size in ((446, 322, 15), (424, 300, 19), (392, 284, 23)):
                canvas.dot(x, y, size, veil(WHITE, 0.6))
            for x in (152, 216, 268, 332, 388, 424, 460):
                canvas.dot(x, 446, 13, (24, 26, 44))
                canvas.dot(x, 446, 5, GOLD)
        canvas.fill(box(112, 84, 138, 522, 8), darker(night, 0.3))
        canvas.stroke([(170, 114), (300, 114)], CREAM, 9)


def wooden_train(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 478, 280, 14)
    canvas.fill(box(30, 464, 610, 480, 6), WOOD)
    for x in range(44, 604, 44):
        canvas.fill(box(x, 478, x + 22, 492, 3), darker(WOOD, 0.3))
    for x, tint, load in ((46, (242, 190, 66), 0), (176, (104, 163, 112), 1), (306, (64, 112, 184), 2)):
        canvas.stroke([(x + 104, 424), (x + 134, 424)], STEEL, 10)
        solid(canvas, box(x, 372, x + 110, 436, 8), tint, shade=0.2)
        canvas.fill(box(x + 10, 384, x + 100, 394, 4), lighter(tint, 0.4))
        if load == 0:
            canvas.fill(polygon(x + 55, 330, 52, 3), (222, 94, 76))
            canvas.fill(polygon(x + 55, 330, 30, 3), lighter((222, 94, 76), 0.3))
        elif load == 1:
            canvas.fill(box(x + 12, 312, x + 56, 372, 4), (150, 112, 190))
            canvas.fill(box(x + 58, 326, x + 100, 372, 4), (236, 150, 76))
            canvas.fill(box(x + 34, 262, x + 78, 314, 4), (240, 146, 168))
        else:
            canvas.fill(oval(x + 55, 372, 44, 44, (180, 360)), (226, 184, 128))
            canvas.fill(oval(x + 55, 372, 26, 26, (180, 360)), (150, 98, 64))
        for wheel in (26, 84):
            _wheel(canvas, x + wheel, 442, 22)
    red: Color = (211, 63, 73)
    solid(canvas, box(436, 356, 590, 436, 16), red, shade=0.2)
    canvas.fill(box(426, 250, 512, 436, 6), darker(red, 0.14))
    canvas.fill(box(414, 232, 524, 262, 8), (242, 190, 66))
    canvas.fill(box(446, 282, 492, 334, 6), (190, 226, 244))
    canvas.fill([(544, 356), (534, 286), (582, 286), (572, 356)], (58, 58, 70))
    canvas.fill(box(528, 272, 588, 292, 6), (242, 190, 66))
    canvas.dot(590, 392, 14, (255, 236, 160))
    for x, y, size in ((548, 236, 22), (518, 190, 30), (470, 146, 38)):
        canvas.dot(x, y, size, WHITE)
        canvas.dot(x + size * 0.6, y + size * 0.3, size * 0.6, WHITE)
    _wheel(canvas, 466, 436, 34)
    _wheel(canvas, 560, 442, 26)


def _wheel(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.dot(x, y, size, darker(WOOD, 0.34))
    canvas.dot(x, y, size * 0.78, lighter(WOOD, 0.2))
    canvas.dot(x, y, size * 0.26, (211, 63, 73))


def world_puzzle(canvas: Canvas, color: Color) -> None:
    sea: Color = (112, 182, 214)
    land: tuple[Color, ...] = ((124, 180, 104), (240, 196, 96), (232, 146, 108), (178, 146, 204))
    canvas.shadow(310, 500, 250, 16)
    shapes = (
        [(96, 180), (176, 160), (226, 190), (206, 240), (166, 262), (150, 300), (116, 250)],
        [(176, 318), (228, 330), (236, 380), (206, 450), (186, 400)],
        [(290, 170), (350, 160), (372, 200), (330, 232), (292, 214)],
        [(296, 256), (360, 248), (392, 300), (362, 390), (332, 410), (318, 340), (292, 306)],
        [(384, 160), (500, 150), (556, 200), (530, 262), (470, 300), (430, 262), (390, 236)],
        [(480, 366), (540, 356), (560, 410), (510, 436), (474, 412)],
    )
    for column in range(6):
        for row in range(4):
            if column + row * 0.7 > 5.6 or (column, row) in {(4, 0), (2, 3)}:
                continue
            corner = (56.0 + 88 * column, 132.0 + 90 * row)
            piece = _piece(corner, (88, 90), (column + row) % 2 == 0, _border(column, row))
            canvas.fill([(x + 3, y + 6) for x, y in piece], veil(INK, 0.3))
            canvas.fill(piece, sea)
            with canvas.within(piece):
                for at, shape in enumerate(shapes):
                    canvas.fill(smooth(shape), land[at % 4])
                for x, y, tint in ((160, 210, CREAM), (206, 370, WHITE), (330, 196, (214, 84, 76)), (340, 320, WHITE),
                                   (460, 214, (214, 84, 76)), (250, 284, WHITE), (420, 390, WHITE), (100, 410, WHITE)):
                    canvas.dot(x, y, 13, tint)
                    canvas.dot(x + 15, y - 8, 7, tint)
            canvas.stroke([*piece, piece[0]], darker(sea, 0.34), 2.4)
    for x, y, turn, tint in ((440, 60, 24, land[1]), (474, 474, -24, land[2]), (250, 474, 16, land[0])):
        with canvas.turned(turn, x + 40, y + 40):
            piece = _piece((x, y), (84, 84), True, "")
            canvas.fill([(px + 4, py + 7) for px, py in piece], veil(INK, 0.25))
            canvas.fill(piece, sea)
            with canvas.within(piece):
                canvas.fill(smooth([(x - 20, y + 20), (x + 40, y + 40), (x + 100, y + 10), (x + 110, y + 110), (x, y + 110)]),
                            tint)
            canvas.stroke([*piece, piece[0]], darker(sea, 0.34), 2.4)


def _border(column: int, row: int) -> str:
    """Which sides of a piece lie on the edge of the puzzle and are straight: top, right, bottom or left."""
    on = {"top": row == 0, "right": column == 5, "bottom": row == 3, "left": column == 0}
    return " ".join(side for side, straight in on.items() if straight)


def _piece(corner: Point, size: Point, upright: bool, straight: str) -> list[Point]:
    """A jigsaw piece: an upright one has knobs above and below and sockets beside, its neighbours the reverse."""
    (left, top), (width, height) = corner, size
    right, bottom, knob = left + width, top + height, 15.0
    out = 11.0 if upright else -11.0
    sides: tuple[tuple[str, Point, Point, tuple[float, float]], ...] = (
        ("top", (left, top), (left + width / 2, top - out), (135, 405) if upright else (225, -45)),
        ("right", (right, top), (right - out, top + height / 2), (315, 45) if upright else (225, 495)),
        ("bottom", (right, bottom), (left + width / 2, bottom + out), (-45, 225) if upright else (45, -225)),
        ("left", (left, bottom), (left + out, top + height / 2), (135, -135) if upright else (45, 315)),
    )
    outline: list[Point] = []
    for side, start, (x, y), span in sides:
        outline += [start, *([] if side in straight.split() else oval(x, y, knob, knob, span))]
    return outline


def mahjong_set(canvas: Canvas, color: Color) -> None:
    jade: Color = (46, 136, 104)
    canvas.shadow(320, 408, 270, 16)
    canvas.shadow(250, 518, 100, 12)
    canvas.fill(box(56, 110, 584, 300, 24), (140, 52, 56))
    canvas.fill(box(76, 128, 564, 290, 14), (92, 32, 44))
    for at in range(9):
        canvas.fill(box(94 + at * 51, 150, 140 + at * 51, 230, 6), jade)
        canvas.fill(box(94 + at * 51, 150, 140 + at * 51, 166, 6), lighter(jade, 0.35))
    for at in range(5):
        x, y = 58 + at * 106, 250 + (at % 2) * 6
        canvas.fill(box(x + 8, y - 16, x + 104, y + 140, 12), darker(jade, 0.16))
        canvas.fill(box(x, y - 4, x + 96, y + 152, 12), (216, 206, 184))
        canvas.fill(box(x, y - 4, x + 96, y + 144, 12), (254, 250, 238))
        middle = x + 48
        if at < 2:
            _suit(canvas, middle, y, bamboo=at == 1)
        elif at == 2:
            canvas.stroke(box(middle - 30, y + 40, middle + 30, y + 90, 4), (196, 48, 52), 10)
            canvas.stroke([(middle, y + 16), (middle, y + 128)], (196, 48, 52), 11)
        elif at == 3:
            blossom(canvas, middle, y + 74, 40, (226, 96, 130), heart=GOLD)
            canvas.stroke(curve((middle, y + 100), (middle - 8, y + 120), (middle + 6, y + 134)), jade, 6)
        else:
            for size, tint in ((42, (48, 92, 168)), (30, WHITE), (22, (196, 48, 52)), (10, WHITE)):
                canvas.dot(middle, y + 70, size, tint)
    for x, y, turn, pips in ((196, 470, 14, 5), (288, 492, -18, 3)):
        with canvas.turned(turn, x, y):
            canvas.fill(box(x - 34, y - 28, x + 34, y + 40, 10), (206, 200, 194))
            canvas.fill(box(x - 34, y - 34, x + 34, y + 32, 10), WHITE)
            spots = ((0, 0), (-17, -17), (17, 17), (17, -17), (-17, 17))[:pips]
            for dx, dy in spots:
                canvas.dot(x + dx, y - 1 + dy, 6.5, (196, 48, 52) if pips == 5 else INK)


def _suit(canvas: Canvas, x: float, y: float, *, bamboo: bool) -> None:
    """The face of a six: two rows of bamboo, or three of coins."""
    jade: Color = (46, 136, 104)
    for at in range(6):
        if bamboo:
            left, top = x - 30 + 30 * (at % 3), y + 14 + 62 * (at // 3)
            tint = (196, 48, 52) if at % 3 == 1 else jade
            canvas.fill(box(left - 6, top, left + 6, top + 52, 6), tint)
            canvas.fill(box(left - 9, top + 22, left + 9, top + 29, 3), tint)
        else:
            middle, high = x - 21 + 42 * (at % 2), y + 26 + 44 * (at // 2)
            canvas.dot(middle, high, 16, (48, 92, 168) if at > 1 else (196, 48, 52))
            canvas.dot(middle, high, 7, WHITE)


def leather_journal(canvas: Canvas, color: Color) -> None:
    canvas.shadow(330, 556, 200, 14)
    with canvas.turned(9):
        for at in range(7):
            canvas.fill(box(178 + at * 2, 96 + at * 3, 500 + at * 2, 542 + at * 2, 4), (244, 234, 212) if at % 2 else
                        (222, 206, 176))
        for y in range(110, 540, 16):
            canvas.fill(oval(508, y, 7, 9), (250, 242, 224))
        cover = box(150, 84, 484, 540, 14)
        canvas.fill([(x + 5, y + 6) for x, y in cover], darker(color, 0.45))
        solid(canvas, cover, color, shade=0.1)
        with canvas.within(cover):
            canvas.fill(box(150, 84, 196, 540), darker(color, 0.16))
            for at in range(16):
                x, y = 160 + at * 59 % 310, 100 + at * 97 % 420
                canvas.stroke(curve((x, y), (x + 26, y + 9), (x + 44, y + 2)), darker(color, 0.09), 3)
            canvas.fill(smooth([(210, 96), (300, 96), (250, 530), (204, 530)]), veil(WHITE, 0.08))
        flap = [*curve((484, 84), (410, 180), (376, 312), (410, 444), (484, 540))]
        canvas.fill([*flap, (484, 84)], darker(color, 0.24))
        canvas.stroke(flap, lighter(color, 0.34), 4)
        for y in (296, 320):
            canvas.stroke(curve((140, y + 8), (320, y), (520, y - 6)), (72, 48, 42), 10)
        canvas.stroke(curve((392, 312), (366, 380), (386, 440)), (72, 48, 42), 9)
        canvas.stroke(curve((392, 312), (420, 390), (404, 470)), (72, 48, 42), 9)
        canvas.dot(392, 308, 21, GOLD)
        canvas.dot(392, 308, 10, darker(GOLD, 0.3))
        canvas.fill(star(286, 196, 50, points=8, waist=0.5), darker(color, 0.22))
        canvas.dot(286, 196, 14, color)


def origami_paper(canvas: Canvas, color: Color) -> None:
    canvas.shadow(330, 550, 240, 14)
    sheets: tuple[tuple[float, Color, Color], ...] = (
        (26, (76, 116, 160), WHITE), (12, (240, 190, 96), (210, 84, 72)), (-4, (150, 186, 148), CREAM),
        (-20, (242, 172, 186), WHITE),
    )
    for turn, tint, print_color in sheets:
        with canvas.turned(turn, 330, 420):
            sheet = box(180, 270, 480, 566)
            canvas.fill([(x + 4, y + 5) for x, y in sheet], veil(INK, 0.16))
            canvas.fill(sheet, tint)
            with canvas.within(sheet):
                for row in range(6):
                    for column in range(6):
                        x, y = 190 + 58 * column + 29 * (row % 2), 290 + 52 * row
                        if turn in {26, -4}:
                            for size in (26, 17, 8):
                                canvas.stroke(oval(x, y, size, size, (180, 360)), print_color, 3)
                        else:
                            blossom(canvas, x, y, 18, print_color, heart=GOLD)
    red: Color = (212, 58, 62)
    canvas.fill([(330, 376), (470, 84), (420, 392)], darker(red, 0.22))
    canvas.fill([(372, 404), (584, 226), (420, 424)], darker(red, 0.08))
    canvas.fill([(404, 398), (584, 226), (424, 396)], lighter(red, 0.16))
    canvas.fill([(262, 392), (104, 190), (128, 186), (300, 380)], lighter(red, 0.12))
    canvas.fill([(250, 404), (104, 190), (282, 392)], darker(red, 0.12))
    canvas.fill([(102, 190), (130, 184), (68, 258)], darker(red, 0.26))
    canvas.fill([(246, 396), (424, 396), (338, 486)], darker(red, 0.1))
    canvas.fill([(338, 396), (424, 396), (338, 486)], darker(red, 0.24))
    canvas.fill([(252, 398), (222, 76), (412, 398)], red)
    canvas.fill([(252, 398), (222, 76), (316, 398)], lighter(red, 0.22))


PAINTERS = {
    "fountain-pen": fountain_pen,
    "watercolour-tin": watercolour_tin,
    "night-train-book": night_train_book,
    "wooden-train": wooden_train,
    "world-puzzle": world_puzzle,
    "mahjong-set": mahjong_set,
    "leather-journal": leather_journal,
    "origami-paper": origami_paper,
}
