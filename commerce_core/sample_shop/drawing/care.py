"""Pictures for oils, washes, masks and small things of the bathroom shelf."""

from __future__ import annotations

from commerce_core.sample_shop.drawing.canvas import (
    CREAM,
    GOLD,
    INK,
    STEEL,
    WHITE,
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
from commerce_core.sample_shop.drawing.shapes import blossom, curve, flask, leaf, mirrored, solid, sparkle, star

_AMBER: Color = (172, 98, 40)
_LAVENDER: Color = (150, 118, 196)


def argan_oil(canvas: Canvas, color: Color) -> None:
    canvas.shadow(290, 546, 190, 16)
    solid(canvas, flask(280, 206, 538, 108, 38, 44), _AMBER, light=0.4)
    canvas.fill(box(230, 174, 330, 236, 10), INK)
    for x in range(242, 328, 14):
        canvas.stroke([(x, 184), (x, 228)], (88, 84, 100), 4)
    solid(canvas, smooth([(280, 62), (254, 76), (252, 140), (258, 178), (302, 178), (308, 140), (306, 76)]),
          (74, 70, 86), shade=0.3)
    canvas.fill(box(264, 84, 272, 150, 4), (124, 120, 136))
    canvas.fill(box(182, 340, 378, 492), CREAM)
    canvas.stroke([(196, 356), (364, 356)], GOLD, 4)
    canvas.stroke([(196, 476), (364, 476)], GOLD, 4)
    canvas.fill(smooth([(280, 366), (256, 410), (262, 446), (280, 456), (298, 446), (304, 410)]), GOLD)
    canvas.fill(smooth([(272, 404), (266, 426), (272, 440), (277, 424)]), WHITE)
    canvas.stroke(curve((400, 546), (470, 480), (560, 446)), (128, 102, 70), 8)
    for x, y, turn in ((430, 516, -40), (470, 482, 110), (498, 468, -16), (540, 452, 60)):
        leaf(canvas, x, y, 80, turn, (130, 158, 104))
    for x, y, turn in ((440, 552, 20), (502, 520, -30)):
        with canvas.turned(turn, x, y):
            canvas.fill(oval(x, y, 40, 29), (190, 146, 80))
            canvas.fill(oval(x - 10, y - 9, 18, 9), (222, 188, 126))
            canvas.stroke(curve((x - 36, y + 4), (x, y + 9), (x + 36, y + 2)), (150, 108, 58), 4)
    canvas.fill(smooth([(440, 250), (418, 292), (424, 316), (440, 324), (456, 316), (462, 292)]), (236, 176, 70))


def lavender_wash(canvas: Canvas, color: Color) -> None:
    canvas.shadow(280, 560, 170, 14)
    canvas.stroke(curve((270, 120), (190, 112), (150, 130), (140, 158)), WHITE, 26)
    canvas.fill(box(254, 96, 290, 190, 8), (230, 226, 238))
    canvas.fill(box(226, 96, 330, 138, 16), WHITE)
    canvas.fill(box(222, 176, 322, 222, 8), WHITE)
    canvas.fill(box(290, 176, 322, 222, 8), (226, 222, 236))
    solid(canvas, box(150, 212, 394, 552, 54), _LAVENDER, light=0.4)
    canvas.fill(box(178, 310, 366, 500, 94), lighter(_LAVENDER, 0.72))
    _lavender(canvas, 272, 480, 136, 0)
    _lavender(canvas, 250, 480, 104, -20)
    _lavender(canvas, 294, 480, 104, 20)
    for x, y, tall, turn in ((470, 560, 260, 4), (500, 560, 220, 20), (446, 560, 210, -12)):
        _lavender(canvas, x, y, tall, turn)
    canvas.fill(box(440, 500, 500, 520, 8), (232, 196, 130))
    for x, y, size in ((110, 220, 20), (92, 280, 13), (132, 300, 9), (118, 176, 11)):
        canvas.dot(x, y, size, veil(WHITE, 0.7))
        canvas.dot(x - size / 3, y - size / 3, size / 4, WHITE)


def _lavender(canvas: Canvas, x: float, y: float, tall: float, turn: float) -> None:
    with canvas.turned(turn, x, y):
        canvas.stroke([(x, y), (x, y - tall)], (110, 150, 108), max(4, tall * 0.03))
        bud = tall * 0.07
        for row in range(6):
            high = y - tall * (0.5 + 0.09 * row)
            for side in (-1, 1):
                canvas.fill(oval(x + side * bud * 0.9, high, bud, bud * 0.8),
                            (134, 96, 186) if (row + side) % 4 else (166, 132, 214))
        canvas.fill(oval(x, y - tall * 1.04, bud * 0.8, bud), (134, 96, 186))


def sheet_masks(canvas: Canvas, color: Color) -> None:
    canvas.shadow(330, 548, 220, 14)
    with canvas.turned(-10, 200, 320):
        solid(canvas, box(92, 138, 300, 500, 10), (176, 206, 232), shade=0.14)
        for y in (154, 486):
            canvas.stroke([(104, y), (288, y)], WHITE, 4)
        canvas.dot(196, 300, 72, lighter((176, 206, 232), 0.55))
        for turn in (-34, -12, 12, 34):
            with canvas.turned(turn, 196, 390):
                canvas.stroke([(196, 390), (196, 266)], (204, 160, 84), 4)
                for at in range(5):
                    canvas.fill(oval(196 + (6 if at % 2 else -6), 260 + at * 16, 7, 12), (236, 202, 126))
        canvas.stroke([(136, 438), (256, 438)], (104, 140, 180), 8)
        canvas.stroke([(156, 460), (236, 460)], (104, 140, 180), 5)
    face = smooth([(424, 118), (512, 150), (556, 250), (546, 370), (494, 474), (424, 512), (354, 474), (302, 370),
                   (292, 250), (336, 150)])
    canvas.fill([(x + 7, y + 9) for x, y in face], veil(INK, 0.14))
    canvas.fill(face, (252, 250, 246))
    with canvas.within(face):
        canvas.fill(smooth([(500, 110), (580, 110), (580, 520), (470, 520), (528, 360)]), (234, 230, 228))
        canvas.fill(smooth([(330, 180), (366, 150), (356, 240), (322, 280)]), WHITE)
    skin: Color = (246, 206, 188)
    for x in (366, 482):
        canvas.fill(smooth([(x - 38, 270), (x, 248), (x + 38, 270), (x, 290)]), skin)
        canvas.stroke(curve((x - 26, 268), (x, 282), (x + 26, 268)), (120, 84, 80), 5)
        for at in (-16, 0, 16):
            canvas.stroke([(x + at, 279 - abs(at) / 4), (x + at * 1.3, 291 - abs(at) / 5)], (120, 84, 80), 3)
    canvas.stroke(curve((424, 290), (412, 346), (424, 358), (438, 350)), (222, 214, 212), 5)
    canvas.fill(smooth([(382, 416), (424, 404), (466, 416), (424, 438)]), skin)
    canvas.stroke(curve((392, 416), (424, 426), (456, 416)), (214, 110, 112), 7)
    for x, y in ((330, 330), (520, 330)):
        canvas.fill(oval(x, y, 22, 13), veil((244, 150, 160), 0.4))
    for x, y, size in ((572, 160, 17), (290, 120, 14), (580, 430, 12)):
        canvas.fill(smooth([(x, y - size * 1.5), (x - size, y + size / 4), (x, y + size), (x + size, y + size / 4)]),
                    (150, 200, 236))


def sun_stick(canvas: Canvas, color: Color) -> None:
    canvas.fill(star(454, 188, 138, points=14, waist=0.72), (255, 206, 92))
    canvas.dot(454, 188, 88, (255, 226, 130))
    canvas.dot(454, 188, 70, (255, 238, 172))
    canvas.shadow(300, 560, 200, 14)
    with canvas.turned(-10, 260, 400):
        canvas.fill([(196, 280), *oval(260, 212, 64, 44, (180, 360)), (324, 280)], (232, 244, 250))
        canvas.fill(smooth([(210, 270), (222, 206), (252, 184), (236, 270)]), WHITE)
        canvas.fill(box(186, 270, 334, 320, 6), STEEL)
        solid(canvas, box(176, 312, 344, 546, 26), (86, 176, 204), light=0.4)
        canvas.fill(box(176, 500, 344, 546, 20), (58, 138, 170))
        for x in range(192, 338, 15):
            canvas.stroke([(x, 508), (x, 538)], (86, 176, 204), 4)
        canvas.fill(star(260, 404, 48, points=10, waist=0.66), (255, 214, 110))
        canvas.dot(260, 404, 24, WHITE)
    with canvas.turned(72, 480, 500):
        solid(canvas, box(426, 396, 534, 590, 26), (86, 176, 204), light=0.4)
        canvas.fill(oval(480, 590, 54, 16), (46, 118, 150))


def boxwood_comb(canvas: Canvas, color: Color) -> None:
    boxwood: Color = (222, 174, 106)
    canvas.shadow(320, 500, 230, 16)
    with canvas.turned(-10):
        spine = [(72, 340), *curve((72, 340), (110, 206), (320, 142), (530, 206), (568, 340)), (568, 360), (72, 360)]
        for at in range(32):
            x = 88 + at * 15
            length = 132 - ((x - 320) / 250) ** 2 * 40
            canvas.fill([(x - 5, 340), (x + 5, 340), (x + 3, 350 + length), (x, 362 + length), (x - 3, 350 + length)],
                        darker(boxwood, 0.16 if at % 2 else 0.06))
        canvas.fill([*box(62, 330, 92, 500, 12)], boxwood)
        canvas.fill([*box(548, 330, 578, 500, 12)], darker(boxwood, 0.1))
        canvas.fill(spine, boxwood)
        with canvas.within(spine):
            for at in range(7):
                canvas.stroke(curve((60, 350 - at * 6), (200, 232 - at * 20), (320, 208 - at * 18),
                                    (440, 232 - at * 20), (590, 350 - at * 6)), darker(boxwood, 0.09), 4)
            canvas.fill(smooth([(130, 270), (240, 190), (330, 166), (240, 214), (160, 290)]), veil(WHITE, 0.4))
        blossom(canvas, 330, 264, 62, darker(boxwood, 0.28), heart=lighter(boxwood, 0.4))
        for x, turn in ((264, -78), (400, 78), (248, -108), (414, 108)):
            leaf(canvas, x, 272, 76, turn, darker(boxwood, 0.3))
    blossom(canvas, 150, 520, 62, (216, 66, 84), heart=GOLD)
    for turn in (60, 110):
        leaf(canvas, 190, 536, 84, turn)


def kohl_pencil(canvas: Canvas, color: Color) -> None:
    canvas.fill(smooth([(110, 250), (200, 164), (320, 148), (430, 180), (520, 262), (420, 330), (310, 352), (200, 330)]),
                (252, 246, 240))
    canvas.fill(smooth([(140, 190), (250, 96), (400, 96), (530, 220), (420, 152), (310, 120), (220, 140)]),
                (214, 158, 178))
    canvas.dot(318, 246, 92, (112, 82, 62))
    canvas.dot(318, 246, 92, veil((168, 120, 70), 0.4))
    canvas.dot(318, 246, 48, INK)
    canvas.dot(290, 214, 20, WHITE)
    canvas.dot(346, 276, 9, WHITE)
    canvas.fill(smooth([(96, 252), (190, 150), (320, 116), (440, 150), (530, 250), (600, 214), (540, 284), (430, 196),
                        (320, 160), (204, 186)]), color)
    canvas.stroke(curve((104, 254), (200, 336), (310, 358), (420, 336), (528, 266)), color, 12)
    for x, y, turn in ((170, 170, -42), (226, 136, -28), (290, 118, -10), (356, 122, 10), (420, 142, 28), (478, 182, 42)):
        with canvas.turned(turn, x, y):
            canvas.stroke(curve((x, y), (x + 3, y - 30), (x + 14, y - 58)), color, 9)
    canvas.shadow(350, 556, 190, 12)
    with canvas.turned(-14, 340, 480):
        solid(canvas, box(206, 452, 560, 508, 10), color, shade=0.0)
        canvas.fill(box(206, 462, 560, 474), veil(WHITE, 0.35))
        canvas.fill(box(470, 452, 496, 508), GOLD)
        canvas.fill([(206, 452), (206, 508), (136, 486), (136, 474)], (218, 176, 128))
        canvas.fill([(136, 474), (136, 486), (104, 480)], INK)
        for x in (300, 336, 372):
            canvas.dot(x, 490, 6, GOLD)


def neroli_cologne(canvas: Canvas, color: Color) -> None:
    liquid: Color = (250, 222, 140)
    canvas.shadow(300, 580, 160, 12)
    canvas.fill(box(244, 44, 336, 132, 10), (52, 100, 108))
    canvas.fill(box(256, 52, 268, 124, 5), (104, 154, 160))
    canvas.fill(box(262, 130, 318, 166), GOLD)
    body = mirrored([(262, 160), *curve((262, 160), (230, 172), (206, 200)), (206, 556), (220, 576)], 290)
    canvas.fill(body, (236, 244, 240))
    with canvas.within(mirrored([(226, 230), (226, 548), (236, 558)], 290)):
        canvas.fill(box(200, 262, 400, 580), liquid)
        canvas.fill(box(322, 262, 400, 580), veil((214, 150, 60), 0.25))
        canvas.fill(box(200, 256, 400, 270), lighter(liquid, 0.5))
    canvas.fill(box(216, 210, 230, 520, 7), veil(WHITE, 0.8))
    label = box(228, 330, 352, 500, 60)
    canvas.fill(label, WHITE)
    canvas.stroke([*label, label[0]], (52, 100, 108), 4)
    blossom(canvas, 290, 396, 34, (250, 240, 220), heart=GOLD)
    canvas.stroke(oval(290, 396, 42, 42), (226, 146, 62), 4)
    canvas.stroke([(254, 456), (326, 456)], (52, 100, 108), 6)
    canvas.dot(496, 486, 74, (240, 152, 52))
    canvas.dot(476, 464, 22, (252, 194, 112))
    for seed in range(14):
        canvas.dot(448 + seed * 37 % 96, 440 + seed * 53 % 96, 2.6, (214, 122, 38))
    for turn, length in ((-64, 120), (-24, 130), (44, 118)):
        leaf(canvas, 494, 420, length, turn)
    blossom(canvas, 470, 366, 56, WHITE, heart=(246, 196, 70))
    blossom(canvas, 552, 402, 40, mix(WHITE, CREAM, 0.4), heart=(246, 196, 70))
    sparkle(canvas, 150, 180, 26)


PAINTERS = {
    "argan-oil": argan_oil,
    "lavender-wash": lavender_wash,
    "sheet-masks": sheet_masks,
    "sun-stick": sun_stick,
    "boxwood-comb": boxwood_comb,
    "kohl-pencil": kohl_pencil,
    "neroli-cologne": neroli_cologne,
}
