"""What of a subject is suspected: an article on offer, a page, or the shop itself; and the mark imitated."""

from crawler.items import AnyItem, Listing, ListingPart
from leads.address import absolute, same_address
from leads.storable import key
from rules.finding import Finding

SHOP = "shop"
"""The target of a licence verdict and of what registers say: about the shop, on whichever page it was seen."""


def target_of(meant: AnyItem, finding: Finding, url: str | None) -> str:
    """The part of a lead's identity that tells two breaches of one rule by one subject apart.

    `meant` is the item or card that the finding speaks of, `url` the address that was read.
    """
    place = SHOP if finding.verdict is not None or finding.of_shop else _place(meant, url)
    return key(f"{place} mark:{finding.mark}" if finding.mark else place)


def _place(meant: AnyItem, url: str | None) -> str:
    if isinstance(meant, Listing | ListingPart) and meant.item_id:
        return f"item:{meant.item_id}"
    if meant.url:
        return f"page:{same_address(absolute(meant.url, url) or '')}"
    if isinstance(meant, Listing) and (meant.card or not url):
        return f"title:{meant.title or ''}"
    return f"page:{same_address(url)}" if url else f"path:{meant.path or ''}"
