"""What was planted, what only tempts, and how many of the planted breaches a list of leads has found."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

MARKET = "market"


@dataclass(frozen=True)
class Planted:
    """One breach: its group, where it stands, and what is wrong there."""

    group: str
    site: str  # "market", or the name of a stand-alone site
    shop: str
    paths: tuple[str, ...]  # where it can be read; the first is its own page
    field: str
    also: tuple[str, ...] = ()  # groups under which the same words may be filed as well
    excerpt: str | None = None
    mark: str | None = None
    aka: tuple[str, ...] = ()  # other names of the same owner's mark
    device: str | None = None
    verdict: str | None = None
    rule: str | None = None  # the one rule that says what kind of breach it is; None: any of the groups
    whole_shop: bool = False  # the shop is meant, whichever of its pages a lead names

    @property
    def groups(self) -> tuple[str, ...]:
        return (self.group, *self.also)

    @property
    def is_article(self) -> bool:
        """Does it stand on an article's own page, so that a card may show it as well?"""
        return self.paths[0].endswith(".html") and self.field in ("title", "description", "attributes")

    def imitates(self, mark: str) -> bool:
        """Is `mark` the imitated one, whatever its case and spaces, or another name of it?"""
        return any(same_name(mark, name) for name in (self.mark or "", *self.aka))


@dataclass(frozen=True)
class Innocent:
    """Something that must not make a lead, and why."""

    site: str
    shop: str
    paths: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Truth:
    """Everything planted and everything that tempts; `forbidden` paths are closed by robots.txt."""

    planted: tuple[Planted, ...]
    innocents: tuple[Innocent, ...]
    forbidden: tuple[str, ...] = ()

    def json(self) -> str:
        """The ground truth as one JSON document."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


@dataclass(frozen=True)
class Score:
    """How a list of leads compares with what was planted."""

    found: int
    planted: int
    false: int
    missed: tuple[Planted, ...] = ()
    wrong: tuple[Mapping[str, Any], ...] = field(default=())

    def __str__(self) -> str:
        return f"found {self.found} of {self.planted} planted, {self.false} false"


def score(leads: Iterable[Mapping[str, Any]], truth: Truth, sites: Mapping[str, str]) -> Score:
    """Compare leads (dictionaries as `wangxun leads list --json` prints them) with the truth.

    `sites` maps host:port to "market" or a site's name. Several leads on one breach count once; a lead that
    points at nothing planted is false.
    """
    found: set[Planted] = set()
    wrong = []
    for lead in leads:
        hits = [planted for planted in truth.planted if points_at(lead, planted, sites)]
        found.update(hits)
        if not hits:
            wrong.append(lead)
    missed = tuple(planted for planted in truth.planted if planted not in found)
    return Score(len(found), len(truth.planted), len(wrong), missed, tuple(wrong))


def points_at(lead: Mapping[str, Any], planted: Planted, sites: Mapping[str, str]) -> bool:
    """Does the lead speak of this breach: its group, its site, and its page, its shop or its words?"""
    if lead.get("group") not in planted.groups or (planted.rule and lead.get("rule") != planted.rule):
        return False
    address = urlsplit(lead.get("url") or "")
    if address.netloc and sites.get(address.netloc) != planted.site:
        return False
    if planted.mark and lead.get("mark") and not planted.imitates(lead["mark"]):
        return False
    if address.path in planted.paths:
        return True
    if planted.whole_shop:
        return planted.site != MARKET or planted.shop in (lead.get("shop"), lead.get("shop_name"))
    return planted.is_article and is_collection(address.path) and quotes(lead, planted)


def same_name(one: str, other: str) -> bool:
    """Are two spellings of a mark the same but for case and spaces?"""
    return one.casefold().replace(" ", "") == other.casefold().replace(" ", "")


def is_collection(path: str) -> bool:
    """Is it a page of many articles, on which a card is judged: home, search, shelf, shop, catalogue?"""
    head, _, rest = path.strip("/").partition("/")
    return (
        head in ("", "search", "list")
        or (head == "goods" and not rest)
        or (head == "shop" and "/p" not in rest)
    )


def quotes(lead: Mapping[str, Any], planted: Planted) -> bool:
    """Does the lead quote the planted words (or part of them)?"""
    said, wrong = lead.get("excerpt") or "", planted.excerpt or ""
    return bool(said and wrong) and (said in wrong or wrong in said)
