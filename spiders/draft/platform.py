"""A page object drafted from one sample page: what generic reading found, and selectors that reach the same."""

import importlib.util
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.items import AnyItem, Status
from spiders.draft.selectors import Reached, reach
from spiders.draft.skeleton import skeleton
from spiders.pages.document import Document, host_of, node_text
from spiders.pages.generic import PAGES
from spiders.pages.listing import joined
from spiders.pages.prices import yuan
from spiders.pages.read import build, read_document

INVENTED = {
    "title": "示例商品甲 蓝色",
    "price": "¥128.50",
    "original_price": "¥256.75",
    "brand": "示例牌",
    "shop_name": "示例小铺",
    "seller_name": "示例经营部",
    "location": "示例市",
    "sales": "37件",
    "rating": "4.6",
    "notice": "示例公告一则",
}
"""The fields that are looked for, and what stands for each in the fixture."""

AMOUNTS = frozenset({"price", "original_price"})
_NUMBERS = re.compile(r"\d+")


class DraftError(ValueError):
    """No draft can be made of the sample; the message says why."""


@dataclass(frozen=True)
class Draft:
    """The three files, and what the draft reads."""

    module: str
    fixture: str
    test: str
    kind: str
    selectors: dict[str, str]
    inherited: list[str]  # fields that generic reading found and no selector reaches


def draft(name: str, document: Document) -> Draft:
    """A draft for the page's kind; DraftError when the page could not be read."""
    item = read_document(document, platform="generic")
    if item.status is not Status.OK:
        raise DraftError(f"样本页读不出（状态 {item.status.value}），请换一个能正常打开的页面")
    found = _reached(document, item)
    fixture = _fixture(found, document.url)
    while wrong := _misread(name, item, fixture, found):
        found = {key: one for key, one in found.items() if key not in wrong}
        fixture = _fixture(found, document.url)
    selectors = {key: one.selector for key, one in found.items()}
    carried = [key for key in INVENTED if getattr(item, key, None) is not None]
    return Draft(
        module=module_text(name, item.kind, document.url, selectors),
        fixture=fixture,
        test=test_text(name, item.kind, document.url, selectors),
        kind=item.kind,
        selectors=selectors,
        inherited=[key for key in carried if key not in selectors],
    )


def class_name(name: str, kind: str) -> str:
    """`pink_mall`, listing → PinkMallListingPage."""
    return "".join(part.capitalize() for part in name.split("_")) + kind.capitalize() + "Page"


def _reached(document: Document, item: AnyItem) -> dict[str, Reached]:
    found = {}
    for key in INVENTED:
        value = getattr(item, key, None)
        if value is not None and (reached := reach(document, _is(value))) is not None:
            found[key] = reached
    return found


def _is(value: str | Decimal) -> Callable[[LexborNode], bool]:
    """Does an element say exactly this?"""
    if isinstance(value, Decimal):
        return lambda node: _only_amount(shown := joined(node)) and yuan(shown) == value
    return lambda node: node_text(node) == value


def _only_amount(shown: str) -> bool:
    """A price by itself, not a sentence or a box that holds one: `¥69.00`, `CNY 69`, `69元`."""
    return len(shown) <= 24 and sum(letter.isalpha() for letter in shown) <= 4


def _fixture(found: dict[str, Reached], url: str | None) -> str:
    places = [(one.node, INVENTED[key]) for key, one in found.items()]
    parts = urlsplit(url or "")
    own = f"{parts.scheme}://{parts.netloc}{_NUMBERS.sub('90500001', parts.path)}" if url else None
    return skeleton(places, title="示例页", url=own)


def _misread(name: str, item: AnyItem, fixture: str, found: dict[str, Reached]) -> set[str]:
    """Overrides of the draft that do not read the fixture as it was invented; address rules are left out."""
    text = module_text(name, item.kind, None, {key: one.selector for key, one in found.items()})
    page = _loaded(name, text, class_name(name, item.kind))
    read = build(page, Document(fixture.encode()))
    return {key for key in found if getattr(read, key, None) != _invented(key)}


def _invented(key: str) -> str | Decimal | None:
    return yuan(INVENTED[key]) if key in AMOUNTS else INVENTED[key]


def _loaded(name: str, text: str, page: str) -> Any:
    """The page class of a module's text: the draft must import before anybody sees it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"draft_{name}.py")
        path.write_text(text, "utf-8")
        spec = importlib.util.spec_from_file_location(f"draft_{name}", path)
        if spec is None or spec.loader is None:
            raise DraftError(f"{path}：草稿不能导入")
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return getattr(module, page)


def module_text(name: str, kind: str, url: str | None, selectors: dict[str, str]) -> str:
    """The drafted module."""
    base, page, host = PAGES[kind], class_name(name, kind), host_of(url)
    amounts = AMOUNTS & selectors.keys()
    used = [word for word, needed in (("field", selectors), ("handle_urls", host)) if needed]
    ours = [f"from {base.__module__} import {base.__name__}", "from spiders.pages.platforms import Platform"]
    if amounts:
        ours += ["from spiders.pages.listing import joined", "from spiders.pages.prices import yuan"]
    standard = "from decimal import Decimal\n" if amounts else ""
    third = f"from web_poet import {', '.join(used)}\n" if used else ""
    own = "\n".join(sorted(ours)) + "\n"
    head = "\n".join(part for part in (standard, third, own) if part)
    rule = f'@handle_urls("{_pattern(url)}")\n' if host and url else ""
    fields = "".join(_field_text(key, selector) for key, selector in selectors.items())
    hosts = f'("{host.removeprefix("www.")}",)' if host else "()"
    return f'''"""{name}: drafted from one sample page; what has no field of its own here, generic reading finds."""

{head}
NAME = "{name}"


{rule}class {page}({base.__name__}):
    """Drafted: check every selector against further pages, then say which layout years it reads."""

    platform_name = NAME
    layouts = ""
    proven = False
    note = "由一个样本页起草，未经验证"
{fields}

PLATFORM = Platform(
    name=NAME,
    title="{name}",
    hosts={hosts},
    pages=({page},),
)
'''


def _field_text(key: str, selector: str) -> str:
    quoted = repr(selector) if '"' in selector else f'"{selector}"'
    if key in AMOUNTS:
        return f"""
    @field
    def {key}(self) -> Decimal | None:
        read = yuan(joined(self.document.first({quoted})))
        return read if read is not None else super().{key}
"""
    return f"""
    @field
    def {key}(self) -> str | None:
        return self.document.first_text({quoted}) or super().{key}
"""


def _pattern(url: str) -> str:
    """Host and path with a wildcard for each number; a host alone for its front page."""
    parts = urlsplit(url)
    path = re.sub(r"[^\w./*-]", "*", _NUMBERS.sub("*", parts.path))
    return parts.netloc + (path if path != "/" else "")


def test_text(name: str, kind: str, url: str | None, selectors: dict[str, str]) -> str:
    """The drafted test: the fixture is read as it was invented."""
    page = class_name(name, kind)
    lines = "".join(
        f"    assert item.{key} == "
        + (f'Decimal("{_invented(key)}")' if key in AMOUNTS else f'"{INVENTED[key]}"')
        + "\n"
        for key in selectors
    )
    decimals = "from decimal import Decimal\n" if AMOUNTS & selectors.keys() else ""
    model = kind.capitalize()
    return f'''"""{name}'s reader on a small page of our own, written after the structure of its pages."""

{decimals}from pathlib import Path

from crawler.items import {model}
from spiders.pages.document import Document
from spiders.pages.{name} import NAME, {page}
from spiders.pages.read import build

FIXTURE = Path(__file__).with_name("fixtures") / "{name}_{kind}.html"


def test_a_page_of_{name}_is_read() -> None:
    item = build({page}, Document(FIXTURE.read_bytes()))
    assert isinstance(item, {model})
    assert item.platform == NAME
{lines}'''
