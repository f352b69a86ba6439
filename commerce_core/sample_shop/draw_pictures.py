"""Draws the picture of every sample product: `python -m commerce_core.sample_shop.draw_pictures [FOLDER]`."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from commerce_core.sample_shop.drawing import beauty, clothing, electronics, home, kitchen, stationery
from commerce_core.sample_shop.drawing.canvas import PIGMENTS, WHITE, Canvas, Color, veil
from commerce_core.sample_shop.load import SampleProduct, load_products

Painter = Callable[[Canvas, Color], None]

PAINTERS: dict[str, Painter] = {
    **clothing.PAINTERS, **kitchen.PAINTERS, **electronics.PAINTERS, **home.PAINTERS, **beauty.PAINTERS,
    **stationery.PAINTERS,
}
# Each shelf has its own soft wall, light above and deeper below.
_WALLS: dict[str, tuple[Color, Color]] = {
    "clothing": ((253, 236, 230), (246, 208, 196)),
    "kitchen": ((243, 245, 226), (213, 225, 186)),
    "electronics": ((234, 238, 252), (203, 213, 243)),
    "home": ((253, 244, 222), (243, 220, 172)),
    "beauty": ((253, 236, 243), (243, 203, 221)),
    "stationery": ((230, 246, 246), (188, 224, 228)),
}
_QUALITY = 84


def draw(product: SampleProduct) -> bytes:
    """The product's picture as WebP, 640 x 640, in the colour of its main variant; the same bytes for the same Pillow.

    Raises KeyError where no picture of this product is designed.
    """
    canvas = Canvas(*_WALLS[product.category])
    canvas.dot(320, 320, 268, veil(WHITE, 0.34))
    color = PIGMENTS[product.main_variant.options.get("color", "grey")]
    PAINTERS[product.id](canvas, color)
    out = io.BytesIO()
    canvas.picture().save(out, "WEBP", quality=_QUALITY, method=6)
    return out.getvalue()


def main(arguments: Sequence[str]) -> int:
    """Draw every product into the folder given, by default the one that is committed."""
    folder = Path(arguments[0]) if arguments else Path(__file__).with_name("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    for product in load_products():
        (folder / product.picture).write_bytes(draw(product))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
