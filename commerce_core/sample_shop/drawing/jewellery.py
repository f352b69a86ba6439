"""Pictures for jewellery and watches."""

from __future__ import annotations

import math

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
from commerce_core.sample_shop.drawing.shapes import curve, leaf, mirrored, ring, solid, sparkle, star

_VELVET: Color = (72, 62, 104)


def silver_hoops(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 540, 190, 14)
    for x, y, lean in ((232, 358, -10), (420, 330, 12)):
        with canvas.turned(lean, x, y):
            canvas.stroke(curve((x, y - 150), (x + 22, y - 178), (x + 40, y - 150), (x + 40, y - 132)),
                          darker(color, 0.2), 7)
            ring(canvas, x, y, 122, 34, color, up=1.14)
            canvas.fill(box(x - 15, y - 160, x + 15, y - 120, 8), lighter(color, 0.4))
    for x, y, size in ((140, 190, 28), (520, 190, 34), (322, 474, 22), (486, 500, 18)):
        sparkle(canvas, x, y, size)


def pearl_pendant(canvas: Canvas, color: Color) -> None:
    bust = mirrored([(262, 90), *curve((256, 180), (220, 250), (130, 300), (110, 420)), (116, 556)])
    canvas.shadow(320, 556, 220, 14)
    solid(canvas, bust, _VELVET, shade=0.3)
    canvas.fill(oval(320, 92, 58, 14), lighter(_VELVET, 0.2))
    chain = curve((258, 180), (226, 260), (256, 350), (320, 396), (384, 350), (414, 260), (382, 180))
    canvas.stroke(chain, darker(color, 0.1), 5)
    for x, y in chain[::4]:
        canvas.dot(x, y, 5, lighter(color, 0.5))
    leaf(canvas, 322, 410, 62, 62, color)
    canvas.dot(320, 446, 46, (238, 226, 224))
    with canvas.within(oval(320, 446, 46, 46)):
        canvas.dot(336, 464, 50, veil((214, 170, 190), 0.35))
        canvas.dot(310, 434, 36, veil(WHITE, 0.6))
    canvas.fill(oval(304, 428, 13, 10), WHITE)
    sparkle(canvas, 372, 408, 20)


def gold_star_studs(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 520, 170, 16)
    with canvas.turned(5):
        canvas.fill(box(158, 120, 482, 520, 20), darker(CREAM, 0.18))
        canvas.fill(box(152, 112, 476, 512, 20), CREAM)
        canvas.dot(314, 160, 16, (226, 206, 206))
        for x in (236, 392):
            canvas.fill(star(x + 5, 312, 74), veil(INK, 0.18))
            canvas.fill(star(x, 304, 74), darker(color, 0.12))
            canvas.fill(star(x, 304, 60), color)
            for turn in range(5):
                with canvas.turned(turn * 72, x, 304):
                    canvas.fill([(x, 304), (x, 246), (x + 14, 286)], lighter(color, 0.55))
        for width, y in ((90, 424), (60, 448)):
            canvas.stroke([(314 - width, y), (314 + width, y)], (210, 190, 190), 5)
    for x, y, size in ((178, 206, 26), (500, 240, 30), (330, 380, 16)):
        sparkle(canvas, x, y, size, lighter(color, 0.75))


def evil_eye_bracelet(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 488, 220, 20)
    cord: Color = (40, 62, 112)
    canvas.stroke(oval(320, 330, 216, 132), cord, 13)
    for at in range(60):
        turn = math.radians(at * 6)
        canvas.dot(320 + 216 * math.cos(turn), 330 + 132 * math.sin(turn) - 2, 4, lighter(cord, 0.3))
    for lean, down in ((-46, 66), (40, 80)):
        canvas.stroke(curve((320, 198), (320 + lean / 2, 160), (320 + lean, 198 - down)), cord, 9)
        canvas.dot(320 + lean, 198 - down, 13, GOLD)
    canvas.fill(box(296, 182, 344, 214, 10), darker(cord, 0.2))
    for degrees, size in ((90, 64), (48, 44), (132, 44), (18, 32), (162, 32)):
        turn = math.radians(degrees)
        _eye(canvas, 320 + 216 * math.cos(turn), 330 + 132 * math.sin(turn), size, color)


def _eye(canvas: Canvas, x: float, y: float, size: float, color: Color) -> None:
    canvas.dot(x, y, size, darker(color, 0.4))
    canvas.dot(x, y, size * 0.9, mix(color, (30, 70, 190), 0.4))
    canvas.dot(x, y, size * 0.6, WHITE)
    canvas.dot(x, y, size * 0.42, (120, 196, 232))
    canvas.dot(x, y, size * 0.22, INK)
    canvas.fill(oval(x - size * 0.4, y - size * 0.5, size * 0.22, size * 0.13), veil(WHITE, 0.7))


def field_watch(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 578, 90, 10)
    for top, bottom, narrow in ((40, 240, 0.0), (400, 600, 1.0)):
        strap = [(256 + 12 * (1 - narrow), top), (384 - 12 * (1 - narrow), top), (384 - 12 * narrow, bottom),
                 (256 + 12 * narrow, bottom)]
        solid(canvas, strap, color, shade=0.2)
        for x in (274, 366):
            for y in range(top + 12, bottom, 22):
                canvas.stroke([(x, y), (x, y + 10)], lighter(color, 0.5), 3)
    for y in (470, 506, 542):
        canvas.fill(oval(320, y, 7, 9), darker(color, 0.5))
    canvas.fill(box(470, 298, 506, 342, 8), darker(STEEL, 0.2))
    canvas.dot(320, 320, 158, darker(STEEL, 0.22))
    canvas.dot(320, 320, 148, lighter(STEEL, 0.3))
    canvas.dot(320, 320, 126, (44, 50, 56))
    for at in range(60):
        with canvas.turned(at * 6):
            canvas.fill(box(317.5, 200, 322.5, 224 if at % 5 == 0 else 210), (206, 226, 180))
    for at in range(12):
        with canvas.turned(at * 30):
            canvas.fill(box(314, 232, 326, 252, 4), (206, 226, 180) if at % 3 else (236, 132, 62))
    _hands(canvas, 320, 320, 66, 94, (236, 240, 226))
    canvas.stroke([(300, 372), (356, 226)], (236, 132, 62), 4)
    canvas.dot(320, 320, 9, (236, 132, 62))
    canvas.fill(smooth([(216, 270), (262, 216), (320, 200), (250, 300)]), veil(WHITE, 0.10))


def _hands(canvas: Canvas, x: float, y: float, hour: float, minute: float, color: Color) -> None:
    """Ten past ten."""
    for turn, length, width in ((-55, hour, 12), (62, minute, 9)):
        with canvas.turned(turn, x, y):
            canvas.fill(box(x - width / 2, y - length, x + width / 2, y + 12, width / 2), color)


def mesh_watch(canvas: Canvas, color: Color) -> None:
    canvas.shadow(330, 512, 210, 16)
    with canvas.turned(52):
        band = box(252, 6, 388, 634, 30)
        canvas.fill(band, darker(color, 0.12))
        with canvas.within(band):
            for row in range(80):
                for column in range(9):
                    x, y = 256 + 16 * column + 8 * (row % 2), 8 * row
                    canvas.fill(oval(x, y, 6, 2.6), lighter(color, 0.34))
            canvas.fill(box(352, 0, 392, 640), veil(INK, 0.12))
        canvas.fill(box(244, 66, 396, 112, 8), lighter(color, 0.15))
    canvas.dot(320, 320, 152, darker(color, 0.24))
    canvas.dot(316, 316, 146, lighter(color, 0.25))
    canvas.dot(320, 320, 128, (252, 248, 240))
    with canvas.within(oval(320, 320, 128, 128)):
        canvas.fill([(320, 180), (460, 180), (460, 460), (380, 460)], veil((222, 210, 196), 0.5))
    for at in range(4):
        with canvas.turned(at * 90):
            canvas.fill(box(317, 204, 323, 232, 3), darker(color, 0.1))
    _hands(canvas, 320, 320, 60, 92, darker(color, 0.2))
    canvas.dot(320, 320, 8, darker(color, 0.35))
    sparkle(canvas, 206, 214, 30)


def signet_ring(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 540, 130, 14)
    with canvas.turned(-8):
        canvas.stroke(oval(320, 382, 136, 146), darker(color, 0.32), 44)
        canvas.stroke(oval(320, 376, 140, 146), color, 34)
        canvas.stroke(oval(320, 376, 142, 148, (150, 215)), lighter(color, 0.6), 11)
        canvas.stroke(oval(320, 376, 140, 146, (20, 80)), darker(color, 0.24), 12)
        shoulders = mirrored([(276, 146), *curve((226, 180), (190, 256), (176, 330)),
                              *curve((212, 336), (244, 284), (320, 270))])
        canvas.fill(shoulders, darker(color, 0.08))
        canvas.fill(oval(320, 202, 122, 88), darker(color, 0.3))
        canvas.fill(oval(320, 194, 122, 86), lighter(color, 0.35))
        face = oval(320, 194, 104, 70)
        canvas.fill(face, lighter(color, 0.7))
        with canvas.within(face):
            canvas.fill([(340, 100), (400, 100), (330, 290), (270, 290)], veil(WHITE, 0.7))
            canvas.fill([(420, 100), (440, 100), (370, 290), (350, 290)], veil(WHITE, 0.7))
    sparkle(canvas, 178, 132, 32)
    sparkle(canvas, 492, 420, 24)


def jhumka_earrings(canvas: Canvas, color: Color) -> None:
    ruby: Color = (196, 48, 82)
    for x, lean in ((206, 5), (434, -5)):
        with canvas.turned(lean, x, 130):
            for at in range(8):
                with canvas.turned(at * 45, x, 146):
                    canvas.dot(x, 112, 15, color)
            canvas.dot(x, 146, 32, lighter(color, 0.35))
            canvas.dot(x, 146, 18, ruby)
            canvas.dot(x - 6, 140, 5, lighter(ruby, 0.7))
            ring(canvas, x, 216, 16, 8, color)
            dome = mirrored([(x - 14, 232), *curve((x - 40, 246), (x - 84, 310), (x - 92, 392))], x)
            solid(canvas, dome, color, shade=0.3)
            canvas.fill(smooth([(x - 52, 280), (x - 34, 262), (x - 58, 360), (x - 74, 366)]), lighter(color, 0.6))
            for at in range(-2, 3):
                canvas.dot(x + at * 33, 352 + 8 - abs(at) * 4, 9, ruby if at % 2 == 0 else (52, 130, 120))
            canvas.fill(oval(x, 392, 94, 19), darker(color, 0.2))
            canvas.fill(oval(x, 390, 82, 12), darker(color, 0.45))
            for at in range(-4, 5):
                hang = x + at * 22
                low = 402 + 14 * (1 - (at / 5) ** 2)
                canvas.stroke([(hang, low), (hang, low + 34)], darker(color, 0.15), 3)
                canvas.dot(hang, low + 44, 12, lighter(color, 0.3))
                canvas.dot(hang - 3, low + 41, 4, WHITE)


PAINTERS = {
    "silver-hoops": silver_hoops,
    "pearl-pendant": pearl_pendant,
    "gold-star-studs": gold_star_studs,
    "evil-eye-bracelet": evil_eye_bracelet,
    "field-watch": field_watch,
    "mesh-watch": mesh_watch,
    "signet-ring": signet_ring,
    "jhumka-earrings": jhumka_earrings,
}
