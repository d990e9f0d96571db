"""Forbidden wording: what the packs in force on the day of capture say about an item's text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from crawler.items import AnyItem, ListingPart
from rules.engine.claims import ACROSS, Claim, claims
from rules.engine.joined import Joined
from rules.engine.lexicon import Lexicon
from rules.engine.matching import Chain
from rules.engine.merging import MOST_FINDINGS, Suspicion, distinct
from rules.engine.surroundings import Surroundings, Whole, texts
from rules.engine.trials import OVERLAP, SEGMENT, Inquiry, Passage, Trial, may_speak, trials
from rules.finding import Finding
from rules.listing_parts import located
from rules.packs import Packs


class Wording:
    """The text rules of `packs`, compiled once; judging is linear in the text."""

    def __init__(self, packs: Packs) -> None:
        self.packs = packs
        self._lexicon = Lexicon(packs.vocabularies, packs.stand_ins)
        compiled = claims(packs, self._lexicon)
        self._lexicon.freeze()
        self._awaited = {
            number: (claim, phrase)
            for claim in compiled
            for number, phrase in zip(claim.awaited, claim.phrases, strict=True)
        }
        self._asked_on: dict[tuple[str, date], set[int]] = {}

    def judge(self, item: AnyItem, on: date) -> list[Finding]:
        """One Finding a phrase, in order of field and start; the cards of a search are items of their own."""
        surroundings, whole = Surroundings.of(item, self._lexicon), Whole(item, self._lexicon)
        found: list[Finding] = []
        for field, text in texts(item):
            found += self._findings(text, Inquiry(field, on, surroundings, whole))
        if isinstance(item, ListingPart):
            return located(item, found)
        joined = Joined.of(item)
        return found + self._across(joined, on, surroundings, found) if joined else found

    def judge_text(
        self, text: str, *, field: str, on: date, category: str | None = None, only: str | None = None
    ) -> list[Finding]:
        """The findings in one text that stands in `field`; `only` asks a single rule."""
        return self._findings(text, self._inquiry(text, field, on, category)._replace(only=only))

    def explain(
        self, text: str, *, field: str = "title", on: date, category: str | None = None
    ) -> list[Trial]:
        """Every place where a rule's words stand: which exemptions were tried, and what came of it."""
        inquiry = self._inquiry(text, field, on, category)._replace(every=True)
        return [trial for trial, _ in self._suspicions(text, inquiry)]

    def _inquiry(self, text: str, field: str, on: date, category: str | None) -> Inquiry:
        title = text if field == "title" else None
        return Inquiry(field, on, Surroundings([category, title], self._lexicon))

    def _findings(self, text: str, inquiry: Inquiry) -> list[Finding]:
        suspected = [pair for pair in self._suspicions(text, inquiry) if pair[0].spared_by is None]
        if not suspected:
            return []
        found = [self._finding(trial, claim, inquiry.on) for trial, claim in distinct(suspected)]
        return sorted((finding for finding in found if finding), key=lambda one: (one.start, one.end))

    def _across(
        self, joined: Joined, on: date, surroundings: Surroundings, found: list[Finding]
    ) -> list[Finding]:
        """What only title and attributes together say, told at the place where it begins."""
        told: list[Finding] = []
        known = {finding.rule for finding in found}
        for trial, claim in self._suspicions(joined.text, Inquiry(ACROSS, on, surroundings)):
            place = joined.place(trial.start, trial.end)
            if trial.spared_by is not None or place is None or trial.rule in known:
                continue
            field, start, end, excerpt = place
            here = replace(trial, field=field, start=start, end=end, excerpt=excerpt)
            finding = self._finding(here, claim, on)
            known.add(trial.rule)
            told += [finding] if finding else []
        return told

    def _finding(self, trial: Trial, claim: Claim, on: date) -> Finding | None:
        finding = self.packs.finding(
            trial.rule,
            on,
            field=trial.field,
            start=trial.start,
            end=trial.end,
            excerpt=trial.excerpt,
            score=claim.rule.weight,
            exemptions=list(trial.tried),
        )
        if finding and all(basis.verify for basis in finding.basis):
            return finding.model_copy(update={"explanation": f"{finding.explanation}（依据待核）"})
        return finding

    def _suspicions(self, text: str, inquiry: Inquiry) -> Iterator[Suspicion]:
        """Each place of each rule that may speak; a rule that has spoken often enough is not asked again."""
        spoken: defaultdict[str, int] = defaultdict(int)
        asked = self._asked(inquiry)
        for first in range(0, len(text), SEGMENT):
            met = self._lexicon.starters(text[first : first + SEGMENT + OVERLAP], asked)
            if not met.phrases:
                continue
            passage = Passage(text, met.folded, first, met.stretches, self._lexicon)
            for claim, phrases in self._candidates(met.phrases):
                if spoken[claim.rule.id] < MOST_FINDINGS and may_speak(claim, passage, inquiry):
                    for trial in trials(claim, phrases, passage, inquiry):
                        spoken[claim.rule.id] += trial.spared_by is None
                        yield trial, claim

    def _candidates(self, met: set[int]) -> Iterable[tuple[Claim, list[Chain]]]:
        """The rules to which the phrases that were met belong, in their order, each with those of its own."""
        together: dict[str, tuple[Claim, list[Chain]]] = {}
        for number in sorted(met):
            claim, phrase = self._awaited[number]
            together.setdefault(claim.rule.id, (claim, []))[1].append(phrase)
        return together.values()

    def _asked(self, inquiry: Inquiry) -> set[int]:
        """The phrases of the rules that look at such a field and have a basis in force on the day."""
        key = inquiry.kind, inquiry.on
        if key not in self._asked_on:
            self._asked_on[key] = {
                number
                for number, (claim, _) in self._awaited.items()
                if claim.judges(inquiry.kind) and self.packs.laws.in_force(claim.rule.basis, inquiry.on)
            }
        asked = self._asked_on[key]
        if inquiry.only is None:
            return asked
        return {number for number in asked if self._awaited[number][0].rule.id == inquiry.only}
