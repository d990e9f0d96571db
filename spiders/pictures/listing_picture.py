"""A picture of an article's description as an item: its text as the rules judge it, each line with its place."""

from pathlib import Path

from crawler.items import ListingPicture, PictureLine, Status
from spiders.pictures.blocks import said
from spiders.pictures.memory import memory_in
from spiders.pictures.picture import Picture


def read_listing_picture(shown: ListingPicture, body: bytes, cache: Path) -> tuple[ListingPicture, bool]:
    """`shown` with what the picture says, and was that remembered? Blocks; `damaged` with a note where it could not be read."""
    picture, remembered = memory_in(cache).read(body)
    return filled(shown, picture), remembered


def filled(shown: ListingPicture, picture: Picture) -> ListingPicture:
    """`shown` with the words that were read for sure."""
    if picture.reason is not None:
        return shown.model_copy(update={"status": Status.DAMAGED, "notes": [picture.reason]})
    read = said(picture.lines)
    lines = [
        PictureLine(start=start, length=len(line.text), box=line.box, confidence=line.confidence)
        for start, line in read.lines
    ]
    cut = [f"图片过长，只识读了上部 {picture.read_to} 行像素"] if picture.read_to else []
    size = {"width": picture.width, "height": picture.height}
    return shown.model_copy(update={"text": read.text or None, "lines": lines, "notes": cut, **size})
