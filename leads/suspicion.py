"""Which leads one page makes: its findings by subject, rule and target."""

from collections import defaultdict
from dataclasses import dataclass

from crawler.items import Search, Status
from leads.seen import Seen
from leads.subject import SubjectSeen, subject_of
from leads.target import target_of
from rules.finding import Finding


@dataclass(frozen=True, slots=True)
class Suspicion:
    """All findings of one rule about one target on one page; the gravest speaks for them."""

    seen: Seen
    subject: SubjectSeen
    target: str
    findings: list[Finding]

    @property
    def gravest(self) -> Finding:
        """The finding that the lead shows: highest severity, then score, then the first."""
        return max(self.findings, key=lambda finding: (finding.severity, finding.score))


def suspicions_of(seen: Seen) -> list[Suspicion]:
    """The leads that one page makes: its findings by subject, rule and target."""
    grouped: dict[tuple[SubjectSeen, str, str], list[Finding]] = defaultdict(list)
    for finding in seen.suspicions:
        meant = seen.meant(finding)
        subject = subject_of(meant, seen.item, seen.url, stand_alone=seen.stand_alone)
        grouped[subject, finding.rule, target_of(meant, finding, seen.url)].append(finding)
    return [Suspicion(seen, subject, target, some) for (subject, _, target), some in grouped.items()]


def owner_of(seen: Seen) -> SubjectSeen | None:
    """Whose page the item is; a search page of many shops, or a page that was not read, is nobody's."""
    item = seen.item
    if item.status is not Status.OK or (isinstance(item, Search) and not (item.shop_id or item.shop_name)):
        return None
    return subject_of(item, item, seen.url, stand_alone=seen.stand_alone)
