"""Cells that no spreadsheet takes for a formula: page content is data, in Excel and WPS too."""

import unicodedata

STARTERS = frozenset("=+-@")
"""What begins a formula, also as a full-width or small form (NFKC makes ＝ and ﹦ the same as =)."""


def neutral(text: str) -> str:
    """`text` as one line without control characters, quoted by an apostrophe where it could be a formula."""
    flat = text if text.isprintable() else "".join(map(_printed, text))
    return f"'{flat}" if _may_start_formula(text) else flat


def _printed(sign: str) -> str:
    return " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign


def _may_start_formula(text: str) -> bool:
    """Blanks and signs without width before the first visible one do not make it harmless."""
    if text[:1] in {"\t", "\r", "\n"}:
        return True
    for sign in text:
        if not sign.isspace() and unicodedata.category(sign) not in {"Cc", "Cf", "Mn"}:
            return unicodedata.normalize("NFKC", sign)[:1] in STARTERS
    return False
