import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from backlit.data.readers.image_file import open_image, to_greyscale
from backlit.errors import DataError


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def png_of_claimed_size(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


RAMP = np.arange(12 * 10, dtype=np.uint8).reshape(12, 10)
WHOLE = {kind: saved(Image.fromarray(RAMP), kind) for kind in ("PNG", "JPEG", "BMP", "GIF", "WEBP")}


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF"])
def test_pixels_of_a_lossless_picture_come_back_unchanged(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(WHOLE[kind])
    assert np.array_equal(to_greyscale(open_image(path)), RAMP)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_pixels_of_a_lossy_picture_come_back_nearly(kind: str) -> None:
    read = to_greyscale(open_image(WHOLE[kind]))
    assert np.abs(read.astype(int) - RAMP).max() < 16


def test_a_picture_is_turned_the_way_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side
    image = open_image(saved(Image.fromarray(RAMP), "PNG", exif=exif))
    assert np.array_equal(to_greyscale(image), np.rot90(RAMP, -1))


def test_sixteen_bits_are_scaled_not_cut_off() -> None:
    deep = np.array([[0, 257, 65535]], np.uint16)
    assert to_greyscale(open_image(saved(Image.fromarray(deep)))).tolist() == [[0, 1, 255]]


@pytest.mark.parametrize(("ink", "field"), [(0, 255), (255, 0)])
def test_a_drawing_on_a_transparent_field_stays_visible(ink: int, field: int) -> None:
    drawing = np.zeros((4, 4, 4), np.uint8)
    drawing[1:3, 1:3] = (ink, ink, ink, 255)
    grey = to_greyscale(open_image(saved(Image.fromarray(drawing))))
    assert grey[1, 1] == ink
    assert grey[0, 0] == field


def test_a_palette_with_transparency_is_read() -> None:
    image = Image.fromarray(RAMP // 64).convert("P")
    grey = to_greyscale(open_image(saved(image, "PNG", transparency=0)))
    assert grey.shape == RAMP.shape


@pytest.mark.parametrize("kind", sorted(WHOLE))
def test_a_truncated_picture_is_refused_by_name(kind: str, tmp_path: Path) -> None:
    noisy = np.random.default_rng(0).integers(0, 256, (64, 64), np.uint8)
    content = saved(Image.fromarray(noisy), kind)
    path = tmp_path / "seven.bin"
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(DataError, match=r"seven\.bin.*(cut short|damaged)"):
        open_image(path)


@pytest.mark.parametrize(
    ("width", "height", "message"),
    [
        (30_000, 30_000, "at most 64,000,000 pixels"),
        (12_000, 8_000, "at most 64,000,000 pixels"),  # between Pillow's warning and its error
        (2**31 - 1, 2**31 - 1, "at most 64,000,000 pixels"),
        (8_001, 8_000, "got 8,001 × 8,000"),
        (0, 0, "0 × 0|damaged"),
        (0, 28, "0 × 28|damaged"),
    ],
)
def test_an_impossible_size_is_refused_from_the_header(
    width: int, height: int, message: str
) -> None:
    with pytest.raises(DataError, match=message):
        open_image(png_of_claimed_size(width, height), "huge.png")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg/>', "an SVG drawing"),
        (b"<!DOCTYPE html><p>", "a web page"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"", "an empty file"),
        (b"hello", "something else"),
        (saved(Image.fromarray(RAMP), "TIFF"), "TIFF"),
        (saved(Image.fromarray(RAMP), "PPM"), "something else"),
    ],
)
def test_what_is_no_picture_of_ours_is_named(content: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        open_image(content, "drawing.png")


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such file"):
        open_image(tmp_path / "nowhere.png")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=str(tmp_path.name)):
        open_image(tmp_path)


if hasattr(os, "mkfifo"):  # Windows has no named pipes in folders

    def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.png")
        with pytest.raises(DataError, match="regular file"):
            open_image(tmp_path / "pipe.png")


def test_a_circle_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").symlink_to(tmp_path / "b.png")
    (tmp_path / "b.png").symlink_to(tmp_path / "a.png")
    with pytest.raises(DataError, match="circle"):
        open_image(tmp_path / "a.png")


@given(
    kind=st.sampled_from(sorted(WHOLE)),
    changes=st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), max_size=8),
    keep=st.floats(0, 1),
)
@settings(max_examples=150, deadline=None)
def test_damaged_bytes_give_a_picture_or_a_data_error(
    kind: str, changes: list[tuple[int, int]], keep: float
) -> None:
    damaged = bytearray(WHOLE[kind])
    for locate, value in changes:
        damaged[locate % len(damaged)] = value
    try:
        image = open_image(bytes(damaged[: max(1, int(keep * len(damaged)))]), max_pixels=10_000)
    except DataError:
        return
    assert to_greyscale(image).size <= 10_000
