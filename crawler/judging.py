"""All checks on one item, or on the pages of one site, outside of a crawl: what `wangxun check` does."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from crawler.days import legal_day, now
from crawler.items import AnyItem, Listing, Status
from rules.finding import Finding
from rules.licence import LicenceVerdict, judge_site
from rules.licence_finding import licence_finding
from rules.lookalike.matcher import Lookalike
from rules.marks import Marks
from rules.operators import Answer, ask
from rules.packs import Packs
from rules.registers import Registers
from rules.shown_sales import ShownSalesCheck
from rules.site_pages import same_place, site_key
from rules.sites import shows_licence
from rules.wording import Wording


class Judge:
    """The checks of the pipelines, in their order."""

    def __init__(self, packs: Packs, marks: Marks) -> None:
        self.packs = packs
        self.lookalike = Lookalike(marks, packs)
        self.wording = Wording(packs)
        self.shown_sales = ShownSalesCheck(packs)

    @classmethod
    def load(cls, rules: Path | None, marks: Path | None) -> "Judge":
        """From a directory of packs and a register file, each None for what ships."""
        return cls(Packs.load([rules] if rules else None), Marks.load(marks))

    def judge(self, item: AnyItem, on: date | None = None) -> list[Finding]:
        """Findings on the item's names and words, then on its cards' (with their index in `card`)."""
        if item.status is not Status.OK:
            return []
        day = on or day_of(item)
        findings = self._of_one(item, day)
        cards: list[Listing] = getattr(item, "items", [])
        for index, card in enumerate(cards):
            for finding in self._of_one(card, day):
                findings.append(finding.model_copy(update={"card": index}))
        return findings

    def _of_one(self, item: AnyItem, on: date) -> list[Finding]:
        checks = (self.lookalike, self.wording, self.shown_sales)
        return [finding for check in checks for finding in check.judge(item, on)]

    def verdict(self, verdict: LicenceVerdict, on: date) -> Finding | None:
        """A licence verdict as a finding by the law of that day."""
        return licence_finding(verdict, self.packs, on)

    def operator(self, item: AnyItem, registers: Registers, on: date | None = None) -> Answer:
        """What imported registers say of the operator that the item shows."""
        return ask(item, registers, self.packs, on or day_of(item))


def day_of(item: AnyItem) -> date:
    """The day whose law applies: that of the capture, else today."""
    return legal_day(item.captured_at or now())


def sites_of(pages: Iterable[tuple[AnyItem, str | None]]) -> Iterator[tuple[list[AnyItem], LicenceVerdict]]:
    """Group pages by the site that a manifest files them under (else by shop or host), and judge each site.

    The pages given are taken as the closed set of places that were read, unless one of them names a licence page
    that is not among them.
    """
    groups: dict[str, list[AnyItem]] = {}
    for page, site in pages:
        groups.setdefault(site or site_key(page), []).append(page)
    for group in groups.values():
        if any(shows_licence(page) or page.status is not Status.OK for page in group):
            yield group, judge_site(group, complete=_closed(group))


def _closed(pages: list[AnyItem]) -> bool:
    read = {same_place(page.url) for page in pages if page.url}
    return all(same_place(url) in read for page in pages for url in page.licence_urls)
