"""Pictures of imported products: checked before anything is written, then kept under a name that changes with the content."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path

from commerce_core.domain.catalogue_file.faults import Wrong

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
MOST_BYTES = 5 * 2**20
LEAST_SIDE, MOST_SIDE = 100, 6_000
MOST_ASPECT = 20
"""Telegram shows no picture that is longer than twenty times its width (Bot API, sendPhoto)."""
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_WINDOWS_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PictureFolder:
    """`source` is the folder beside a file (None: there is none), `kept` the shop's own, `shipped` the sample's."""

    source: Path | None
    kept: Path
    shipped: Path | None = None

    def stored_as(self, name: str) -> str:
        """The name a picture is kept under. Raises Wrong: not a bare file name, not there, no raster picture, too large."""
        bare = _bare(name)
        if self.source is None or not (file := self.source / bare).is_file():
            if self._has(bare):
                return bare
            place = f"in {self.source}" if self.source else "beside the file"
            raise Wrong(f"there is no file {bare!r} {place}")
        if file.is_symlink():
            raise Wrong(f"{bare!r} is a link, not a file")
        try:
            content = _content(file)
        except OSError as error:
            raise Wrong(f"{bare!r} cannot be read: {error.strerror or error}") from None
        ending = FORMATS[_checked(bare, content)]
        stem = _NOT_IN_A_NAME.sub("-", Path(bare).stem.lower()).strip("-")[:40] or "picture"
        return f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{ending}"

    def bring(self, name: str) -> None:
        """Copy a checked picture into the shop's folder; one that is there already is left as it is. Raises OSError."""
        target = self.kept / self.stored_as(name)
        if self.source is None or target.exists() or not (self.source / name).is_file():
            return
        self.kept.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            shutil.copyfile(self.source / name, partial)
            partial.replace(target)
        finally:
            with contextlib.suppress(FileNotFoundError):
                partial.unlink()

    def _has(self, bare: str) -> bool:
        return any(folder is not None and (folder / bare).is_file() for folder in (self.kept, self.shipped))


def _bare(name: str) -> str:
    """A name without any way to another folder. Raises Wrong."""
    odd = "/" in name or "\\" in name or ":" in name or name.startswith(".") or name.endswith((".", " "))
    if odd or not name.isprintable() or _WINDOWS_DEVICES.fullmatch(name):
        raise Wrong(f"{name!r} is not the bare name of a file: no folders, no address")
    return name


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Wrong(f"{file.name!r} is larger than {MOST_BYTES // 2**20} MB")
    return content


def _checked(name: str, content: bytes) -> str:
    """The format of a picture that browsers and messengers show. Raises Wrong."""
    import io

    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as picture:
                width, height = picture.size
                _measured(name, width, height)
                picture.load()
                return str(picture.format)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Wrong(f"{name!r} is no JPEG, PNG or WebP picture") from None
    except (OSError, SyntaxError, ValueError) as broken:
        if isinstance(broken, Wrong):
            raise
        raise Wrong(f"{name!r} is a damaged picture") from None


def _measured(name: str, width: int, height: int) -> None:
    short, long = sorted((width, height))
    if short < LEAST_SIDE or long > MOST_SIDE:
        raise Wrong(f"{name!r} is {width} x {height} pixels; each side must be {LEAST_SIDE} to {MOST_SIDE}")
    if long > MOST_ASPECT * short:
        raise Wrong(f"{name!r} is {width} x {height} pixels: too long for its width")
