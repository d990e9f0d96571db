"""A file appears whole or not at all: written beside its place, then renamed into it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ExportError(Exception):
    """One sentence: which file, why it could not be written, what to do."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to; it becomes `path` when the block ends well, and is removed when it does not.

    Raises ExportError when the file cannot be written; an older `path` then stays as it was.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(path)
    except OSError as error:
        raise ExportError(
            f"无法写入 {path}（{error.strerror or error}）；请检查目录、权限和磁盘空间，文件是否正被打开"
        ) from error
    finally:
        part.unlink(missing_ok=True)
