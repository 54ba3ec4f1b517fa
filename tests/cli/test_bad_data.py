"""What a person gets for data that is not what it should be: one sentence, exit code 2."""

import gzip
import io
import os
import pickle
import struct
import subprocess
import sys
import zipfile
import zlib

import numpy as np
import pytest
from PIL import Image

ROOM = 1500 * 2**20  # bytes of address space: Python, NumPy and BLAS fit, a bomb does not


def idx(array):
    kind = 0x08
    header = struct.pack(">BBBB", 0, 0, kind, array.ndim)
    return header + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


IMAGES = np.zeros((20, 4, 4), np.uint8)
IMAGES[:, 1:3, 1:3] = 200
LABELS = np.arange(20, dtype=np.uint8) % 2


def idx_pair(images=None, labels=None):
    def write(folder):
        (folder / "train-images-idx3-ubyte").write_bytes(idx(IMAGES) if images is None else images)
        (folder / "train-labels-idx1-ubyte").write_bytes(idx(LABELS) if labels is None else labels)
        return folder

    return write


def file(name, content):
    def write(folder):
        (folder / name).write_bytes(content)
        return folder / name

    return write


def npz_claiming_terabytes():
    stored = io.BytesIO()
    header = b"\x93NUMPY\x01\x00"
    shape = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }"
    text = shape.ljust(117) + b"\n"
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("X.npy", header + struct.pack("<H", len(text)) + text + bytes(64))
        archive.writestr("y.npy", header + struct.pack("<H", len(text)) + text + bytes(64))
    return stored.getvalue()


def npz(**arrays):
    stored = io.BytesIO()
    np.savez(stored, **arrays)
    return stored.getvalue()


def npz_with_objects():
    stored = io.BytesIO()
    text = b"{'descr': '|O', 'fortran_order': False, 'shape': (2,), }".ljust(117) + b"\n"
    member = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + pickle.dumps([{}, {}])
    with zipfile.ZipFile(stored, "w") as archive:
        for name in ("X", "y"):
            archive.writestr(f"{name}.npy", member)
    return stored.getvalue()


def bomb():
    """A gzip file of a megabyte that unpacks to a gigabyte, and claims to be small."""
    packer = zlib.compressobj(9, wbits=31)
    head = struct.pack(">BBBBIII", 0, 0, 8, 3, 20, 4, 4)
    parts = [packer.compress(head)]
    parts += [packer.compress(bytes(2**20)) for _ in range(1024)]
    return b"".join([*parts, packer.flush()])


def png_header(width, height):
    """A PNG that claims a size and holds nothing."""

    def chunk(name, body):
        whole = name + body
        return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))

    ihdr = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 10))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", ihdr) + pixels + chunk(b"IEND", b"")


def picture_folder(**contents):
    def write(folder):
        for kind in ("cat", "dog"):
            (folder / kind).mkdir()
            for number in range(4):
                pixels = np.full((4, 4), 10 * number, np.uint8)
                Image.fromarray(pixels).save(folder / kind / f"{number}.png")
        for name, content in contents.items():
            (folder / "cat" / f"{name}.png").write_bytes(content)
        return folder

    return write


def empty_folders(folder):
    (folder / "cat").mkdir()
    (folder / "dog").mkdir()
    return folder


def csv(text):
    return file("table.csv", text.encode())


whole_png = io.BytesIO()
Image.fromarray(np.zeros((64, 64), np.uint8)).save(whole_png, "png")

CASES = {
    "idx wrong magic": idx_pair(images=b"\1\2" + idx(IMAGES)[2:]),
    "idx claims 2^32 × 2^32": idx_pair(images=b"\0\0\x08\x03" + b"\xff" * 12 + bytes(100)),
    "idx truncated": idx_pair(images=idx(IMAGES)[:-5]),
    "idx trailing bytes": idx_pair(images=idx(IMAGES) + b"more"),
    "idx swapped": idx_pair(images=idx(LABELS), labels=idx(IMAGES)),
    "idx miscounted labels": idx_pair(labels=idx(LABELS[:-1])),
    "gzip truncated": idx_pair(images=gzip.compress(idx(IMAGES))[:-12]),
    "gzip bomb": idx_pair(images=bomb()),
    "npz objects": file("a.npz", npz_with_objects()),
    "npz terabytes": file("a.npz", npz_claiming_terabytes()),
    "npz nan": file("a.npz", npz(X=np.full((9, 2), np.nan), y=np.arange(9) % 2)),
    "labels -1": file("a.npz", npz(X=np.ones((3, 2)), y=np.array([-1, 0, 1]))),
    "labels 3.7": file("a.npz", npz(X=np.ones((3, 2)), y=np.array([3.7, 0, 1]))),
    "labels nan": file("a.npz", npz(X=np.ones((3, 2)), y=np.array([np.nan, 0, 1]))),
    "csv ragged": csv("a,b,label\n1,2,x\n1,2\n"),
    "csv text cell": csv("a,b,label\n1,2,x\n1,oops,y\n"),
    "csv no label column": csv("a,b\n1,2\n3,4\n"),
    "csv only a header": csv("a,b,label\n"),
    "csv empty": csv(""),
    "pickle": file("a.npz", pickle.dumps({"X": [1]})),
    "folder without pictures": empty_folders,
    "png truncated": picture_folder(bad=whole_png.getvalue()[:-30]),
    "png 0×0": picture_folder(bad=png_header(0, 0)),
    "png 30000×30000": picture_folder(bad=png_header(30_000, 30_000)),
    "svg renamed": picture_folder(bad=b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
    "no such file": lambda folder: folder / "nothing",
}
# What must be named, so that a person can find it.
NAMED = {
    "csv ragged": "line 3",
    "csv text cell": "line 3",
    "csv no label column": "a, b",
    "png truncated": "bad.png",
    "png 0×0": "bad.png",
    "png 30000×30000": "bad.png",
    "svg renamed": "bad.png",
    "labels -1": "-1",
    "labels 3.7": "3.7",
}


@pytest.mark.parametrize("case", CASES)
def test_bad_data_gets_one_sentence_and_touches_nothing(backlit, tmp_path, case):
    (tmp_path / "data").mkdir()
    source = CASES[case](tmp_path / "data")
    model = tmp_path / "model.safetensors"
    model.write_bytes(b"precious")
    ran = backlit("train", "--data", source, "-o", model)
    assert ran.code == 2
    assert ran.out == ""
    errors = [line for line in ran.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1, ran.err
    assert "\nhint: " in ran.err
    assert NAMED.get(case, "") in ran.err
    assert model.read_bytes() == b"precious"
    assert not (tmp_path / "model.checkpoint").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit on memory")
@pytest.mark.parametrize(
    "case", ["idx claims 2^32 × 2^32", "gzip bomb", "npz terabytes", "png 30000×30000"]
)
def test_hostile_data_is_refused_in_bounded_memory(tmp_path, case):
    (tmp_path / "data").mkdir()
    source = CASES[case](tmp_path / "data")
    code = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({ROOM}, {ROOM}))\n"
        "from backlit.cli.main import main\n"
        "main(['train', '--data', sys.argv[1]])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(source)],
        capture_output=True,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    assert ran.returncode == 2, ran.stderr
    assert ran.stderr.startswith("error: ")
    assert "Out of memory" not in ran.stderr


def test_semicolons_and_a_byte_order_mark_are_read(backlit, tmp_path):
    rows = "\n".join(f"{k % 2};{k % 3};{'ab'[k % 2]}" for k in range(80))
    path = tmp_path / "table.csv"
    path.write_bytes("\ufeffx;y;label\n".encode() + rows.encode())
    ran = backlit("train", "--data", path, "--epochs", 1, "--json")
    assert ran.code == 0, ran.err
    assert sorted(ran.json["test"]["per_class"]) == ["a", "b"]


def test_stray_files_loops_and_pipes_in_a_folder_do_no_harm(backlit, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    for kind in ("cat", "dog"):
        (folder / kind).mkdir()
        for number in range(40):
            shade = 30 if kind == "cat" else 90
            pixels = np.full((4, 4), shade + number % 5, np.uint8)
            Image.fromarray(pixels).save(folder / kind / f"{number}.png")
    (folder / "cat" / "notes.txt").write_text("not a picture")
    (folder / "cat" / "loop").symlink_to(folder)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "dog" / "pipe.png")
    ran = backlit("train", "--data", folder, "--epochs", 1, "--json")
    assert ran.code == 0, ran.err
    assert "warning: " in ran.err
    assert sorted(ran.json["test"]["per_class"]) == ["cat", "dog"]


def test_pixels_as_floats_and_bright_pictures_are_warned_of(backlit, tmp_path):
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (80, 64)).astype(float)
    path = tmp_path / "floats.npz"
    np.savez(path, X=pixels, y=np.arange(80) % 2)
    ran = backlit("train", "--data", path, "--epochs", 1, "--json")
    assert ran.code == 0
    assert "warning: " in ran.err
    assert "255" in ran.err

    bright = np.full((80, 8, 8), 250, np.uint8)
    bright[:, 1:3, 1:3] = rng.integers(0, 100, (80, 2, 2))
    path = tmp_path / "bright.npz"
    np.savez(path, X=bright, y=np.arange(80) % 2)
    ran = backlit("train", "--data", path, "--epochs", 1, "--json")
    assert ran.code == 0
    assert "warning: " in ran.err
    assert "bright" in ran.err
