"""`wangxun new`: scaffolds for a platform's page object and for a rule; nothing that exists is overwritten."""

import keyword
import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.cli.exits import FAILED, fail, refusing

if TYPE_CHECKING:
    from spiders.pages.document import Document
    from spiders.stored.page import StoredPage

app = typer.Typer(help="起草：平台页面对象、规则", no_args_is_help=True)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_RULE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,8}\.[a-z0-9]+(?:-[a-z0-9]+){0,8}")
Into = Annotated[Path | None, typer.Option("--into", metavar="DIR", help="源码目录，默认网巡所在处")]


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    parent.add_typer(app, name="new")


@app.command()
def platform(
    name: Annotated[str, typer.Argument(help="平台名，小写字母、数字、下划线")],
    sample: Annotated[str, typer.Option("--from", metavar="URL|FILE", help="样本页：网址，或保存的网页")],
    url: Annotated[str | None, typer.Option(metavar="U", help="样本文件原来的网址")] = None,
    allow_private: Annotated[
        list[str] | None, typer.Option(metavar="HOST[:PORT]", help="允许访问的内网主机，可多次给出")
    ] = None,
    into: Into = None,
) -> None:
    """由一个样本页起草页面对象、自制样例页与测试。例：wangxun new platform pinkmall --from page.html"""
    from spiders.draft.platform import DraftError, draft
    from spiders.pages.platforms import known

    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        fail(f"平台名 {name!r} 不能用：应为小写字母开头的字母、数字、下划线，如 pink_mall")
    root = into or Path(__file__).parents[2]
    module = root / "spiders" / "pages" / f"{name}.py"
    test = root / "tests" / "spiders" / "pages" / f"test_{name}.py"
    if (name in known() and known()[name].pages) or module.exists() or test.exists():
        fail(f"平台 {name} 已经存在（{module if module.exists() else test}），不会覆盖；请另取一名")
    web = sample.startswith(("http://", "https://"))
    document = _fetched(sample, allow_private or []) if web else _stored(Path(sample), url)
    with refusing(DraftError, code=FAILED):
        made = draft(name, document)
    fixture = test.parent / "fixtures" / f"{name}_{made.kind}.html"
    for path, text in ((module, made.module), (fixture, made.fixture), (test, made.test)):
        _write(path, text)
    for field, selector in made.selectors.items():
        typer.echo(f"{field}：{selector}")
    if made.inherited:
        typer.echo(f"由通用读取得出、未找到选择器：{'、'.join(made.inherited)}")
    typer.echo(f"下一步：核对选择器，补 layouts 与 title，然后 pytest {test}")


def _fetched(url: str, allow_private: list[str]) -> "Document":
    from crawler.observation import Observation
    from crawler.process import CrawlRefused, run_spider
    from spiders.pages.document import Document
    from spiders.stored.media import expanded

    seen: list[Observation] = []
    settings = {
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {},
        "LOG_LEVEL": "ERROR",
        "WANGXUN_ALLOW_PRIVATE": allow_private,
    }
    with refusing(CrawlRefused):
        outcome = run_spider("single", {"url": url}, settings, on_item=seen.append)
    if not seen:
        fail(f"{url}：没有读到页面（{outcome.reason or '下载失败或 robots.txt 不允许'}）", FAILED)
    capture = seen[0].capture
    headers = {name.lower(): value.decode("latin-1") for name, value in capture.headers}
    body = expanded(capture.body, headers.get(b"content-encoding"))
    return Document(body, url=capture.url, content_type=headers.get(b"content-type"))


def _stored(path: Path, url: str | None) -> "Document":
    from spiders.pages.document import Document
    from spiders.stored.formats import READERS, reader_of
    from spiders.stored.page import StoredPageError

    if not path.exists():
        fail(f"{path}：文件不存在，请核对路径")
    reader = reader_of(path)
    if reader is None:
        fail(f"{path}：不认识的文件类型，可读：{'、'.join(READERS)}")
    pages = list(islice(reader(path), 100))
    page = next((one for one in pages if not isinstance(one, StoredPageError)), None)
    if page is None:
        fail("；".join(map(str, pages)) or f"{path}：其中没有网页")
    return Document(page.body, url=url or _web(page), content_type=page.content_type, encoding=page.encoding)


def _web(page: "StoredPage") -> str | None:
    return page.url if page.url and page.url.startswith(("http://", "https://")) else None


@app.command()
def rule(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="规则编号，如 wording.free-trial")],
    pack: Annotated[
        Path | None, typer.Option(metavar="FILE", help="写入的规则包，默认 my-packs/<编号前段>.yaml")
    ] = None,
) -> None:
    """在规则包末尾起草一条规则；写完之前 wangxun rules lint 会指出它未完成。

    例：wangxun new rule wording.free-trial --pack my-packs/wording.yaml
    """
    import yaml

    from rules.packs import Packs

    if not _RULE.fullmatch(identifier):
        fail(f"规则编号 {identifier!r} 不能用：应为 组.名称，小写字母、数字与连字符，如 wording.free-trial")
    group, _, name = identifier.partition(".")
    path = pack or Path("my-packs", f"{group}.yaml")
    before = path.read_text("utf-8") if path.exists() else ""
    if identifier in Packs.load().rules or f"id: {identifier}\n" in before:
        fail(f"规则 {identifier} 已经存在，不会覆盖")
    after = (before.rstrip() + "\n\n" if before.strip() else "rules:\n") + _entry(identifier, name)
    try:
        rules = (yaml.safe_load(after) or {}).get("rules") or []
    except yaml.YAMLError as error:
        fail(f"{path}：末尾不能接着写规则（{error}）；请把 rules: 放在文件最后")
    if not any(isinstance(one, dict) and one.get("id") == identifier for one in rules):
        fail(f"{path}：最后一个键不是 rules:，不能在末尾接着写；请把 rules: 放在文件最后")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(after, "utf-8")
    typer.echo(f"已写入 {path}；补完依据、写法与例句后运行 wangxun rules lint {path.parent}")


def _entry(identifier: str, name: str) -> str:
    return f"""- id: {identifier}
  title: 未完成
  title_en: unfinished
  group: {name}
  severity: 2
  basis: [unfinished]  # laws.yaml 中的依据编号
  fields: [title, description]
  match: [未完成]  # 怎样算中，写法见 docs/rules.md
  why: 未完成：涉嫌什么，请核实什么
  hits:
    - {{text: 未完成 该中的例句, excerpt: 未完成}}
  misses:
    - 未完成 相似而合法的例句
"""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        fail(f"{path} 已经存在，不会覆盖", FAILED)
    typer.echo(f"已写入 {path}")
