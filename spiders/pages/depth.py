"""Where does a page nest deeper than any page does? The parser's time grows with the square of the depth."""

import re
from collections import Counter

TAGS = 15_000  # pages with fewer tags cannot nest deep enough to matter
DEPTH = 1_500  # browsers themselves stop at 512
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# Void elements, and those that the next of their kind closes: neither adds to the depth.
FLAT = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "td", "th", "tr", "dd", "dt", "option", "tbody", "thead", "tfoot", "colgroup",
    "script", "style",
])  # fmt: skip


def shallow(html: str) -> str:
    """The page as it is, or its beginning up to the place where it nests too deep. Linear."""
    if html.count("<") < TAGS:
        return html
    depth = 0
    opened: Counter[str] = Counter()
    for tag in _TAG.finditer(html):
        name = tag.group(2).lower()
        if name in FLAT:
            continue
        if not tag.group(1):
            depth += 1
            opened[name] += 1
            if depth > DEPTH:
                return html[: tag.start()]
        elif opened[name]:
            depth -= 1
            opened[name] -= 1
    return html
