"""`wangxun extract`: pages in, items out, one JSON object a line."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.exits import FAILED, fail, refusing
from crawler.items import AnyItem


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="extract")(extract)


def extract(
    page: Annotated[
        str | None, typer.Argument(metavar="[FILE|URL|-]", help="网页文件、执照图片、网址，或 - 为标准输入")
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="U", help="文件原来的网址")] = None,
    platform: Annotated[str | None, typer.Option(metavar="P", help="平台名，不给则自行识别")] = None,
    manifest: Annotated[
        Path | None, typer.Option(metavar="M", help="网页清单（JSON Lines：path、url…）")
    ] = None,
    allow_private: Annotated[
        list[str] | None, typer.Option(metavar="HOST[:PORT]", help="允许访问的内网主机，可多次给出")
    ] = None,
) -> None:
    """读网页（或执照图片），每页输出一个条目（JSON）。

    例：wangxun extract page.html --url https://item.jd.com/100.html
    """
    from spiders.pages.platforms import known

    if (page is None) == (manifest is None):
        fail("请给出一个网页（文件、网址或 -），或用 --manifest 给出清单")
    if platform is not None and platform not in known() and platform != "generic":
        fail(f"未知平台 {platform!r}，可用：{'、'.join(sorted(known()))}、generic")
    if manifest is not None:
        _manifest(manifest)
    elif page is not None and page.startswith(("http://", "https://")):
        _web(page, allow_private or [])
    elif page is not None:
        _file(page, url, platform)


def _file(page: str, url: str | None, platform: str | None) -> None:
    from spiders.pages.read import read
    from spiders.pictures.licence_item import is_picture, licence_of
    from spiders.stored.page import LARGEST

    path = None if page == "-" else Path(page)
    try:
        body = (
            (path.read_bytes() if path.stat().st_size <= LARGEST else None)
            if path
            else sys.stdin.buffer.read()
        )
    except OSError as error:
        fail(f"{page}：读不出（{error.strerror}），请核对路径")
    if body is None or len(body) > LARGEST:
        fail(f"{page}：超过单页上限 {LARGEST} 字节，不是网店页面")
    where = str(path) if path else None
    if is_picture(body):
        item: AnyItem = licence_of(body, url=url, path=where)
    else:
        item = read(body, url=url, platform=platform, path=where)
    typer.echo(item.json_line())


def _manifest(manifest: Path) -> None:
    from spiders.stored.manifest import read_manifest
    from spiders.stored.page import StoredPageError
    from spiders.stored.reading import read_stored

    failed = 0
    with refusing(StoredPageError):
        for page in read_manifest(manifest):
            if isinstance(page, StoredPageError):
                failed += 1
                typer.echo(str(page), err=True)
            else:
                sys.stdout.write(read_stored(page).json_line() + "\n")
    if failed:
        fail(f"{failed} 页读不出，其余已输出", FAILED)


def _web(url: str, allow_private: list[str]) -> None:
    from crawler.observation import Observation
    from crawler.process import CrawlRefused, run_spider

    printed = 0

    def show(item: Observation) -> None:
        nonlocal printed
        if not getattr(item.item, "card", False):
            printed += 1
            sys.stdout.write(item.item.json_line() + "\n")

    settings = {
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {},
        "LOG_LEVEL": "ERROR",
        "WANGXUN_ALLOW_PRIVATE": allow_private,
    }
    with refusing(CrawlRefused):
        outcome = run_spider("single", {"url": url}, settings, on_item=show)
    if not printed:
        fail(f"{url}：没有读到页面（{outcome.reason or '下载失败或 robots.txt 不允许'}）", FAILED)
