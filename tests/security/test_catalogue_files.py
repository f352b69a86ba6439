"""A file of products reaches no other file, runs no formula and fills no memory."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from bots.runtime.picture_folder import PictureFolder
from commerce_core.domain.catalogue_file.faults import Wrong
from tests.peers.merchant_files import brought_in, exported, faults
from tests.peers.small_shop import small_shop


@pytest.fixture
def folder(tmp_path: Path) -> PictureFolder:
    (tmp_path / "in").mkdir()
    Image.new("RGB", (200, 200), "red").save(tmp_path / "in" / "red.png")
    Image.new("RGB", (200, 200), "red").save(tmp_path / "secret.png")
    return PictureFolder(tmp_path / "in", tmp_path / "kept", None)


@pytest.mark.parametrize("name", [
    "../secret.png", "..", ".", "/etc/passwd", "in/../red.png", "..\\secret.png", "C:red.png", "http://x/red.png", ".hidden.png",
    "red.png\0.jpg", "con", "NUL.png", "red.png.", "\u202egnp.der",
])
def test_a_picture_s_name_leads_nowhere_else(folder: PictureFolder, name: str) -> None:
    with pytest.raises(Wrong, match="not the bare name of a file"):
        folder.stored_as(name)
    with pytest.raises(Wrong):
        folder.bring(name)
    assert not folder.kept.exists()


def test_a_link_to_another_file_is_no_picture(folder: PictureFolder, tmp_path: Path) -> None:
    (tmp_path / "in" / "link.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(Wrong, match="is a link"):
        folder.stored_as("link.png")


def bomb(side: int) -> bytes:
    """A PNG that says it is `side` pixels long and wide, in a few bytes."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def gif() -> bytes:
    out = io.BytesIO()
    Image.new("P", (200, 200)).save(out, "GIF")
    return out.getvalue()


def sized(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(("content", "told"), [
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "is no JPEG, PNG or WebP picture"),
    (b"", "is no JPEG, PNG or WebP picture"),
    (gif(), "is no JPEG, PNG or WebP picture"),
    (bomb(60_000), "is no JPEG, PNG or WebP picture"),
    (bomb(7_000), "is 7000 x 7000 pixels; each side must be 100 to 6000"),
    (bomb(1_000), "is a damaged picture"),
    (sized(99, 200), "is 99 x 200 pixels; each side must be 100 to 6000"),
    (sized(100, 2_001), "is 100 x 2001 pixels: too long for its width"),
    (sized(300, 300)[:200], "is a damaged picture"),
    (b"\x89PNG" + b"x" * (5 * 2**20), "is larger than 5 MB"),
])
def test_what_is_no_fit_picture_is_refused_before_anything_is_written(folder: PictureFolder, content: bytes, told: str) -> None:
    assert folder.source is not None
    (folder.source / "odd.png").write_bytes(content)
    with pytest.raises(Wrong) as wrong:
        folder.stored_as("odd.png")
    assert str(wrong.value) == f"'odd.png' {told}"
    assert not folder.kept.exists()


def test_a_name_in_the_file_is_checked_like_any_other() -> None:
    report = brought_in(small_shop(), "sku,picture\nB1-BLUE,../../secret.key\n")
    assert faults(report) == ["row 2: picture: '../../secret.key' is not the bare name of a file: no folders, no address"]


def test_a_title_that_is_a_formula_leaves_the_shop_as_text() -> None:
    core = small_shop()
    evil = '=HYPERLINK("http://evil.example","Click")'
    quoted = evil.replace('"', '""')
    brought_in(core, f'sku,title_en\nB1-BLUE,"{quoted}"\n')
    assert f'"\'{quoted}"' in exported(core)
    assert brought_in(core, exported(core)).counts["unchanged"] == len(exported(core, lines=True).splitlines())
