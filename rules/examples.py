"""Do the rules do what their authors say: every hit with its exact excerpt, no miss found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rules.language import Example, Rule
from rules.laws import Laws
from rules.packs import Packs
from rules.wording import Wording


@dataclass(frozen=True)
class ExampleFailure:
    """One example that turned out otherwise."""

    rule: str
    text: str
    expected: str | None  # the excerpt; None for a miss
    found: tuple[str, ...]  # the excerpts that the rule found

    def __str__(self) -> str:
        found = "、".join(self.found) or "nothing"
        wanted = f"excerpt {self.expected!r}" if self.expected is not None else "nothing"
        return f"rule {self.rule}: example {self.text!r}: expected {wanted}, found {found}"


def failures(packs: Packs) -> Iterator[ExampleFailure]:
    """The examples that fail, in order of the packs."""
    wording = Wording(packs)
    for rule in packs.rules.values():
        if not rule.judges_text:
            continue
        for example in (*rule.hits, *rule.misses):
            found = _excerpts(rule, example, wording, packs.laws)
            right = example.excerpt in found if example.excerpt is not None else not found
            if not right or (example in rule.hits and example.excerpt is None):
                yield ExampleFailure(rule.id, example.text, example.excerpt, found)


def _excerpts(rule: Rule, example: Example, wording: Wording, laws: Laws) -> tuple[str, ...]:
    findings = wording.judge_text(
        example.text,
        field=_address(example.field or rule.fields[0]),
        on=example.on or example_day(rule, laws),
        category=example.category,
        only=rule.id,
    )
    return tuple(finding.excerpt or "" for finding in findings)


def _address(field: str) -> str:
    return "attributes.属性" if field == "attributes" else field


def example_day(rule: Rule, laws: Laws) -> date:
    """A day on which the rule speaks: the latest end or beginning of one of its bases."""
    bases = [laws.bases[name] for name in rule.basis]
    lasting = [basis.since for basis in bases if basis.until is None]
    return max(lasting) if lasting else max(basis.until or basis.since for basis in bases)
