"""A small page of our own after another's structure: its elements and their names, and invented words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from selectolax.lexbor import LexborNode

from spiders.draft.selectors import classes, names


@dataclass
class _Element:
    tag: str
    attributes: str
    children: dict[int, "_Element"] = field(default_factory=dict)
    text: str = ""

    def html(self, depth: int) -> str:
        inner = "".join(child.html(depth + 1) for child in self.children.values())
        blank = "  " * depth
        if not inner:
            return f"{blank}<{self.tag}{self.attributes}>{escape(self.text)}</{self.tag}>\n"
        return f"{blank}<{self.tag}{self.attributes}>{escape(self.text)}\n{inner}{blank}</{self.tag}>\n"


def skeleton(places: Iterable[tuple[LexborNode, str]], *, title: str, url: str | None) -> str:
    """HTML in which each node, with its ancestors and their names, holds the text given; nothing is copied."""
    body = _Element("body", "")
    for node, text in places:
        _place(body, node).text = text
    canonical = f'<link rel="canonical" href="{escape(url)}">' if url else ""
    head = f'<head><meta charset="utf-8"><title>{escape(title)}</title>{canonical}</head>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN">{head}\n{body.html(0)}</html>\n'


def _place(body: _Element, node: LexborNode) -> _Element:
    path: list[LexborNode] = []
    up: LexborNode | None = node
    while up is not None and up.tag not in ("body", "html"):
        path.append(up)
        up = up.parent
    at = body
    for step in reversed(path):
        at = at.children.setdefault(step.mem_id, _Element(step.tag or "div", _attributes(step)))
    return at


def _attributes(node: LexborNode) -> str:
    called = names(node)
    kept = [name.removeprefix("[").removesuffix("]") for name in called if name.startswith("[")]
    kept += [f'id="{name[1:]}"' for name in called if name.startswith("#")]
    if own := classes(node):
        kept.append(f'class="{" ".join(own)}"')
    return "".join(f" {one}" for one in kept)
