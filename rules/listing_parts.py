"""In which part of a listing the words of a finding stand, where in a picture, and which pages show it."""

from collections.abc import Sequence

from crawler.items import Box, ListingPart, ListingPicture
from rules.finding import Finding, InPicture, Place

PICTURES = "pictures["
"""How a field of a listing begins that is a picture's text."""


def field_of(item: ListingPart) -> str:
    """`pictures[3]`, the text of that picture of the listing, or `description`."""
    return f"{PICTURES}{item.number}]" if isinstance(item, ListingPicture) else "description"


def located(item: ListingPart, findings: Sequence[Finding]) -> list[Finding]:
    """Each with the pages that show the part, in a picture with the rectangle around the lines over which it goes."""
    places = [Place(url=page.url, kind="listing", status="ok", sha256=page.sha256) for page in item.shown_by]
    return [
        finding.model_copy(
            update={"picture": _place(item, finding.start or 0, finding.end or 0), "places": places}
        )
        for finding in findings
    ]


def _place(item: ListingPart, start: int, end: int) -> InPicture | None:
    if not isinstance(item, ListingPicture):
        return None
    lines = [line for line in item.lines if line.start < end and start < line.start + line.length]
    if not lines:
        return None
    return InPicture(
        url=item.picture_url,
        box=_around([line.box for line in lines]),
        confidence=round(min(line.confidence for line in lines), 3),
    )


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top
