"""What the store is given: one item as it was read in one run, what was found in it, and what proves it."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from crawler.items import AnyItem, Listing, ListingDescription, ListingPicture
from leads.storable import digest
from rules.finding import Finding


class Seen(BaseModel):
    """One item of one run; also a line of a file of unwritten items, so it goes to JSON and back.

    `url` is the address that was read: a card's is its search page, a part's the page that shows it. The
    evidence is None where the run keeps none; its three parts come together.
    """

    model_config = ConfigDict(frozen=True)

    run: str
    at: AwareDatetime
    url: str | None
    item: AnyItem
    findings: tuple[Finding, ...] = ()
    confirm_after: float = 0  # hours after which a second visit may confirm an absence; 0: none is needed
    stand_alone: bool = False  # the whole host is one shop's: a site of its own, no marketplace
    evidence_file: str | None = None
    evidence_record: str | None = None
    evidence_sha256: str | None = None

    @property
    def place(self) -> str:
        """Stands for where it was read: the address, the path of a saved page, which card or part of the page."""
        item, part = self.item, ""
        if isinstance(item, Listing) and item.card:
            part = item.item_id or item.url or item.title or ""
        elif isinstance(item, ListingPicture):
            part = item.picture_url or ""
        elif isinstance(item, ListingDescription):
            part = "description"
        return digest(self.url or "", item.path or "", part)

    @property
    def suspicions(self) -> list[Finding]:
        """The findings that make a lead."""
        return [finding for finding in self.findings if finding.suspicious]

    def meant(self, finding: Finding) -> AnyItem:
        """What `finding` speaks of: the item, or one card of it."""
        cards: list[Listing] = getattr(self.item, "items", [])
        if finding.card is not None and 0 <= finding.card < len(cards):
            return cards[finding.card]
        return self.item
