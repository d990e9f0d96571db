"""What is named in packs but does not exist, and patterns or words that cannot be searched for."""

from collections.abc import Iterator, Sequence

from rules.engine.folding import tight
from rules.engine.patterns import PatternError, check
from rules.engine.phrases import parse
from rules.language import Rule, Vocabulary
from rules.laws import Laws
from rules.shelf import Shelf


def problems(shelf: Shelf, laws: Laws) -> Iterator[str]:
    """What is named but does not exist, and patterns that the engine refuses."""
    for name, vocabulary in shelf.vocabularies.items():
        yield from _hollow(f"{shelf.places[name]}: vocabulary {name}", vocabulary)
    for name, exemption in shelf.exemptions.items():
        where = f"{shelf.places[name]}: exemption {name}"
        for texts in exemption.model_dump(include=_PHRASES).values():
            yield from _unknown_parts(where, texts, shelf)
    for rule in shelf.rules.values():
        where = f"{shelf.places[rule.id]}: rule {rule.id}"
        yield from _unknown_bases(where, rule, laws)
        yield from _unknown_names(where, rule, shelf)
        yield from _unknown_parts(where, (*rule.match, *rule.lacks), shelf)
        if rule.match and not rule.fields:
            yield f"{where}: fields: expected at least one of the item's fields, found none"


_PHRASES = {"around", "inside", "before", "after", "sentence", "text", "context"}


def _hollow(where: str, vocabulary: Vocabulary) -> Iterator[str]:
    if not vocabulary.words and not vocabulary.patterns:
        yield f"{where}: expected words or patterns, found none"
    for word in vocabulary.words:
        if not _drawn(word):
            yield f"{where}: empty word {word!r}; expected letters, digits or characters"
        elif len(tight(word)) == 1 < len(word):
            yield f"{where}: word {word!r} reads as {tight(word)!r} alone; write a pattern to keep its signs"
    yield from _refused(where, vocabulary.patterns)


def _drawn(word: str) -> bool:
    return bool(tight(word))


def _refused(where: str, patterns: Sequence[str]) -> Iterator[str]:
    for pattern in patterns:
        try:
            check(pattern)
        except PatternError as wrong:
            yield f"{where}: {wrong}"


def _unknown_bases(where: str, rule: Rule, laws: Laws) -> Iterator[str]:
    for basis in rule.basis:
        if basis not in laws.bases:
            yield f"{where}: basis {basis!r} is not in laws.yaml; nearest: {laws.nearest(basis)!r}"


def _unknown_names(where: str, rule: Rule, shelf: Shelf) -> Iterator[str]:
    numbers = (rule.number.of,) if rule.number else ()
    for name in (*rule.goods, *rule.goods_except, *numbers):
        if name not in shelf.vocabularies:
            yield f"{where}: no vocabulary {name!r}"
    for name in rule.unless:
        if name not in shelf.exemptions:
            yield f"{where}: no exemption {name!r}"


def _unknown_parts(where: str, texts: Sequence[str], shelf: Shelf) -> Iterator[str]:
    for text in texts:
        for slot in (slot for phrase in parse(text) for slot in phrase):
            yield from (
                f"{where}: no vocabulary {name!r}, named in {text!r}"
                for name in slot.vocabularies
                if name not in shelf.vocabularies
            )
            yield from (f"{where}: empty word in {text!r}" for word in slot.words if not _drawn(word))
            yield from _refused(where, [slot.pattern] if slot.pattern else [])
