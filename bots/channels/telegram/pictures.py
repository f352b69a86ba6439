"""Product pictures as Telegram takes them: converted to JPEG once, uploaded once, afterwards known by file id."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import structlog
from aiogram.types import BufferedInputFile, InputFile, Message
from PIL import Image

log = structlog.get_logger(__name__)

LONGEST_SIDE = 1280
"""Telegram shows photos at no more than this; it refuses width + height over 10,000 and files over 10 MB."""
MAX_RATIO = 20
"""Bot API, sendPhoto: width and height ratio must be at most 20."""
MAX_PIXELS = 50_000_000
REMEMBERED = 10_000
_QUALITY = 85


class PictureShelf:
    """What to send for a picture's address. `picture_file` gives the local file of an address, None for others."""

    def __init__(self, picture_file: Callable[[str], Path | None]) -> None:
        self._picture_file = picture_file
        self._file_ids: OrderedDict[str, str] = OrderedDict()
        self._uploads: dict[str, asyncio.Future[InputFile | None]] = {}

    async def media(self, url: str) -> str | InputFile | None:
        """A file id, or the JPEG of a local picture; None where there is no readable local file."""
        if (file_id := self._file_ids.get(url)) is not None:
            self._file_ids.move_to_end(url)
            return file_id
        if (upload := self._uploads.get(url)) is None:
            path = self._picture_file(url)
            if path is None:
                return None
            upload = self._uploads[url] = asyncio.ensure_future(asyncio.to_thread(_upload, path))
        found = await asyncio.shield(upload)
        if found is None:
            self._uploads.pop(url, None)
        return found

    def learn(self, url: str, sent: Message) -> None:
        """Remember the file id that Telegram gave the picture; its bytes are let go."""
        if sent.photo:
            self._file_ids[url] = sent.photo[-1].file_id
            self._uploads.pop(url, None)
            if len(self._file_ids) > REMEMBERED:
                self._file_ids.popitem(last=False)

    def forget(self, url: str) -> None:
        """Telegram does not know the file id any more: the next `media` uploads again."""
        self._file_ids.pop(url, None)


def _upload(path: Path) -> InputFile | None:
    try:
        return BufferedInputFile(jpeg(path), filename=f"{path.stem}.jpg")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        log.warning("telegram.picture_unreadable", file=path.name, error=type(error).__name__)
        return None


def jpeg(path: Path) -> bytes:
    """The picture as a JPEG on white, at most 1280 pixels a side. Raises OSError or ValueError where it is none."""
    with Image.open(path) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS or max(width, height) > MAX_RATIO * min(width, height):
            raise ValueError(f"{path.name}: {width} x {height} pixels")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        rgba = picture.convert("RGBA")
    flat = Image.new("RGB", rgba.size, "white")
    flat.paste(rgba, mask=rgba.getchannel("A"))
    file = BytesIO()
    flat.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return file.getvalue()
