"""Product pictures as Discord takes them: the local file itself, read once, converted only where Discord would not show it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import structlog
from PIL import Image

log = structlog.get_logger(__name__)

SHOWN_TYPES = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png"), "WEBP": ("webp", "image/webp"), "GIF": ("gif", "image/gif")}
MAX_BYTES = 8_000_000
"""Below the 10 MiB that a bot may attach to a message (Discord, uploading files)."""
MAX_PIXELS = 50_000_000
LONGEST_SIDE = 1280
KEPT = 200


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A file to attach; embeds name it by `attachment://name`."""

    name: str
    media_type: str
    data: bytes


class PictureShelf:
    """The file behind a picture's address. `picture_file` gives the local file of an address, None for others."""

    def __init__(self, picture_file: Callable[[str], Path | None]) -> None:
        self._picture_file = picture_file
        self._kept: OrderedDict[str, PictureFile] = OrderedDict()

    async def file(self, url: str) -> PictureFile | None:
        """What to attach; None where there is no readable local picture."""
        if (kept := self._kept.get(url)) is not None:
            self._kept.move_to_end(url)
            return kept
        path = self._picture_file(url)
        if path is None:
            return None
        try:
            found = await asyncio.to_thread(shown_file, path)
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            log.warning("discord.picture_unreadable", file=path.name, error=type(error).__name__)
            return None
        self._kept[url] = found
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found


def shown_file(path: Path) -> PictureFile:
    """The picture as it is, or as a JPEG on white where it is too large or of a kind that Discord does not draw.

    Raises OSError or ValueError where it is no picture.
    """
    with Image.open(path) as picture:
        if picture.size[0] * picture.size[1] > MAX_PIXELS:
            raise ValueError(f"{path.name}: {picture.size[0]} x {picture.size[1]} pixels")
        kind = SHOWN_TYPES.get(picture.format or "")
        if kind and path.stat().st_size <= MAX_BYTES:
            return PictureFile(f"picture.{kind[0]}", kind[1], path.read_bytes())
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        rgba = picture.convert("RGBA")
    flat = Image.new("RGB", rgba.size, "white")
    flat.paste(rgba, mask=rgba.getchannel("A"))
    file = BytesIO()
    flat.save(file, "JPEG", quality=85, optimize=True)
    return PictureFile("picture.jpg", "image/jpeg", file.getvalue())
