"""Registration numbers that stand in a page's text: whose they are, who holds them, and can the public see them?"""

import re
from collections.abc import Iterator

from crawler.items import LicenceDisplay
from rules.identifiers import ShownNumber, find_numbers
from rules.names import NamedCompany, find_companies
from spiders.pages.licences import words
from spiders.pages.licences.operators import OTHERS, operator_before
from spiders.pages.licences.reading import EXCERPT, Reading

_NAME_LABEL = re.compile("名称|主体|公司|经营者|字号")
COMMENT_CHARS = 4000  # of a comment that is looked at
SHORTEST = 9  # characters of a number whose check agrees


def number_displays(page: Reading) -> list[LicenceDisplay]:
    """One display a number, in order; numbers in comments and hidden inputs come last, as hidden ones."""
    found = [
        display
        for number in find_numbers(page.flow.text, page.flow.plain)
        if (display := _display(page, number))
    ]
    return found + _buried(page, {display.number for display in found})


def _display(page: Reading, number: ShownNumber) -> LicenceDisplay | None:
    setting = page.flow.at(number.start)
    holder = _holder(page, number)
    if number.label is None and holder is None and setting.zone not in {"footer", "platform"}:
        return None  # a sound code that nothing ties to a business: a serial number
    if number.kind == "organisation" and "信用代码" in page.flow.text:
        return None
    if holder is None and _of_a_maker(page, number):
        return None
    href = page.address(setting.link) if setting.link else None
    government = words.government_register(href)
    line = page.around(number.start)
    return LicenceDisplay(
        owner=page.where.owner(page.flow, number.start, setting.zone, line, holder),
        form="government_link" if government else "text",
        number=number.number,
        valid=number.valid,
        name=holder,
        href=href if government else None,
        government=government,
        hidden=setting.hidden,
        excerpt=line,
    )


def _holder(page: Reading, number: ShownNumber) -> str | None:
    """The company nearest to a number: on its line, just above it, or in its table."""
    flow = page.flow
    left, right = flow.line(number.start)
    near = _companies(page, max(left, number.start - 200), min(right, number.end + 120))
    before = [(number.start - name.end, name.name) for name in near if name.end <= number.start]
    after = [(name.start - number.end + 8, name.name) for name in near if name.start >= number.end]
    if before or after:
        return min([*before, *after])[1]
    zone = flow.at(number.start).zone
    above = [name for name in _companies(page, max(0, left - 100), left) if flow.at(name.start).zone == zone]
    if len({name.name for name in above}) == 1:
        return above[0].name
    return _holder_in_table(page, number) if page.licence_page or flow.at(number.start).cell else None


def _holder_in_table(page: Reading, number: ShownNumber) -> str | None:
    around = _companies(page, max(0, number.start - 300), number.end + 300)
    for name in around:
        if _NAME_LABEL.search(page.flow.text[max(0, name.start - 12) : name.start]):
            return name.name
    return around[0].name if around else None


def _companies(page: Reading, left: int, right: int) -> list[NamedCompany]:
    named = find_companies(page.flow.text[left:right], page.flow.plain[left:right])
    moved = [NamedCompany(one.name, one.start + left, one.end + left) for one in named]
    return [one for one in moved if operator_before(page.flow, one)]


def _of_a_maker(page: Reading, number: ShownNumber) -> bool:
    """Do the words before a number make it the maker's or another party's, not the seller's?"""
    left, _ = page.flow.line(number.start)
    said = page.flow.plain[max(left, number.start - 60) : number.start]
    return any(word in said for word in OTHERS)


def _speaks(text: str) -> bool:
    return "信用代码" in text or "执照" in text or "注册号" in text


def _comments(source: str) -> Iterator[str]:
    """What stands in the comments that are not too long, those in scripts and templates too."""
    start = source.find("<!--")
    while start >= 0:
        start += len("<!--")
        end = source.find("-->", start, start + COMMENT_CHARS + len("-->"))
        if end >= 0:
            yield source[start:end]
        start = source.find("<!--", max(start, end))


def _buried(page: Reading, shown: set[str | None]) -> list[LicenceDisplay]:
    """Numbers that only the source shows: in comments and in inputs of type hidden."""
    texts = [comment for comment in _comments(page.document.text[:2_000_000]) if _speaks(comment)]
    inputs = page.document.given("input")
    texts += [given.get("value") or "" for given in inputs if given.get("type") == "hidden"]
    texts = [text for text in texts if len(text) >= SHORTEST]
    found = [number for text in texts for number in find_numbers(text[:4000])]
    return [
        LicenceDisplay(
            owner=page.where.native,
            form="text",
            number=number.number,
            valid=number.valid,
            hidden=True,
            excerpt=number.number[:EXCERPT],
        )
        for number in found
        if number.number not in shown and number.valid
    ]
