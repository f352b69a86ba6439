"""A square canvas of 640 units, drawn three times as large and reduced, so that every edge is smooth."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFilter

SIZE = 640
_SCALE = 3

Color = tuple[int, int, int] | tuple[int, int, int, int]
Point = tuple[float, float]
_Affine = tuple[float, float, float, float, float, float]

WHITE: Color = (255, 255, 255)
INK: Color = (52, 48, 66)
CREAM: Color = (250, 243, 229)
WOOD: Color = (196, 146, 98)
STEEL: Color = (198, 205, 214)
GOLD: Color = (226, 178, 76)
LEAF: Color = (96, 152, 92)

# The colour names of the catalogue as flat pigments that sit well together.
PIGMENTS: dict[str, Color] = {
    "black": (58, 58, 70),
    "white": (248, 247, 244),
    "grey": (156, 162, 173),
    "red": (211, 63, 73),
    "blue": (64, 112, 184),
    "green": (104, 163, 112),
    "yellow": (242, 190, 66),
    "orange": (236, 132, 62),
    "pink": (240, 146, 168),
    "purple": (134, 94, 172),
    "brown": (148, 98, 66),
    "beige": (224, 203, 172),
    "gold": GOLD,
    "silver": STEEL,
}


def mix(one: Color, other: Color, share: float) -> Color:
    """The colour `share` (0 to 1) of the way from one to the other, opaque."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one[:3], other[:3], strict=True))
    return red, green, blue


def darker(color: Color, share: float = 0.18) -> Color:
    """The colour in shade: towards ink rather than black, so that it stays warm."""
    return mix(color, INK, share)


def lighter(color: Color, share: float = 0.3) -> Color:
    """The colour in light."""
    return mix(color, WHITE, share)


def veil(color: Color, opacity: float) -> Color:
    """The colour as a glaze over what lies under it; opacity 0 to 1."""
    return color[0], color[1], color[2], round(255 * opacity)


def oval(x: float, y: float, across: float, up: float, span: tuple[float, float] = (0, 360)) -> list[Point]:
    """Points of an ellipse around (x, y), over a span of degrees clockwise from three o'clock."""
    start, end = span
    steps = max(12, round(abs(end - start) / 3))
    turns = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(x + across * math.cos(turn), y + up * math.sin(turn)) for turn in turns]


def smooth(points: Sequence[Point], closed: bool = True) -> list[Point]:
    """A Catmull-Rom curve through the points; an open one starts at the first and ends at the last."""
    known = list(points)
    path = [known[-1], *known, *known[:2]] if closed else [known[0], *known, known[-1]]
    out: list[Point] = []
    for at in range(len(path) - 3):
        before, start, end, after = path[at : at + 4]
        out += [_between(before, start, end, after, step / 16) for step in range(16)]
    return out if closed else [*out, known[-1]]


def box(left: float, top: float, right: float, bottom: float, radius: float = 0) -> list[Point]:
    """Points of a rectangle with rounded corners."""
    if radius <= 0:
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    corners = ((right, top, 270), (right, bottom, 0), (left, bottom, 90), (left, top, 180))
    points: list[Point] = []
    for x, y, start in corners:
        inner_x = x - radius if x == right else x + radius
        inner_y = y + radius if y == top else y - radius
        points += oval(inner_x, inner_y, radius, radius, (start, start + 90))
    return points


def _between(before: Point, start: Point, end: Point, after: Point, share: float) -> Point:
    def along(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (
            2 * b + (c - a) * share + (2 * a - 5 * b + 4 * c - d) * share**2 + (3 * b - a - 3 * c + d) * share**3
        )

    return along(before[0], start[0], end[0], after[0]), along(before[1], start[1], end[1], after[1])


class Canvas:
    """Draws shapes given as points in units of a 640-unit square; `turned` and `within` change how for a while."""

    def __init__(self, top: Color, bottom: Color) -> None:
        self._image = _gradient(top, bottom)
        self._pen = ImageDraw.Draw(self._image, "RGBA")
        self._affine: _Affine = (1, 0, 0, 0, 1, 0)

    def fill(self, points: Sequence[Point], color: Color) -> None:
        """Fill the outline."""
        self._pen.polygon([self._place(point) for point in points], fill=color)

    def stroke(self, points: Sequence[Point], color: Color, width: float) -> None:
        """Draw an open line with round ends and joints; the colour must be opaque."""
        placed = [self._place(point) for point in points]
        half = width * _SCALE * math.hypot(self._affine[0], self._affine[3]) / 2
        # A disc at every point closes the slits that Pillow's own joints leave in thick curves.
        for (x0, y0), (x1, y1) in pairwise(placed):
            length = math.hypot(x1 - x0, y1 - y0) or 1
            across, up = half * (y0 - y1) / length, half * (x1 - x0) / length
            edge = [(x0 + across, y0 + up), (x1 + across, y1 + up), (x1 - across, y1 - up), (x0 - across, y0 - up)]
            self._pen.polygon(edge, fill=color)
        for x, y in placed:
            self._pen.ellipse((x - half, y - half, x + half, y + half), fill=color)

    def dot(self, x: float, y: float, radius: float, color: Color) -> None:
        """A filled circle."""
        self.fill(oval(x, y, radius, radius), color)

    def shadow(self, x: float, y: float, across: float, up: float, opacity: float = 0.22) -> None:
        """A soft oval shadow on the ground."""
        small = Image.new("L", (SIZE, SIZE), 0)
        ImageDraw.Draw(small).ellipse((x - across, y - up, x + across, y + up), fill=round(255 * opacity))
        mask = small.filter(ImageFilter.GaussianBlur(9)).resize(self._image.size, Image.Resampling.BILINEAR)
        self._image.paste(Image.new("RGB", self._image.size, INK[:3]), mask=mask)

    @contextmanager
    def turned(self, degrees: float, x: float = SIZE / 2, y: float = SIZE / 2, size: float = 1) -> Iterator[None]:
        """Shapes inside are turned clockwise around (x, y) and enlarged by `size`."""
        before = self._affine
        cos, sin = math.cos(math.radians(degrees)) * size, math.sin(math.radians(degrees)) * size
        self._affine = _after(before, (cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y))
        try:
            yield
        finally:
            self._affine = before

    @contextmanager
    def within(self, outline: Sequence[Point]) -> Iterator[None]:
        """Shapes inside are seen only through the outline."""
        outside = self._image.copy()
        yield
        mask = Image.new("L", self._image.size, 0)
        ImageDraw.Draw(mask).polygon([self._place(point) for point in outline], fill=255)
        outside.paste(self._image, mask=mask)
        self._image = outside
        self._pen = ImageDraw.Draw(self._image, "RGBA")

    def picture(self) -> Image.Image:
        """The finished picture, 640 x 640."""
        return self._image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)

    def _place(self, point: Point) -> Point:
        a, b, c, d, e, f = self._affine
        x, y = point
        return (a * x + b * y + c) * _SCALE, (d * x + e * y + f) * _SCALE


def _after(outer: _Affine, inner: _Affine) -> _Affine:
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return a * g + b * j, a * h + b * k, a * i + b * m + c, d * g + e * j, d * h + e * k, d * i + e * m + f


def _gradient(top: Color, bottom: Color) -> Image.Image:
    column = Image.new("RGB", (1, SIZE))
    for y in range(SIZE):
        red, green, blue = mix(top, bottom, y / (SIZE - 1))[:3]
        column.putpixel((0, y), (red, green, blue))
    return column.resize((SIZE * _SCALE, SIZE * _SCALE), Image.Resampling.BILINEAR)
