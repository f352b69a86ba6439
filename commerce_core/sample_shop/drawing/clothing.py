"""Pictures of clothing and accessories."""

from __future__ import annotations

from commerce_core.sample_shop.drawing.canvas import (
    CREAM,
    GOLD,
    INK,
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

_TEE = [
    (236, 138),
    (168, 172),
    (104, 262),
    (166, 312),
    (204, 268),
    (204, 520),
    (436, 520),
    (436, 268),
    (474, 312),
    (536, 262),
    (472, 172),
    (404, 138),
    (372, 168),
    (320, 180),
    (268, 168),
]


def cotton_tee(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 540, 150, 16)
    _tee(canvas, color, darker(color, 0.1))
    canvas.stroke([(236, 500), (404, 500)], darker(color, 0.1), 3)
    canvas.fill(box(372, 300, 396, 328, 4), darker(color, 0.12))
    canvas.fill(smooth([(300, 360), (314, 430), (304, 510), (290, 430)]), veil(darker(color), 0.10))


def dinosaur_kids_tee(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 516, 120, 14)
    with canvas.turned(0, 320, 330, 0.9):
        _tee(canvas, color, lighter(color, 0.45))
        friend = mix(color, (30, 92, 88), 0.62)
        canvas.fill(
            smooth(
                [
                    (252, 430),
                    (268, 380),
                    (316, 362),
                    (352, 366),
                    (372, 330),
                    (376, 284),
                    (398, 262),
                    (424, 272),
                    (428, 290),
                    (402, 300),
                    (400, 348),
                    (390, 402),
                    (372, 434),
                    (312, 442),
                ]
            ),
            friend,
        )
        canvas.fill(smooth([(276, 396), (240, 424), (220, 410), (238, 446), (282, 438)]), friend)
        for leg in (276, 306, 342, 366):
            canvas.fill(box(leg - 10, 424, leg + 10, 468, 8), friend if leg in (306, 342) else darker(friend))
        for x, y in ((292, 364), (318, 352), (344, 354), (366, 328), (370, 298)):
            canvas.fill([(x - 13, y + 8), (x, y - 20), (x + 13, y + 4)], (248, 196, 92))
        canvas.dot(408, 277, 6, WHITE)
        canvas.dot(410, 277, 3.2, INK)
        canvas.dot(310, 400, 8, lighter(friend, 0.3))
        canvas.dot(338, 410, 6, lighter(friend, 0.3))
        canvas.dot(290, 412, 5, lighter(friend, 0.3))


def _tee(canvas: Canvas, color: Color, trim: Color) -> None:
    canvas.fill(smooth([(268, 152), (320, 146), (372, 152), (360, 186), (320, 200), (280, 186)]), darker(color, 0.32))
    canvas.fill(_TEE, color)
    canvas.fill([(204, 268), (204, 520), (232, 520), (222, 250)], veil(INK, 0.07))
    canvas.fill([(436, 268), (436, 520), (398, 520), (416, 250)], veil(INK, 0.10))
    canvas.stroke(smooth([(244, 140), (272, 176), (320, 192), (368, 176), (396, 140)], closed=False), trim, 11)
    canvas.stroke([(110, 266), (165, 309)], trim, 9)
    canvas.stroke([(530, 266), (475, 309)], trim, 9)


def jaipur_shawl(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 560, 150, 14)
    with canvas.turned(-9, 370, 260):
        _shawl_tail(canvas, 306, 452, 500, darker(color, 0.2))
    with canvas.turned(7, 270, 260):
        _shawl_tail(canvas, 190, 346, 524, color)
    loop = smooth([(150, 206), (190, 126), (320, 92), (450, 126), (490, 206), (452, 276), (320, 308), (188, 276)])
    canvas.fill(loop, color)
    with canvas.within(loop):
        for bend in range(5):
            y = 196 + 24 * bend
            canvas.stroke(
                smooth([(130, y - 30), (230, y + 38), (320, y + 52), (410, y + 38), (510, y - 30)], closed=False),
                GOLD if bend == 2 else darker(color, 0.14),
                7 if bend == 2 else 4,
            )
        canvas.fill(smooth([(130, 210), (230, 290), (410, 290), (510, 210), (510, 330), (130, 330)]), veil(INK, 0.10))
    canvas.fill(
        smooth([(206, 182), (250, 140), (320, 128), (390, 140), (434, 182), (388, 222), (320, 234), (252, 222)]),
        darker(color, 0.4),
    )
    canvas.stroke(
        smooth([(176, 178), (214, 132), (320, 106), (426, 132), (464, 178)], closed=False), lighter(color, 0.3), 6
    )


def _shawl_tail(canvas: Canvas, left: float, right: float, bottom: float, color: Color) -> None:
    tail = [(left + 22, 236), (right - 22, 236), (right, bottom), (left, bottom)]
    for step in range(12):
        x = left + 6 + (right - left - 12) / 11 * step
        canvas.stroke([(x, bottom - 4), (x - 2, bottom + 42)], mix(color, GOLD, 0.5 if step % 3 == 0 else 0), 5)
    canvas.fill(tail, color)
    with canvas.within(tail):
        for row in range(4):
            for place in range(6):
                x, y = left + 4 + 34 * place + 17 * (row % 2), 312 + 34 * row
                canvas.fill([(x, y - 12), (x + 9, y), (x, y + 12), (x - 9, y)], lighter(color, 0.42))
                canvas.dot(x, y, 3.4, GOLD)
        for low, high, tint in ((bottom - 74, 8, GOLD), (bottom - 58, 22, lighter(color, 0.5)), (bottom - 28, 8, GOLD)):
            canvas.fill(box(left - 10, low, right + 10, low + high), tint)
        canvas.fill(box(right - 34, 220, right + 10, bottom), veil(INK, 0.08))


def cable_sweater(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 548, 160, 16)
    dark, light = darker(color, 0.14), lighter(color, 0.35)
    for side in (1, -1):

        def x(value: float, side: int = side) -> float:
            return 320 + side * value

        sleeve = smooth([(x(-84), 152), (x(-146), 196), (x(-186), 350), (x(-196), 486), (x(-140), 494), (x(-108), 330)])
        canvas.fill(sleeve, dark)
        canvas.fill([(x(-198), 474), (x(-138), 482), (x(-140), 520), (x(-194), 514)], darker(color, 0.26))
    body = [(230, 146), (206, 200), (204, 504), (436, 504), (434, 200), (410, 146), (370, 160), (270, 160)]
    canvas.fill(body, color)
    canvas.fill(box(204, 496, 436, 534, 8), dark)
    for rib in range(212, 436, 12):
        canvas.stroke([(rib, 502), (rib, 528)], color, 3)
    for middle in (252, 320, 388):
        for loop in range(7):
            y = 222 + 40 * loop
            canvas.stroke(
                smooth([(middle - 14, y), (middle - 6, y + 20), (middle + 14, y + 40)], closed=False), dark, 9
            )
            canvas.stroke(
                smooth([(middle + 14, y), (middle + 6, y + 20), (middle - 14, y + 40)], closed=False), light, 9
            )
    for seam in (286, 354):
        for y in range(206, 490, 18):
            canvas.dot(seam, y, 3, dark)
    canvas.fill(smooth([(262, 140), (320, 128), (378, 140), (366, 186), (320, 202), (274, 186)]), darker(color, 0.3))
    canvas.stroke(smooth([(258, 146), (276, 186), (320, 204), (364, 186), (382, 146)], closed=False), light, 17)


def knit_runners(canvas: Canvas, color: Color) -> None:
    canvas.shadow(325, 468, 230, 18)
    upper = smooth(
        [
            (128, 420),
            (122, 330),
            (138, 262),
            (180, 254),
            (214, 286),
            (268, 276),
            (330, 318),
            (410, 346),
            (492, 356),
            (536, 384),
            (542, 422),
        ]
    )
    canvas.fill(upper, color)
    with canvas.within(upper):
        for row in range(12):
            for place in range(26):
                canvas.dot(110 + 18 * place + 9 * (row % 2), 262 + 15 * row, 2.4, lighter(color, 0.28))
        canvas.fill(smooth([(112, 430), (114, 300), (160, 300), (196, 360), (210, 430)]), darker(color, 0.24))
        canvas.fill(smooth([(440, 430), (452, 376), (480, 346), (560, 350), (566, 430)]), darker(color, 0.24))
    canvas.fill(smooth([(138, 262), (180, 252), (214, 284), (190, 300), (150, 288)]), darker(color, 0.42))
    canvas.stroke(smooth([(128, 250), (122, 226), (140, 224), (146, 262)], closed=False), darker(color, 0.3), 10)
    for step in range(4):
        x, y = 258 + 38 * step, 304 + 22 * step
        canvas.stroke([(x - 10, y + 18), (x + 24, y - 18)], WHITE, 8)
    canvas.stroke(smooth([(214, 420), (286, 382), (398, 400), (420, 420)], closed=False), (250, 198, 84), 9)
    sole = smooth(
        [
            (106, 420),
            (130, 408),
            (250, 424),
            (400, 416),
            (510, 410),
            (562, 396),
            (574, 424),
            (546, 456),
            (440, 464),
            (280, 466),
            (126, 460),
        ]
    )
    canvas.fill(sole, WHITE)
    with canvas.within(sole):
        canvas.fill(box(90, 446, 600, 480), (222, 226, 234))
        for x in range(130, 550, 34):
            canvas.stroke([(x, 450), (x + 10, 462)], (188, 196, 210), 4)


def cotton_socks(canvas: Canvas, color: Color) -> None:
    canvas.shadow(330, 540, 170, 16)
    with canvas.turned(9, 320, 330):
        _sock(canvas, 84, -6, darker(color, 0.16), (96, 152, 142))
    with canvas.turned(-5, 320, 330):
        _sock(canvas, -62, 8, color, (232, 128, 96))


def _sock(canvas: Canvas, right: float, down: float, color: Color, accent: Color) -> None:
    def at(x: float, y: float) -> tuple[float, float]:
        return x + right, y + down

    outline = [
        at(258, 120),
        *smooth(
            [
                at(258, 250),
                at(256, 360),
                at(222, 408),
                at(158, 452),
                at(150, 496),
                at(196, 520),
                at(268, 496),
                at(350, 438),
                at(364, 372),
                at(362, 250),
            ],
            closed=False,
        ),
        at(362, 120),
    ]
    canvas.fill(outline, color)
    with canvas.within(outline):
        for x in range(262, 380, 13):
            canvas.stroke([at(x, 190), at(x, 384)], darker(color, 0.09), 4)
        canvas.dot(*at(352, 446), 62, accent)
        canvas.dot(*at(152, 506), 60, accent)
        canvas.fill([at(240, 108), at(380, 108), at(380, 178), at(240, 178)], lighter(color, 0.3))
        for y in (196, 218):
            canvas.stroke([at(240, y), at(380, y)], accent, 8)
    for x in range(266, 362, 13):
        canvas.stroke([at(x, 126), at(x, 172)], darker(color, 0.14), 3)


def hammered_bangle(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 500, 150, 16)
    outer, inner = oval(320, 330, 178, 166), oval(320, 322, 132, 118)
    canvas.fill(outer, darker(color, 0.22))
    canvas.fill(oval(320, 322, 174, 158), color)
    with canvas.within(oval(320, 322, 174, 158)):
        for ring, across in enumerate((144, 163)):
            for place in range(0, 360, 15):
                x, y = oval(320, 322, across, across * 0.9, (place + 7 * ring, place + 8 + 7 * ring))[0]
                canvas.dot(x, y, 11, lighter(color, 0.4) if (place // 15 + ring) % 3 else darker(color, 0.12))
                canvas.dot(x + 2, y + 2, 8, color)
    canvas.fill(inner, darker(color, 0.45))
    with canvas.within(inner):
        canvas.fill(oval(320, 336, 130, 116), (250, 228, 218))
    canvas.stroke(oval(320, 322, 172, 156, (200, 262)), lighter(color, 0.75), 6)
    for x, y, size in ((176, 190, 26), (478, 216, 18), (452, 446, 14)):
        canvas.fill(
            [
                (x, y - size),
                (x + size / 5, y - size / 5),
                (x + size, y),
                (x + size / 5, y + size / 5),
                (x, y + size),
                (x - size / 5, y + size / 5),
                (x - size, y),
                (x - size / 5, y - size / 5),
            ],
            WHITE,
        )


def polarised_sunglasses(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 438, 210, 15)
    frame = darker(color, 0.1)
    canvas.stroke(
        smooth([(132, 290), (92, 268), (118, 222), (204, 190), (256, 192)], closed=False), darker(color, 0.35), 12
    )
    canvas.stroke(
        smooth([(508, 290), (548, 268), (522, 222), (436, 190), (384, 192)], closed=False), darker(color, 0.35), 12
    )
    for x in (214, 426):
        lens = smooth(
            [(x - 96, 276), (x - 50, 252), (x + 50, 252), (x + 96, 276), (x + 84, 368), (x, 412), (x - 84, 368)]
        )
        canvas.fill(lens, frame)
        with canvas.within(lens):
            for spot_x, spot_y in ((-86, 304), (84, 292), (-56, 262), (62, 386), (-74, 366), (22, 258), (-10, 400)):
                canvas.fill(oval(x + spot_x, spot_y, 15, 10), lighter(color, 0.3))
        glass = smooth(
            [(x - 78, 286), (x - 42, 270), (x + 42, 270), (x + 78, 286), (x + 68, 358), (x, 394), (x - 68, 358)]
        )
        canvas.fill(glass, (66, 74, 92))
        with canvas.within(glass):
            canvas.fill(box(x - 100, 330, x + 100, 400), (98, 92, 112))
            canvas.fill([(x - 60, 262), (x - 20, 262), (x - 74, 400), (x - 114, 400)], veil(WHITE, 0.22))
            canvas.fill([(x, 262), (x + 14, 262), (x - 40, 400), (x - 54, 400)], veil(WHITE, 0.22))
    canvas.stroke(smooth([(300, 290), (320, 276), (340, 290)], closed=False), frame, 16)
    for x in (128, 512):
        canvas.dot(x, 284, 5, GOLD)


def wrap_dress(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 574, 150, 14)
    dark = darker(color, 0.2)
    canvas.stroke(smooth([(296, 70), (320, 52), (332, 70), (320, 88)], closed=False), (150, 140, 146), 5)
    canvas.stroke([(252, 116), (320, 88), (388, 116)], (176, 132, 96), 8)
    skirt = smooth(
        [
            (262, 300),
            (236, 380),
            (196, 470),
            (168, 552),
            (250, 566),
            (340, 556),
            (420, 568),
            (474, 548),
            (440, 460),
            (400, 380),
            (378, 300),
            (320, 296),
        ]
    )
    canvas.fill(skirt, color)
    with canvas.within(skirt):
        canvas.fill(smooth([(300, 300), (300, 400), (250, 580), (330, 580), (330, 420)]), dark)
        for low, high in ((214, 278), (400, 352), (446, 366)):
            canvas.fill([(high, 330), (low - 10, 580), (low + 12, 580)], veil(INK, 0.12))
    for side in (1, -1):
        sleeve = [(320 - side * 74, 116), (320 - side * 132, 176), (320 - side * 112, 230), (320 - side * 66, 200)]
        canvas.fill(smooth(sleeve), dark)
    bodice = [
        (250, 114),
        (278, 108),
        (320, 190),
        (362, 108),
        (390, 114),
        (392, 200),
        (378, 302),
        (262, 302),
        (248, 200),
    ]
    canvas.fill(bodice, color)
    canvas.fill([(362, 108), (390, 114), (392, 180), (286, 302), (262, 302), (262, 280)], lighter(color, 0.1))
    canvas.stroke([(362, 110), (268, 268)], dark, 4)
    canvas.stroke([(280, 110), (318, 182)], dark, 4)
    canvas.fill(box(258, 288, 382, 314, 8), darker(color, 0.3))
    for end in ((286, 404), (318, 394)):
        canvas.stroke(smooth([(284, 304), (276 + (end[0] - 286) / 2, 350), end], closed=False), darker(color, 0.36), 10)
    for loop in ((250, 284), (252, 322), (314, 282), (312, 322)):
        canvas.fill(
            smooth([(284, 302), loop, (loop[0] + (284 - loop[0]) * 0.3, loop[1] + (303 - loop[1]) * 1.2)]),
            darker(color, 0.36),
        )
    canvas.dot(283, 302, 10, darker(color, 0.45))
    for x, y in ((226, 470), (372, 452), (404, 520), (232, 536), (300, 366), (352, 360), (410, 476), (352, 528)):
        canvas.dot(x, y, 4.5, mix(color, CREAM, 0.75))


PAINTERS = {
    "cotton-tee": cotton_tee,
    "jaipur-shawl": jaipur_shawl,
    "cable-sweater": cable_sweater,
    "dinosaur-kids-tee": dinosaur_kids_tee,
    "knit-runners": knit_runners,
    "cotton-socks": cotton_socks,
    "hammered-bangle": hammered_bangle,
    "polarised-sunglasses": polarised_sunglasses,
    "wrap-dress": wrap_dress,
}
