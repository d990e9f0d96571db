"""A picture of a licence as an item: what was read for sure is the display's, what was not is said in the notes."""

from typing import Any

from crawler.items import Licence, LicenceDisplay, LicenceOwner, Status
from spiders.pictures.licence_picture import Value, read_licence
from spiders.pictures.reader import read_picture

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")


def is_picture(body: bytes) -> bool:
    """Do the bytes begin as PNG, JPEG, GIF, BMP or WebP do?"""
    return body.startswith(_SIGNATURES) or (body[:4] == b"RIFF" and body[8:12] == b"WEBP")


def licence_of(
    body: bytes, *, url: str | None = None, path: str | None = None, owner: LicenceOwner = "shop"
) -> Licence:
    """The licence in a picture; `damaged` with the reason in `notes` when nothing could be relied on."""
    picture = read_picture(body)
    read = read_licence(picture)
    given: dict[str, Any] = {"url": url, "path": path, "notes": list(read.doubts)}
    if not read.is_licence:
        return Licence(status=Status.DAMAGED, **given)
    display = LicenceDisplay(
        owner=owner,
        form="image",
        number=_text(read.number),
        valid=True,  # a number whose check character disagrees is not read
        name=_text(read.name),
        href=url,
    )
    labelled = {"类型": read.type, "经营者": read.person, "地址": read.address, "成立日期": read.founded}
    said = "\n".join(f"{label}：{value.text}" for label, value in labelled.items() if value)
    codes = [f"二维码：{code.text}" for code in picture.codes]
    given["notes"] += codes
    return Licence(seller_name=_text(read.name), description=said or None, licences=[display], **given)


def _text(value: Value | None) -> str | None:
    return value.text if value else None
