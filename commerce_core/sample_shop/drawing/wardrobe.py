"""Pictures for the rest of the wardrobe: shirt, trousers, hats, bags and sandals."""

from __future__ import annotations

from commerce_core.sample_shop.drawing.canvas import (
    CREAM,
    GOLD,
    INK,
    STEEL,
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
from commerce_core.sample_shop.drawing.shapes import curve, mirrored, solid

_TAN: Color = (176, 118, 72)


def oxford_shirt(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 530, 190, 14)
    fold = mix(color, (150, 168, 196), 0.3)
    canvas.fill(box(152, 168, 488, 528, 16), fold)
    body = box(164, 150, 476, 512, 14)
    canvas.fill(body, color)
    with canvas.within(body):
        canvas.fill(box(432, 150, 480, 520), veil(INK, 0.07))
        canvas.fill(box(296, 150, 344, 520), veil(fold, 0.5))
        for x in (296, 344):
            canvas.stroke([(x, 200), (x, 520)], fold, 3)
        canvas.stroke([(164, 386), (476, 386)], fold, 4)
    for y in (264, 326, 388, 450):
        canvas.dot(320, y, 9, mix(fold, INK, 0.25))
        canvas.dot(318, y - 2, 5, WHITE)
    pocket: list[Point] = [(372, 278), (446, 278), (446, 346), (409, 366), (372, 346)]
    canvas.stroke([*pocket, pocket[0]], fold, 4)
    canvas.fill(oval(320, 152, 96, 34), mix(fold, INK, 0.22))
    for side in (-1, 1):
        collar = [(320, 218), (320 + side * 40, 128), (320 + side * 104, 148), (320 + side * 112, 226),
                  (320 + side * 60, 254)]
        canvas.fill([(x, y + 7) for x, y in collar], veil(INK, 0.16))
        canvas.fill(collar, lighter(color, 0.5) if side < 0 else mix(color, fold, 0.25))
        canvas.dot(320 + side * 66, 236, 6, mix(fold, INK, 0.3))
    canvas.fill(smooth([(236, 140), (320, 100), (404, 140), (400, 158), (320, 132), (240, 158)]), color)
    canvas.stroke(curve((240, 150), (320, 122), (400, 150)), fold, 3)


def wide_trousers(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 562, 180, 12)
    for side in (-1, 1):
        leg = [(320, 96), (320 + side * 88, 96), *curve((320 + side * 88, 96), (320 + side * 126, 220),
               (320 + side * 148, 400), (320 + side * 160, 554)), (320 + side * 30, 562), (320, 250)]
        tint = color if side < 0 else darker(color, 0.07)
        canvas.fill(leg, tint)
        with canvas.within(leg):
            canvas.stroke(curve((320 + side * 60, 130), (320 + side * 80, 340), (320 + side * 96, 570)),
                          darker(color, 0.14), 4)
            canvas.fill([(320, 240), (320 + side * 36, 570), (320 + side * 6, 570)], darker(color, 0.2))
            canvas.fill(smooth([(320 + side * 116, 230), (320 + side * 110, 400), (320 + side * 128, 560),
                                (320 + side * 140, 560)]), lighter(color, 0.35))
        canvas.stroke([(320 + side * 94, 150), (320 + side * 68, 236)], darker(color, 0.28), 5)
    canvas.fill(box(230, 80, 410, 126, 8), darker(color, 0.1))
    for x in (248, 296, 350, 394):
        canvas.fill(box(x - 5, 76, x + 5, 130, 3), darker(color, 0.22))
    canvas.dot(320, 103, 9, darker(color, 0.4))
    canvas.stroke([(320, 126), (320, 236)], darker(color, 0.24), 4)


def denim_jeans(canvas: Canvas, color: Color) -> None:
    indigo = darker(color, 0.4)
    stitch: Color = (228, 146, 74)
    canvas.shadow(310, 554, 200, 14)
    with canvas.turned(8):
        for side in (1, -1):
            leg = [(320, 100), (320 + side * 124, 100), (320 + side * 128, 300), (320 + side * 122, 520),
                   (320 + side * 24, 520), (320, 262)]
            tint = indigo if side < 0 else darker(indigo, 0.18)
            canvas.fill(leg, tint)
            with canvas.within(leg):
                canvas.fill(oval(320 + side * 66, 330, 30, 110), veil(WHITE, 0.16))
                canvas.stroke([(320 + side * 112, 100), (320 + side * 108, 540)], stitch, 3)
            canvas.fill(box(320 + side * 73 - 54, 488, 320 + side * 73 + 54, 536, 4), lighter(color, 0.5))
            canvas.stroke([(320 + side * 118, 492), (320 + side * 118, 532)], (206, 62, 62), 4)
            canvas.stroke(curve((320 + side * 48, 146), (320 + side * 66, 196), (320 + side * 122, 206)), stitch, 4)
        canvas.fill(box(192, 82, 448, 128, 6), darker(indigo, 0.14))
        canvas.stroke([(200, 120), (440, 120)], stitch, 3)
        for x in (214, 268, 372, 426):
            canvas.fill(box(x - 8, 76, x + 8, 134, 3), indigo)
        canvas.dot(320, 103, 12, (214, 160, 92))
        canvas.stroke(curve((320, 128), (322, 210), (318, 256)), stitch, 3)
        canvas.stroke(curve((348, 128), (350, 200), (322, 250)), stitch, 3)
        canvas.fill(box(396, 88, 440, 122, 3), _TAN)


def leather_tote(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 552, 210, 16)
    canvas.stroke(curve((226, 290), (236, 120), (320, 66), (404, 120), (414, 290)), darker(color, 0.42), 20)
    bag: list[Point] = [(148, 252), (492, 252), (540, 540), (100, 540)]
    canvas.fill([(148, 252), (178, 226), (462, 226), (492, 252)], darker(color, 0.5))
    solid(canvas, bag, color, shade=0.22)
    with canvas.within(bag):
        canvas.fill(smooth([(170, 260), (220, 260), (190, 530), (120, 530)]), veil(WHITE, 0.12))
        canvas.fill([(90, 470), (550, 470), (550, 560), (90, 560)], darker(color, 0.2))
    for y in (266, 484):
        for at in range(22):
            x = 124 + at * 18
            if 150 < x < 500 or y > 400:
                canvas.stroke([(x, y), (x + 9, y)], lighter(color, 0.45), 3)
    canvas.stroke(curve((206, 330), (212, 150), (320, 92), (428, 150), (434, 330)), darker(color, 0.14), 22)
    canvas.stroke(curve((206, 330), (212, 150), (320, 92), (428, 150), (434, 330)), lighter(color, 0.12), 8)
    for x in (206, 434):
        canvas.fill(box(x - 19, 314, x + 19, 384, 8), darker(color, 0.24))
        for y in (332, 366):
            canvas.dot(x, y, 6, GOLD)
    canvas.fill(box(284, 388, 356, 428, 6), darker(color, 0.16))
    canvas.stroke([(298, 408), (342, 408)], lighter(color, 0.3), 5)
    canvas.stroke([(434, 384), (466, 440)], darker(color, 0.3), 5)
    canvas.fill([(456, 436), (480, 430), (492, 486), (468, 492)], lighter(color, 0.2))


def canvas_backpack(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 568, 170, 14)
    for side in (-1, 1):
        canvas.stroke(curve((320 + side * 90, 190), (320 + side * 196, 280), (320 + side * 186, 500)),
                      darker(color, 0.45), 24)
        solid(canvas, box(320 + side * 168 - 26, 380, 320 + side * 168 + 26, 536, 16), darker(color, 0.2))
    body = smooth([(180, 210), (320, 190), (460, 210), (478, 400), (466, 540), (320, 560), (174, 540), (162, 400)])
    solid(canvas, body, color, shade=0.2)
    solid(canvas, box(166, 122, 474, 224, 40), lighter(color, 0.12), shade=0.16)
    canvas.fill(oval(474, 172, 20, 48), darker(color, 0.2))
    canvas.stroke(oval(474, 172, 9, 26), lighter(color, 0.2), 6)
    canvas.stroke([(190, 178), (450, 178)], darker(color, 0.18), 5)
    canvas.stroke(curve((280, 122), (286, 76), (354, 76), (360, 122)), _TAN, 16)
    pocket = box(208, 376, 432, 534, 24)
    solid(canvas, pocket, lighter(color, 0.16), shade=0.16)
    canvas.fill([*curve((200, 360), (320, 352), (440, 360)), (440, 420), *curve((440, 420), (320, 446), (200, 420))],
                darker(color, 0.14))
    for x in (254, 386):
        canvas.fill(box(x - 14, 112, x + 14, 330, 6), _TAN)
        canvas.fill(box(x - 22, 250, x + 22, 296, 7), GOLD)
        canvas.fill(box(x - 11, 260, x + 11, 286, 4), darker(_TAN, 0.3))
        canvas.dot(x, 316, 4, darker(_TAN, 0.5))
    canvas.fill(box(302, 404, 338, 468, 6), _TAN)
    canvas.dot(320, 450, 7, GOLD)


def wool_beanie(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 534, 190, 16)
    for at in range(20):
        with canvas.turned(at * 18, 320, 122):
            canvas.dot(320, 78, 15, darker(CREAM, 0.07 * (at % 2)))
    canvas.dot(320, 122, 48, CREAM)
    for at in range(14):
        with canvas.turned(at * 67, 320, 122):
            canvas.stroke(curve((320, 122 - 6 * (at % 7)), (326, 112 - 6 * (at % 7))), (226, 208, 184), 5)
    cap = mirrored([(320, 158), *curve((320, 158), (220, 176), (150, 270), (138, 430))])
    canvas.fill(cap, color)
    with canvas.within(cap):
        for row in range(10):
            for column in range(16):
                x, y = 136 + 25 * column, 176 + 27 * row
                for lean in (-1, 1):
                    canvas.stroke([(x + lean * 8, y - 9), (x, y + 5)], darker(color, 0.14), 4)
        canvas.fill(box(100, 296, 540, 396), CREAM)
        for x in range(140, 540, 60):
            canvas.fill([(x, 306), (x + 28, 346), (x, 386), (x - 28, 346)], (44, 62, 92))
            canvas.fill([(x, 326), (x + 14, 346), (x, 366), (x - 14, 346)], GOLD)
        canvas.stroke([(100, 298), (540, 298)], darker(color, 0.3), 7)
        canvas.stroke([(100, 394), (540, 394)], darker(color, 0.3), 7)
        canvas.fill([(440, 150), (540, 150), (540, 440), (470, 440)], veil(INK, 0.12))
    cuff = box(124, 408, 516, 524, 34)
    solid(canvas, cuff, darker(color, 0.1), shade=0.16)
    for x in range(146, 512, 23):
        canvas.stroke([(x, 420), (x, 512)], darker(color, 0.28), 6)


def bucket_hat(canvas: Canvas, color: Color) -> None:
    lining: Color = (246, 238, 222)
    canvas.shadow(320, 506, 240, 18)
    crown = mirrored([(320, 144), *curve((232, 146), (202, 170), (178, 370))])
    brim = mirrored([(320, 338), *curve((180, 340), (120, 390), (72, 466)), *curve((72, 466), (180, 510), (320, 514))])
    solid(canvas, crown, color, shade=0.24)
    canvas.fill(oval(320, 154, 104, 24), lighter(color, 0.22))
    canvas.stroke(oval(320, 154, 104, 24), darker(color, 0.16), 3)
    for x in (262, 286):
        canvas.dot(x, 250, 8, darker(color, 0.4))
        canvas.dot(x, 250, 3.6, lighter(color, 0.5))
    solid(canvas, brim, darker(color, 0.05), shade=0.22)
    with canvas.within(brim):
        for at in range(5):
            canvas.stroke(curve((100 - at * 8, 396 + at * 20), (320, 356 + at * 30), (540 + at * 8, 396 + at * 20)),
                          darker(color, 0.17), 3)
        hem = [*curve((60, 448), (180, 482), (320, 488), (460, 482), (580, 448)), (600, 540), (40, 540)]
        canvas.fill(hem, lining)
        for x in range(60, 600, 26):
            canvas.fill(box(x, 440, x + 13, 530), veil((70, 96, 140), 0.55))
        canvas.stroke(curve((60, 470), (320, 504), (580, 470)), (120, 140, 172), 6)
    canvas.stroke(curve((180, 352), (320, 372), (460, 352)), darker(color, 0.34), 6)


def leather_sandals(canvas: Canvas, color: Color) -> None:
    for x, y, turn in ((220, 316, -10), (428, 330, 12)):
        with canvas.turned(turn, x, y):
            side = 1 if turn > 0 else -1
            canvas.shadow(x + 10, y + 10, 96, 236, 0.16)
            sole = smooth([(x, y - 232), (x + 70, y - 180), (x + 82 - 8 * side, y - 60), (x + 56, y + 60),
                           (x + 64, y + 180), (x, y + 236), (x - 64, y + 180), (x - 56, y + 60),
                           (x - 82 - 8 * side, y - 60), (x - 70, y - 180)])
            canvas.stroke([*sole, sole[0]], (84, 62, 52), 18)
            canvas.fill(sole, (224, 184, 138))
            with canvas.within(sole):
                canvas.fill(oval(x, y + 150, 40, 52), darker((224, 184, 138), 0.08))
                canvas.fill(oval(x, y - 90, 58, 84), darker((224, 184, 138), 0.08))
            vamp = smooth([(x - 84, y - 128), (x, y - 168), (x + 84, y - 128), (x + 90, y - 20), (x, y + 8), (x - 90, y - 20)])
            solid(canvas, vamp, color, shade=0.24)
            canvas.stroke(curve((x - 76, y - 118), (x, y - 152), (x + 76, y - 118)), lighter(color, 0.4), 4)
            canvas.stroke(curve((x - 80, y - 28), (x, y - 6), (x + 80, y - 28)), lighter(color, 0.4), 4)
            canvas.stroke(curve((x - 74, y - 40), (x - 66, y + 96), (x, y + 156), (x + 66, y + 96), (x + 74, y - 40)),
                          darker(color, 0.2), 24)
            canvas.stroke(curve((x - 66, y + 96), (x, y + 156), (x + 66, y + 96)), lighter(color, 0.2), 5)
            canvas.dot(x + 74, y + 16, 11, STEEL)


def kids_hoodie(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 556, 170, 12)
    for side in (-1, 1):
        ear_x = 320 + side * 84
        canvas.dot(ear_x, 116, 46, color)
        canvas.dot(ear_x, 120, 27, lighter(color, 0.55))
        sleeve = smooth([(320 + side * 110, 262), (320 + side * 170, 290), (320 + side * 218, 440),
                         (320 + side * 222, 508), (320 + side * 158, 518), (320 + side * 118, 400)])
        canvas.fill(sleeve, darker(color, 0.1 if side < 0 else 0.2))
        with canvas.turned(-side * 8, 320 + side * 190, 506):
            canvas.fill(box(320 + side * 190 - 36, 486, 320 + side * 190 + 36, 526, 10), darker(color, 0.3))
    body = smooth([(206, 260), (320, 240), (434, 260), (450, 400), (442, 536), (320, 544), (198, 536), (190, 400)])
    solid(canvas, body, color, shade=0.2)
    canvas.fill(box(196, 508, 444, 550, 12), darker(color, 0.18))
    for x in range(212, 440, 16):
        canvas.stroke([(x, 516), (x, 542)], darker(color, 0.3), 3)
    hood = smooth([(320, 88), (424, 126), (452, 220), (404, 296), (320, 314), (236, 296), (188, 220), (216, 126)])
    solid(canvas, hood, lighter(color, 0.06), shade=0.2)
    canvas.fill(smooth([(320, 150), (386, 172), (398, 232), (360, 284), (320, 294), (280, 284), (242, 232), (254, 172)]),
                darker(color, 0.42))
    canvas.fill(smooth([(320, 170), (372, 188), (380, 232), (350, 270), (320, 276), (290, 270), (260, 232), (268, 188)]),
                lighter(color, 0.62))
    for x in (288, 352):
        canvas.stroke(curve((x, 296), (x - 4, 340), (x + 3, 376)), WHITE, 6)
        canvas.dot(x + 3, 382, 8, WHITE)
    canvas.fill([(256, 398), (384, 398), (418, 482), (222, 482)], darker(color, 0.13))
    canvas.stroke([(254, 400), (224, 474)], lighter(color, 0.4), 4)
    canvas.stroke([(386, 400), (416, 474)], lighter(color, 0.4), 4)


PAINTERS = {
    "oxford-shirt": oxford_shirt,
    "wide-trousers": wide_trousers,
    "denim-jeans": denim_jeans,
    "leather-tote": leather_tote,
    "canvas-backpack": canvas_backpack,
    "wool-beanie": wool_beanie,
    "bucket-hat": bucket_hat,
    "leather-sandals": leather_sandals,
    "kids-hoodie": kids_hoodie,
}
