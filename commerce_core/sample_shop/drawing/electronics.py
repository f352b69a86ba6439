"""Pictures of small electronics."""

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

_GLASS: Color = (58, 66, 92)


def wireless_earbuds(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 528, 170, 18)
    lid = box(176, 168, 464, 330, 66)
    canvas.fill(lid, darker(color, 0.12))
    canvas.fill(box(196, 190, 444, 330, 50), darker(color, 0.3))
    for x, side in ((256, -1), (384, 1)):
        canvas.fill(box(x - 15, 268, x + 15, 392, 14), color)
        canvas.dot(x + side * 8, 256, 42, color)
        canvas.fill(
            smooth([(x - side * 22, 228), (x - side * 58, 236), (x - side * 60, 274), (x - side * 20, 284)]),
            darker(color, 0.45),
        )
        canvas.dot(x + side * 18, 246, 11, darker(color, 0.16))
        canvas.fill(box(x - 9, 300, x - 3, 350, 3), darker(color, 0.1))
    base = box(170, 330, 470, 520, 72)
    canvas.fill(base, color)
    with canvas.within(base):
        canvas.fill(box(160, 324, 480, 346), darker(color, 0.16))
        canvas.fill(box(400, 330, 480, 530), veil(INK, 0.08))
        canvas.fill(box(196, 366, 210, 470, 7), veil(WHITE, 0.7))
    canvas.dot(320, 424, 8, (98, 196, 132))
    for arc in (34, 58, 82):
        canvas.stroke(oval(320, 136, arc, arc * 0.8, (220, 320)), (122, 142, 206), 9)


def power_bank(canvas: Canvas, color: Color) -> None:
    canvas.shadow(330, 536, 140, 16)
    with canvas.turned(8, 320, 340):
        canvas.fill(box(238, 132, 438, 526, 38), darker(color, 0.34))
        body = box(218, 128, 422, 522, 38)
        canvas.fill(body, color)
        with canvas.within(body):
            canvas.fill([(218, 420), (422, 250), (422, 540), (218, 540)], darker(color, 0.1))
            canvas.fill(box(232, 150, 242, 500, 5), veil(WHITE, 0.35))
        bolt = [(334, 230), (280, 336), (316, 336), (300, 412), (362, 300), (324, 300), (346, 230)]
        canvas.fill(bolt, (255, 214, 92))
        for place in range(4):
            canvas.dot(278 + 28 * place, 476, 7, (126, 230, 164) if place < 3 else darker(color, 0.3))
        canvas.fill(box(262, 120, 306, 134, 5), _GLASS)
        canvas.fill(box(336, 120, 380, 134, 5), _GLASS)
    canvas.stroke(
        smooth([(302, 124), (300, 74), (200, 66), (140, 130), (150, 260), (108, 330)], closed=False), WHITE, 9
    )
    with canvas.turned(28, 102, 350):
        canvas.fill(box(84, 330, 120, 376, 8), WHITE)
        canvas.fill(box(92, 374, 112, 396, 3), STEEL)


def _phone(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    canvas.fill(box(left, top, right, bottom, 34), _GLASS)
    screen = box(left + 9, top + 9, right - 9, bottom - 9, 26)
    canvas.fill(screen, (198, 178, 228))
    with canvas.within(screen):
        canvas.dot(right - 40, top + 90, 46, (250, 222, 170))
        canvas.fill(
            smooth(
                [
                    (left - 20, bottom - 170),
                    (left + 70, bottom - 240),
                    (right - 60, bottom - 140),
                    (right + 30, bottom - 210),
                    (right + 30, bottom + 20),
                    (left - 20, bottom + 20),
                ]
            ),
            (150, 130, 200),
        )
        canvas.fill(
            smooth(
                [
                    (left - 20, bottom - 90),
                    (left + 80, bottom - 130),
                    (right - 40, bottom - 70),
                    (right + 30, bottom - 110),
                    (right + 30, bottom + 20),
                    (left - 20, bottom + 20),
                ]
            ),
            (112, 98, 172),
        )
    middle = (left + right) / 2
    canvas.fill(box(middle - 26, top + 18, middle + 26, top + 30, 6), _GLASS)


def clear_phone_case(canvas: Canvas, color: Color) -> None:
    canvas.shadow(330, 548, 140, 16)
    with canvas.turned(-6):
        canvas.fill(box(196, 98, 444, 552, 54), (176, 206, 222))
        canvas.fill(box(202, 104, 438, 546, 48), (224, 240, 246))
        for x, y in ((222, 124), (418, 124), (222, 526), (418, 526)):
            canvas.dot(x, y, 24, (206, 228, 238))
        _phone(canvas, 220, 122, 420, 528)
        canvas.fill(box(438, 210, 448, 270, 4), (150, 186, 206))
        canvas.fill(box(192, 200, 202, 240, 4), (150, 186, 206))
        canvas.fill(box(192, 254, 202, 294, 4), (150, 186, 206))
        canvas.fill([(240, 112), (300, 112), (212, 330), (212, 180)], veil(WHITE, 0.4))
        canvas.fill([(330, 112), (352, 112), (212, 470), (212, 418)], veil(WHITE, 0.3))


def leather_phone_wallet(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 540, 220, 16)
    dark = darker(color, 0.28)
    cover = [(110, 152), (306, 120), (306, 530), (110, 500)]
    canvas.fill([(100, 146), (312, 110), (312, 542), (100, 510)], dark)
    canvas.fill(cover, lighter(color, 0.16))
    for place, tint in enumerate(((96, 148, 190), (240, 196, 96), (214, 104, 92))):
        y = 190 + 62 * place
        canvas.fill([(140, y), (284, y - 18), (284, y + 70), (140, y + 80)], tint)
        canvas.fill([(128, y + 34), (296, y + 14), (296, y + 96), (128, y + 110)], color)
        canvas.stroke([(130, y + 36), (294, y + 16)], dark, 3)
    canvas.fill([(128, 392), (296, 376), (296, 516), (128, 488)], color)
    canvas.stroke([(130, 394), (294, 378)], dark, 3)
    back = box(300, 112, 520, 540, 32)
    canvas.fill(back, color)
    canvas.fill(box(300, 112, 326, 540, 12), dark)
    for y in range(132, 524, 15):
        canvas.stroke([(510, y), (510, y + 7)], lighter(color, 0.45), 3)
    _phone(canvas, 334, 138, 498, 514)
    canvas.fill(smooth([(516, 290), (556, 296), (572, 326), (556, 356), (516, 362)]), dark)
    canvas.dot(550, 326, 9, GOLD)


def pocket_speaker(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 522, 180, 18)
    canvas.stroke(
        smooth([(470, 226), (556, 206), (572, 300), (540, 396), (500, 392)], closed=False), darker(color, 0.45), 14
    )
    body = box(132, 190, 494, 516, 92)
    canvas.fill([(x + 8, y + 8) for x, y in body], darker(color, 0.35))
    canvas.fill(body, color)
    canvas.dot(313, 353, 136, darker(color, 0.26))
    canvas.dot(313, 353, 122, (74, 70, 86))
    for ring, radius in enumerate((24, 48, 72, 96, 112)):
        for place in range(0, 360, 360 // (8 + 8 * ring)):
            x, y = oval(313, 353, radius, radius, (place, place + 1))[0]
            canvas.dot(x, y, 5, (112, 108, 126))
    canvas.dot(313, 353, 12, (112, 108, 126))
    canvas.fill(box(270, 202, 356, 210, 4), veil(WHITE, 0.5))
    for x in (196, 226):
        canvas.dot(x, 230, 8, darker(color, 0.34))
    canvas.dot(430, 230, 7, (140, 236, 178))
    for x, y, size in ((142, 142, 1.0), (206, 110, 0.8)):
        with canvas.turned(-10, x, y, size):
            canvas.fill(oval(x, y, 17, 13), (108, 122, 190))
            canvas.stroke([(x + 14, y - 4), (x + 14, y - 62), (x + 38, y - 46)], (108, 122, 190), 7)


def usb_c_charger(canvas: Canvas, color: Color) -> None:
    canvas.shadow(300, 520, 160, 18)
    canvas.fill([(252, 200), (426, 200), (470, 172), (296, 172)], lighter(color, 0.8))
    canvas.fill([(426, 200), (470, 172), (470, 452), (426, 500)], darker(color, 0.24))
    canvas.fill(box(190, 196, 430, 512, 34), color)
    canvas.fill(box(206, 216, 218, 490, 6), darker(color, 0.06))
    for y in (336, 406):
        canvas.fill(box(266, y, 354, y + 32, 16), darker(color, 0.2))
        canvas.fill(box(274, y + 6, 346, y + 26, 10), _GLASS)
        canvas.fill(box(286, y + 13, 334, y + 19, 3), (128, 138, 170))
    canvas.fill([(318, 228), (290, 282), (310, 282), (302, 316), (334, 266), (314, 266), (326, 228)], (106, 130, 220))
    for x in (286, 350):
        canvas.fill(box(x, 120, x + 22, 200, 6), (206, 190, 150))
        canvas.fill(box(x, 120, x + 8, 200, 4), (236, 222, 184))
        canvas.dot(x + 11, 144, 5, darker(GOLD, 0.4))
    cable: Color = (106, 130, 220)
    canvas.stroke(
        smooth([(312, 422), (312, 560), (430, 590), (540, 540), (548, 430), (520, 372)], closed=False), cable, 13
    )
    with canvas.turned(-22, 512, 346):
        canvas.fill(box(494, 318, 530, 376, 9), lighter(cable, 0.2))
        canvas.fill(box(502, 296, 522, 320, 6), STEEL)
    canvas.fill(box(296, 412, 328, 452, 8), lighter(cable, 0.2))


def kids_camera(canvas: Canvas, color: Color) -> None:
    canvas.shadow(320, 498, 210, 18)
    canvas.stroke(
        smooth([(130, 250), (90, 150), (200, 84), (440, 84), (550, 150), (510, 250)], closed=False), (250, 206, 96), 11
    )
    canvas.fill(smooth([(196, 216), (210, 158), (250, 150), (280, 206)]), darker(color, 0.1))
    canvas.fill(smooth([(360, 206), (390, 150), (430, 158), (444, 216)]), darker(color, 0.1))
    canvas.dot(238, 186, 16, lighter(color, 0.45))
    canvas.dot(402, 186, 16, lighter(color, 0.45))
    body = box(112, 206, 528, 488, 80)
    canvas.fill([(x, y + 10) for x, y in body], darker(color, 0.3))
    canvas.fill(body, color)
    with canvas.within(body):
        canvas.fill(box(100, 420, 540, 500), lighter(color, 0.3))
    canvas.dot(320, 346, 116, WHITE)
    canvas.dot(320, 346, 96, darker(color, 0.16))
    canvas.dot(320, 346, 78, _GLASS)
    canvas.dot(320, 346, 50, mix(_GLASS, (110, 150, 230), 0.5))
    canvas.dot(296, 318, 18, veil(WHITE, 0.85))
    canvas.dot(344, 376, 9, veil(WHITE, 0.6))
    canvas.fill(box(426, 238, 488, 274, 14), (255, 244, 200))
    canvas.dot(166, 262, 17, (250, 206, 96))
    canvas.dot(470, 416, 12, (126, 196, 214))
    canvas.dot(440, 446, 12, (250, 206, 96))
    for x in (178, 206):
        canvas.fill(box(x - 8, 390, x + 8, 442, 8), darker(color, 0.2))


PAINTERS = {
    "wireless-earbuds": wireless_earbuds,
    "power-bank": power_bank,
    "clear-phone-case": clear_phone_case,
    "leather-phone-wallet": leather_phone_wallet,
    "pocket-speaker": pocket_speaker,
    "usb-c-charger": usb_c_charger,
    "kids-camera": kids_camera,
}
