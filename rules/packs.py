"""The rules in force: packs of YAML, read, checked and compiled once; broken ones refuse to load."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rules.finding import Finding
from rules.language import Exemption, Rule, Vocabulary
from rules.laws import LawError, Laws
from rules.shelf import Shelf
from rules.soundness import problems

if TYPE_CHECKING:
    from rules.examples import ExampleFailure

BUNDLED = Path(__file__).with_name("packs")
VOCABULARIES = Path(__file__).with_name("vocabularies")


class PackError(ValueError):
    """A pack cannot be used; the message names file, line, rule, what was expected and what was found."""


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
        """The packs of `directories` (None: the bundled ones); PackError with the first problem found.

        A file among them stands for the bundled pack of its name, the other bundled ones stay.
        """
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

    def of(self, pack: str) -> "Packs":
        """The rules of one pack alone and the laws that they cite: all that a check which speaks by them can depend on."""
        rules = {name: rule for name, rule in self.rules.items() if name.startswith(f"{pack}.")}
        cited = {name for rule in rules.values() for name in rule.basis}
        laws = Laws({name: basis for name, basis in self.laws.bases.items() if name in cited})
        return replace(self, rules=rules, vocabularies={}, exemptions={}, laws=laws)

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
        known: dict[str, Any] = {
            "rule": rule.id,
            "group": rule.group,
            "severity": rule.severity,
            "title": rule.title,
            "basis": basis,
            "explanation": rule.why,
        }
        return Finding(**known | fields)


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


def _read(directories: Sequence[Path] | None, laws: Laws | None) -> tuple[Laws, Shelf]:
    try:
        known = laws or Laws.load()
    except LawError as broken:
        raise PackError(str(broken)) from broken
    shelf = Shelf()
    for path in _files(directories):
        shelf.take(path)
    if not shelf.rules and not shelf.problems:
        named = ", ".join(str(directory) for directory in directories or [BUNDLED])
        raise PackError(f"{named}: expected at least one rule in *.yaml, found none; nothing can be judged")
    if not shelf.problems:
        shelf.problems += problems(shelf, known)
    return known, shelf


def _files(directories: Sequence[Path] | None) -> list[Path]:
    files = sorted(VOCABULARIES.glob("*.yaml"))
    for directory in directories if directories is not None else [BUNDLED]:
        if directory.is_file():
            files += sorted(path for path in BUNDLED.glob("*.yaml") if path.name != directory.name)
            files.append(directory)
            continue
        if not directory.is_dir():
            raise PackError(f"{directory}: expected a directory of packs or a pack, found none")
        files += sorted(path for path in directory.glob("*.yaml") if path not in files)
    return files
