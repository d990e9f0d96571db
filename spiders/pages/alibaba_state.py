"""Taobao's and Tmall's addresses, account names and pictures, and what their pages say of themselves."""

import re
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from crawler.items import Status
from spiders.pages.document import Document, absolute
from spiders.pages.embedded import at, words

ITEM_ID = re.compile(
    r"(?:[?&](?:id|itemId|item_id|item_num_id|itemNumId)=|item/|/i|offer/)(\d{6,20})(?:\b|_)", re.IGNORECASE
)
ITEM_HOSTS = ("taobao.com", "tmall.com", "tmall.hk", "liangxinyao.com", "95095.com")
THUMBNAIL = re.compile(r"(\.(?:jpe?g|png|gif|webp|SS2))_.{0,60}$", re.IGNORECASE)
MTOP_FAILURES = (
    ("RGV587", Status.BLOCKED),
    ("USER_VALIDATE", Status.BLOCKED),
    ("ILLEGAL_ACCESS", Status.BLOCKED),
    ("SESSION_EXPIRED", Status.LOGIN),
    ("ITEM_NOT_FOUND", Status.GONE),
    ("ITEM_NOT_EXIST", Status.GONE),
)


def item_id_of(url: str | None) -> str | None:
    """The number of an item in the address of its page; None for an address of something else."""
    if not url or not any(host in url for host in ITEM_HOSTS):
        return None
    match = ITEM_ID.search(url)
    return match.group(1) if match else None


def nick(value: Any) -> str | None:
    """An account name; older state has it percent-encoded, in UTF-8 or GBK."""
    text = words(value)
    if not text or "%" not in text:
        return text
    decoded = unquote(text)
    if "\ufffd" in decoded:
        decoded = unquote_to_bytes(text).decode("gb18030", "replace")
    return words(decoded)


def full_image(url: str | None) -> str | None:
    """The address of the picture rather than of its thumbnail (`….jpg_60x60q90.jpg`)."""
    found = absolute(url, "https://www.taobao.com/")
    return THUMBNAIL.sub(r"\1", found) if found else None


def mtop_status(document: Document) -> Status | None:
    """What an mtop body says of itself in `ret`: a wall, a log-in, a gone item; None for a good one."""
    ret = at(document.data, "ret")
    said = " ".join(word for word in ret if isinstance(word, str)) if isinstance(ret, list) else ""
    for phrase, status in MTOP_FAILURES:
        if phrase in said:
            return status
    return None


def alibaba_status(document: Document) -> Status | None:
    """A log-in page, a page that says the article is gone, or what an mtop body says of itself."""
    if document.data is not None:
        return mtop_status(document)
    if document.host.startswith("login.") or document.first("#fm-login-id, #J_LoginBox") is not None:
        return Status.LOGIN
    return (
        Status.GONE if document.first(".error-notice-hd, .errorDetail, #error-notice") is not None else None
    )


def microscope(document: Document) -> dict[str, str]:
    """The `microscope-data` meta tag: `pageId=1;shopId=58499649; userid=263726286;`."""
    parts = (part.partition("=") for part in (document.meta("microscope-data") or "").split(";"))
    return {name.strip(): value.strip() for name, _, value in parts if value.strip()}
