"""Pictures for sports and travel."""

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
from commerce_core.sample_shop.drawing.shapes import curve, mirrored, polygon, solid, sparkle


def yoga_mat(canvas: Canvas, color: Color) -> None:
    canvas.shadow(330, 500, 240, 18)
    sheet = [(150, 250), (560, 340), (470, 520), (96, 420)]
    canvas.fill([(x, y + 9) for x, y in sheet], darker(color, 0.4))
    canvas.fill(sheet, lighter(color, 0.2))
    with canvas.within(sheet):
        canvas.stroke([(300, 460), (420, 320)], lighter(color, 0.5), 4)
        canvas.stroke([(120, 340), (520, 440)], lighter(color, 0.5), 4)
        for turn in (-64, -34, 0, 34, 64):
            with canvas.turned(turn - 20, 396, 440):
                canvas.fill(smooth([(396, 440), (376, 400), (396, 354), (416, 400)]), lighter(color, 0.6))
                canvas.fill(smooth([(396, 436), (386, 402), (396, 374), (406, 402)]), lighter(color, 0.3))
    with canvas.turned(17, 160, 330):
        canvas.fill(oval(160, 470, 64, 40), darker(color, 0.3))
        canvas.fill([(96, 210), (224, 210), (224, 470), (96, 470)], color)
        with canvas.within([(96, 180), (224, 180), (224, 500), (96, 500)]):
            canvas.fill(box(188, 180, 230, 500), veil(INK, 0.16))
            canvas.fill(box(108, 200, 122, 470, 6), veil(WHITE, 0.35))
        canvas.fill(oval(160, 210, 64, 40), lighter(color, 0.3))
        for size, tint in ((0.76, color), (0.58, lighter(color, 0.3)), (0.4, color), (0.22, darker(color, 0.4))):
            canvas.fill(oval(160, 210, 64 * size, 40 * size), tint)


def resistance_bands(canvas: Canvas, color: Color) -> None:
    tints: tuple[Color, ...] = ((242, 190, 66), (104, 163, 112), (64, 112, 184), (211, 63, 73), (58, 58, 70))
    canvas.shadow(320, 556, 120, 14)
    for place, tint in enumerate(tints):
        with canvas.turned(-40 + 20 * place, 320, 530):
            half = 24 + 3 * place
            canvas.stroke(box(320 - half, 110, 320 + half, 520, half), darker(tint, 0.2), 15 + 2 * place)
            canvas.stroke(box(320 - half, 110, 320 + half, 520, half), tint, 10 + 2 * place)
            canvas.fill(box(320 - half - 8, 98, 320 + half + 8, 132, 12), INK)
            canvas.fill(box(320 - half, 105, 320 + half, 113, 4), (98, 96, 110))
    canvas.fill(box(268, 486, 372, 566, 24), INK)
    canvas.fill(box(286, 506, 354, 546, 14), (98, 96, 110))
    canvas.fill(box(300, 518, 340, 534, 8), GOLD)


def jump_rope(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 506, 200, 16)
    for width, tint in ((17, darker(STEEL, 0.45)), (9, darker(STEEL, 0.15))):
        for shift in (0, 30):
            canvas.stroke(oval(320 + shift / 3, 330 + shift / 2, 176 - shift, 118 - shift), tint, width)
        canvas.stroke(curve((150, 340), (110, 260), (150, 190), (196, 170)), tint, width)
        canvas.stroke(curve((486, 380), (540, 300), (500, 200), (436, 168)), tint, width)
    for x, y, turn in ((202, 150, 38), (438, 148, -38)):
        with canvas.turned(turn, x, y):
            canvas.fill(box(x - 13, y + 40, x + 13, y + 72, 6), STEEL)
            solid(canvas, box(x - 27, y - 118, x + 27, y + 48, 24), color, shade=0.34)
            for low in range(-86, 30, 20):
                canvas.stroke([(x - 20, y + low), (x + 20, y + low + 10)], darker(color, 0.28), 6)
            canvas.fill(box(x - 27, y - 118, x + 27, y - 92, 12), INK)


def packing_cubes(canvas: Canvas, color: Color) -> None:
    case: Color = (226, 172, 92)
    canvas.shadow(320, 546, 220, 16)
    canvas.stroke(curve((270, 80), (276, 48), (364, 48), (370, 80)), darker(case, 0.4), 14)
    canvas.fill(box(120, 76, 520, 280, 34), darker(case, 0.12))
    canvas.fill(box(142, 98, 498, 280, 22), lighter(case, 0.6))
    canvas.stroke([(160, 120), (480, 264)], darker(case, 0.2), 10)
    canvas.stroke([(480, 120), (160, 264)], darker(case, 0.2), 10)
    canvas.fill(box(112, 268, 528, 540, 34), case)
    canvas.fill(box(136, 290, 504, 516, 20), darker(case, 0.42))
    cubes = ((150, 302, 318, 404), (326, 302, 492, 350), (326, 358, 492, 504), (150, 412, 318, 504))
    for at, (left, top, right, bottom) in enumerate(cubes):
        tint = mix(color, WHITE, 0.14 * at)
        solid(canvas, box(left, top, right, bottom, 12), tint, shade=0.14)
        window = box(left + 16, top + 16, right - 16, bottom - 14, 6)
        canvas.fill(window, darker(tint, 0.24))
        with canvas.within(window):
            for line in range(-10, 20):
                canvas.stroke([(left + line * 14, top), (left + line * 14 + 120, top + 160)], lighter(tint, 0.2), 1.6)
        canvas.stroke([(left + 14, top + 8), (right - 30, top + 8)], CREAM, 4)
        canvas.fill(box(right - 34, top + 3, right - 18, top + 13, 4), GOLD)
    for x in (170, 448):
        canvas.fill(box(x, 262, x + 26, 290, 5), STEEL)


def belt_bag(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 508, 210, 16)
    canvas.stroke(curve((146, 330), (60, 220), (180, 110), (320, 100)), INK, 24)
    canvas.stroke(curve((494, 330), (580, 220), (460, 110), (320, 100)), INK, 24)
    canvas.fill(box(276, 70, 364, 130, 14), (92, 90, 104))
    canvas.fill(box(312, 82, 328, 118, 6), STEEL)
    bag = smooth([(116, 330), (150, 268), (320, 252), (490, 268), (524, 330), (500, 440), (420, 496), (320, 504),
                  (220, 496), (140, 440)])
    solid(canvas, bag, color, shade=0.22)
    with canvas.within(bag):
        canvas.fill(smooth([(90, 250), (320, 220), (560, 250), (540, 320), (320, 304), (110, 320)]), lighter(color, 0.2))
        for at in range(110, 560, 40):
            canvas.stroke([(at, 350), (at, 520)], darker(color, 0.08), 2)
            canvas.stroke([(90, at + 220), (560, at + 220)], darker(color, 0.08), 2)
    canvas.stroke(curve((140, 324), (320, 306), (500, 324)), darker(color, 0.4), 12)
    canvas.stroke(curve((140, 324), (320, 306), (500, 324)), CREAM, 3)
    canvas.fill(box(438, 306, 462, 326, 4), STEEL)
    canvas.stroke([(450, 326), (444, 368)], INK, 9)
    canvas.stroke(curve((214, 400), (320, 388), (426, 400)), darker(color, 0.3), 7)
    canvas.fill(box(284, 424, 356, 460, 6), CREAM)
    canvas.fill([(298, 450), (316, 432), (326, 442), (336, 434), (346, 450)], color)


def match_football(canvas: Canvas, color: Color) -> None:
    grass: Color = (116, 172, 92)
    canvas.fill([(64, 520), *curve((64, 500), (200, 484), (440, 484), (576, 500)), (576, 520),
                 *curve((576, 560), (440, 586), (200, 586), (64, 560))], grass)
    canvas.shadow(320, 516, 150, 16, 0.3)
    ball = oval(320, 316, 204, 204)
    canvas.fill(ball, color)
    with canvas.within(ball):
        for at in range(5):
            turn = math.radians(72 * at - 90)
            x, y = 320 + 184 * math.cos(turn), 316 + 184 * math.sin(turn)
            canvas.stroke([(320 + 76 * math.cos(turn), 316 + 76 * math.sin(turn)), (x, y)], (150, 152, 162), 6)
            canvas.fill(polygon(x, y, 66, 5, turn=72 * at + 90), INK)
            side = math.radians(72 * at - 54)
            middle = (320 + 146 * math.cos(side), 316 + 146 * math.sin(side))
            after = math.radians(72 * at - 18)
            for corner in (turn, after):
                near = (320 + 124 * math.cos(corner), 316 + 124 * math.sin(corner))
                canvas.stroke([near, middle], (150, 152, 162), 6)
            canvas.stroke([middle, (320 + 206 * math.cos(side), 316 + 206 * math.sin(side))], (150, 152, 162), 6)
        canvas.fill(polygon(320, 316, 78, 5), INK)
        canvas.fill([*oval(320, 316, 206, 206, (-60, 120)), *oval(270, 270, 206, 206, (120, -60))], veil(INK, 0.16))
    for at in range(30):
        x = 76 + at * 17
        canvas.fill([(x - 7, 546), (x + at % 3 * 7 - 7, 494 - at * 11 % 22), (x + 7, 546)], darker(grass, 0.06 * (at % 4)))


def steel_bottle(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 570, 120, 14)
    canvas.stroke(oval(320, 92, 52, 44, (170, 370)), darker(STEEL, 0.4), 20)
    canvas.fill(box(262, 88, 378, 152, 14), INK)
    for x in range(276, 372, 15):
        canvas.stroke([(x, 112), (x, 146)], (90, 88, 102), 4)
    canvas.fill(box(272, 150, 368, 176), STEEL)
    canvas.fill(box(284, 150, 300, 176), lighter(STEEL, 0.6))
    body = mirrored([(272, 174), *curve((262, 204), (224, 236), (212, 290)), (212, 520),
                     *curve((212, 530), (222, 556), (250, 562))])
    solid(canvas, body, color, light=0.4)
    with canvas.within(body):
        canvas.fill(smooth([(200, 470), (260, 400), (310, 440), (370, 370), (440, 440), (440, 580), (200, 580)]),
                    lighter(color, 0.24))
        canvas.fill(smooth([(200, 520), (280, 470), (350, 516), (440, 470), (440, 580), (200, 580)]),
                    lighter(color, 0.5))
        canvas.fill(box(200, 538, 440, 570), STEEL)
    for x, y, size in ((390, 250, 12), (364, 310, 9), (402, 340, 15), (240, 420, 10), (384, 404, 8)):
        canvas.dot(x, y, size, lighter(color, 0.45))
        canvas.dot(x - size / 3, y - size / 3, size / 3, WHITE)


def sport_glasses(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 470, 230, 16)
    for side in (-1, 1):
        canvas.stroke(curve((320 + side * 216, 270), (320 + side * 250, 190), (320 + side * 180, 150),
                            (320 + side * 120, 154)), darker(color, 0.3), 20)
        canvas.stroke(curve((320 + side * 180, 150), (320 + side * 150, 148), (320 + side * 110, 156)), INK, 24)
    lens = mirrored([(320, 244), *curve((320, 244), (220, 230), (112, 246), (92, 290)),
                     *curve((92, 290), (104, 380), (190, 432), (270, 412), (302, 350), (320, 340))])
    solid(canvas, lens, (86, 76, 160), shade=0.0)
    with canvas.within(lens):
        for low, tint in ((300, (140, 84, 176)), (340, (224, 98, 130)), (374, (246, 156, 92)), (404, (252, 214, 110))):
            canvas.fill(smooth([(60, low), (200, low - 12), (320, low + 12), (440, low - 12), (580, low), (580, 480),
                                (60, 480)]), tint)
        for left in (150, 400):
            canvas.fill([(left, 220), (left + 40, 220), (left - 30, 460), (left - 70, 460)], veil(WHITE, 0.28))
            canvas.fill([(left + 58, 220), (left + 68, 220), (left - 2, 460), (left - 12, 460)], veil(WHITE, 0.28))
    canvas.stroke(curve((84, 286), (110, 234), (220, 216), (320, 230), (420, 216), (530, 234), (556, 286)), color, 28)
    canvas.stroke(curve((110, 240), (220, 214), (320, 226), (420, 214)), lighter(color, 0.5), 7)
    for x in (196, 232, 408, 444):
        canvas.fill(box(x - 10, 218, x + 10, 227, 4), darker(color, 0.5))
    sparkle(canvas, 536, 210, 26)


def passport_wallet(canvas: Canvas, color: Color) -> None:
    canvas.shadow(310, 556, 170, 14)
    with canvas.turned(12, 380, 300):
        canvas.fill(box(288, 66, 480, 420, 10), WHITE)
        canvas.fill(box(288, 66, 480, 118, 10), (92, 150, 204))
        canvas.fill([(352, 96), (402, 88), (420, 74), (428, 78), (416, 94), (436, 100), (410, 104), (356, 104)], WHITE)
        for at in range(13):
            canvas.fill(box(304 + at * 12, 138, 304 + at * 12 + 3 + at * 5 % 6, 176), INK)
    with canvas.turned(-4, 330, 300):
        canvas.fill(box(196, 108, 420, 460, 14), (36, 62, 108))
        canvas.fill(oval(308, 152, 22, 22), GOLD)
    cover = box(146, 176, 436, 552, 26)
    canvas.fill([(x + 9, y + 8) for x, y in cover], darker(color, 0.42))
    solid(canvas, cover, color, shade=0.12)
    for y in range(196, 540, 20):
        canvas.stroke([(160, y), (160, y + 10)], lighter(color, 0.5), 3)
    for x in range(176, 420, 20):
        canvas.stroke([(x, 538), (x + 10, 538)], lighter(color, 0.5), 3)
        canvas.stroke([(x, 190), (x + 10, 190)], lighter(color, 0.5), 3)
    canvas.dot(291, 330, 72, darker(color, 0.16))
    for across in (64, 30):
        canvas.stroke(oval(291, 330, across, 64), GOLD, 4)
    for y in (300, 330, 360):
        canvas.stroke(curve((291 - 62, y), (291, y), (291 + 62, y)), GOLD, 3)
    canvas.fill(box(232, 430, 350, 444, 6), GOLD)
    canvas.fill(box(404, 340, 474, 396, 22), darker(color, 0.25))
    canvas.dot(430, 368, 14, GOLD)


PAINTERS = {
    "yoga-mat": yoga_mat,
    "resistance-bands": resistance_bands,
    "jump-rope": jump_rope,
    "packing-cubes": packing_cubes,
    "belt-bag": belt_bag,
    "match-football": match_football,
    "steel-bottle": steel_bottle,
    "sport-glasses": sport_glasses,
    "passport-wallet": passport_wallet,
}
