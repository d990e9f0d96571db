"""What travels through the pipelines: an item, the capture it was read from, and what the checks found."""

from dataclasses import dataclass, field

from crawler.items import AnyItem, ListingPart
from evidence.capture import Capture, EvidenceRef
from rules.finding import Finding


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the checks on an item's own names and words say, each for the pipeline that answers for it."""

    imitations: list[Finding]
    words: list[Finding]
    shown_sales: list[Finding]
    price_suspicions: list[Finding]  # to be borne out by the prices of earlier days


@dataclass
class Observation:
    """One item read from one capture.

    `preserve` asks for the capture to be kept although nothing was found: a licence verdict comes later.
    """

    item: AnyItem
    capture: Capture
    findings: list[Finding] = field(default_factory=list)
    preserve: bool = False
    rests_on: tuple[Capture, ...] = ()  # captures that are kept with its own: the page that shows a part
    stand_alone: bool | None = None  # read in a shop's own site; None: as the spider's name says
    evidence: EvidenceRef | None = None  # set once the capture is on disk
    opinion: Opinion | None = None  # set by the first pipeline that needs it

    @property
    def address(self) -> str:
        """The address that was read; a part's is that of the page that shows it."""
        shown_by = self.item.url if isinstance(self.item, ListingPart) else None
        return shown_by or self.capture.url

    @property
    def suspicious(self) -> bool:
        """Is there a finding that makes a lead?"""
        return any(finding.suspicious for finding in self.findings)
