"""Where are the articles on a page of many? In elements of one build, each with a link and a price.

Of several groups of such elements the weightiest is the list, those beside it (bestsellers, filters) counting little;
a front page may carry its articles in several blocks.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from spiders.pages.beside import stands_beside
from spiders.pages.document import Document, holders, leaves
from spiders.pages.money import SHOWN

CLIMB = 11
CARDS = 400  # more than any page shows
FEWEST = 3
RIVALS = 6  # of the groups, those with the most cards are weighed
FEWEST_UNLINKED = 6  # where scripts open the article, more of one build are asked for
BESIDE = 0.2  # of its weight is left to a group beside the page's main part
IN_ROWS = frozenset({"td", "div", "section", "article", "dl", "a"})
SIGNS = frozenset("¥￥$€£元円원")  # of money, in an element of their own beside the number's
PLACES = frozenset({"odd", "even", "first", "last"})
VARYING = re.compile(r"\d{1,20}|[-_](?:odd|even|first|last)$", re.I)


def cards(document: Document) -> list[LexborNode]:
    """The card elements of the page's main list, in page order; empty when nothing repeats.

    A front page has no list: its cards are those of all its blocks.
    """
    marks = anchors(document)
    finder = _Finder(document, marks)
    front = document.is_front
    best = _main_group(marks, finder, linked=True, front=front)
    best = best or _main_group(marks, finder, linked=False, front=front)
    return _complete(best, finder)[:CARDS] if best else []


def _main_group(marks: list[LexborNode], finder: "_Finder", *, linked: bool, front: bool) -> list[LexborNode]:
    """The weightiest group of cards of one build, with its like on a front page; empty when none has enough."""
    groups: dict[tuple[int, str], list[LexborNode]] = defaultdict(list)
    seen: set[int] = set()
    for node in marks:
        card = finder.card(node, linked=linked)
        if card is not None and card.mem_id not in seen:
            seen.add(card.mem_id)
            groups[_signature(card)].append(card)
    enough = FEWEST if linked else FEWEST_UNLINKED
    largest = sorted(groups.values(), key=len, reverse=True)[:RIVALS]
    if len(largest) < 2 or len(largest[1]) < FEWEST:
        return largest[0] if largest and len(largest[0]) >= enough else []
    beside = [stands_beside(group[0].parent, others, front=front) for group, others in _with_others(largest)]
    weights = [
        _weight(group) * (BESIDE if aside else 1) for group, aside in zip(largest, beside, strict=True)
    ]
    at = max(range(len(largest)), key=weights.__getitem__)
    best = largest[at]
    if front and not beside[at]:
        best = _blocks(best, [group for group in groups.values() if len(group) >= FEWEST])
    return best if len(best) >= enough else []


def _blocks(best: list[LexborNode], groups: list[list[LexborNode]]) -> list[LexborNode]:
    """The cards of all blocks of a front page: of those built as the best is, then of others that look like goods."""
    block = _block(best[0])
    alike = [group for group in groups if _block(group[0]) == block]
    others = [group for group in groups if _block(group[0]) != block and all(map(_looks_like_goods, group))]
    found: list[LexborNode] = []
    for group, shared in [*_with_others(alike), *_with_others([best, *others])]:
        own = {card.mem_id for card in group}
        around = {holder.mem_id for card in found for holder in holders(card)}
        nested = not own.isdisjoint(around) or any(_is_in(group[0], card) for card in found)
        if not nested and (group is best or not stands_beside(group[0].parent, shared, front=True)):
            found += group
    return found


def _is_in(node: LexborNode, holder: LexborNode) -> bool:
    return any(up.mem_id == holder.mem_id for up in holders(node))


def _looks_like_goods(card: LexborNode) -> bool:
    """Has it a picture and an amount that stands alone? A banner tells its amount in words (9.9元抢)."""
    if card.css_first("img") is None:
        return False
    amounts = (text for text, _ in leaves(card) if text in SIGNS or SHOWN.search(text))
    return any(sum(map(str.isalpha, text)) <= 1 for text in amounts)


def _complete(best: list[LexborNode], finder: "_Finder") -> list[LexborNode]:
    """The cards in page order, with those of their build beside them that show no price or fill no row.

    None is added to a list most of whose articles would then have no price.
    """
    own, known = build(best[0]), {card.mem_id for card in best}
    found = [
        child
        for row in _rows(best)
        for child in row.iter()
        if child.mem_id in known or (build(child) == own and finder.shows_article(child))
    ]
    return found if len(best) <= len(found) <= 2 * len(best) else best


def _rows(best: list[LexborNode]) -> Iterator[LexborNode]:
    """What holds the cards; where several rows of one build do, also the row that has but one or two."""
    parents = {card.parent.mem_id: card.parent for card in best if card.parent is not None}
    first = next(iter(parents.values()))
    around = first.parent
    if around is None or best[0].tag not in IN_ROWS or (first.tag != "tr" and len(parents) < 2):
        yield from parents.values()
        return
    seen: set[int] = set()
    for parent in parents.values():
        around = parent.parent
        if around is not None and around.mem_id not in seen:
            seen.add(around.mem_id)
            yield from (row for row in around.iter() if row.mem_id in parents or build(row) == build(parent))


def _with_others(groups: list[list[LexborNode]]) -> Iterator[tuple[list[LexborNode], set[int]]]:
    """Each group with the identities of what holds it and another."""
    around = [{holder.mem_id for holder in holders(group[0])} for group in groups]
    times = Counter(identity for each in around for identity in each)
    for group, own in zip(groups, around, strict=True):
        yield group, {identity for identity in own if times[identity] > 1}


def anchors(document: Document) -> list[LexborNode]:
    """Elements that mark an article: those that show money, else pictures inside links."""
    shown = document.leaves
    signs = [at for at, (text, _) in enumerate(shown) if text in SIGNS]
    marks = [shown[at][1] for at in sorted([*signs, *document.amounts])] + document.priced
    return marks if len(marks) >= FEWEST else document.css("a[href] img")


def linking(document: Document) -> set[int]:
    """Identities of the links and of all that hold one."""
    return holding(link for _, _, link in document.links)


class _Finder:
    """Finds the card around an element; what it learns of parents and links serves the next one."""

    def __init__(self, document: Document, marks: list[LexborNode]) -> None:
        self.twins: dict[int, Counter[str]] = {}
        self.builds: dict[int, str] = {}
        self.lists: dict[int, bool] = {}
        self.linking = linking(document)
        self.marked = holding(marks)

    def card(self, node: LexborNode, *, linked: bool) -> LexborNode | None:
        """The widest element around `node` that is still one of several of its build, with a link in it."""
        best: LexborNode | None = None
        up: LexborNode | None = node
        for _ in range(CLIMB):
            tag = up.tag if up is not None else None
            if up is None or tag in {"body", "html"}:
                break
            parent = up.parent
            leads = up.mem_id in self.linking if linked else tag in {"div", "li", "article", "section"}
            if parent is not None and leads and self._twins(up, parent) >= FEWEST:
                best = up
                if tag in {"li", "article", "tr"} or self._lists(parent, up):
                    break
            elif best is not None:
                break
            up = parent
        return best

    def shows_article(self, node: LexborNode) -> bool:
        """Has an element a link and what marks an article, or a name, a picture and words of its own?"""
        if node.mem_id not in self.linking:
            return False
        if node.mem_id in self.marked:
            return True
        named = not build(node).endswith(".") and node.css_first("img") is not None
        return named and any(link.text(deep=True).strip() for link in node.css("a[href]"))

    def _lists(self, parent: LexborNode, node: LexborNode) -> bool:
        """Is `parent` a list of articles: do several of its children that are built as `node` mark one each?"""
        known = self.lists.get(parent.mem_id)
        if known is None:
            own = self.builds[node.mem_id]
            marks = (
                child
                for child in parent.iter()
                if child.mem_id in self.marked and self.builds[child.mem_id] == own
            )
            known = self.lists[parent.mem_id] = sum(1 for _ in marks) >= FEWEST
        return known

    def _twins(self, node: LexborNode, parent: LexborNode) -> int:
        """How many children of `parent` are built as `node` is."""
        known = self.twins.get(parent.mem_id)
        if known is None:
            builds = {child.mem_id: build(child) for child in parent.iter()}
            self.builds.update(builds)
            known = self.twins[parent.mem_id] = Counter(builds.values())
        return known[self.builds[node.mem_id]]


def holding(nodes: Iterable[LexborNode]) -> set[int]:
    """Identities of the elements and of all that hold them."""
    found: set[int] = set()
    for node in nodes:
        up: LexborNode | None = node
        while up is not None and (identity := up.mem_id) not in found:
            found.add(identity)
            up = up.parent
    return found


def build(node: LexborNode) -> str:
    """Tag and first class, numbers and what tells rows apart (odd, even, first, last) left out."""
    return _called(node.tag, node.attributes.get("class") or "")


@lru_cache(maxsize=4096)
def _called(tag: str | None, names: str) -> str:
    first = next((name for name in names.split() if name.lower() not in PLACES), "")
    return f"{tag}.{VARYING.sub('', first)}"


def _block(card: LexborNode) -> tuple[str, str]:
    """The builds of a card and of what holds it: those of a page's blocks of articles are the same."""
    return build(card), build(card.parent) if card.parent is not None else ""


def _signature(card: LexborNode) -> tuple[int, str]:
    """Cards of one list share the holder and the build; rows of a table share the table."""
    parent = card.parent
    inside_row = parent is not None and card.tag in IN_ROWS and parent.tag in {"tr", "div", "section"}
    holder = parent.parent if parent is not None and inside_row else parent
    return (holder.mem_id if holder is not None else 0, build(card))


def _weight(group: list[LexborNode]) -> float:
    """Articles weigh by number and by how much each says."""
    if len(group) < FEWEST:
        return 0.0
    words = sum(min(len(card.text(deep=True)), 200) for card in group[:20]) / min(len(group), 20)
    return len(group) * (20 + words)
