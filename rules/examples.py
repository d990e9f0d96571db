"""Do the rules do what their authors say: every hit with its exact excerpt, no miss found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from crawler.items import Listing
from rules.language import Example, Rule
from rules.laws import Laws
from rules.packs import Packs
from rules.weighing import words_of
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
    weighed = words_of(packs, [rule for rule in packs.rules.values() if rule.weighs])
    for rule in packs.rules.values():
        if not rule.match:
            continue
        for example in (*rule.hits, *rule.misses):
            found = _excerpts(rule, example, weighed if rule.weighs else wording, packs.laws)
            right = example.excerpt in found if example.excerpt is not None else not found
            if not right or (example in rule.hits and example.excerpt is None):
                yield ExampleFailure(rule.id, example.text, example.excerpt, found)


def _excerpts(rule: Rule, example: Example, wording: Wording, laws: Laws) -> tuple[str, ...]:
    address, on = _address(example.field or rule.fields[0]), example.on or example_day(rule, laws)
    if rule.lacks:
        found = wording.judge(_whole_page(example, address), on)
        return tuple(one.excerpt or "" for one in found if (one.rule, one.field) == (rule.id, address))
    findings = wording.judge_text(example.text, field=address, on=on, category=example.category, only=rule.id)
    return tuple(finding.excerpt or "" for finding in findings)


def _whole_page(example: Example, address: str) -> Listing:
    """The example on a page that was read whole: only there can anything be missing."""
    words: dict[str, Any] = {"attributes": {"货号": "无"}, "description": "见商品详情。" * 10}
    field, _, name = address.partition(".")
    if name:
        words["attributes"] |= {name: example.text}
    elif field == "description":
        words["description"] = f"{example.text}。{words['description']}"
    else:
        words[field] = example.text
    return Listing.model_validate(words | {"category": [example.category] if example.category else []})


def _address(field: str) -> str:
    return "attributes.属性" if field == "attributes" else field


def example_day(rule: Rule, laws: Laws) -> date:
    """A day on which the rule speaks: the latest end or beginning of one of its bases."""
    bases = [laws.bases[name] for name in rule.basis]
    lasting = [basis.since for basis in bases if basis.until is None]
    return max(lasting) if lasting else max(basis.until or basis.since for basis in bases)
