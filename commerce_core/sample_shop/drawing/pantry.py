"""Pictures for the pantry and sweets."""

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
from commerce_core.sample_shop.drawing.shapes import (
    blossom,
    curve,
    drum,
    flask,
    leaf,
    mirrored,
    polygon,
    pouch,
    solid,
    sprig,
    steam,
)

_MATCHA: Color = (138, 178, 72)
_DATE: Color = (122, 66, 40)
_COCOA: Color = (92, 56, 44)
_CHILLI: Color = (200, 52, 44)


def uji_matcha(canvas: Canvas, color: Color) -> None:
    canvas.shadow(330, 512, 220, 18)
    drum(canvas, 246, 246, 480, 106, (44, 74, 66))
    canvas.fill(oval(246, 246, 94, 17), darker(_MATCHA, 0.2))
    canvas.fill(smooth([(158, 246), (200, 214), (246, 196), (292, 216), (334, 246), (246, 262)]), _MATCHA)
    canvas.fill(smooth([(190, 236), (214, 214), (246, 204), (240, 226)]), lighter(_MATCHA, 0.35))
    canvas.fill(box(176, 310, 316, 436, 10), CREAM)
    for turn in (-40, 0, 40):
        leaf(canvas, 246, 412, 78, turn, darker(_MATCHA, 0.16 if turn else 0.04))
    canvas.fill(oval(444, 486, 92, 20), (34, 58, 52))
    canvas.fill(oval(444, 476, 92, 20), (62, 98, 88))
    canvas.fill(oval(444, 474, 70, 12), (44, 74, 66))
    canvas.stroke(curve((544, 250), (476, 330), (430, 392)), lighter(WOOD, 0.3), 13)
    canvas.fill(oval(422, 402, 34, 15), lighter(WOOD, 0.3))
    canvas.fill(oval(420, 394, 28, 12), _MATCHA)


def medjool_dates(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 500, 240, 16)
    with canvas.turned(-6):
        canvas.fill(box(96, 216, 544, 470, 14), (92, 46, 58))
        canvas.fill(box(96, 206, 544, 456, 14), (128, 62, 78))
        canvas.fill(box(116, 226, 524, 436, 8), lighter(GOLD, 0.62))
        for row in range(3):
            for column in range(5):
                x, y = 160 + 80 * column, 264 + 68 * row
                _date(canvas, x, y, 22 - 44 * (row % 2))
    for x, turn in ((470, 24), (498, 70)):
        leaf(canvas, x, 520, 96, turn)
    with canvas.turned(-30, 420, 530):
        canvas.fill(oval(420, 530, 62, 32), darker(_DATE, 0.1))
        canvas.fill(oval(420, 524, 54, 25), (206, 142, 84))
        canvas.fill(oval(420, 524, 32, 10), (128, 86, 60))


def _date(canvas: Canvas, x: float, y: float, turn: float) -> None:
    with canvas.turned(turn, x, y):
        canvas.fill(oval(x, y, 35, 22), darker(_DATE, 0.3))
        canvas.fill(oval(x, y - 3, 33, 19), _DATE)
        canvas.stroke(curve((x - 20, y - 8), (x, y - 13), (x + 18, y - 9)), lighter(_DATE, 0.35), 3)
        canvas.stroke(curve((x - 22, y + 4), (x, y + 1), (x + 22, y + 5)), darker(_DATE, 0.3), 2.5)


def la_mancha_saffron(canvas: Canvas, color: Color) -> None:
    violet: Color = (150, 112, 190)
    canvas.shadow(280, 520, 170, 16)
    jar = box(166, 210, 394, 512, 34)
    canvas.fill(jar, (236, 240, 240))
    with canvas.within(box(184, 240, 376, 496, 24)):
        canvas.fill(box(160, 300, 400, 520), (190, 48, 34))
        for at in range(90):
            x, y = 178 + (at * 67) % 206, 292 + (at * 41) % 206
            bend = (at * 29) % 40 - 20
            tint = ((214, 62, 36), (164, 34, 34), (232, 106, 44))[at % 3]
            canvas.stroke(curve((x, y), (x + bend / 2, y + 16), (x + bend, y + 26)), tint, 4)
    canvas.fill(box(188, 228, 206, 470, 8), veil(WHITE, 0.5))
    canvas.fill(box(178, 150, 382, 218, 12), WOOD)
    canvas.fill(box(178, 150, 382, 172, 10), lighter(WOOD, 0.35))
    canvas.fill(oval(280, 390, 66, 66), CREAM)
    blossom(canvas, 280, 390, 46, violet, heart=(214, 62, 36), petals=6)
    canvas.stroke(curve((490, 520), (484, 440), (478, 380)), LEAF, 9)
    leaf(canvas, 490, 516, 130, 24)
    for turn in (-46, 46, -24, 24, 0):
        with canvas.turned(turn, 478, 388):
            canvas.fill(smooth([(478, 392), (448, 320), (478, 256), (508, 320)]), mix(violet, WHITE, abs(turn) / 160))
    for lean in (-16, 0, 16):
        canvas.stroke(curve((478, 330), (478 + lean / 2, 290), (478 + lean, 250)), (224, 78, 36), 6)


def olive_oil(canvas: Canvas, color: Color) -> None:
    green: Color = (62, 84, 54)
    canvas.shadow(310, 544, 150, 16)
    bottle = flask(310, 116, 536, 92, 30, 86)
    solid(canvas, bottle, green, light=0.35)
    canvas.fill(box(272, 76, 348, 128, 8), INK)
    canvas.fill(box(272, 104, 348, 116), GOLD)
    canvas.fill(box(218, 322, 402, 486), CREAM)
    canvas.stroke([(232, 338), (388, 338)], GOLD, 4)
    canvas.stroke([(232, 470), (388, 470)], GOLD, 4)
    canvas.fill(smooth([(310, 354), (282, 400), (286, 434), (310, 448), (334, 434), (338, 400)]), (196, 178, 52))
    canvas.fill(smooth([(300, 396), (292, 416), (298, 432), (304, 418)]), veil(WHITE, 0.6))
    canvas.stroke(curve((390, 540), (450, 470), (530, 420)), (116, 92, 62), 8)
    for x, y, turn in ((418, 506, -30), (452, 470, 100), (470, 456, -10), (500, 434, 120), (526, 420, 50)):
        leaf(canvas, x, y, 84, turn, (122, 146, 92))
    for x, y in ((436, 528), (500, 478)):
        canvas.fill(oval(x, y, 23, 29), (104, 122, 50))
        canvas.fill(oval(x - 8, y - 9, 6, 9), (176, 190, 120))


def yirgacheffe_coffee(canvas: Canvas, color: Color) -> None:
    kraft: Color = (206, 164, 116)
    canvas.shadow(300, 530, 190, 16)
    pouch(canvas, (162, 104, 438, 520), kraft)
    canvas.fill(box(196, 212, 404, 430, 8), (38, 92, 84))
    with canvas.within(box(196, 212, 404, 430, 8)):
        canvas.dot(300, 330, 52, (244, 190, 84))
        canvas.fill(smooth([(170, 390), (240, 320), (300, 376), (360, 316), (430, 392), (430, 460), (170, 460)]),
                    (28, 66, 66))
        for x in range(206, 400, 28):
            canvas.fill([(x, 212), (x + 14, 236), (x + 28, 212)], (236, 168, 66))
    canvas.fill(oval(300, 472, 15, 15), darker(kraft, 0.3))
    canvas.dot(300, 472, 6, lighter(kraft, 0.3))
    for x, y, turn in ((120, 520, 30), (166, 556, -20), (236, 548, 60), (392, 554, 15), (456, 524, -40), (500, 552, 40),
                       (474, 476, 70), (96, 566, 80)):
        _bean(canvas, x, y, turn)


def _bean(canvas: Canvas, x: float, y: float, turn: float) -> None:
    with canvas.turned(turn, x, y):
        canvas.fill(oval(x, y, 30, 20), (102, 62, 42))
        canvas.fill(oval(x - 4, y - 5, 20, 9), (130, 84, 58))
        canvas.stroke(curve((x - 26, y + 2), (x - 8, y + 5), (x + 8, y - 3), (x + 26, y)), (62, 38, 30), 4)


def dark_chocolate(canvas: Canvas, color: Color) -> None:
    wrapper: Color = (36, 110, 106)
    canvas.shadow(300, 520, 200, 16)
    with canvas.turned(-14):
        canvas.fill(box(190, 92, 430, 330, 6), darker(_COCOA, 0.3))
        for row in range(4):
            for column in range(4):
                x, y = 194 + 59 * column, 96 + 59 * row
                canvas.fill(box(x, y, x + 55, y + 55, 6), _COCOA)
                canvas.fill(box(x + 9, y + 9, x + 46, y + 46, 4), lighter(_COCOA, 0.14))
                canvas.stroke([(x + 9, y + 46), (x + 9, y + 9), (x + 46, y + 9)], lighter(_COCOA, 0.36), 3)
        foil = [(176, 290), *((176 + 18 * at, 268 + 26 * (at % 2)) for at in range(1, 15)), (444, 290), (444, 350),
                (176, 350)]
        canvas.fill(foil, lighter(STEEL, 0.35))
        solid(canvas, box(176, 318, 444, 536, 6), wrapper, shade=0.2)
        canvas.stroke([(192, 334), (428, 334)], GOLD, 5)
        canvas.stroke([(192, 520), (428, 520)], GOLD, 5)
        for turn in range(0, 360, 45):
            with canvas.turned(turn, 310, 428):
                canvas.fill(smooth([(310, 420), (296, 390), (310, 360), (324, 390)]), (240, 178, 84))
        canvas.dot(310, 428, 22, (224, 104, 64))
    with canvas.turned(40, 480, 470):
        pod = smooth([(480, 376), (436, 420), (430, 490), (480, 566), (530, 490), (524, 420)])
        solid(canvas, pod, (218, 132, 54))
        for lean in (-26, 0, 26):
            canvas.stroke(curve((480, 386), (480 + lean, 470), (480, 556)), (182, 96, 42), 5)
        canvas.stroke([(480, 380), (476, 350)], (116, 84, 52), 10)


def chilli_crisp(canvas: Canvas, color: Color) -> None:
    canvas.shadow(300, 530, 190, 16)
    jar = box(156, 190, 424, 522, 46)
    canvas.fill(jar, (244, 232, 222))
    inner = box(172, 226, 408, 508, 36)
    with canvas.within(inner):
        canvas.fill(box(160, 226, 420, 520), (224, 116, 40))
        canvas.fill(smooth([(150, 286), (240, 268), (330, 292), (430, 272), (430, 530), (150, 530)]), _CHILLI)
        for at in range(80):
            x, y = 170 + (at * 71) % 246, 292 + (at * 47) % 220
            tint = ((150, 30, 32), (240, 150, 60), (252, 214, 130), (112, 26, 28))[at % 4]
            with canvas.turned(at * 37 % 180, x, y):
                canvas.fill(box(x - 9, y - 4, x + 9, y + 4, 2), tint)
    canvas.fill(box(180, 244, 198, 470, 8), veil(WHITE, 0.45))
    canvas.fill(box(160, 130, 420, 204, 14), (58, 52, 58))
    for x in range(172, 412, 16):
        canvas.stroke([(x, 156), (x, 194)], (84, 78, 86), 4)
    canvas.fill(box(160, 130, 420, 150, 10), (92, 86, 94))
    canvas.fill(polygon(290, 396, 76, 4), CREAM)
    canvas.fill(smooth([(262, 362), (300, 372), (326, 404), (318, 438), (300, 412), (274, 392)]), _CHILLI)
    canvas.stroke(curve((262, 364), (252, 356), (252, 344)), LEAF, 8)
    canvas.stroke(curve((560, 300), (520, 390), (490, 450)), STEEL, 14)
    canvas.fill(oval(478, 480, 38, 46), darker(STEEL, 0.1))
    canvas.fill(oval(478, 478, 30, 38), _CHILLI)
    for x, y in ((468, 462), (486, 484), (474, 500), (492, 466)):
        canvas.dot(x, y, 5, (248, 186, 92))


def ginger_infusion(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 524, 240, 16)
    cup: Color = (76, 134, 140)
    canvas.stroke(oval(232 - 118, 400, 44, 52, (90, 280)), darker(cup, 0.14), 20)
    body = mirrored([(114, 318), *curve((120, 400), (152, 488), (196, 512))], 246)
    solid(canvas, body, cup, light=0.3)
    canvas.fill(oval(246, 318, 132, 28), lighter(cup, 0.45))
    canvas.fill(oval(246, 322, 116, 20), (232, 184, 84))
    canvas.fill(oval(220, 320, 34, 10), (250, 222, 140))
    for x in (190, 250, 306):
        steam(canvas, x, 276, 118)
    root = smooth([(360, 496), (380, 452), (424, 452), (436, 404), (474, 396), (488, 440), (540, 446), (548, 490),
                   (500, 504), (480, 536), (430, 540), (420, 508)])
    solid(canvas, root, (220, 178, 122), shade=0.3)
    for points in (((398, 458), (410, 480)), ((440, 420), (472, 424)), ((500, 450), (504, 484)), ((440, 506), (462, 520))):
        canvas.stroke(list(points), (178, 134, 84), 4)
    canvas.fill(oval(382, 498, 26, 22), (246, 222, 150))
    with canvas.turned(16, 480, 300):
        canvas.fill(box(428, 214, 542, 380, 4), (244, 214, 130))
        canvas.fill(box(428, 214, 542, 236), (222, 150, 64))
        canvas.fill(box(428, 358, 542, 380), (222, 150, 64))
        sprig(canvas, 485, 346, 84, 0)


PAINTERS = {
    "uji-matcha": uji_matcha,
    "medjool-dates": medjool_dates,
    "la-mancha-saffron": la_mancha_saffron,
    "olive-oil": olive_oil,
    "yirgacheffe-coffee": yirgacheffe_coffee,
    "dark-chocolate": dark_chocolate,
    "chilli-crisp": chilli_crisp,
    "ginger-infusion": ginger_infusion,
}
