"""From where does a platform's script fetch an article's description, which the page itself lacks?"""

import re

from spiders.pages.document import Document

KEYS = ("httpsDescUrl", "descUrl", "detailUrl", "descriptionUrl", "desc")
"""Names of page configuration: Tmall's, Taobao's, 1688's, AliExpress's, JD's; the surest first."""

TOLD = re.compile(
    r"""["']?\s{0,20}:[^"',;{}]{0,60}(?:'http:'[^"',;{}]{0,9})?["']((?:https?:)?(?:\\?/){2}[^"'\s]{6,800})["']"""
)
PLACES = re.compile(r"desc|itemcdn\.tmall\.com")
"""What an address of a description holds."""

TRIES = 20


def description_url(document: Document) -> str | None:
    """The first address behind one of KEYS that is a description's; None where the page names none."""
    text = document.script_text
    for key in KEYS:
        at = -1
        for _ in range(TRIES):
            at = text.find(key, at + 1)
            if at < 0:
                break
            told = TOLD.match(text, at + len(key))
            address = told.group(1).replace("\\/", "/") if told else ""
            if PLACES.search(address) and (url := document.absolute(address)):
                return url
    return None
