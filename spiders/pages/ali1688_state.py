"""1688's page state and addresses: where an offer's data stands, and where a company's registration is shown."""

import re
from typing import Any

from spiders.pages.document import Document, absolute
from spiders.pages.javascript import literal

NAME = "1688"
OFFER_ID = re.compile(r"(?:1688\.com/offer/|[?&]offerId=)(\d{6,20})")
TITLE_SUFFIX = re.compile(r"\s{0,3}-\s{0,3}(?:阿里巴巴|1688).{0,20}$")
IMAGE_HOST = "https://cbu01.alicdn.com/"


def offer_id_of(url: str | None) -> str | None:
    """The number of an offer in its address."""
    match = OFFER_ID.search(url or "")
    return match.group(1) if match else None


def page_state(document: Document) -> Any:
    """`__INIT_DATA` of an offer page, or the whole body: JSON, JSONP, or a module that exports it."""
    if document.data is not None:
        return document.data
    text = document.text
    if text.startswith("export "):
        return literal(text, text.find("{"))
    return document.js_object("__INIT_DATA", "iDetailData") if "INIT_DATA" in document.script_text else None


def credit_pages(shop_url: str | None) -> list[str]:
    """Where 1688 shows the registration of the company behind a shop."""
    found = absolute("/page/creditdetail.htm", shop_url) if shop_url and ".1688.com" in shop_url else None
    return [found] if found and "winport.m." not in found else []
