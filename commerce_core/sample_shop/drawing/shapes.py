"""Shapes that many products share: shaded bodies, drums, bottles, pouches, leaves, blossoms, stars and steam."""

from __future__ import annotations

import math
from collections.abc import Sequence

from commerce_core.sample_shop.drawing.canvas import (
    INK,
    LEAF,
    WHITE,
    Canvas,
    Color,
    Point,
    box,
    darker,
    lighter,
    oval,
    smooth,
    veil,
)


def curve(*points: Point) -> list[Point]:
    """An open smooth line through the points."""
    return smooth(points, closed=False)


def mirrored(points: Sequence[Point], x: float = 320) -> list[Point]:
    """One side of an outline, from top to bottom, closed with its mirror image at the axis `x`."""
    return [*points, *((2 * x - left, y) for left, y in reversed(points))]


def solid(canvas: Canvas, outline: Sequence[Point], color: Color, *, shade: float = 0.26, light: float = 0.0) -> None:
    """Fill the outline, with shade over that share of its right side and, if `light`, a bright strip at the left."""
    canvas.fill(outline, color)
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    with canvas.within(outline):
        canvas.fill(box(right - (right - left) * shade, top, right, bottom), veil(INK, 0.11))
        if light:
            start = left + (right - left) * 0.1
            canvas.fill(
                box(start, top + 14, start + (right - left) * 0.07, bottom - 18, (right - left) * 0.03),
                veil(WHITE, light),
            )


def drum(canvas: Canvas, x: float, top: float, bottom: float, half: float, color: Color, *, flat: float = 0.2) -> None:
    """An upright cylinder seen from slightly above; `flat` is the height of its ovals as a share of their width."""
    outline = [(x - half, top), *oval(x, bottom, half, half * flat, (180, 0)), (x + half, top)]
    solid(canvas, outline, color, light=0.3)
    canvas.fill(oval(x, top, half, half * flat), lighter(color, 0.35))


def flask(x: float, top: float, bottom: float, half: float, neck: float, shoulder: float) -> list[Point]:
    """Outline of a bottle: a neck from `top`, `shoulder` units of slope, straight sides and rounded feet."""
    side = [
        (x - neck, top),
        (x - neck, top + (bottom - top) * 0.16),
        *curve(
            (x - neck, top + (bottom - top) * 0.16),
            (x - half * 0.86, top + (bottom - top) * 0.16 + shoulder * 0.7),
            (x - half, top + (bottom - top) * 0.16 + shoulder * 1.3),
        ),
        (x - half, bottom - 22),
        *curve((x - half, bottom - 22), (x - half + 6, bottom - 5), (x - half + 24, bottom)),
    ]
    return mirrored(side, x)


def pouch(canvas: Canvas, outline: tuple[float, float, float, float], color: Color) -> None:
    """A filled bag with a crimped seal at the top; the outline is left, top, right and bottom."""
    left, top, right, bottom = outline
    bag = [
        (left + 8, top),
        (right - 8, top),
        *curve((right - 8, top + 40), (right + 6, (top + bottom) / 2), (right, bottom - 14), (right - 12, bottom)),
        *curve((left + 12, bottom), (left, bottom - 14), (left - 6, (top + bottom) / 2), (left + 8, top + 40)),
    ]
    solid(canvas, bag, color)
    canvas.fill(box(left + 8, top, right - 8, top + 34), darker(color, 0.12))
    for y in (top + 9, top + 17, top + 25):
        canvas.stroke([(left + 14, y), (right - 14, y)], lighter(color, 0.18), 2.5)


def leaf(canvas: Canvas, x: float, y: float, length: float, turn: float, color: Color = LEAF) -> None:
    """A leaf that grows from (x, y), upwards before it is turned."""
    with canvas.turned(turn, x, y):
        broad = length * 0.24
        canvas.fill(
            smooth([(x, y), (x - broad, y - length * 0.45), (x, y - length), (x + broad, y - length * 0.45)]), color
        )
        canvas.stroke([(x, y - 2), (x, y - length * 0.8)], lighter(color, 0.3), max(2, length * 0.04))


def sprig(canvas: Canvas, x: float, y: float, length: float, turn: float, color: Color = LEAF) -> None:
    """A twig with four pairs of leaves and one at its tip, grown from (x, y)."""
    with canvas.turned(turn, x, y):
        canvas.stroke([(x, y), (x, y - length)], darker(color, 0.2), max(3, length * 0.03))
        for at in range(4):
            for side in (-1, 1):
                high = y - length * (0.18 + 0.2 * at)
                leaf(canvas, x, high, length * 0.3, side * 56, color if side < 0 else darker(color, 0.1))
        leaf(canvas, x, y - length * 0.94, length * 0.28, 0, color)


def blossom(
    canvas: Canvas, x: float, y: float, radius: float, color: Color, *, heart: Color, petals: int = 5
) -> None:
    """A flower seen from above."""
    for at in range(petals):
        with canvas.turned(at * 360 / petals, x, y):
            canvas.fill(oval(x, y - radius * 0.56, radius * 0.4, radius * 0.46), color)
            canvas.fill(oval(x, y - radius * 0.4, radius * 0.14, radius * 0.26), darker(color, 0.1))
    canvas.dot(x, y, radius * 0.26, heart)


def star(x: float, y: float, radius: float, *, points: int = 5, waist: float = 0.42) -> list[Point]:
    """Outline of a star with one point up; `waist` is the inner radius as a share of the outer."""
    steps = range(points * 2)
    reach = [radius if at % 2 == 0 else radius * waist for at in steps]
    turns = [math.pi * at / points - math.pi / 2 for at in steps]
    return [(x + far * math.cos(turn), y + far * math.sin(turn)) for far, turn in zip(reach, turns, strict=True)]


def sparkle(canvas: Canvas, x: float, y: float, size: float, color: Color = WHITE) -> None:
    """A four-pointed gleam."""
    canvas.fill(star(x, y, size, points=4, waist=0.22), color)


def steam(canvas: Canvas, x: float, y: float, height: float = 90, color: Color = WHITE) -> None:
    """A wisp that rises from (x, y)."""
    canvas.stroke(
        curve((x, y), (x + 14, y - height / 3), (x - 10, y - height * 2 / 3), (x + 6, y - height)), color, 8
    )


def polygon(x: float, y: float, radius: float, sides: int, turn: float = -90) -> list[Point]:
    """A regular polygon with its first corner at `turn` degrees."""
    turns = [math.radians(turn + 360 * at / sides) for at in range(sides)]
    return [(x + radius * math.cos(each), y + radius * math.sin(each)) for each in turns]


def ring(canvas: Canvas, x: float, y: float, radius: float, width: float, color: Color, *, up: float = 1.0) -> None:
    """A hoop with a bright upper left; `up` is its height as a share of its width."""
    canvas.stroke(oval(x, y, radius, radius * up), darker(color, 0.2), width)
    canvas.stroke(oval(x, y, radius, radius * up), color, width * 0.7)
    canvas.stroke(oval(x, y, radius, radius * up, (190, 265)), lighter(color, 0.65), width * 0.26)
