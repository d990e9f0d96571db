"""Which platforms can be read, how each is recognised, and what its reader declares of itself."""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from daachorse import DoubleArrayAhoCorasick

import spiders.pages
from crawler.items import Status
from spiders.pages.document import Document, host_of
from spiders.pages.page import Page, item_class


@dataclass(frozen=True)
class Platform:
    """What one platform module declares, as its `PLATFORM`."""

    name: str  # the value of an item's `platform`: jd
    title: str  # what people call it: 京东
    hosts: tuple[str, ...]  # registered domains; their subdomains are the platform's too
    pages: tuple[type[Page[Any]], ...]  # asked in this order when no address tells the kind
    signs: tuple[
        str, ...
    ] = ()  # strings that only its pages carry: script hosts, names of page configuration
    status: Callable[[Document], Status | None] | None = None  # its own walls, gone pages, empty searches

    def owns(self, host: str) -> bool:
        """Does `host` (lower case) belong to the platform?"""
        return any(host == own or host.endswith("." + own) for own in self.hosts)


@dataclass(frozen=True)
class PlatformInfo:
    """One row of `wangxun platforms`: one page class."""

    platform: str
    title: str
    kind: str
    reader: str  # dotted name of the page class
    layouts: str  # years of the layouts it was written after: 2012-2021
    proven: bool  # were saved pages of that layout there to try it on?
    note: str


@cache
def known() -> dict[str, Platform]:
    """Every platform by name: the `PLATFORM` of each module in this folder, and those read as any shop is."""
    names = [f"spiders.pages.{module.name}" for module in pkgutil.iter_modules(spiders.pages.__path__)]
    loaded = [importlib.import_module(name) for name in names]
    listed = [each for module in loaded for each in getattr(module, "PLATFORMS", ())]
    declared = [getattr(module, "PLATFORM", None) for module in loaded]  # whose own readers go first
    return {each.name: each for each in [*listed, *declared] if isinstance(each, Platform)}


def platforms() -> list[PlatformInfo]:
    """What can be read: one row a page class, platforms in order of name, the generic reader last."""
    from spiders.pages.generic import GENERIC

    declared = [known()[name] for name in sorted(known())]
    return [row for platform in [*declared, GENERIC] for row in _rows(platform)]


def _rows(platform: Platform) -> list[PlatformInfo]:
    """One row a page class; one for all kinds of pages of a platform that has none of its own."""
    if platform.pages:
        return [_info(platform, page) for page in platform.pages]
    note = "按独立网店的通用方法读取，无样本，未经验证"
    return [PlatformInfo(platform.name, platform.title, "*", "spiders.pages.generic", "", False, note)]


def _info(platform: Platform, page: type[Page[Any]]) -> PlatformInfo:
    return PlatformInfo(
        platform=platform.name,
        title=platform.title,
        kind=str(item_class(page).model_fields["kind"].default),
        reader=f"{page.__module__}.{page.__qualname__}",
        layouts=page.layouts,
        proven=page.proven,
        note=page.note,
    )


def by_host(host: str) -> Platform | None:
    """The platform that owns a host; None for a stranger."""
    return next((platform for platform in known().values() if platform.owns(host)), None) if host else None


def by_content(document: Document) -> Platform | None:
    """The platform that a page without a telling address shows itself to be: canonical link, then signs."""
    if platform := by_host(host_of(document.canonical)):
        return platform
    automaton, owners = _signs()
    found = {sign for _, _, sign in automaton.find_overlapping(document.source)}
    counted = Counter(owners[sign] for sign in found)
    return known()[counted.most_common(1)[0][0]] if counted else None


@cache
def _signs() -> tuple[DoubleArrayAhoCorasick, list[str]]:
    """One automaton over the signs of all platforms, and for each sign whose it is."""
    signs = [(sign, platform.name) for platform in known().values() for sign in platform.signs]
    automaton = DoubleArrayAhoCorasick([sign.encode() for sign, _ in signs])
    return automaton, [name for _, name in signs]
