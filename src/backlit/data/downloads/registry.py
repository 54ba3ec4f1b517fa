"""The data sets that can be downloaded by name: addresses, sizes and hashes of their files.

Sizes and SHA-256 of Fashion-MNIST, KMNIST and EMNIST's archive are those in TensorFlow Datasets'
checksum files. Those of EMNIST's single files are in the Git LFS pointers of their mirror, and
agree with what others took from the archive and pinned. KMNIST's mirror has such pointers too.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RemoteFile:
    """One file of a set.

    Attributes:
        name: Its name, the same at every mirror.
        size: Bytes.
        sha256: Of the file as it is downloaded, in hexadecimal.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class RemoteArchive:
    """A zip file that holds all files of a set, and may hold more.

    Attributes:
        url: Its address.
        file: Its name, size and hash.
        folder: The prefix of each file's name inside it: ``"gzip/"``.
    """

    url: str
    file: RemoteFile
    folder: str


@dataclass(frozen=True)
class RemoteDataSet:
    """A data set in IDX files that can be downloaded.

    Attributes:
        name: What it is called here: ``"fashion-mnist"``.
        description: One sentence.
        licence: Of the data, in its makers' words where they state one.
        homepage: Where to read more.
        classes: What each label means, in order.
        files: Training images, training labels, test images, test labels.
        mirrors: Base addresses, completed by a file's name, tried in this order.
        archive: An archive of all files, tried last.
        transposed: Whether rows and columns of its images are swapped.
    """

    name: str
    description: str
    licence: str
    homepage: str
    classes: tuple[str, ...]
    files: tuple[RemoteFile, RemoteFile, RemoteFile, RemoteFile]
    mirrors: tuple[str, ...]
    archive: RemoteArchive | None = None
    transposed: bool = False

    @property
    def size(self) -> int:
        """How many bytes there are to download."""
        return sum(file.size for file in self.files)


FASHION_MNIST = RemoteDataSet(
    name="fashion-mnist",
    description="70,000 pictures of ten kinds of clothes, in MNIST's format and harder.",
    licence="MIT, © 2017 Zalando SE",
    homepage="https://github.com/zalandoresearch/fashion-mnist",
    classes=(
        "T-shirt/top",
        "Trouser",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot",
    ),
    files=(
        RemoteFile(
            "train-images-idx3-ubyte.gz",
            26_421_880,
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        ),
        RemoteFile(
            "train-labels-idx1-ubyte.gz",
            29_515,
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        ),
        RemoteFile(
            "t10k-images-idx3-ubyte.gz",
            4_422_102,
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        ),
        RemoteFile(
            "t10k-labels-idx1-ubyte.gz",
            5_148,
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        ),
    ),
    mirrors=(
        "https://fashion-mnist.s3.eu-central-1.amazonaws.com/",
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/"
        "b2617bb6d3ffa2e429640350f613e3291e10b141/data/fashion/",
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
    ),
)

KMNIST = RemoteDataSet(
    name="kmnist",
    description="70,000 handwritten Japanese characters, one from each of ten columns of hiragana.",
    licence="CC BY-SA 4.0, ROIS-DS Center for Open Data in the Humanities",
    homepage="https://codh.rois.ac.jp/kmnist/",
    classes=("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
    files=(
        RemoteFile(
            "train-images-idx3-ubyte.gz",
            18_165_135,
            "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
        ),
        RemoteFile(
            "train-labels-idx1-ubyte.gz",
            29_497,
            "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
        ),
        RemoteFile(
            "t10k-images-idx3-ubyte.gz",
            3_041_136,
            "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
        ),
        RemoteFile(
            "t10k-labels-idx1-ubyte.gz",
            5_120,
            "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
        ),
    ),
    mirrors=(
        "https://codh.rois.ac.jp/kmnist/dataset/kmnist/",
        "https://github.com/namanlab/CVCNN_Paper/raw/"
        "0f30b9c852904dc63a7902c1d2a2f5c61d0547e4/data/KMNIST/raw/",
    ),
)

EMNIST_DIGITS = RemoteDataSet(
    name="emnist-digits",
    description="280,000 handwritten digits from the same source as MNIST's.",
    licence="none stated by its makers; made from NIST Special Database 19; cite Cohen et al. 2017",
    homepage="https://www.nist.gov/itl/products-and-services/emnist-dataset",
    classes=tuple("0123456789"),
    files=(
        RemoteFile(
            "emnist-digits-train-images-idx3-ubyte.gz",
            59_515_779,
            "f7c95004d14d81af89522e67d8f0c781dfb3bd544181c81bfe1eb6b41c35b726",
        ),
        RemoteFile(
            "emnist-digits-train-labels-idx1-ubyte.gz",
            113_859,
            "6638a6ff5fe2eefd9cca2471995b46c82986b8e4b2a70d2f5ce8e05d7edb319e",
        ),
        RemoteFile(
            "emnist-digits-test-images-idx3-ubyte.gz",
            9_908_519,
            "20ebe43509264f7639d37c835a3f0b009e90b29e00a099a03101abe1644a3f63",
        ),
        RemoteFile(
            "emnist-digits-test-labels-idx1-ubyte.gz",
            19_960,
            "bad1834c45d5988e270b99d43b13edc3fd898f658ffbc2caf2846ef27f7b05b0",
        ),
    ),
    mirrors=("https://github.com/aurelienduarte/emnist/raw/master/gzip/",),
    archive=RemoteArchive(
        "https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip",
        RemoteFile(
            "gzip.zip",
            561_753_746,
            "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e",
        ),
        folder="gzip/",
    ),
    transposed=True,
)

REMOTE_DATA_SETS = {named.name: named for named in (FASHION_MNIST, KMNIST, EMNIST_DIGITS)}
