"""Where a title may carry a brand: bracketed at its head, or in the words before the goods."""

import re

OPENING, CLOSING = "【[「『《〈(（“", "】]」』》〉)）”"
_GAPS = re.compile(rf"[\s{re.escape(OPENING)}]")
LONGEST, HEADS = 40, 3  # characters of a slot that are read; slots of a title that are read
FOR = ("适用", "适配", "兼容", "适合", "通用", "for ", "专用", "配件")  # what follows is somebody else's


def slots(title: str) -> list[tuple[int, int]]:
    """Start and end of the slots, in order; none after words that say for whose goods an accessory is."""
    found: list[tuple[int, int]] = []
    at, length = 0, min(len(title), 120)
    while at < length and len(found) < HEADS:
        char = title[at]
        if char.isspace():
            at += 1
        elif char in OPENING:
            close = title.find(CLOSING[OPENING.index(char)], at + 1, at + LONGEST)
            if close < 0:
                at += 1
                continue
            found.append((at + 1, close))
            at = close + 1
        else:
            found.append((at, _end(title, at, length)))
            break
    return [(start, end) for start, end in found if end > start and not for_others(title, start)]


def _end(title: str, at: int, length: int) -> int:
    """The end of the first word, or of up to three Latin words."""
    last = max(at, min(length, at + LONGEST))
    for words, gap in enumerate(_GAPS.finditer(title, at, last), start=1):
        end = gap.start()
        following = title[end + 1 : end + 2]
        goes_on = following.isascii() and (following.isalpha() or following in "&+")
        if words == 3 or not goes_on or not title[at:end].isascii():
            return end
    return last


def for_others(title: str, start: int) -> bool:
    """Is what begins at `start` said to be what the goods fit (适用于…), or are the words that say so there?"""
    if title[start : start + 4].casefold().startswith(FOR):
        return True
    before = title[max(0, start - 6) : start].casefold()
    return before != "" and any(word in before for word in FOR)


def phrase(text: str) -> bool:
    """Is this a phrase rather than a name: hanzi, and words parted by spaces?"""
    words = text[: LONGEST * 2].split()
    if text.lstrip()[:4].casefold().startswith(FOR):
        return True
    return len(words) > 1 and not text.isascii() and sum(map(len, words)) > len(words)
