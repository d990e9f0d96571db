"""The rules in force: packs of YAML, read, checked and compiled once; broken ones refuse to load."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from rules.finding import Finding
from rules.language import Exemption, Number, Rule, Vocabulary
from rules.laws import LawError, Laws
from rules.patterns import PatternError, check
from rules.phrases import parse
from rules.yaml_lines import Document, YamlError

if TYPE_CHECKING:
    from rules.examples import ExampleFailure

BUNDLED = Path(__file__).with_name("packs")
VOCABULARIES = Path(__file__).with_name("vocabularies")


class PackError(ValueError):
    """A pack cannot be used; the message names file, line, rule, what was expected and what was found."""


@dataclass
class _Shelf:
    """What was read so far, and where each name was given."""

    rules: dict[str, Rule] = field(default_factory=dict)
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    exemptions: dict[str, Exemption] = field(default_factory=dict)
    stand_ins: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    digest: Any = field(default_factory=hashlib.sha256)


@dataclass(frozen=True)
class Packs:
    """All rules, vocabularies and exemptions; `digest` tells two sets of packs apart."""

    rules: Mapping[str, Rule]
    vocabularies: Mapping[str, Vocabulary]
    exemptions: Mapping[str, Exemption]
    stand_ins: Mapping[str, Sequence[str]]
    laws: Laws
    digest: str

    @property
    def version(self) -> str:
        """A short name for this very set of rules."""
        return self.digest[:12]

    @classmethod
    def load(cls, directories: Sequence[Path] | None = None, laws: Laws | None = None) -> "Packs":
        """The packs of `directories` (None: the bundled ones); PackError with the first problem found."""
        known, shelf = _read(directories, laws)
        if shelf.problems:
            more = f" ({len(shelf.problems)} problems in all)" if len(shelf.problems) > 1 else ""
            raise PackError(shelf.problems[0] + more)
        return cls(
            rules=shelf.rules,
            vocabularies=shelf.vocabularies,
            exemptions=shelf.exemptions,
            stand_ins=shelf.stand_ins,
            laws=known,
            digest=shelf.digest.hexdigest(),
        )

    def finding(self, rule_id: str, on: date, **fields: Any) -> Finding | None:
        """A finding of `rule_id` with its group, severity, title and the bases in force; None without any.

        `fields` are those of Finding and win over the rule's; the explanation defaults to the rule's `why`.
        PackError when no pack has such a rule.
        """
        rule = self.rules.get(rule_id)
        if rule is None:
            raise PackError(f"no rule {rule_id!r} in the packs loaded; `wangxun rules list` names them")
        basis = self.laws.in_force(rule.basis, on)
        if not basis:
            return None
        known = {"group": rule.group, "severity": rule.severity, "title": rule.title, "basis": basis}
        return Finding(rule=rule.id, **{"explanation": rule.why} | known | fields)


def lint(directories: Sequence[Path] | None = None, laws: Laws | None = None) -> list[str]:
    """Every problem of the packs in `directories`, failing examples last; empty when they are sound."""
    try:
        known, shelf = _read(directories, laws)
    except PackError as broken:
        return [str(broken)]
    if shelf.problems:
        return shelf.problems
    packs = Packs.load(directories, known)
    return [f"{shelf.places[failure.rule]}: {failure}" for failure in run_examples(packs)]


def run_examples(packs: Packs) -> "list[ExampleFailure]":
    """The hits and misses of all rules that do not turn out as their author says."""
    from rules.examples import failures

    return list(failures(packs))


def _read(directories: Sequence[Path] | None, laws: Laws | None) -> tuple[Laws, _Shelf]:
    try:
        known = laws or Laws.load()
    except LawError as broken:
        raise PackError(str(broken)) from broken
    shelf = _Shelf()
    for path in _files(directories):
        _read_file(path, shelf)
    if not shelf.rules and not shelf.problems:
        named = ", ".join(str(directory) for directory in directories or [BUNDLED])
        raise PackError(f"{named}: expected at least one rule in *.yaml, found none; nothing can be judged")
    if not shelf.problems:
        shelf.problems += _dangling(shelf, known)
    return known, shelf


def _files(directories: Sequence[Path] | None) -> list[Path]:
    files = sorted(VOCABULARIES.glob("*.yaml"))
    for directory in directories if directories is not None else [BUNDLED]:
        if not directory.is_dir():
            raise PackError(f"{directory}: expected a directory of packs, found none")
        files += sorted(path for path in directory.glob("*.yaml") if path not in files)
    return files


def _read_file(path: Path, shelf: _Shelf) -> None:
    try:
        document = Document(path)
    except YamlError as broken:
        shelf.problems.append(str(broken))
        return
    shelf.digest.update(path.name.encode() + b"\0" + path.read_bytes())
    if not isinstance(document.data, dict):
        shelf.problems.append(f"{path}:1: expected the keys rules, vocabularies, exemptions or stand_ins")
        return
    for key in document.data.keys() - {"rules", "vocabularies", "exemptions", "stand_ins"}:
        shelf.problems.append(f"{path}:{document.line((key,))}: unknown key {key!r}")
    _named(document, "vocabularies", Vocabulary, shelf.vocabularies, shelf)
    _named(document, "exemptions", Exemption, shelf.exemptions, shelf)
    for char, forms in (document.data.get("stand_ins") or {}).items():
        shelf.stand_ins[char] = [*shelf.stand_ins.get(char, []), *forms.split()]
    for index, entry in enumerate(document.data.get("rules") or []):
        name = entry.get("id") if isinstance(entry, dict) else None
        _take(document, ("rules", index), str(name), "rule", Rule, entry, shelf.rules, shelf)


def _named(
    document: Document, key: str, model: type[BaseModel], shelf_part: dict[str, Any], shelf: _Shelf
) -> None:
    for name, entry in (document.data.get(key) or {}).items():
        if isinstance(entry, str):
            entry = {"words": entry.split()}
        elif isinstance(entry, dict) and isinstance(entry.get("words"), str):
            entry = entry | {"words": entry["words"].split()}
        _take(document, (key, name), name, key, model, entry, shelf_part, shelf)


def _take(
    document: Document,
    where: tuple[str | int, ...],
    name: str,
    what: str,
    model: type[BaseModel],
    entry: Any,
    shelf_part: dict[str, Any],
    shelf: _Shelf,
) -> None:
    place = f"{document.path}:{document.line(where)}"
    if name in shelf_part:
        shelf.problems.append(
            f"{place}: {what} {name!r} is given twice; the first is at {shelf.places[name]}"
        )
        return
    try:
        shelf_part[name] = model.model_validate(entry)
    except ValidationError as invalid:
        for problem in invalid.errors():
            at = f"{document.path}:{document.line((*where, *problem['loc']))}"
            key = ".".join(str(part) for part in problem["loc"])
            found = (
                f"; found {problem['input']!r}" if problem["type"] not in {"missing", "value_error"} else ""
            )
            shelf.problems.append(f"{at}: {what} {name}: {key}: {problem['msg']}{found}")
        return
    shelf.places[name] = place


def _dangling(shelf: _Shelf, laws: Laws) -> Iterator[str]:
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
    yield from (f"{where}: empty word" for word in vocabulary.words if not _drawn(word))
    yield from _refused(where, vocabulary.patterns)


def _drawn(word: str) -> bool:
    from rules.folding import tight

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


def _unknown_names(where: str, rule: Rule, shelf: _Shelf) -> Iterator[str]:
    number: Number | None = rule.number
    for name in (*rule.goods, *rule.goods_except, *((number.of,) if number else ())):
        if name not in shelf.vocabularies:
            yield f"{where}: no vocabulary {name!r}"
    for name in rule.unless:
        if name not in shelf.exemptions:
            yield f"{where}: no exemption {name!r}"


def _unknown_parts(where: str, texts: Sequence[str], shelf: _Shelf) -> Iterator[str]:
    for text in texts:
        for slot in (slot for phrase in parse(text) for slot in phrase):
            yield from (
                f"{where}: no vocabulary {name!r}, named in {text!r}"
                for name in slot.vocabularies
                if name not in shelf.vocabularies
            )
            yield from (f"{where}: empty word in {text!r}" for word in slot.words if not _drawn(word))
            yield from _refused(where, [slot.pattern] if slot.pattern else [])
