"""Draws the picture of every sample product: `python -m commerce_core.sample_shop.draw_pictures [FOLDER]`."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from commerce_core.sample_shop.drawing import (
    beauty,
    care,
    clothing,
    desk,
    devices,
    electronics,
    garden,
    home,
    jewellery,
    kitchen,
    pantry,
    rooms,
    sports,
    stationery,
    tableware,
    wardrobe,
)
from commerce_core.sample_shop.drawing.canvas import PIGMENTS, WHITE, Canvas, Color, veil
from commerce_core.sample_shop.load import SampleProduct, load_products

Painter = Callable[[Canvas, Color], None]

PAINTERS: dict[str, Painter] = {
    **clothing.PAINTERS, **wardrobe.PAINTERS, **kitchen.PAINTERS, **tableware.PAINTERS, **electronics.PAINTERS,
    **devices.PAINTERS, **home.PAINTERS, **rooms.PAINTERS, **beauty.PAINTERS, **care.PAINTERS,
    **stationery.PAINTERS, **desk.PAINTERS, **garden.PAINTERS, **sports.PAINTERS, **jewellery.PAINTERS,
    **pantry.PAINTERS,
}
# Each shelf has its own soft wall, light above and deeper below.
_WALLS: dict[str, tuple[Color, Color]] = {
    "clothing": ((253, 236, 230), (246, 208, 196)),
    "kitchen": ((243, 245, 226), (213, 225, 186)),
    "electronics": ((234, 238, 252), (203, 213, 243)),
    "home": ((253, 244, 222), (243, 220, 172)),
    "beauty": ((253, 236, 243), (243, 203, 221)),
    "stationery": ((230, 246, 246), (188, 224, 228)),
    "garden": ((235, 247, 233), (190, 222, 190)),
    "sports": ((255, 240, 224), (250, 206, 166)),
    "jewellery": ((243, 238, 250), (214, 202, 232)),
    "pantry": ((253, 240, 218), (235, 208, 166)),
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
