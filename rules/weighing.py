"""Texts whose rules let figures beside them decide: the places where their words stand, nothing decided yet."""

from dataclasses import replace
from datetime import date

from crawler.items import AnyItem
from rules.finding import Finding
from rules.language import Rule
from rules.packs import Packs
from rules.wording import Wording


def words_of(packs: Packs, rules: list[Rule]) -> Wording:
    """The words of `rules` alone, for a check that weighs what they say."""
    weighed = [rule for rule in rules if rule.match]
    bare = {rule.id: rule.model_copy(update={"history": None, "shown_sales": None}) for rule in weighed}
    named = {name for rule in weighed for name in rule.unless}
    exemptions = {name: packs.exemptions[name] for name in packs.exemptions if name in named}
    return Wording(replace(packs, rules=bare, exemptions=exemptions))


class Weighed:
    """The rules of one kind of check, and where their words stand in an item."""

    def __init__(self, packs: Packs, rules: list[Rule]) -> None:
        self.packs = packs
        self.rules = {rule.id: rule for rule in rules}
        self.wording = words_of(packs, rules)

    def told(self, item: AnyItem, on: date) -> list[Finding]:
        """One Finding a phrase, as if the figures agreed."""
        return self.wording.judge(item, on) if self.wording.packs.rules else []
