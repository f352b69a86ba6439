"""Pictures for the garden and the outdoors."""

from __future__ import annotations

from collections.abc import Sequence

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
    Point,
    box,
    darker,
    lighter,
    mix,
    oval,
    smooth,
    veil,
)
from commerce_core.sample_shop.drawing.shapes import curve, leaf, mirrored, solid, sprig, star

_CLAY: Color = (202, 112, 76)


def bonsai_scissors(canvas: Canvas, color: Color) -> None:
    canvas.shadow(440, 520, 120, 14)
    canvas.stroke(curve((446, 470), (470, 410), (428, 360), (466, 290), (440, 220)), (122, 84, 60), 24)
    for x, y, across in ((400, 352, 66), (510, 300, 70), (430, 214, 84), (520, 384, 46)):
        canvas.fill(oval(x, y, across, across * 0.44), darker(LEAF, 0.16))
        for at in range(-2, 3):
            canvas.fill(oval(x + at * across * 0.34, y - across * 0.16, across * 0.3, across * 0.26),
                        LEAF if at % 2 else lighter(LEAF, 0.16))
    canvas.fill(box(340, 462, 550, 486, 8), (74, 98, 128))
    canvas.fill([(356, 484), (534, 484), (516, 524), (374, 524)], (54, 76, 104))
    for side in (-1, 1):
        with canvas.turned(side * 13, 206, 268):
            canvas.fill([(206, 60), (206 + side * 26, 150), (206 + side * 24, 274), (206 - side * 8, 274), (206, 120)],
                        lighter(STEEL, 0.1) if side < 0 else darker(STEEL, 0.16))
            canvas.fill(box(190, 240, 222, 330, 8), color)
            handle = smooth([(206, 324), (206 - side * 22, 380), (206 - side * 106, 372), (206 - side * 128, 440),
                             (206 - side * 86, 520), (206 - side * 26, 496), (206 - side * 6, 420)])
            canvas.stroke([*handle, handle[0]], color, 20)
            canvas.stroke(handle[40:70], lighter(color, 0.35), 5)
    canvas.dot(206, 276, 16, darker(STEEL, 0.3))
    canvas.dot(203, 273, 6, WHITE)


def herb_seeds(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 532, 240, 16)
    for x, turn, paper, plant in ((180, -14, (246, 226, 160), LEAF), (290, -2, (232, 190, 178), (150, 112, 190)),
                                  (400, 10, (190, 222, 204), darker(LEAF, 0.2))):
        with canvas.turned(turn, x, 470):
            solid(canvas, box(x - 84, 130, x + 84, 440, 4), paper, shade=0.16)
            canvas.fill(box(x - 84, 130, x + 84, 176), darker(paper, 0.2))
            canvas.stroke([(x - 40, 154), (x + 40, 154)], WHITE, 6)
            sprig(canvas, x, 380, 150, 0, plant)
    solid(canvas, [(372, 392), (560, 392), (536, 528), (396, 528)], _CLAY)
    solid(canvas, box(360, 364, 572, 404, 6), lighter(_CLAY, 0.15))
    canvas.fill(oval(466, 366, 96, 12), (92, 64, 50))
    for x, tall in ((410, 54), (450, 92), (492, 70), (528, 46)):
        canvas.stroke([(x, 366), (x, 366 - tall)], LEAF, 6)
        for side in (-52, 52):
            leaf(canvas, x, 370 - tall, 44, side)
    for x, y in ((120, 540), (156, 556), (196, 544), (240, 560), (290, 548)):
        canvas.fill(oval(x, y, 11, 7), (112, 76, 52))


def cotton_hammock(canvas: Canvas, color: Color) -> None:
    sand: Color = (240, 220, 172)
    canvas.fill(smooth([(70, 520), (200, 490), (440, 494), (570, 520), (440, 552), (200, 552)]), sand)
    for x, lean in ((112, 1), (528, -1)):
        canvas.stroke(curve((x - 14 * lean, 528), (x - 6 * lean, 380), (x + 12 * lean, 130)), (150, 112, 80), 26)
        for turn in (-112, -70, -26, 26, 70, 112):
            leaf(canvas, x + 12 * lean, 138, 118, turn, darker(LEAF, 0.06 * (turn % 4)))
        canvas.dot(x + 4 * lean, 152, 13, (116, 82, 60))
    cloth = [*curve((150, 250), (220, 350), (320, 384), (420, 350), (490, 250)),
             *curve((490, 250), (440, 410), (320, 466), (200, 410), (150, 250))]
    canvas.stroke([(124, 232), (152, 254)], CREAM, 8)
    canvas.stroke([(516, 232), (488, 254)], CREAM, 8)
    canvas.fill(cloth, color)
    with canvas.within(cloth):
        for at, tint in enumerate((CREAM, darker(color, 0.2), (250, 206, 96), CREAM)):
            low = 392 + 18 * at
            canvas.stroke(curve((150, 250), (210, low - 40), (320, low), (430, low - 40), (490, 250)), tint, 9)
    for at in range(27):
        x = 190 + at * 10
        y = 452 - ((x - 320) / 130) ** 2 * 56
        canvas.stroke([(x, y), (x, y + 30)], CREAM, 4)


def camping_lantern(canvas: Canvas, color: Color) -> None:
    canvas.dot(320, 330, 236, veil((255, 226, 140), 0.35))
    canvas.dot(320, 330, 176, veil((255, 226, 140), 0.45))
    canvas.shadow(320, 540, 150, 16)
    canvas.stroke(curve((226, 152), (240, 80), (320, 56), (400, 80), (414, 152)), INK, 10)
    solid(canvas, box(204, 140, 436, 206, 22), color, shade=0.3)
    for row in range(5):
        top = 206 + row * 48
        solid(canvas, [(216, top), (424, top), (400, top + 24), (240, top + 24)], (255, 238, 186), shade=0.18)
        solid(canvas, [(240, top + 24), (400, top + 24), (424, top + 48), (216, top + 48)], (252, 216, 126), shade=0.18)
    solid(canvas, box(196, 446, 444, 530, 24), color, shade=0.3)
    canvas.dot(320, 488, 22, darker(color, 0.4))
    canvas.dot(320, 488, 12, (140, 232, 150))
    canvas.fill(box(226, 158, 262, 170, 6), veil(WHITE, 0.6))
    canvas.fill(box(218, 464, 258, 478, 6), veil(WHITE, 0.6))
    for x, y, size in ((110, 170, 20), (530, 190, 24), (96, 400, 14), (548, 430, 14)):
        canvas.fill(star(x, y, size, points=4, waist=0.25), (255, 250, 220))


def watering_can(canvas: Canvas, color: Color) -> None:
    canvas.shadow(300, 526, 200, 16)
    canvas.stroke(curve((350, 470), (430, 440), (480, 300), (560, 190)), darker(color, 0.16), 22)
    canvas.stroke(curve((350, 466), (426, 434), (476, 298), (556, 188)), color, 13)
    canvas.stroke([(540, 180), (576, 206)], darker(color, 0.25), 14)
    canvas.stroke(curve((220, 300), (80, 220), (60, 380), (176, 470)), darker(color, 0.2), 22)
    canvas.stroke(curve((220, 300), (84, 224), (66, 378), (176, 464)), color, 10)
    body = mirrored([(190, 282), *curve((176, 380), (160, 470), (152, 500)), *oval(262, 504, 110, 18, (180, 92))], 262)
    solid(canvas, body, color, light=0.35)
    canvas.fill(oval(262, 282, 72, 17), darker(color, 0.4))
    canvas.stroke(oval(262, 282, 72, 17), lighter(color, 0.3), 8)
    canvas.stroke(curve((156, 472), (262, 494), (368, 472)), lighter(color, 0.25), 6)
    for x, y in ((584, 244), (566, 286), (592, 318), (572, 360)):
        canvas.fill(smooth([(x, y - 18), (x - 10, y + 4), (x, y + 13), (x + 10, y + 4)]), (116, 182, 222))
    for x, turn in ((540, -30), (560, 4), (578, 34)):
        leaf(canvas, x, 524, 88, turn)


def bird_house(canvas: Canvas, color: Color) -> None:
    pine: Color = (226, 182, 124)
    canvas.fill(box(302, 490, 338, 600), darker(WOOD, 0.2))
    house = [(190, 250), (450, 250), (450, 496), (190, 496)]
    solid(canvas, [(190, 262), (320, 130), (450, 262), (450, 496), (190, 496)], pine, shade=0.2)
    with canvas.within(house):
        for x in (256, 322, 388):
            canvas.stroke([(x, 240), (x, 500)], darker(pine, 0.14), 3)
    for side in (-1, 1):
        roof = [(320, 88), (320 + side * 176, 262), (320 + side * 152, 290), (320, 138)]
        canvas.fill(roof, (150, 92, 70) if side < 0 else (122, 72, 58))
        for at in range(1, 5):
            x, y = 320 + side * 34 * at, 90 + 34 * at
            canvas.stroke([(x, y), (x - side * 5, y + 46)], (96, 56, 46), 4)
    canvas.dot(320, 330, 52, darker(pine, 0.3))
    canvas.dot(320, 332, 45, (70, 46, 42))
    canvas.stroke([(320, 424), (320, 440)], darker(WOOD, 0.3), 17)
    canvas.fill(box(172, 486, 468, 508, 6), darker(pine, 0.16))
    body = smooth([(408, 470), (420, 424), (462, 400), (506, 424), (520, 462), (560, 480), (500, 500), (440, 502)])
    canvas.fill(body, (86, 140, 190))
    canvas.fill(smooth([(424, 470), (450, 448), (490, 470), (470, 498), (436, 498)]), (250, 214, 110))
    canvas.dot(440, 420, 32, (64, 112, 164))
    canvas.fill(oval(434, 428, 17, 12), WHITE)
    canvas.dot(432, 416, 6, INK)
    canvas.fill([(410, 420), (388, 430), (412, 436)], (232, 150, 62))


def picnic_blanket(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 500, 236, 18)
    flap = [(128, 440), (500, 440), (560, 516), (110, 516)]
    _checks(canvas, flap, color)
    roll = box(104, 262, 520, 460, 60)
    _checks(canvas, roll, color)
    with canvas.within(roll):
        canvas.fill(box(100, 402, 530, 470), veil(INK, 0.16))
        canvas.fill(box(100, 274, 530, 296), veil(WHITE, 0.3))
    canvas.fill(oval(520, 361, 44, 99), lighter(color, 0.5))
    for size, tint in ((0.8, color), (0.62, CREAM), (0.44, color), (0.24, CREAM)):
        canvas.fill(oval(520, 361, 44 * size, 99 * size), tint)
    canvas.stroke(curve((196, 262), (210, 150), (312, 108), (414, 150), (428, 262)), (128, 84, 60), 18)
    for x in (196, 428):
        canvas.fill(box(x - 17, 256, x + 17, 464, 6), (128, 84, 60))
        canvas.fill(box(x - 23, 330, x + 23, 370, 6), GOLD)
        canvas.fill(box(x - 12, 340, x + 12, 360, 3), (128, 84, 60))


def _checks(canvas: Canvas, outline: Sequence[Point], color: Color) -> None:
    canvas.fill(outline, CREAM)
    with canvas.within(outline):
        for at in range(0, 640, 64):
            canvas.fill(box(at, 200, at + 32, 560), veil(color, 0.6))
            canvas.fill(box(80, at + 8, 600, at + 40), veil(color, 0.6))


def garden_clogs(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 514, 240, 16)
    for x, y, tint in ((40, -78, darker(color, 0.14)), (0, 0, color)):
        sole = smooth([(96 + x, 474 + y), (300 + x, 486 + y), (500 + x, 474 + y), (520 + x, 496 + y), (480 + x, 516 + y),
                       (130 + x, 516 + y), (92 + x, 498 + y)])
        canvas.fill(sole, mix(tint, WHITE, 0.6))
        canvas.stroke(curve((110 + x, 440 + y), (150 + x, 374 + y), (290 + x, 396 + y)), darker(tint, 0.25), 18)
        shoe = smooth([(96 + x, 480 + y), (110 + x, 430 + y), (180 + x, 452 + y), (270 + x, 440 + y), (306 + x, 372 + y),
                       (372 + x, 350 + y), (460 + x, 390 + y), (524 + x, 456 + y), (512 + x, 492 + y), (300 + x, 496 + y),
                       (120 + x, 496 + y)])
        solid(canvas, shoe, tint, shade=0.2)
        canvas.fill(smooth([(286 + x, 430 + y), (316 + x, 384 + y), (350 + x, 380 + y), (320 + x, 440 + y)]),
                    darker(tint, 0.4))
        for hole_x, hole_y in ((384, 392), (424, 412), (396, 432), (440, 450), (464, 424)):
            canvas.fill(oval(hole_x + x, hole_y + y, 12, 9), darker(tint, 0.4))
        canvas.dot(290 + x, 400 + y, 13, lighter(tint, 0.4))
    blade: Color = (132, 178, 96)
    for at in range(24):
        foot = 86 + at * 20
        canvas.fill([(foot - 5, 540), (foot + at % 3 * 5 - 4, 512 - at * 7 % 20), (foot + 6, 540)], blade)


PAINTERS = {
    "bonsai-scissors": bonsai_scissors,
    "herb-seeds": herb_seeds,
    "cotton-hammock": cotton_hammock,
    "camping-lantern": camping_lantern,
    "watering-can": watering_can,
    "bird-house": bird_house,
    "picnic-blanket": picnic_blanket,
    "garden-clogs": garden_clogs,
}
