import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from backlit.data.mnist import load_mnist
from backlit.data.preprocessing.picture_to_digit import Digit, digit_from_picture
from backlit.errors import DataError


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> NDArray[np.uint8]:
    test = load_mnist(tmp_path_factory.mktemp("cache")).test
    assert test is not None
    return test.X.reshape(-1, 28, 28)


def enlarged(digit: NDArray[np.uint8], times: int) -> NDArray[np.float64]:
    image = Image.fromarray(digit).resize((28 * times, 28 * times), Image.Resampling.BICUBIC)
    return np.asarray(image, float)


def saved(pixels: NDArray[np.floating], kind: str = "PNG", **options: object) -> bytes:
    target = io.BytesIO()
    whole = np.clip(np.rint(pixels), 0, 255).astype(np.uint8)
    Image.fromarray(whole).save(target, kind, **options)
    return target.getvalue()


def centre_of_mass(pixels: NDArray[np.uint8]) -> tuple[float, float]:
    rows, columns = np.mgrid[: pixels.shape[0], : pixels.shape[1]]
    return float(np.average(rows, weights=pixels)), float(np.average(columns, weights=pixels))


def longest_side(pixels: NDArray[np.uint8]) -> int:
    rows, columns = np.nonzero(pixels)
    return int(max(np.ptp(rows), np.ptp(columns))) + 1


def likeness(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Correlation, at the best of the five places that rounding may move a digit to."""
    moves = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
    return max(
        float(np.corrcoef(one.ravel(), np.roll(other, move, (0, 1)).ravel())[0, 1])
        for move in moves
    )


def line(size: int, points: list[tuple[int, int]], width: int) -> NDArray[np.uint8]:
    image = Image.new("L", (size, size), 255)
    ImageDraw.Draw(image).line(points, fill=0, width=width, joint="curve")
    return np.asarray(image)


def disc(size: int, radius: int) -> NDArray[np.uint8]:
    image = Image.new("L", (size, size), 255)
    middle = size // 2
    ends = (middle - radius, middle - radius, middle + radius, middle + radius)
    ImageDraw.Draw(image).ellipse(ends, fill=0)
    return np.asarray(image)


# How people's pictures of a digit differ from MNIST's.


def as_png(digit: NDArray[np.uint8]) -> bytes:
    return saved(enlarged(digit, 10))


def pixelated(digit: NDArray[np.uint8]) -> bytes:
    return saved(np.kron(digit, np.ones((15, 15))))


def black_on_white_jpeg(digit: NDArray[np.uint8]) -> bytes:
    return saved(255 - enlarged(digit, 30), "JPEG", quality=40)


def coloured(digit: NDArray[np.uint8]) -> bytes:
    ink = enlarged(digit, 12)[..., None] / 255
    return saved(ink * np.array([200, 30, 40]) + (1 - ink) * np.array([30, 60, 160]))


def yellow_on_white(digit: NDArray[np.uint8]) -> bytes:
    ink = enlarged(digit, 12)[..., None] / 255
    return saved(255 - ink * np.array([5, 25, 195]))


def black_on_nothing(digit: NDArray[np.uint8]) -> bytes:
    ink = enlarged(digit, 10)
    return saved(np.stack([np.zeros_like(ink)] * 3 + [ink], axis=-1))


def white_on_nothing(digit: NDArray[np.uint8]) -> bytes:
    ink = enlarged(digit, 10)
    return saved(np.stack([np.full_like(ink, 255)] * 3 + [ink], axis=-1))


def in_a_corner(digit: NDArray[np.uint8]) -> bytes:
    field = np.full((900, 1200), 255.0)
    field[30:170, 1010:1150] -= enlarged(digit, 5)
    return saved(field)


def noisy(digit: NDArray[np.uint8]) -> bytes:
    noise = np.random.default_rng(0).normal(0, 25, (280, 280))
    return saved(235 - 0.85 * enlarged(digit, 10) + noise)


def speckled(digit: NDArray[np.uint8]) -> bytes:
    rng = np.random.default_rng(0)
    pixels = 255 - enlarged(digit, 10)
    return saved(np.where(rng.random(pixels.shape) < 0.02, 255 * rng.integers(0, 2), pixels))


def on_paper(digit: NDArray[np.uint8], light: Callable[..., NDArray[np.float64]]) -> bytes:
    ink = np.pad(enlarged(digit, 12), 60) / 255
    down, across = np.mgrid[: len(ink), : len(ink)] / len(ink)
    grain = np.random.default_rng(0).normal(0, 3, ink.shape)
    return saved(205 * light(down, across) * (1 - 0.7 * ink) + grain, "JPEG", quality=85)


def lit_from_one_side(digit: NDArray[np.uint8]) -> bytes:
    return on_paper(digit, lambda down, across: 0.45 + 0.4 * across + 0.15 * down)


def in_half_shadow(digit: NDArray[np.uint8]) -> bytes:
    return on_paper(
        digit, lambda down, across: 0.5 + 0.5 / (1 + np.exp(-14 * (across + down / 2 - 0.75)))
    )


def on_a_dark_table(digit: NDArray[np.uint8]) -> bytes:
    return on_paper(
        digit,
        lambda down, across: np.where(
            (np.abs(down - 0.5) < 0.44) & (np.abs(across - 0.46) < 0.4), 0.8 + 0.2 * down, 0.25
        ),
    )


def framed(digit: NDArray[np.uint8]) -> bytes:
    return saved(np.pad(np.pad(255 - enlarged(digit, 12), 20, constant_values=255), 3))


PICTURES = [
    as_png,
    pixelated,
    black_on_white_jpeg,
    coloured,
    yellow_on_white,
    black_on_nothing,
    white_on_nothing,
    in_a_corner,
    noisy,
    speckled,
    lit_from_one_side,
    in_half_shadow,
    on_a_dark_table,
    framed,
]


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_of_a_digit_becomes_the_digit_again(
    picture: Callable[[NDArray[np.uint8]], bytes], digits: NDArray[np.uint8]
) -> None:
    some = digits[100:130]
    read = [digit_from_picture(picture(digit)).pixels for digit in some]
    likenesses = np.array([likeness(a, b) for a, b in zip(some, read, strict=True)])
    assert np.median(likenesses) > 0.95
    assert np.mean(likenesses > 0.9) >= 0.9
    assert likenesses.min() > 0.7
    difference = [np.abs(a.astype(int) - b).mean() for a, b in zip(some, read, strict=True)]
    assert np.mean(difference) < 12
    for pixels in read:
        assert longest_side(pixels) == 20
        assert np.abs(np.subtract(centre_of_mass(pixels), 14)).max() <= 0.51


def test_what_is_made_like_mnist_passes_unchanged(digits: NDArray[np.uint8]) -> None:
    for digit in digits[:1000]:
        read = digit_from_picture(digit)
        assert np.array_equal(read.pixels, digit)
        assert not read.inverted


def test_mnist_black_on_white_is_only_inverted(digits: NDArray[np.uint8]) -> None:
    for digit in digits[:200]:
        read = digit_from_picture(255 - digit)
        assert np.array_equal(read.pixels, digit)
        assert read.inverted


@pytest.mark.parametrize(("orientation", "turn"), [(3, 2), (6, 1), (8, -1)])
def test_a_picture_held_sideways_is_read_upright(
    orientation: int, turn: int, digits: NDArray[np.uint8]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    upright = 255 - enlarged(digits[7], 12)
    rotated = np.rot90(upright, turn)
    with_tag = digit_from_picture(saved(rotated, "JPEG", exif=exif, quality=95))
    assert likeness(with_tag.pixels, digits[7]) > 0.9
    assert likeness(digit_from_picture(saved(rotated)).pixels, digits[7]) < 0.8


def test_the_box_says_where_in_the_picture_the_ink_is() -> None:
    pixels = np.full((500, 900), 255, np.uint8)
    pixels[100:300, 640:660] = 0
    pixels[280:300, 600:700] = 0
    read = digit_from_picture(pixels)
    assert read.source_size == (500, 900)
    assert read.inverted
    assert np.abs(np.subtract(read.box, (100, 600, 300, 700))).max() <= 2


@pytest.mark.parametrize("size", [300, 1000, 3000])
def test_a_hairline_is_drawn_as_thick_as_mnist_draws(size: int) -> None:
    corners = [(0.2, 0.2), (0.7, 0.25), (0.35, 0.8)]
    points = [(int(across * size), int(down * size)) for across, down in corners]
    pixels = digit_from_picture(line(size, points, 1)).pixels
    assert longest_side(pixels) == 20
    assert 0.05 < pixels.mean() / 255 < 0.15
    assert np.count_nonzero(pixels > 200) > 30


@pytest.mark.parametrize("width", [1, 10, 40, 100])
def test_a_thin_one_stays_thin(width: int) -> None:
    pixels = digit_from_picture(line(1000, [(500, 100), (500, 900)], width)).pixels
    rows, columns = np.nonzero(pixels)
    assert np.ptp(rows) + 1 == 20
    assert np.ptp(columns) + 1 in (2, 3)


@pytest.mark.parametrize("radius", [5, 15, 40])
def test_a_dot_stays_a_dot(radius: int) -> None:
    pixels = digit_from_picture(disc(280, radius)).pixels
    assert longest_side(pixels) == 3
    assert centre_of_mass(pixels) == pytest.approx((14, 14), abs=0.1)


def test_a_thick_pen_is_thinned() -> None:
    pixels = digit_from_picture(line(280, [(60, 50), (220, 50), (90, 240)], 70)).pixels
    assert longest_side(pixels) == 20
    assert pixels.mean() / 255 < 0.22


BLANK = {
    "black": np.zeros((100, 100), np.uint8),
    "white": np.full((100, 100), 255, np.uint8),
    "grey": np.full((28, 28), 99, np.uint8),
    "nothing at 28 × 28": np.zeros((28, 28), np.uint8),
    "one pixel": np.zeros((1, 1), np.uint8),
    "a long strip": np.full((2, 5000), 7, np.uint8),
    "light from one side": np.tile(np.linspace(0, 255, 300), (200, 1)).astype(np.uint8),
    "a filled square": np.pad(np.zeros((200, 200)), 40, constant_values=1.0),
    "a chessboard of pixels": np.indices((80, 80)).sum(axis=0) % 2 == 0,
}


@pytest.mark.parametrize("name", BLANK)
def test_a_picture_without_ink_is_refused(name: str) -> None:
    with pytest.raises(DataError, match=r"no ink|specks|filled"):
        digit_from_picture(BLANK[name])


@pytest.mark.parametrize("seed", range(5))
def test_noise_is_no_ink(seed: int) -> None:
    noise = np.random.default_rng(seed).normal(128, 30, (300, 300))
    with pytest.raises(DataError, match=r"no ink|specks"):
        digit_from_picture(saved(noise))


def test_a_filled_shape_over_much_of_the_picture_is_refused() -> None:
    with pytest.raises(DataError, match=r"drawn in lines.* 3\d%"):
        digit_from_picture(disc(100, 24)[18:82])


@pytest.mark.parametrize(
    "make",
    [
        lambda grey: grey,
        lambda grey: grey / 255.0,
        lambda grey: np.repeat(grey[..., None], 3, axis=2),
        lambda grey: Image.fromarray(grey),
        lambda grey: saved(grey),
        lambda grey: grey.astype(np.int64),
        lambda grey: np.asfortranarray(grey),
    ],
)
def test_every_form_of_a_picture_is_read_alike(
    make: Callable[[NDArray[np.uint8]], object], digits: NDArray[np.uint8]
) -> None:
    grey = np.clip(enlarged(digits[3], 5), 0, 255).astype(np.uint8)
    assert np.array_equal(
        digit_from_picture(make(grey)).pixels,  # type: ignore[arg-type]
        digit_from_picture(grey).pixels,
    )


def test_a_path_is_read_as_text_or_as_path(tmp_path: Path, digits: NDArray[np.uint8]) -> None:
    path = tmp_path / "digit.png"
    path.write_bytes(as_png(digits[5]))
    assert np.array_equal(digit_from_picture(path).pixels, digit_from_picture(str(path)).pixels)


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((0, 5), np.uint8),
        np.zeros(784, np.uint8),
        np.zeros((28, 28, 2), np.uint8),
        np.full((28, 28), 256),
        np.full((28, 28), np.nan),
        np.full((28, 28), 1.5),
        np.full((28, 28), "0"),
        np.broadcast_to(np.uint8(0), (10_000, 10_000)),
    ],
)
def test_an_array_that_is_no_picture_is_refused(pixels: NDArray[np.generic]) -> None:
    with pytest.raises(DataError, match="Expected"):
        digit_from_picture(pixels)


def test_a_file_that_is_no_picture_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "digit.png"
    path.write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"digit\.png"):
        digit_from_picture(path)


def test_a_large_photo_is_read() -> None:
    pixels = np.full((3000, 4000, 3), 240, np.uint8)
    pixels[1000:2000, 1900:2000] = 20
    read = digit_from_picture(pixels)
    assert read.box == (1000, 1900, 2000, 2000)


@settings(max_examples=60, deadline=None)
@given(arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40))))
def test_any_picture_gives_a_digit_or_a_sentence(pixels: NDArray[np.uint8]) -> None:
    try:
        read = digit_from_picture(pixels)
    except DataError as error:
        assert error.message.startswith("Expected")
        return
    assert isinstance(read, Digit)
    assert read.pixels.shape == (28, 28)
    assert read.pixels.dtype == np.uint8
    assert read.pixels.any()
    top, left, bottom, right = read.box
    assert 0 <= top < bottom <= pixels.shape[0]
    assert 0 <= left < right <= pixels.shape[1]
