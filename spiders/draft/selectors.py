"""Which selector reaches a value that was read some other way? The shortest stable one whose first match it is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document

HEADINGS = frozenset({"h1", "h2", "h3", "strong", "title"})
CLIMB = 3  # elements above a text that may hold the whole value: ¥<b>12</b>.<i>80</i>
ANCESTORS = 5
TRIED = 200
_STABLE = re.compile(r"[A-Za-z][A-Za-z_-]{1,40}\d?")


@dataclass(frozen=True)
class Reached:
    """A selector and the element that it finds first."""

    selector: str
    node: LexborNode


def reach(document: Document, matches: Callable[[LexborNode], bool]) -> Reached | None:
    """The selector for the tightest element that `matches` and can be named; None when there is none."""
    for node in sorted(_holders(document, matches), key=lambda one: len(one.text(deep=True))):
        for selector in islice(_selectors(node), TRIED):
            first = document.dom.css_first(selector)
            if first is not None and first.mem_id == node.mem_id:
                return Reached(selector, node)
    return None


def _holders(document: Document, matches: Callable[[LexborNode], bool]) -> Iterator[LexborNode]:
    seen: set[int] = set()
    for _, leaf in document.leaves:
        node: LexborNode | None = leaf
        for _ in range(CLIMB):
            if node is None or node.tag in ("body", "html") or node.mem_id in seen:
                break
            seen.add(node.mem_id)
            if matches(node):
                yield node
                break
            node = node.parent


def _selectors(node: LexborNode) -> Iterator[str]:
    """Names for an element, the plainest first, then below each of its ancestors."""
    own = [*names(node), node.tag or "*"]
    yield from (name for name in own if name != node.tag or name in HEADINGS)
    up, depth = node.parent, 0
    while up is not None and up.tag not in ("body", "html") and depth < ANCESTORS:
        yield from (f"{above} {name}" for above in names(up) for name in own)
        up, depth = up.parent, depth + 1


def names(node: LexborNode) -> list[str]:
    """What an element is called for good: no numbers of goods, no names that a build tool made up."""
    found = []
    attributes = node.attributes
    if _STABLE.fullmatch(attributes.get("itemprop") or ""):
        found.append(f'[itemprop="{attributes["itemprop"]}"]')
    if _STABLE.fullmatch(attributes.get("id") or ""):
        found.append(f"#{attributes['id']}")
    found += [f"{node.tag}.{name}" for name in classes(node)]
    return found


def classes(node: LexborNode) -> list[str]:
    """Its classes that look as if a person had named them."""
    return [name for name in (node.attributes.get("class") or "").split() if _STABLE.fullmatch(name)]
