"""Pictures for larger electronics: headphones, tablet, console, camera, speakers, phone and keyboard."""

from __future__ import annotations

from commerce_core.sample_shop.drawing.canvas import (
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
from commerce_core.sample_shop.drawing.shapes import curve, solid, star

_SCREEN: Color = (46, 58, 104)


def studio_headphones(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 546, 200, 14)
    canvas.stroke(oval(320, 300, 196, 210, (180, 360)), darker(color, 0.3), 44)
    canvas.stroke(oval(320, 296, 196, 210, (182, 358)), color, 32)
    canvas.stroke(oval(320, 300, 178, 190, (215, 325)), (138, 134, 150), 18)
    canvas.stroke(oval(320, 294, 204, 214, (205, 250)), lighter(color, 0.4), 7)
    for side in (-1, 1):
        x = 320 + side * 194
        canvas.fill(box(x - 12, 290, x + 12, 360, 8), STEEL)
        with canvas.turned(side * 6, x, 410):
            canvas.fill(box(x - side * 66 - 30, 316, x - side * 66 + 30, 512, 30), (116, 110, 128))
            canvas.fill(box(x - side * 66 - 14, 336, x - side * 66 + 2, 492, 8), (150, 144, 160))
            solid(canvas, smooth([(x - side * 40, 306), (x + side * 30, 330), (x + side * 52, 412), (x + side * 30, 496),
                                  (x - side * 40, 522), (x - side * 48, 412)]), color, shade=0.3)
            canvas.stroke(oval(x, 412, 26, 52), lighter(color, 0.26), 6)
    canvas.dot(528, 460, 6, (120, 226, 150))
    for at in (0, 1, 2):
        canvas.stroke(oval(320, 420, 24 + 26 * at, 24 + 26 * at, (-140, -40)), (124, 140, 210), 8)


def learning_tablet(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 528, 220, 14)
    with canvas.turned(-5):
        canvas.stroke(curve((212, 486), (230, 560), (410, 560), (428, 486)), darker(color, 0.3), 28)
        canvas.fill(box(70, 132, 570, 520, 64), darker(color, 0.25))
        canvas.fill(box(70, 122, 570, 508, 64), color)
        for x, y in ((96, 148), (544, 148), (96, 482), (544, 482)):
            canvas.dot(x, y, 38, (250, 190, 70))
        canvas.fill(box(116, 162, 524, 468, 14), INK)
        screen = box(130, 174, 510, 456, 6)
        canvas.fill(screen, (176, 220, 246))
        with canvas.within(screen):
            canvas.fill(smooth([(100, 400), (220, 370), (340, 410), (540, 380), (540, 480), (100, 480)]),
                        (136, 198, 128))
            for x, y, size in ((170, 214, 14), (224, 262, 10), (456, 222, 16), (482, 300, 10), (160, 320, 10)):
                canvas.fill(star(x, y, size), (255, 214, 90))
            with canvas.turned(24, 330, 300):
                canvas.fill([(306, 356), (330, 436), (354, 356)], (246, 160, 60))
                canvas.fill([(316, 356), (330, 402), (344, 356)], (255, 226, 120))
                for side in (-1, 1):
                    canvas.fill([(330 + side * 30, 312), (330 + side * 66, 372), (330 + side * 24, 362)], (64, 112, 184))
                canvas.fill(smooth([(330, 188), (370, 260), (358, 364), (302, 364), (290, 260)]), WHITE)
                canvas.fill(smooth([(330, 186), (356, 232), (330, 240), (304, 232)]), (220, 74, 82))
                canvas.dot(330, 286, 22, (64, 112, 184))
                canvas.dot(330, 286, 14, (190, 226, 248))
        canvas.fill([(130, 174), (240, 174), (150, 456), (130, 456)], veil(WHITE, 0.14))


def retro_handheld(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 566, 150, 14)
    with canvas.turned(7):
        canvas.fill(box(172, 62, 480, 572, 34), darker(color, 0.36))
        canvas.fill(box(164, 54, 468, 562, 34), lighter(color, 0.34))
        canvas.fill(box(190, 84, 442, 300, 20), (84, 82, 100))
        canvas.fill(box(220, 106, 412, 276, 6), (186, 210, 120))
        for x, y in ((232, 250), (256, 250), (280, 250), (304, 250), (328, 250), (352, 250), (376, 250)):
            canvas.fill(box(x, y, x + 22, y + 22, 2), (96, 132, 70))
        for x in (304, 328):
            canvas.fill(box(x, 202, x + 22, 224, 2), (96, 132, 70))
        for x, y in ((250, 228), (256, 210), (262, 228), (240, 214), (272, 214)):
            canvas.fill(box(x - 8, y - 8, x + 8, y + 20, 3), (60, 92, 58))
        canvas.fill(box(362, 140, 394, 152, 4), (132, 164, 88))
        canvas.dot(204, 190, 6, (230, 70, 70))
        canvas.fill(box(236, 366, 276, 476, 8), INK)
        canvas.fill(box(201, 401, 311, 441, 8), INK)
        canvas.dot(256, 421, 13, (92, 88, 108))
        for x, y in ((360, 446), (420, 400)):
            canvas.dot(x + 2, y + 5, 30, darker((186, 52, 96), 0.4))
            canvas.dot(x, y, 30, (206, 62, 106))
            canvas.dot(x - 8, y - 9, 8, (244, 158, 184))
        for x in (264, 326):
            with canvas.turned(-24, x, 516):
                canvas.fill(box(x - 26, 508, x + 26, 524, 8), (112, 112, 128))
        for at in range(4):
            canvas.stroke([(378 + at * 17, 528 - at * 4), (396 + at * 17, 494 - at * 4)], darker(color, 0.25), 6)


def action_camera(canvas: Canvas, color: Color) -> None:
    water: Color = (112, 186, 226)
    canvas.fill(smooth([(60, 470), (160, 440), (260, 474), (360, 438), (470, 474), (580, 446), (574, 560), (320, 590),
                        (70, 560)]), water)
    canvas.fill(box(286, 478, 354, 560, 8), darker(color, 0.1))
    canvas.dot(320, 530, 19, STEEL)
    canvas.fill(box(104, 156, 536, 492, 50), (206, 232, 244))
    canvas.fill(box(118, 170, 522, 478, 40), (232, 246, 252))
    canvas.fill(box(180, 130, 256, 162, 10), (222, 72, 72))
    solid(canvas, box(142, 196, 498, 452, 26), color, shade=0.2)
    canvas.fill(box(162, 216, 288, 330, 12), _SCREEN)
    canvas.fill(smooth([(168, 322), (204, 268), (232, 296), (256, 272), (284, 322)]), (112, 160, 210))
    canvas.dot(256, 244, 11, (252, 210, 110))
    canvas.dot(224, 394, 26, darker(color, 0.4))
    canvas.dot(224, 394, 12, (226, 74, 74))
    canvas.fill(box(306, 222, 484, 424, 40), darker(color, 0.44))
    for size, tint in ((78, (120, 120, 138)), (66, (28, 30, 44)), (46, (54, 76, 140)), (26, (24, 26, 44))):
        canvas.dot(396, 322, size, tint)
    canvas.dot(376, 300, 13, veil(WHITE, 0.8))
    canvas.stroke(smooth([(60, 478), (160, 452), (260, 486), (360, 452), (470, 486), (580, 458)], closed=False),
                  (190, 226, 244), 10)
    for x, y, size in ((92, 248, 15), (120, 410, 12), (556, 210, 18), (540, 390, 13), (452, 130, 12), (360, 122, 16)):
        canvas.fill(smooth([(x, y - size * 1.5), (x - size, y + size * 0.3), (x, y + size), (x + size, y + size * 0.3)]),
                    water)
        canvas.dot(x - size * 0.3, y, size * 0.28, WHITE)


def wireless_charger(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 486, 250, 30)
    canvas.stroke(curve((520, 420), (590, 460), (570, 540), (440, 566)), mix(color, INK, 0.3), 14)
    canvas.fill(oval(320, 404, 232, 116), darker(color, 0.24))
    canvas.fill(oval(320, 386, 232, 116), color)
    canvas.fill(oval(320, 384, 212, 104), mix(color, (150, 156, 176), 0.4))
    canvas.stroke(oval(320, 384, 212, 104), darker(color, 0.3), 3)
    with canvas.turned(-28, 320, 320):
        phone = [(196, 262), (424, 222), (470, 372), (238, 420)]
        for drop, tint in ((12, darker(INK, 0.3)), (0, INK)):
            placed = [(x, y + drop) for x, y in phone]
            canvas.fill(placed, tint)
            canvas.stroke([*placed, placed[0]], tint, 22)
        canvas.fill([(212, 272), (414, 236), (454, 364), (248, 406)], (112, 108, 196))
        canvas.fill([(212, 272), (320, 253), (352, 384), (248, 406)], (140, 132, 216))
        bolt = [(338, 262), (300, 334), (330, 330), (316, 384), (364, 306), (334, 310)]
        canvas.fill(bolt, (255, 222, 96))
    for at in range(3):
        canvas.stroke(oval(320, 170, 40 + 34 * at, 26 + 22 * at, (-150, -30)), (124, 150, 226), 9)


def desk_speakers(canvas: Canvas, color: Color) -> None:
    walnut = mix(color, (128, 78, 50), 0.5)
    canvas.fill(box(60, 520, 580, 548, 10), (214, 190, 166))
    canvas.shadow(320, 522, 240, 10)
    for x in (186, 454):
        canvas.fill(box(x - 112, 144, x + 112, 520, 14), darker(walnut, 0.4))
        front = box(x - 106, 138, x + 100, 520, 12)
        canvas.fill(front, walnut)
        with canvas.within(front):
            for at in range(9):
                canvas.stroke(curve((x - 130 + at * 30, 120), (x - 116 + at * 30, 320), (x - 136 + at * 31, 530)),
                              darker(walnut, 0.12 if at % 2 else 0.05), 5)
        for y, size in ((220, 48), (392, 88)):
            canvas.dot(x - 3, y + 3, size + 7, darker(walnut, 0.45))
            canvas.dot(x - 3, y, size, (66, 62, 74))
            canvas.dot(x - 3, y, size * 0.82, (44, 42, 52))
            canvas.stroke(oval(x - 3, y, size * 0.6, size * 0.6), (84, 80, 94), 5)
            canvas.dot(x - 3, y, size * 0.34, GOLD if y < 300 else (96, 92, 106))
            canvas.dot(x - 3 - size * 0.12, y - size * 0.12, size * 0.1, WHITE)
    canvas.dot(530, 496, 7, (136, 226, 150))
    for x, y, share in ((316, 92, 1.0), (366, 60, 0.7)):
        stem = [(x, y + 44 * share), (x, y - 10 * share), (x + 26 * share, y - 18 * share)]
        canvas.stroke(stem, (98, 112, 190), 8 * share)
        canvas.fill(oval(x - 9 * share, y + 44 * share, 15 * share, 11 * share), (98, 112, 190))


def mini_phone(canvas: Canvas, color: Color) -> None:
    skin: Color = (226, 170, 130)
    sleeve: Color = (238, 176, 96)
    canvas.fill([(226, 640), (244, 520), (420, 520), (438, 640)], sleeve)
    canvas.fill(box(232, 516, 432, 552, 12), darker(sleeve, 0.14))
    palm = smooth([(250, 530), (204, 430), (196, 330), (250, 280), (400, 280), (448, 330), (444, 430), (414, 530)])
    canvas.fill(palm, darker(skin, 0.08))
    canvas.stroke(curve((220, 430), (152, 380), (134, 300), (156, 240)), skin, 62)
    with canvas.turned(4, 330, 260):
        canvas.fill(box(228, 72, 440, 446, 36), darker(color, 0.5))
        canvas.fill(box(222, 66, 434, 440, 36), color)
        screen = box(236, 82, 420, 424, 22)
        canvas.fill(screen, (64, 130, 150))
        with canvas.within(screen):
            canvas.fill(smooth([(200, 300), (280, 240), (350, 300), (460, 220), (460, 460), (200, 460)]), (44, 98, 124))
            canvas.fill(smooth([(200, 370), (300, 320), (460, 380), (460, 460), (200, 460)]), (250, 190, 120))
            canvas.dot(370, 190, 30, (255, 220, 140))
            for row in range(2):
                for column in range(3):
                    x, y = 268 + 60 * column, 336 + 52 * row
                    canvas.fill(box(x - 17, y - 17, x + 17, y + 17, 9),
                                ((236, 98, 98), (250, 250, 250), (120, 196, 140), (250, 206, 90), (140, 130, 220),
                                 (92, 170, 232))[row * 3 + column])
            canvas.stroke([(276, 132), (380, 132)], WHITE, 14)
        canvas.dot(328, 98, 7, INK)
    for y in (330, 386, 440, 490):
        canvas.stroke(curve((470, y - 6), (438, y + 8), (404, y + 2)), skin, 44)
        canvas.stroke(curve((470, y + 18), (440, y + 30), (408, y + 25)), darker(skin, 0.16), 4)


def mechanical_keyboard(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 490, 270, 18)
    cable = [(300 + 5 * at, 150 - at * 1.4 + (14 if at % 2 else -14)) for at in range(34)]
    canvas.stroke([(320, 250), (296, 190), *cable, (520, 84), (590, 60)], (226, 126, 92), 9)
    with canvas.turned(-7):
        canvas.fill(box(46, 236, 594, 470, 24), darker(color, 0.4))
        canvas.fill(box(46, 222, 594, 452, 24), darker(color, 0.1))
        canvas.fill(box(62, 238, 578, 438, 12), darker(color, 0.5))
        accents = {(0, 0): (226, 104, 84), (2, 12): (226, 104, 84), (4, 4): (120, 156, 150)}
        for row in range(5):
            x = 66.0
            for column in range(14):
                wide = {(1, 0): 1.5, (2, 0): 1.7, (3, 0): 2.1, (2, 12): 2.2, (4, 4): 5.2, (1, 13): 1.2, (0, 13): 1.3,
                        (3, 12): 1.6}.get((row, column), 1.0)
                width = min(36.2 * wide, 576 - x)
                if width < 14:
                    break
                y = 242 + 39 * row
                tint = accents.get((row, column), lighter(color, 0.25) if column not in (0, 1, 12, 13) or row == 0
                                   else mix(color, (132, 120, 112), 0.45))
                canvas.fill(box(x + 1, y, x + width - 2, y + 36, 6), darker(tint, 0.25))
                canvas.fill(box(x + 4, y + 1, x + width - 5, y + 28, 5), tint)
                x += width


PAINTERS = {
    "studio-headphones": studio_headphones,
    "learning-tablet": learning_tablet,
    "retro-handheld": retro_handheld,
    "action-camera": action_camera,
    "wireless-charger": wireless_charger,
    "desk-speakers": desk_speakers,
    "mini-phone": mini_phone,
    "mechanical-keyboard": mechanical_keyboard,
}
