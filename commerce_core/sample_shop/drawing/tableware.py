"""Pictures for the table and the stove: bowls, cups, chopsticks, spices and moulds."""

from __future__ import annotations

import math

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
from commerce_core.sample_shop.drawing.shapes import blossom, curve, mirrored, polygon, solid, steam

_COFFEE: Color = (96, 58, 42)
_TEA: Color = (176, 62, 34)
_AZURE: Color = (52, 98, 172)


def matcha_set(canvas: Canvas, color: Color) -> None:
    bamboo: Color = (228, 196, 138)
    glaze: Color = (92, 108, 128)
    canvas.shadow(310, 528, 240, 16)
    bowl = mirrored([(92, 322), *curve((100, 400), (142, 488), (210, 510)), (210, 530)], 272)
    solid(canvas, bowl, glaze, light=0.25)
    with canvas.within(bowl):
        canvas.fill(smooth([(80, 300), (470, 300), (460, 400), (380, 372), (300, 420), (200, 380), (90, 410)]),
                    lighter(glaze, 0.4))
    canvas.fill(oval(272, 322, 180, 46), lighter(glaze, 0.6))
    canvas.fill(oval(272, 330, 160, 36), (132, 172, 70))
    for at in range(34):
        x, y = 272 + 140 * math.cos(at * 2.4) * (at / 34) ** 0.5, 330 + 28 * math.sin(at * 2.4) * (at / 34) ** 0.5
        canvas.fill(oval(x, y, 11, 5), (172, 204, 106))
        canvas.fill(oval(x - 2, y - 1, 5, 2), (216, 232, 166))
    with canvas.turned(18, 500, 380):
        for at in range(-9, 10):
            canvas.stroke(curve((500 + at * 3, 350), (500 + at * 8, 430), (500 + at * 5, 516)),
                          lighter(bamboo, 0.3) if at % 2 else darker(bamboo, 0.1), 4)
        canvas.fill(box(472, 222, 528, 344, 8), bamboo)
        canvas.fill(box(472, 322, 528, 356, 5), INK)
        canvas.fill(box(480, 230, 490, 316, 4), lighter(bamboo, 0.5))
    canvas.stroke(curve((78, 236), (210, 178), (350, 152), (384, 170)), darker(bamboo, 0.2), 17)
    canvas.stroke(curve((78, 236), (210, 178), (350, 152)), lighter(bamboo, 0.2), 7)


def tulip_glasses(canvas: Canvas, color: Color) -> None:
    for x, bottom, size in ((462, 420, 0.62), (280, 500, 1.0)):
        with canvas.turned(0, x, bottom, size):
            canvas.shadow(x, bottom + 24, 170 * size, 14)
            canvas.fill(oval(x, bottom + 12, 170, 36), darker(GOLD, 0.16))
            canvas.fill(oval(x, bottom + 4, 170, 36), WHITE)
            canvas.stroke(oval(x, bottom + 4, 150, 30), GOLD, 8)
            canvas.fill(oval(x, bottom + 4, 90, 18), (232, 232, 236))
            glass = mirrored([(x - 84, bottom - 330), *curve((x - 84, bottom - 330), (x - 62, bottom - 236),
                              (x - 50, bottom - 170), (x - 82, bottom - 80), (x - 62, bottom - 16), (x - 30, bottom))], x)
            canvas.fill(glass, (240, 232, 226))
            with canvas.within(glass):
                canvas.fill(box(x - 120, bottom - 276, x + 120, bottom - 14), _TEA)
                canvas.fill(box(x + 24, bottom - 276, x + 120, bottom - 14), darker(_TEA, 0.2))
                canvas.fill(smooth([(x - 60, bottom - 100), (x - 46, bottom - 120), (x - 34, bottom - 60),
                                    (x - 48, bottom - 36)]), veil((255, 200, 140), 0.5))
                canvas.fill(box(x - 120, bottom - 16, x + 120, bottom + 10), veil(WHITE, 0.6))
            canvas.fill(oval(x, bottom - 276, 73, 13), lighter(_TEA, 0.25))
            canvas.stroke(oval(x, bottom - 330, 84, 15), GOLD, 7)
            canvas.stroke(curve((x - 70, bottom - 310), (x - 50, bottom - 236), (x - 40, bottom - 180)), WHITE, 7)
    steam(canvas, 262, 146, 90)
    steam(canvas, 306, 146, 74)
    canvas.stroke(curve((98, 482), (150, 440), (204, 470)), STEEL, 10)
    for x, y in ((396, 512), (426, 522)):
        canvas.fill(box(x - 15, y - 15, x + 15, y + 15, 4), WHITE)
        canvas.fill(box(x + 4, y - 15, x + 15, y + 15, 4), (228, 228, 232))


def azulejo_cups(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 566, 170, 14)
    for at, (x, top) in enumerate(((322, 432), (312, 318), (328, 204), (314, 90))):
        canvas.fill(oval(x, top + 112, 148, 24), darker(STEEL, 0.05))
        canvas.fill(oval(x, top + 106, 148, 24), WHITE)
        canvas.stroke(oval(x, top + 106, 134, 19), _AZURE, 5)
        side = -1 if at % 2 else 1
        canvas.stroke(oval(x + side * 92, top + 46, 34, 27), (226, 230, 238), 13)
        cup = mirrored([(x - 94, top), *curve((x - 94, top), (x - 86, top + 66), (x - 58, top + 104))], x)
        canvas.fill(cup, WHITE)
        with canvas.within(cup):
            for column in range(-2, 3):
                middle = x + column * 46
                canvas.fill(polygon(middle, top + 52, 34, 4), lighter(_AZURE, 0.55))
                canvas.stroke(oval(middle, top + 52, 17, 17), _AZURE, 5)
                canvas.fill(polygon(middle, top + 52, 11, 4), _AZURE if at % 2 else GOLD)
                canvas.dot(middle + 23, top + 26, 6, _AZURE)
                canvas.dot(middle + 23, top + 82, 6, _AZURE)
            canvas.stroke([(x - 110, top + 14), (x + 110, top + 14)], _AZURE, 7)
            canvas.fill(box(x + 50, top, x + 100, top + 110), veil(INK, 0.10))
        canvas.fill(oval(x, top, 94, 17), (236, 240, 246))
        canvas.fill(oval(x, top + 3, 80, 11), _COFFEE)


def masala_dabba(canvas: Canvas, color: Color) -> None:
    spices: tuple[Color, ...] = ((226, 164, 38), (190, 52, 40), (122, 78, 48), (150, 160, 74), (60, 48, 46),
                                 (216, 118, 46), (196, 166, 112))
    canvas.shadow(320, 520, 240, 30)
    canvas.fill(oval(320, 346, 252, 244), darker(color, 0.3))
    canvas.fill(oval(320, 326, 252, 244), lighter(color, 0.35))
    canvas.fill(oval(320, 328, 232, 224), darker(color, 0.18))
    places = [(320.0, 328.0)] + [
        (320 + 148 * math.cos(math.radians(60 * at - 90)), 328 + 142 * math.sin(math.radians(60 * at - 90)))
        for at in range(6)
    ]
    for at, ((x, y), tint) in enumerate(zip(places, spices, strict=True)):
        canvas.dot(x + 4, y + 6, 72, veil(INK, 0.2))
        canvas.dot(x, y, 71, lighter(color, 0.5))
        canvas.dot(x, y + 2, 63, darker(tint, 0.24))
        canvas.fill(smooth([(x - 56, y + 8), (x - 28, y - 34), (x + 12, y - 46), (x + 50, y - 8), (x + 34, y + 40),
                            (x - 24, y + 46)]), tint)
        canvas.fill(smooth([(x - 34, y - 4), (x - 12, y - 30), (x + 14, y - 34), (x - 4, y)]), lighter(tint, 0.25))
        for seed in range(10):
            canvas.dot(x - 36 + (seed * 29 + at * 7) % 74, y - 30 + (seed * 41) % 66, 3.6, darker(tint, 0.34))
    canvas.stroke([(340, 344), (478, 498)], darker(STEEL, 0.24), 15)
    canvas.stroke([(340, 342), (476, 494)], lighter(STEEL, 0.5), 6)
    with canvas.turned(-40, 330, 334):
        canvas.fill(oval(330, 334, 24, 34), lighter(STEEL, 0.2))
        canvas.fill(oval(330, 332, 17, 26), spices[0])


def lacquer_chopsticks(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 470, 250, 18)
    with canvas.turned(-24):
        canvas.fill(box(60, 234, 580, 446, 12), (64, 44, 52))
        canvas.fill(box(72, 246, 568, 434, 6), (214, 196, 172))
        for at, tint in enumerate(((30, 28, 36), (30, 28, 36), (186, 38, 46), (186, 38, 46))):
            y = 272 + at * 40 + (14 if at > 1 else 0)
            canvas.fill([(86, y - 5), (546, y - 15), (556, y), (546, y + 15), (86, y + 5)], veil(INK, 0.22))
            canvas.fill([(86, y - 12), (546, y - 22), (556, y - 6), (546, y + 8), (86, y - 3)], tint)
            canvas.stroke([(120, y - 9), (540, y - 15)], lighter(tint, 0.34), 3)
            for spot in range(24):
                sheen = ((128, 220, 210), (242, 214, 120), (236, 150, 190))[spot % 3]
                with canvas.turned(spot * 50, 340 + spot * 7.5, y - 6):
                    canvas.fill(box(336 + spot * 7.5, y - 9, 344 + spot * 7.5, y - 4, 1), sheen)
            canvas.fill([(318, y - 17), (326, y - 17), (326, y + 3), (318, y + 3)], GOLD)
        canvas.fill(smooth([(138, 236), (164, 226), (182, 340), (164, 452), (138, 442), (150, 340)]), (92, 148, 168))
        canvas.fill(smooth([(142, 250), (152, 244), (164, 340), (152, 430), (156, 340)]), (164, 206, 214))
    blossom(canvas, 480, 480, 46, (246, 190, 204), heart=GOLD)
    blossom(canvas, 532, 442, 30, (246, 204, 214), heart=GOLD)


def silicone_moulds(canvas: Canvas, color: Color) -> None:
    cake: Color = (236, 190, 116)
    canvas.shadow(320, 520, 240, 16)
    tints = (color, mix(color, (250, 200, 120), 0.6), mix(color, (150, 196, 226), 0.7), lighter(color, 0.4))
    for at, (x, y, size) in enumerate(((206, 196, 84), (430, 190, 88), (182, 396, 96), (416, 410, 106))):
        tint = tints[at]
        for turn in range(0, 360, 60):
            with canvas.turned(turn, x, y):
                canvas.fill(oval(x, y - size * 0.66 + 6, size * 0.46, size * 0.5), darker(tint, 0.24))
        for turn in range(0, 360, 60):
            with canvas.turned(turn, x, y):
                canvas.fill(oval(x, y - size * 0.62, size * 0.44, size * 0.46), tint)
        canvas.dot(x, y, size * 0.8, tint)
        inside = darker(tint, 0.2) if at == 1 else cake
        for turn in range(0, 360, 60):
            with canvas.turned(turn, x, y):
                canvas.fill(oval(x, y - size * 0.5, size * 0.32, size * 0.34), inside)
        canvas.dot(x, y, size * 0.62, inside)
        if at == 1:
            canvas.dot(x, y, size * 0.28, darker(tint, 0.32))
            continue
        canvas.fill(smooth([(x - size * 0.5, y - 4), (x - size * 0.2, y - size * 0.5), (x + size * 0.1, y - size * 0.44),
                            (x - size * 0.1, y)]), lighter(cake, 0.45))
        for drop in range(7):
            canvas.dot(x - 40 + drop * 37 % 84, y - 34 + drop * 53 % 76, 5, (220, 84, 96) if drop % 2 else WHITE)
    canvas.dot(312, 300, 26, (206, 52, 66))
    canvas.dot(304, 292, 7, (246, 168, 164))
    canvas.stroke(curve((314, 280), (322, 250), (346, 236)), LEAF, 5)


def coffee_dripper(canvas: Canvas, color: Color) -> None:
    canvas.shadow(310, 562, 170, 14)
    canvas.stroke(curve((416, 356), (500, 352), (506, 440), (440, 500)), (206, 222, 226), 18)
    jug = mirrored([(246, 322), *curve((246, 322), (240, 350), (172, 470), (190, 540)), (214, 556)], 310)
    canvas.fill(jug, (222, 236, 240))
    with canvas.within(jug):
        canvas.fill(box(150, 440, 480, 550), _COFFEE)
        canvas.fill(oval(310, 440, 132, 14), lighter(_COFFEE, 0.22))
        canvas.fill(smooth([(200, 480), (216, 420), (250, 350), (262, 350), (232, 430), (218, 520)]), veil(WHITE, 0.5))
        canvas.fill(box(306, 330, 314, 436), _COFFEE)
    canvas.fill(box(232, 312, 388, 332, 6), WOOD)
    canvas.stroke(oval(466, 208, 40, 46), darker(color, 0.12), 18)
    cone = mirrored([(156, 144), *curve((156, 144), (190, 210), (256, 288)), (262, 314)], 310)
    solid(canvas, cone, color, light=0.5)
    with canvas.within(cone):
        for at in range(-4, 5):
            canvas.stroke(curve((310 + at * 40, 130), (310 + at * 26 + 16, 220), (310 + at * 9, 310)),
                          darker(color, 0.1), 5)
    canvas.fill(box(210, 282, 410, 300, 8), darker(color, 0.14))
    canvas.fill(oval(310, 144, 154, 34), lighter(color, 0.4))
    canvas.stroke(oval(310, 144, 154, 34), darker(color, 0.12), 4)
    canvas.fill(oval(310, 148, 136, 27), CREAM)
    canvas.fill(oval(310, 152, 112, 20), _COFFEE)
    canvas.fill(oval(296, 150, 50, 9), (176, 126, 84))
    steam(canvas, 282, 116, 70)
    steam(canvas, 336, 112, 62)


PAINTERS = {
    "matcha-set": matcha_set,
    "tulip-glasses": tulip_glasses,
    "azulejo-cups": azulejo_cups,
    "masala-dabba": masala_dabba,
    "lacquer-chopsticks": lacquer_chopsticks,
    "silicone-moulds": silicone_moulds,
    "coffee-dripper": coffee_dripper,
}
