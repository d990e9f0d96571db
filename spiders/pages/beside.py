"""Does something stand beside the page's main part: a side bar, filters, what was viewed, what others bought?"""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from spiders.pages.document import SHORT, first_leaf, holders, hyphenated
from spiders.pages.other_goods import OTHER_GOODS

_TAGS = frozenset({"aside", "nav", "header", "footer"})
_BESIDE = re.compile(
    r"(?<![a-z])(?:a?side(?:bar)?|col(?:umn)?-(?:left|right)|widget-area"
    r"|history|viewed|recently|rank(?:ing)?|cart|basket|drawer|footer|header|nav|menu)(?![a-z])"
    r"|(?<![a-z-])(?:filters?|facets?|layered|narrow|sort)(?![a-z]|-(?:here|target|results?))"
    r"|(?<!has-)(?<!no-)(?<!with-)sidebar|minicart|(?<![a-z])top\d|(?<![a-z-])widget_"
)
_OTHER = re.compile(
    r"(?<![a-z])(?:related|recommend\w{0,8}|best-?sell\w{0,3}|best-?sales?|hot|guess|also|up-?sells?|cross-?sells?"
    r"|similar|booth|recent|likes?)(?![a-z])|tjhot"
)
"""What other goods than those of the list are called; a front page lists nothing else."""


def stands_beside(node: LexborNode | None, others: set[int], *, front: bool) -> bool:
    """Do tags, names or the heading of an element, or of what holds it and is none of the `others`, say so?"""
    widest: LexborNode | None = None
    for holder in holders(node):
        tag = holder.tag or ""
        if tag in {"body", "html"} or holder.mem_id in others:
            break
        given = holder.attributes
        names = f"{given.get('class') or ''} {given.get('id') or ''}"
        if tag in _TAGS or _is_beside(names, front):
            return True
        widest = holder
    return not front and widest is not None and _is_headed_other(widest)


@lru_cache(maxsize=4096)
def _is_beside(names: str, front: bool) -> bool:
    spelt = hyphenated(names)
    return _BESIDE.search(spelt) is not None or (not front and _OTHER.search(spelt) is not None)


def _is_headed_other(holder: LexborNode) -> bool:
    """Does it begin with a heading of other goods: 热销商品, best sellers?"""
    first = first_leaf(holder)
    return first is not None and len(first) <= SHORT and OTHER_GOODS.within(first)
