"""Pictures for beauty and care."""

from __future__ import annotations

from commerce_core.sample_shop.drawing.canvas import (
    CREAM,
    GOLD,
    INK,
    LEAF,
    WHITE,
    Canvas,
    Color,
    box,
    darker,
    lighter,
    oval,
    smooth,
    veil,
)


def rose_oud_perfume(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 528, 170, 18)
    canvas.fill(box(178, 232, 462, 524, 36), (222, 200, 206))
    canvas.fill(box(184, 238, 456, 518, 32), (248, 240, 238))
    juice = box(206, 300, 434, 496, 20)
    canvas.fill(juice, (226, 150, 84))
    with canvas.within(juice):
        canvas.fill([(206, 440), (434, 340), (434, 510), (206, 510)], (206, 122, 72))
        canvas.fill(box(220, 290, 236, 510, 8), veil(WHITE, 0.4))
    canvas.fill(box(400, 250, 416, 470, 8), veil(WHITE, 0.55))
    canvas.stroke([(320, 236), (320, 470)], (250, 226, 196), 5)
    canvas.fill(box(282, 200, 358, 240, 6), GOLD)
    canvas.fill(box(262, 118, 378, 204, 16), darker(GOLD, 0.08))
    canvas.fill(box(276, 126, 294, 196, 8), lighter(GOLD, 0.5))
    canvas.fill(box(344, 124, 372, 198, 10), darker(GOLD, 0.26))
    canvas.fill(box(268, 358, 372, 440, 8), CREAM)
    _rose(canvas, 320, 398, 28)
    _rose(canvas, 486, 484, 52)
    for turn, x, y in ((-20, 432, 520), (30, 546, 512)):
        with canvas.turned(turn, x, y):
            canvas.fill(smooth([(x - 30, y), (x, y - 14), (x + 30, y), (x, y + 14)]), LEAF)
    canvas.fill(smooth([(124, 520), (138, 500), (166, 506), (160, 526)]), (232, 120, 146))
    canvas.fill(smooth([(92, 534), (104, 520), (124, 528), (116, 540)]), (240, 150, 170))


def _rose(canvas: Canvas, x: float, y: float, size: float) -> None:
    pink: Color = (224, 98, 128)
    for turn in range(0, 360, 60):
        with canvas.turned(turn, x, y):
            canvas.fill(oval(x, y - size * 0.5, size * 0.56, size * 0.52), darker(pink, 0.05 + 0.1 * (turn % 120 == 0)))
    canvas.dot(x, y, size * 0.62, pink)
    canvas.stroke(oval(x, y, size * 0.4, size * 0.4, (0, 250)), darker(pink, 0.3), max(2.5, size / 12))
    canvas.stroke(oval(x, y, size * 0.2, size * 0.2, (140, 400)), darker(pink, 0.3), max(2.5, size / 12))


def camellia_cream(canvas: Canvas, color: Color) -> None:
    jar: Color = (238, 168, 184)
    canvas.shadow(320, 520, 200, 18)
    with canvas.turned(-14, 470, 440):
        canvas.fill(oval(474, 420, 92, 98), darker(GOLD, 0.16))
        canvas.fill(oval(466, 418, 90, 96), lighter(GOLD, 0.3))
        canvas.fill(oval(466, 418, 66, 72), lighter(GOLD, 0.5))
    body = [
        (124, 300),
        *smooth([(126, 440), (150, 500), (200, 514), (340, 514), (390, 500), (414, 440)], closed=False),
        (416, 300),
    ]
    canvas.fill(body, jar)
    with canvas.within(body):
        canvas.fill(box(350, 290, 430, 530), veil(INK, 0.09))
        canvas.fill(box(146, 330, 162, 470, 8), veil(WHITE, 0.5))
        canvas.fill(box(110, 370, 430, 446), lighter(jar, 0.55))
        canvas.stroke([(110, 370), (430, 370)], GOLD, 4)
        canvas.stroke([(110, 446), (430, 446)], GOLD, 4)
    canvas.fill(oval(270, 300, 146, 36), darker(jar, 0.12))
    canvas.fill(oval(270, 296, 134, 30), WHITE)
    canvas.fill(
        smooth(
            [(180, 294), (214, 262), (262, 256), (286, 214), (312, 244), (308, 266), (350, 270), (364, 296), (270, 318)]
        ),
        (255, 250, 246),
    )
    canvas.stroke(smooth([(220, 290), (264, 276), (314, 290)], closed=False), (240, 224, 222), 6)
    _camellia(canvas, 196, 430, 62)
    for turn, x, y in ((-30, 120, 478), (24, 274, 486)):
        with canvas.turned(turn, x, y):
            canvas.fill(smooth([(x - 34, y), (x, y - 16), (x + 34, y), (x, y + 16)]), darker(LEAF, 0.1))


def _camellia(canvas: Canvas, x: float, y: float, size: float) -> None:
    red: Color = (216, 66, 92)
    for ring, reach, petals in ((1.0, 0.56, 6), (0.68, 0.36, 5)):
        for place in range(petals):
            with canvas.turned(360 / petals * place + 20 * ring, x, y):
                canvas.fill(
                    oval(x, y - size * reach, size * 0.44 * ring, size * 0.42 * ring),
                    darker(red, 0.12 * (place % 2)) if ring == 1 else lighter(red, 0.14),
                )
    canvas.dot(x, y, size * 0.26, GOLD)
    for place in range(8):
        dot_x, dot_y = oval(x, y, size * 0.17, size * 0.17, (45 * place, 45 * place + 1))[0]
        canvas.dot(dot_x, dot_y, 3.4, CREAM)


def velvet_lip_tint(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 540, 170, 16)
    swatch = smooth([(330, 470), (420, 440), (520, 452), (548, 480), (500, 506), (420, 500), (350, 516)])
    canvas.fill(swatch, color)
    canvas.fill(smooth([(370, 476), (440, 456), (510, 464), (440, 470)]), lighter(color, 0.4))
    with canvas.turned(-12, 220, 340):
        canvas.fill(box(160, 226, 280, 540, 30), lighter(color, 0.72))
        canvas.fill(box(174, 244, 266, 524, 22), color)
        canvas.fill(box(184, 256, 196, 506, 6), veil(WHITE, 0.45))
        canvas.fill(box(248, 250, 264, 514, 8), darker(color, 0.2))
        canvas.fill(box(184, 190, 256, 232, 6), lighter(color, 0.72))
        canvas.fill(oval(220, 192, 36, 8), darker(color, 0.3))
    with canvas.turned(24, 420, 260):
        canvas.fill(box(370, 76, 470, 266, 22), darker(GOLD, 0.06))
        canvas.fill(box(382, 84, 398, 258, 8), lighter(GOLD, 0.55))
        canvas.fill(box(442, 82, 464, 260, 10), darker(GOLD, 0.24))
        canvas.fill(box(386, 262, 454, 290, 6), darker(GOLD, 0.34))
        canvas.stroke([(420, 288), (420, 396)], (176, 152, 162), 9)
        canvas.fill(
            smooth([(406, 388), (420, 378), (434, 388), (438, 428), (424, 460), (408, 430)]), darker(color, 0.12)
        )
        canvas.stroke([(416, 396), (418, 430)], lighter(color, 0.4), 4)


def rosemary_shampoo_bar(canvas: Canvas, color: Color) -> None:
    soap: Color = (156, 190, 140)
    canvas.shadow(320, 512, 210, 18)
    canvas.fill([(150, 350), *oval(320, 436, 170, 70, (180, 0)), (490, 350)], darker(soap, 0.24))
    canvas.fill(oval(320, 350, 170, 72), soap)
    canvas.fill(oval(320, 346, 140, 56), lighter(soap, 0.2))
    canvas.stroke(smooth([(230, 372), (300, 350), (410, 322)], closed=False), darker(LEAF, 0.2), 5)
    for place in range(9):
        x, y = 246 + 19 * place, 366 - 5 * place
        for side in (-1, 1):
            with canvas.turned(side * 58 - 12, x, y):
                canvas.fill(
                    smooth([(x, y), (x + 14, y - 4), (x + 32, y), (x + 14, y + 4)]),
                    darker(LEAF, 0.06 if side > 0 else 0.18),
                )
    with canvas.turned(-24, 470, 470):
        canvas.stroke([(400, 480), (566, 480)], darker(LEAF, 0.3), 5)
        for x in range(410, 560, 17):
            for side in (-1, 1):
                canvas.fill(
                    smooth([(x, 480), (x + 10, 480 + side * 12), (x + 20, 480 + side * 30), (x + 4, 480 + side * 14)]),
                    darker(LEAF, 0.1 if side > 0 else 0.2),
                )
    for x, y, size in (
        (170, 260, 36),
        (230, 214, 22),
        (136, 322, 20),
        (440, 250, 28),
        (484, 300, 16),
        (392, 204, 15),
        (284, 250, 15),
        (500, 220, 12),
        (190, 480, 24),
        (150, 500, 16),
    ):
        canvas.dot(x, y, size, veil(WHITE, 0.72))
        canvas.dot(x + size * 0.08, y + size * 0.1, size * 0.8, veil((214, 232, 238), 0.8))
        canvas.dot(x - size * 0.34, y - size * 0.34, size * 0.22, WHITE)


def silk_sleep_mask(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 474, 210, 15)
    canvas.stroke(
        smooth([(112, 300), (84, 220), (180, 150), (320, 134), (460, 150), (556, 220), (528, 300)], closed=False),
        darker(color, 0.32),
        24,
    )
    canvas.stroke(
        smooth([(112, 292), (90, 222), (184, 156), (320, 140), (456, 156), (550, 222), (528, 292)], closed=False),
        darker(color, 0.14),
        7,
    )
    outline = smooth(
        [
            (92, 310),
            (128, 262),
            (320, 246),
            (512, 262),
            (548, 310),
            (524, 404),
            (432, 448),
            (356, 418),
            (320, 378),
            (284, 418),
            (208, 448),
            (116, 404),
        ]
    )
    canvas.fill(outline, darker(color, 0.26))
    with canvas.turned(0, 320, 340, 0.95):
        canvas.fill(outline, color)
        with canvas.within(outline):
            canvas.fill(smooth([(120, 300), (220, 262), (360, 262), (250, 290), (150, 350)]), veil(WHITE, 0.22))
            canvas.fill(smooth([(420, 470), (560, 400), (570, 300), (520, 380)]), veil(INK, 0.14))
    for x in (212, 428):
        canvas.stroke(oval(x, 326, 62, 40, (18, 162)), GOLD, 8)
        for turn in (-44, -22, 0, 22, 44):
            with canvas.turned(turn, x, 322):
                canvas.stroke([(x, 368), (x, 386)], GOLD, 6)
    for x, y in ((150, 110), (320, 84), (492, 104)):
        canvas.fill(oval(x, y, 22, 22, (52, 308)) + oval(x + 11, y, 17.6, 17.6, (278, 82)), GOLD)


PAINTERS = {
    "rose-oud-perfume": rose_oud_perfume,
    "camellia-cream": camellia_cream,
    "velvet-lip-tint": velvet_lip_tint,
    "rosemary-shampoo-bar": rosemary_shampoo_bar,
    "silk-sleep-mask": silk_sleep_mask,
}
