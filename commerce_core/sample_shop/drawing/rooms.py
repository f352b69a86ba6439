"""Pictures for lamps, bedding, furniture and scents of the home."""

from __future__ import annotations

from commerce_core.sample_shop.drawing.canvas import (
    CREAM,
    GOLD,
    INK,
    LEAF,
    WHITE,
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
from commerce_core.sample_shop.drawing.shapes import curve, leaf, mirrored, polygon, solid, sprig

_OAK: Color = (206, 158, 104)


def washi_lamp(canvas: Canvas, color: Color) -> None:
    cedar: Color = (120, 76, 58)
    canvas.dot(320, 310, 250, veil((255, 224, 150), 0.4))
    canvas.shadow(320, 568, 150, 14)
    paper = box(212, 92, 428, 530)
    canvas.fill(paper, (255, 240, 204))
    with canvas.within(paper):
        canvas.fill(oval(320, 330, 130, 210), veil((255, 214, 120), 0.6))
        canvas.fill(oval(320, 340, 74, 140), veil((255, 246, 210), 0.9))
        for at in range(40):
            x, y = 212 + (at * 71) % 216, 92 + (at * 113) % 438
            canvas.stroke(curve((x, y), (x + 14, y + 8 - at % 16), (x + 30, y + 2)), (244, 220, 168), 2.5)
    for y in (92, 238, 384, 530):
        canvas.fill(box(204, y - 7, 436, y + 7), cedar)
    canvas.fill(box(315, 92, 325, 530), cedar)
    for x in (204, 436):
        canvas.fill(box(x - 12, 66, x + 12, 568, 4), darker(cedar, 0.12 if x > 320 else 0))
    canvas.fill(box(180, 58, 460, 80, 5), lighter(cedar, 0.1))
    canvas.fill(box(192, 540, 448, 562, 4), darker(cedar, 0.2))
    sprig(canvas, 496, 562, 120, 16, (214, 140, 110))


def cotton_duvet_set(canvas: Canvas, color: Color) -> None:
    print_color: Color = (96, 152, 108)
    canvas.shadow(320, 540, 270, 16)
    canvas.fill(box(84, 140, 556, 420, 26), darker(_OAK, 0.12))
    canvas.fill(box(104, 160, 536, 420, 16), lighter(_OAK, 0.12))
    canvas.fill(box(68, 330, 572, 540, 20), darker(_OAK, 0.25))
    canvas.fill(box(80, 300, 560, 440, 20), (232, 228, 222))
    for x, lean in ((204, -4), (436, 4)):
        with canvas.turned(lean, x, 280):
            pillow = smooth([(x - 104, 222), (x, 232), (x + 104, 222), (x + 96, 284), (x + 106, 346), (x, 338),
                             (x - 106, 346), (x - 96, 284)])
            solid(canvas, pillow, color, shade=0.16)
            for place in range(6):
                _print(canvas, x - 66 + 66 * (place % 3), 274 + 44 * (place // 3), 40, print_color)
    cover = smooth([(64, 352), (190, 336), (320, 346), (450, 336), (576, 352), (590, 470), (576, 548), (320, 556),
                    (64, 548), (50, 470)])
    canvas.fill(cover, color)
    with canvas.within(cover):
        for row in range(4):
            for column in range(9):
                _print(canvas, 72 + 66 * column + 33 * (row % 2), 436 + 54 * row, 46, print_color)
        canvas.fill(smooth([(40, 330), (320, 326), (600, 330), (600, 372), (320, 388), (40, 372)]), print_color)
        canvas.fill(smooth([(470, 330), (600, 330), (600, 570), (520, 570), (490, 450)]), veil(INK, 0.08))
        canvas.stroke(curve((180, 390), (170, 470), (190, 560)), (228, 226, 220), 5)
        canvas.stroke(curve((400, 392), (416, 470), (398, 560)), (228, 226, 220), 5)


def _print(canvas: Canvas, x: float, y: float, size: float, color: Color) -> None:
    for turn in (-44, 0, 44):
        leaf(canvas, x, y, size * (0.9 if turn else 1.0), turn, mix(color, WHITE, 0.12 if turn else 0))


def side_table(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 560, 200, 20)
    for x0, x1, tint in ((222, 450, darker(_OAK, 0.26)), (418, 190, darker(_OAK, 0.1))):
        canvas.stroke([(x0, 320), (x1, 556)], tint, 22)
    canvas.stroke([(250, 350), (156, 546)], darker(_OAK, 0.18), 20)
    canvas.stroke([(390, 350), (486, 546)], darker(_OAK, 0.3), 20)
    canvas.dot(320, 434, 12, GOLD)
    canvas.fill(oval(320, 322, 228, 62), darker(_OAK, 0.3))
    canvas.fill(oval(320, 306, 228, 62), lighter(_OAK, 0.15))
    with canvas.within(oval(320, 306, 228, 62)):
        for at in range(8):
            canvas.stroke(curve((80, 258 + at * 15), (240, 266 + at * 14), (420, 254 + at * 15), (570, 262 + at * 14)),
                          mix(_OAK, WHITE, 0.02), 4)
    canvas.fill(oval(420, 316, 54, 15), (214, 92, 78))
    canvas.fill(oval(420, 308, 54, 15), (246, 236, 220))
    canvas.fill(box(378, 286, 462, 304, 4), (72, 112, 150))
    canvas.fill(box(384, 270, 456, 286, 4), (236, 186, 92))
    pot = mirrored([(190, 228), (206, 300), (214, 310)], 246)
    solid(canvas, pot, (238, 232, 224), shade=0.3)
    canvas.fill(oval(246, 228, 56, 13), (120, 84, 62))
    for turn, length in ((-64, 120), (-36, 160), (-8, 176), (22, 170), (50, 140), (76, 104)):
        leaf(canvas, 246, 228, length, turn, darker(LEAF, 0.04 * (turn % 5)))


def fig_candle(canvas: Canvas, color: Color) -> None:
    glass: Color = (102, 138, 98)
    fig: Color = (104, 66, 112)
    canvas.dot(270, 190, 130, veil((255, 222, 140), 0.5))
    canvas.shadow(310, 534, 220, 16)
    solid(canvas, [(156, 250), *oval(270, 502, 108, 26, (180, 0)), (384, 250)], glass, light=0.35)
    canvas.fill(oval(270, 250, 114, 26), lighter(glass, 0.5))
    canvas.fill(oval(270, 256, 102, 20), (250, 240, 214))
    canvas.fill(oval(270, 256, 46, 9), (255, 226, 150))
    canvas.stroke([(270, 254), (270, 222)], INK, 6)
    canvas.fill(smooth([(270, 234), (236, 190), (268, 104), (304, 186)]), (250, 176, 72))
    canvas.fill(smooth([(270, 232), (252, 200), (270, 148), (290, 198)]), (255, 236, 160))
    canvas.fill(box(196, 330, 344, 456, 8), CREAM)
    for turn in (-60, -22, 22, 60):
        leaf(canvas, 270, 420, 62, turn, glass)
    canvas.stroke([(222, 438), (318, 438)], darker(glass, 0.2), 4)
    for x, y, turn in ((520, 420, 30), (500, 404, -30)):
        leaf(canvas, x, y, 130, turn, LEAF)
    whole = smooth([(512, 372), (486, 420), (452, 470), (476, 524), (520, 534), (566, 510), (568, 456), (532, 412)])
    solid(canvas, whole, fig)
    canvas.stroke(curve((506, 410), (484, 460), (492, 520)), lighter(fig, 0.25), 4)
    with canvas.turned(-14, 430, 510):
        canvas.fill(smooth([(428, 414), (400, 462), (378, 512), (412, 552), (456, 548), (480, 506), (458, 460)]), fig)
        canvas.fill(smooth([(428, 434), (406, 470), (392, 512), (418, 540), (450, 536), (468, 504), (450, 466)]),
                    (246, 226, 196))
        canvas.fill(smooth([(429, 458), (410, 500), (428, 528), (450, 516), (450, 486)]), (206, 82, 92))
        for at in range(12):
            canvas.dot(416 + at * 17 % 32, 482 + at * 11 % 40, 3.5, (250, 214, 140))


def wall_clock(canvas: Canvas, color: Color) -> None:
    canvas.shadow(334, 348, 246, 246, 0.2)
    canvas.dot(320, 320, 244, darker(color, 0.22))
    canvas.dot(318, 316, 238, color)
    canvas.stroke(oval(320, 316, 226, 226, (185, 275)), lighter(color, 0.6), 8)
    canvas.dot(320, 320, 204, darker(CREAM, 0.12))
    canvas.dot(320, 324, 200, CREAM)
    for at in range(60):
        with canvas.turned(at * 6, 320, 324):
            long = at % 5 == 0
            canvas.fill(box(320 - (7 if at % 15 == 0 else 4 if long else 1.6), 140, 320 + (7 if at % 15 == 0 else 4 if
                        long else 1.6), 190 if at % 15 == 0 else 174 if long else 152, 2), INK)
    for turn, length, width in ((-55, 104, 20), (60, 158, 13)):
        with canvas.turned(turn, 320, 324):
            canvas.fill(box(320 - width / 2, 324 - length, 320 + width / 2, 350, width / 2), INK)
    with canvas.turned(206, 320, 324):
        canvas.fill(box(317, 164, 323, 372, 3), (220, 80, 70))
    canvas.dot(320, 324, 17, (220, 80, 70))
    canvas.dot(320, 324, 6, CREAM)


def waffle_bath_mat(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 510, 260, 18)
    with canvas.turned(-6):
        for at in range(30):
            for y in (168, 488):
                x = 82 + at * 16.4
                canvas.stroke([(x, y), (x + (at % 3 - 1) * 4, y + (-26 if y < 300 else 26))], lighter(color, 0.5), 7)
        mat = box(64, 162, 576, 494, 20)
        canvas.fill([(x, y + 9) for x, y in mat], darker(color, 0.4))
        canvas.fill(mat, darker(color, 0.08))
        with canvas.within(mat):
            for row in range(8):
                for column in range(9):
                    x = 92 + 60 * column + 30 * (row % 2)
                    y = 182 + 44 * row
                    across, up = 26 + (row * 7 + column * 5) % 6, 17 + (row * 3 + column * 7) % 5
                    with canvas.turned((row * 31 + column * 17) % 40 - 20, x, y):
                        canvas.fill(oval(x, y + 4, across, up), darker(color, 0.26))
                        canvas.fill(oval(x, y, across, up), lighter(color, 0.1 + 0.09 * ((row + column * 2) % 4)))
                        canvas.fill(oval(x - 7, y - 6, across * 0.4, up * 0.3), lighter(color, 0.55))
        canvas.stroke([*box(76, 174, 564, 482, 14), (564, 190)], lighter(color, 0.6), 6)


def incense_burner(canvas: Canvas, color: Color) -> None:
    clay = mix(color, (196, 112, 74), 0.5)
    canvas.shadow(320, 556, 170, 16)
    for points in (((300, 230), (250, 180), (320, 130), (280, 60)), ((340, 226), (400, 170), (340, 110), (390, 40))):
        canvas.stroke(curve(*points), (236, 232, 238), 16)
        canvas.stroke(curve(*points), WHITE, 7)
    base = mirrored([(268, 396), *curve((268, 396), (240, 460), (192, 530)), (192, 552)])
    solid(canvas, base, clay, shade=0.3)
    cup = mirrored([(172, 262), *curve((172, 262), (192, 340), (256, 402)), (268, 408)])
    solid(canvas, cup, clay, light=0.2)
    with canvas.within(cup):
        for x in range(160, 500, 40):
            canvas.fill([(x, 300), (x + 20, 334), (x + 40, 300)], CREAM)
            canvas.fill([(x + 20, 342), (x + 34, 366), (x + 20, 390), (x + 6, 366)], (44, 104, 116))
        canvas.stroke([(160, 292), (480, 292)], (44, 104, 116), 8)
    with canvas.within(base):
        for x in range(180, 470, 34):
            canvas.fill(polygon(x, 490, 17, 4), CREAM)
            canvas.fill(polygon(x, 490, 8, 4), (170, 48, 44))
        canvas.stroke([(160, 456), (480, 456)], CREAM, 6)
        canvas.stroke([(160, 526), (480, 526)], (44, 104, 116), 9)
    for x in (192, 256, 320, 384, 448):
        canvas.fill([(x - 22, 256), (x, 214), (x + 22, 256)], darker(clay, 0.16))
    canvas.fill(oval(320, 262, 148, 28), darker(clay, 0.45))
    for x, y, size in ((272, 256, 20), (308, 250, 24), (352, 252, 22), (384, 260, 16)):
        canvas.dot(x, y, size, (64, 54, 58))
        canvas.dot(x - 3, y - 3, size * 0.55, (226, 98, 54))
    for x, y in ((296, 244), (336, 238), (366, 246)):
        canvas.fill(polygon(x, y, 12, 5), (250, 230, 176))
    for x, y, size in ((520, 536, 17), (548, 552, 13), (490, 556, 14)):
        canvas.fill(polygon(x, y, size, 6), (222, 172, 88))
        canvas.fill(polygon(x - 3, y - 3, size * 0.55, 6), (246, 214, 140))


def kilim_cushion(canvas: Canvas, color: Color) -> None:
    navy: Color = (48, 62, 98)
    canvas.shadow(320, 556, 220, 18)
    cushion = smooth([(92, 100), (200, 124), (320, 112), (440, 124), (548, 100), (528, 220), (536, 320), (528, 420),
                      (548, 540), (440, 524), (320, 532), (200, 524), (92, 540), (112, 420), (104, 320), (112, 220)])
    canvas.fill(cushion, darker(color, 0.1))
    with canvas.within(cushion):
        for row in range(4):
            for column in range(4):
                x, y = 152 + 112 * column, 152 + 112 * row
                tint = color if (row + column) % 2 else navy
                for size, shade in ((58, CREAM), (47, tint), (32, CREAM), (20, GOLD), (9, tint)):
                    canvas.fill(_stepped(x, y, size), shade)
        for y in (96, 544):
            canvas.stroke([(80, y + (18 if y < 300 else -18)), (560, y + (18 if y < 300 else -18))], CREAM, 7)
        canvas.fill(smooth([(420, 90), (580, 80), (580, 560), (470, 560), (500, 320)]), veil(INK, 0.12))
        canvas.fill(smooth([(104, 110), (220, 132), (160, 300), (112, 320)]), veil(WHITE, 0.12))
    for x, y in ((92, 100), (548, 100), (92, 540), (548, 540)):
        canvas.dot(x, y, 15, GOLD)
        for at in (-10, 0, 10):
            canvas.stroke([(x + at / 2, y + 8), (x + at, y + 44)], darker(GOLD, 0.12), 5)


def _stepped(x: float, y: float, size: float) -> list[Point]:
    """A diamond with stairs for sides, as a loom makes it."""
    outline: list[Point] = []
    step = size / 4
    for at in range(4):
        outline += [(x + at * step, y - (4 - at) * step), (x + (at + 1) * step, y - (4 - at) * step)]
    right = [*outline, *((px, 2 * y - py) for px, py in reversed(outline))]
    return [*right, *((2 * x - px, 2 * y - py) for px, py in right)]


PAINTERS = {
    "washi-lamp": washi_lamp,
    "cotton-duvet-set": cotton_duvet_set,
    "side-table": side_table,
    "fig-candle": fig_candle,
    "wall-clock": wall_clock,
    "waffle-bath-mat": waffle_bath_mat,
    "incense-burner": incense_burner,
    "kilim-cushion": kilim_cushion,
}
