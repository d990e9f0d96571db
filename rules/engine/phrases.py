"""How a claim is composed: words and vocabularies in order, with bounded gaps; the small notation that packs use.

    {scope} ..2 第一|冠军        a word of the vocabulary `scope`, at most 2 characters, then 第一 or 冠军
    {disease} ~6 {cure}         both, in either order, at most 6 characters apart
    {scope}? {rank}             the first may be missing
    /\\d{1,2}[:：]1/             a pattern of the linear-time engine, over the text with its separators

Characters are counted without separators; a phrase never crosses the end of a sentence.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

MAX_GAP = 60
_WRITTEN_OUT = 400  # words that two lists may be multiplied into
_ITEM = re.compile(
    r"/(?P<pattern>\S+)/(?P<opt_p>\??)$|(?P<mode>\.\.|~)(?P<gap>\d*)$|(?P<terms>\S+?)(?P<opt>\??)$"
)


class PhraseError(ValueError):
    """The notation is wrong; the message says where and what was expected."""


@dataclass(frozen=True)
class Slot:
    """One place of a phrase: any of these words, vocabularies or the pattern, at most `gap` characters on."""

    words: tuple[str, ...] = ()
    vocabularies: tuple[str, ...] = ()
    pattern: str | None = None
    gap: int = 0
    optional: bool = False


Phrase = tuple[Slot, ...]


@cache  # it is asked for when a pack is read, when it is proved and when it is compiled
def parse(text: str) -> tuple[Phrase, ...]:
    """The phrases that `text` stands for: several when a part is optional or the order is free."""
    slots: list[Slot] = []
    gap, free = 0, False
    for item in text.split():
        found = _ITEM.match(item)
        if found and found["mode"]:
            gap = _gap(found["gap"], text)
            free = free or found["mode"] == "~"
            continue
        slots.append(replace(_slot(item, text), gap=gap if slots else 0))
        gap = 0
    if not slots or all(slot.optional for slot in slots):
        raise PhraseError(
            f"phrase {text!r} is empty; expected at least one word, {{vocabulary}} or /pattern/"
        )
    if free and len(slots) != 2:
        raise PhraseError(f"phrase {text!r}: ~N joins exactly two parts, found {len(slots)}")
    return tuple(_either_order(slots) if free else _with_and_without(slots))


def closed(phrase: Phrase) -> Phrase:
    """`phrase` with short lists of words that follow directly on each other written out as longer words."""
    slots: list[Slot] = []
    for slot in phrase:
        last = slots[-1] if slots else None
        if last and _multiply(last, slot):
            words = tuple(first + second for first in last.words for second in slot.words)
            slots[-1] = replace(last, words=words)
        else:
            slots.append(slot)
    return tuple(slots)


def _multiply(first: Slot, second: Slot) -> bool:
    few = len(first.words) * len(second.words) <= _WRITTEN_OUT
    return second.gap == 0 and few and _plain(first) and _plain(second)


def _plain(slot: Slot) -> bool:
    return bool(slot.words) and not slot.vocabularies and slot.pattern is None


def _gap(digits: str, text: str) -> int:
    if not digits:
        raise PhraseError(f"phrase {text!r}: unbounded gap; expected ..N or ~N with N up to {MAX_GAP}")
    if int(digits) > MAX_GAP:
        raise PhraseError(f"phrase {text!r}: gap {digits} is longer than {MAX_GAP} characters")
    return int(digits)


def _slot(item: str, text: str) -> Slot:
    found = _ITEM.match(item)
    if found is None:
        raise PhraseError(f"phrase {text!r}: cannot read {item!r}")
    if found["pattern"]:
        return Slot(pattern=found["pattern"], optional=bool(found["opt_p"]))
    if "|/" in item or item.startswith("/"):
        raise PhraseError(f"phrase {text!r}: a /pattern/ is a part of its own, without | beside it: {item!r}")
    words: list[str] = []
    vocabularies: list[str] = []
    for term in re.findall(r"\{[^{}]*\}|[^|{}]+|[{}]", found["terms"]):
        if term.startswith("{") and term.endswith("}") and len(term) > 2:
            vocabularies += term[1:-1].split("|")
        elif term in "{}" or term == "{}":
            raise PhraseError(f"phrase {text!r}: brace without its partner or name in {item!r}")
        else:
            words.append(term)
    return Slot(tuple(words), tuple(vocabularies), optional=bool(found["opt"]))


def _either_order(slots: list[Slot]) -> list[Phrase]:
    first, second = slots
    return [(first, second), (replace(second, gap=0), replace(first, gap=second.gap))]


def _with_and_without(slots: list[Slot]) -> list[Phrase]:
    choices = [(True, False) if slot.optional else (True,) for slot in slots]
    phrases = []
    for taken in product(*choices):
        phrase: list[Slot] = []
        carried = 0
        for slot, present in zip(slots, taken, strict=True):
            if present:
                phrase.append(replace(slot, gap=slot.gap + carried if phrase else 0))
                carried = 0
            else:
                carried += slot.gap
        phrases.append(tuple(phrase))
    return phrases
