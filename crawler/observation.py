"""What travels through the pipelines: an item, the capture it was read from, and what the checks found."""

from dataclasses import dataclass, field

from crawler.items import AnyItem
from evidence.capture import Capture, EvidenceRef
from rules.finding import Finding


@dataclass
class Observation:
    """One item read from one capture.

    `preserve` asks for the capture to be kept although nothing was found: a licence verdict comes later.
    """

    item: AnyItem
    capture: Capture
    findings: list[Finding] = field(default_factory=list)
    preserve: bool = False
    stand_alone: bool | None = None  # read in a shop's own site; None: as the spider's name says
    evidence: EvidenceRef | None = None  # set once the capture is on disk

    @property
    def suspicious(self) -> bool:
        """Is there a finding that makes a lead?"""
        return any(finding.suspicious for finding in self.findings)
