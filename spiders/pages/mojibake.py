"""Can a text that was decoded wrongly and saved again be read back? Undone only where it reads better after."""

import codecs
import re

from spiders.pages.plausible import plausibility, worth

BETTER = 0.2  # by how much the plausibility must rise
FEW = 50  # fewer characters beyond ASCII than this tell nothing
TRACES = 4  # so many traces call for a try
_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_CP1252 = {ord(bytes([code]).decode("cp1252")): code for code in range(0x80, 0xA0) if code not in _UNDEFINED}
_HIGH = "\x80-\xbf" + "".join(map(chr, _CP1252))
# UTF-8 shown as Latin-1 (æ‰‹, Ã©), GBK shown as Latin-1 (ÊÖ»ú), UTF-8 shown as GBK (鎵嬫満). The first opens
# with one set of letters, by which `re` passes over the rest of a text at once.
_UTF8_AS_LATIN = re.compile(
    rf"[ÂÃâã-é](?:(?<=[ã-é])[{_HIGH}][{_HIGH}]|(?<=[ÂÃ])[{_HIGH}]|(?<=â)[€‚„†‡ˆ‰Š][{_HIGH}])"
)
_GBK_AS_LATIN = re.compile(r"[\xa1-\xfe]{4}")
_UTF8_AS_GBK = re.compile("[鍙鐨銆锛鎴鍦涓浜绗鏈鍝璐闂缃搴鎵鏄鍒鍚寰鐢]")
# What GBK keeps of Latin-1, and what it makes of UTF-8.
RUBBLE_LETTERS = "àáèéêìíòóùúü"
RUBBLE_SIGNS = "¤§¨°±×÷"
MISREAD = "鍙鐨銆锛鎴鍦涓浜绗鏈鍝璐闂缃搴鎵鏄鍒鍚寰鐢"
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def repaired(text: str, sample: str) -> tuple[str, str] | None:
    """The text as it was meant and both encodings (`latin-1>utf-8`); None when nothing better is found.

    `sample` is what `beyond_ascii` gives for the text.
    """
    for trace, shown, meant in (
        (_UTF8_AS_LATIN, "latin-1", "utf-8"),
        (_GBK_AS_LATIN, "latin-1", "gb18030"),
        (_UTF8_AS_GBK, "gb18030", "utf-8"),
    ):
        if len(trace.findall(sample)) < TRACES or worth(_undone(sample, shown, meant)) <= worth(sample):
            continue
        undone = _undone(text, shown, meant)
        if plausibility(undone) > worth(sample) + BETTER:
            return undone, f"{shown}>{meant}"
    return None


def _undone(text: str, shown: str, meant: str) -> str:
    data = _latin_bytes(text) if shown == "latin-1" else text.encode("gb18030", "replace")
    return data.decode(meant, "replace")


def garbled(sample: str) -> bool:
    """Is a sample of the text beyond ASCII the rubble of another encoding, past mending?"""
    total = len(sample) - sample.count(" ")
    if total <= FEW:
        return False
    letters, signs, misread = (
        sum(map(sample.count, kind)) for kind in (RUBBLE_LETTERS, RUBBLE_SIGNS, MISREAD)
    )
    misread += 2 * len(_UTF8_AS_LATIN.findall(sample))
    kept = letters + signs > 0.6 * total and signs > 0.08 * total
    return kept or misread > 0.3 * total


def _latin_bytes(text: str) -> bytes:
    """The bytes that Latin-1 or Windows-1252 showed as this text; what neither shows stays as UTF-8."""
    return text.translate(_CP1252).encode("latin-1", "utf8-bytes")


def _as_utf8(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return error.object[error.start : error.end].encode("utf-8", "replace"), error.end


codecs.register_error("utf8-bytes", _as_utf8)


def unescaped(text: str) -> str:
    r"""`\u624b` written out as 手; ASCII escapes stay, since they may be quotes or brackets of a script."""
    if "\\u" not in text:
        return text
    spelt = _ESCAPE.sub(_spelt, text)
    return spelt.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _spelt(escape: re.Match[str]) -> str:
    code = int(escape.group(1), 16)
    return escape.group() if code < 0x80 else chr(code)
