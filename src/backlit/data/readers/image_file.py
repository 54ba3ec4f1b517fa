"""Opening one picture safely, and reading it as grey.

The only place that opens pictures, so that files and uploads are read in the same way.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from backlit.data.readers.safe_open import read_regular_file
from backlit.errors import DataError

# The formats that people save digits in. Pillow knows dozens more, whose rarely used decoders
# are the ones with vulnerabilities.
IMAGE_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP")
IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"})

# Phones take pictures of up to 50 million pixels. Decoded, this many take about 256 MB.
MAX_PIXELS = 64_000_000
MAX_FILE_BYTES = 64 * 2**20


def open_image(
    source: Path | bytes, name: str | None = None, max_pixels: int = MAX_PIXELS
) -> Image.Image:
    """Open and decode a picture, turned upright as EXIF says.

    The size is taken from the header and checked before a pixel is decoded. Of an animation, the
    first frame is opened.

    Args:
        source: A file, or the bytes of one.
        name: The name of the picture in errors; the file's path when None.
        max_pixels: The largest number of pixels (rows × columns) to decode.

    Raises:
        DataError: when the source is no PNG, JPEG, BMP, GIF or WebP picture, is cut short or
            damaged, is empty, or is too large.
    """
    if isinstance(source, Path):
        name = name or str(source)
        content = read_regular_file(source, MAX_FILE_BYTES)
    else:
        name = name or "the picture"
        content = source
        if len(content) > MAX_FILE_BYTES:
            raise DataError(
                f"Expected {name} to hold at most {MAX_FILE_BYTES:,} bytes, got {len(content):,}.",
                hint="save the picture as PNG or JPEG, smaller",
            )

    image = _open_header(content, name, max_pixels)
    try:
        image.load()
    except Exception as error:  # noqa: BLE001 - decoders raise a dozen kinds on damaged bytes
        raise DataError(
            f"Expected {name} to be a whole {image.format} picture, but it is cut short or "
            f"damaged ({_first_line(error)}).",
            hint="copy it again, or save it again",
        ) from None
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001 - damaged EXIF does not affect the pixels
        return image


def _open_header(content: bytes, name: str, max_pixels: int) -> Image.Image:
    """The picture with its size known and nothing decoded yet."""
    if not content:
        raise DataError(
            f"Expected {name} to be a picture, got an empty file.",
            hint="save or export the picture again",
        )
    too_large = DataError(
        f"Expected {name} to have at most {max_pixels:,} pixels, got more.",
        hint="make the picture smaller; a digit is read at 28 × 28",
    )
    try:
        image = Image.open(io.BytesIO(content), formats=IMAGE_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_large from None
    except Exception:  # noqa: BLE001 - header parsers raise a dozen kinds on damaged bytes
        raise DataError(
            f"Expected {name} to be a PNG, JPEG, BMP, GIF or WebP picture, "
            f"got {_guess_format(content)}.",
            hint="save or export the picture as PNG",
        ) from None
    if image.width < 1 or image.height < 1:
        raise DataError(
            f"Expected {name} to have pixels, got a picture of {image.width} × {image.height}.",
            hint="save or export the picture again",
        )
    if image.width * image.height > max_pixels:
        raise DataError(
            f"Expected {name} to have at most {max_pixels:,} pixels, "
            f"got {image.width:,} × {image.height:,}.",
            hint=too_large.hint,
        )
    return image


def _guess_format(content: bytes) -> str:
    """What bytes that are no picture look like, for the error."""
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start):
        return "an SVG drawing"
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if start.startswith(b"%pdf"):
        return "a PDF document"
    if start.startswith((b"ii*\0", b"mm\0*")):
        return "a TIFF picture"
    if content[4:8] == b"ftyp":
        return "a HEIC, AVIF or video file"
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")):
        return "one whose beginning is damaged or cut short"
    return "something else"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0] or type(error).__name__


def to_greyscale(image: Image.Image) -> NDArray[np.uint8]:
    """The picture as grey, (rows, columns), 0 black to 255 white.

    Colours become their luma (ITU-R BT.601), 16-bit pictures are scaled to 8 bits, and transparent
    areas become black or white, whichever contrasts with the ink, so that neither a black nor a
    white drawing on a transparent background vanishes.
    """
    if image.mode.startswith("I") or image.mode == "F":
        return _to_8_bits(np.asarray(image))
    if not image.has_transparency_data:
        return np.array(image.convert("L"))
    grey, alpha = image.convert("RGBA").convert("LA").split()
    ink = np.asarray(grey)[np.asarray(alpha) >= 128]
    field = 0 if ink.size and ink.mean() >= 128 else 255
    return np.array(Image.composite(grey, Image.new("L", image.size, field), alpha))


def _to_8_bits(pixels: NDArray[np.number]) -> NDArray[np.uint8]:
    """Pixels of 0–65535 as 0–255. Pillow's own conversion would cut them off at 255."""
    scaled: NDArray[np.uint8] = np.rint(np.clip(pixels, 0, 65535) / 257).astype(np.uint8)
    return scaled
