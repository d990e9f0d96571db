"""Which kinds of files hold stored pages, and what reads each: by the end of its name, a folder as a whole."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from spiders.stored.har import read_har
from spiders.stored.media import PICTURES
from spiders.stored.mhtml import read_mhtml
from spiders.stored.mirror import read_folder
from spiders.stored.page import StoredPage, StoredPageError
from spiders.stored.saved import read_saved
from spiders.stored.warc import read_wacz, read_warc
from spiders.stored.zipped import read_zip

Pages = Iterator[StoredPage | StoredPageError]


def _one(path: Path) -> Pages:
    yield read_saved(path)


READERS: dict[str, Callable[[Path], Pages]] = {
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".wacz": read_wacz,
    ".har": read_har,
    ".mht": read_mhtml,
    ".mhtml": read_mhtml,
    ".html": _one,
    ".htm": _one,
    ".zip": read_zip,
}
"""What the file's name ends in → how its pages are read."""

PICTURED: dict[str, Callable[[Path], Pages]] = {
    ".warc": partial(read_warc, sort=PICTURES),
    ".warc.gz": partial(read_warc, sort=PICTURES),
    ".wacz": partial(read_wacz, sort=PICTURES),
    ".har": partial(read_har, sort=PICTURES),
}
"""The same for the pictures that lie beside the pages, where the file keeps them."""


def reader_of(path: Path) -> Callable[[Path], Pages] | None:
    """What reads `path`; None for a kind of file that nothing here reads."""
    if path.is_dir():
        return read_folder
    return _by_ending(path, READERS)


def pictures_in(path: Path) -> Iterator[StoredPage]:
    """The pictures that the file holds beside its pages, nothing where its kind keeps none; faults are the pages' to tell."""
    reader = _by_ending(path, PICTURED)
    for picture in reader(path) if reader else ():
        if isinstance(picture, StoredPage):
            yield picture


def _by_ending(path: Path, readers: dict[str, Callable[[Path], Pages]]) -> Callable[[Path], Pages] | None:
    name = path.name.lower()
    return next((reader for ending, reader in readers.items() if name.endswith(ending)), None)
