"""Saved pages named by a manifest: JSON Lines of path, url, platform, encoding and site, paths beside it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evidence.capture import Capture
from spiders.stored.page import LARGEST, StoredPage, StoredPageError


class Entry(BaseModel):
    """One line of a manifest; keys that we do not know (labels, sources) are left alone."""

    model_config = ConfigDict(extra="ignore")

    path: str
    url: str | None = None
    platform: str | None = None
    encoding: str | None = None  # as a person determined it; may hold a remark, then it is not used
    site: str | None = None
    captured_at: datetime | None = None


def read_manifest(manifest: Path) -> Iterator[StoredPage | StoredPageError]:
    """The pages in the manifest's order; what cannot be read comes as an error in its place."""
    try:
        lines = manifest.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise StoredPageError(f"{manifest}：清单读不出（{error}），应为 UTF-8 的 JSON Lines") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _page(manifest, number, line)


def _page(manifest: Path, number: int, line: str) -> StoredPage | StoredPageError:
    try:
        entry = Entry.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "整行"
        return StoredPageError(
            f"{manifest}:{number}：清单这一行不对（{where}：{first['msg']}），应有 path 与 url"
        )
    path = manifest.parent / entry.path
    try:
        if not path.resolve().is_relative_to(manifest.parent.resolve()):
            return StoredPageError(f"{manifest}:{number}：{entry.path} 在清单目录之外，已拒绝读取")
        size = path.stat().st_size
        if size > LARGEST:
            return StoredPageError(f"{path}：{size} 字节，超过单页上限 {LARGEST} 字节，已跳过")
        body = path.read_bytes()
    except (OSError, ValueError) as error:
        return StoredPageError(f"{manifest}:{number}：{entry.path} 读不出（{error}），请核对路径")
    saved = entry.captured_at or datetime.fromtimestamp(path.stat().st_mtime, UTC)
    address = entry.url or path.resolve().as_uri()
    return StoredPage(
        capture=Capture(
            url=address, body=body, at=saved, notes={"source": f"manifest {manifest.name}: {entry.path}"}
        ),
        body=body,
        url=entry.url,
        encoding=entry.encoding if entry.encoding and " " not in entry.encoding else None,
        platform=entry.platform,
        path=entry.path,
        site=entry.site,
    )
