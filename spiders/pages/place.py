"""In which country's money does a page count? Its host's ending, its language, in that order."""

from spiders.pages.document import Document

BY_LANGUAGE = {
    "ja": "jp",
    "zh": "cn",
    "da": "dk",
    "nb": "no",
    "no": "no",
    "nn": "no",
    "sv": "se",
    "ko": "kr",
    "ru": "ru",
    "pl": "pl",
}
COUNTRIES = frozenset([
    "ca", "au", "nz", "sg", "hk", "tw", "mx", "ar", "cl", "co", "jp", "cn", "dk", "no", "se", "is", "uk",
    "de", "fr",
])  # fmt: skip


def place_of(document: Document) -> str:
    """Two letters of a country, or an empty string when nothing tells."""
    ending = document.host.rsplit(".", 1)[-1]
    if ending in COUNTRIES:
        return ending
    root = document.dom.root
    said = (root.attributes.get("lang") if root is not None else None) or ""
    language = said.strip() or document.meta("content-language") or ""
    head, _, region = language.lower().replace("_", "-").partition("-")
    if region in COUNTRIES:
        return region
    return BY_LANGUAGE.get(head) or _by_script(document.title or "")


def _by_script(title: str) -> str:
    """Japan for a title with kana, China for one with hanzi alone."""
    if any("\u3040" <= sign <= "\u30ff" for sign in title):
        return "jp"
    return "cn" if any("\u4e00" <= sign <= "\u9fff" for sign in title) else ""
