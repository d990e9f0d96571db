"""Forbidden wording: what the packs in force on the day of capture say about an item's text."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from crawler.items import AnyItem
from rules.claims import ACROSS, Claim, claims
from rules.finding import Finding
from rules.folding import Folded
from rules.joined import Joined
from rules.lexicon import Lexicon
from rules.merging import MOST_FINDINGS, Suspicion, distinct
from rules.packs import Packs
from rules.surroundings import Surroundings, Whole, texts
from rules.trials import OVERLAP, SEGMENT, Inquiry, Passage, Trial, trials

Woken = tuple[Passage, set[int]]


class Wording:
    """The text rules of `packs`, compiled once; judging is linear in the text."""

    def __init__(self, packs: Packs) -> None:
        self.packs = packs
        self._lexicon = Lexicon(packs.vocabularies, packs.stand_ins)
        compiled = claims(packs, self._lexicon)
        self._lexicon.freeze()
        self._by_starter: defaultdict[int, list[tuple[Claim, frozenset[int]]]] = defaultdict(list)
        for claim in compiled:
            for starter, parts in zip(claim.starters, claim.phrases, strict=True):
                symbols = {part.symbol for part in parts if self._lexicon.of_words_alone(part.symbol)}
                self._by_starter[starter].append((claim, frozenset(symbols)))
        self._in_force: dict[tuple[str, date], bool] = {}
        self._order = {claim.rule.id: number for number, claim in enumerate(compiled)}

    def judge(self, item: AnyItem, on: date) -> list[Finding]:
        """One Finding a phrase, in order of field and start; the cards of a search are items of their own."""
        surroundings, whole = Surroundings.of(item, self._lexicon), Whole(item, self._lexicon)
        found: list[Finding] = []
        for field, text in texts(item):
            woken = self._woken(text)
            if woken:
                found += self._findings(woken, Inquiry(field, on, surroundings, whole))
        joined = Joined.of(item)
        return found + self._across(joined, on, surroundings, found) if joined else found

    def judge_text(
        self, text: str, *, field: str, on: date, category: str | None = None, only: str | None = None
    ) -> list[Finding]:
        """The findings in one text that stands in `field`; `only` asks a single rule."""
        return self._findings(self._woken(text), replace(self._inquiry(text, field, on, category), only=only))

    def explain(
        self, text: str, *, field: str = "title", on: date, category: str | None = None
    ) -> list[Trial]:
        """Every place where a rule's words stand: which exemptions were tried, and what came of it."""
        return [
            trial
            for trial, _ in self._suspicions(self._woken(text), self._inquiry(text, field, on, category))
        ]

    def _inquiry(self, text: str, field: str, on: date, category: str | None) -> Inquiry:
        title = text if field == "title" else None
        return Inquiry(field, on, Surroundings([category, title], self._lexicon))

    def _findings(self, woken: list[Woken], inquiry: Inquiry) -> list[Finding]:
        suspected = [pair for pair in self._suspicions(woken, inquiry) if pair[0].spared_by is None]
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
        for trial, claim in self._suspicions(self._woken(joined.text), Inquiry(ACROSS, on, surroundings)):
            place = joined.place(trial.start, trial.end)
            if trial.spared_by is not None or place is None or trial.rule in known:
                continue
            field, start, end = place
            excerpt = joined.text[trial.start : trial.start + end - start]
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

    def _woken(self, text: str) -> list[Woken]:
        """The segments of `text` in which rules wake, each with the symbols that woke them; most texts have none."""
        woken: list[Woken] = []
        for first in range(0, len(text), SEGMENT):
            folded = Folded(text[first : first + SEGMENT + OVERLAP])
            met, windows = self._lexicon.starters(folded)
            if met:
                woken.append((Passage(folded, first, windows, self._lexicon), met))
        return woken

    def _suspicions(self, woken: list[Woken], inquiry: Inquiry) -> Iterator[Suspicion]:
        """Each place of each rule that may speak; a rule that has spoken often enough is not asked again."""
        spoken: Counter[str] = Counter()
        woken.reverse()
        while woken:  # each is let go of once it has been read: a long text has many
            passage, met = woken.pop()
            for claim in self._candidates(met, passage.claims.present, inquiry):
                if spoken[claim.rule.id] < MOST_FINDINGS and self._speaks(claim, inquiry.on):
                    for trial in trials(claim, passage, inquiry):
                        spoken[claim.rule.id] += trial.spared_by is None
                        yield trial, claim

    def _speaks(self, claim: Claim, on: date) -> bool:
        """Is any basis of the rule in force on `on`?"""
        key = claim.rule.id, on
        if key not in self._in_force:
            self._in_force[key] = bool(self.packs.laws.in_force(claim.rule.basis, on))
        return self._in_force[key]

    def _candidates(self, met: set[int], present: set[int], inquiry: Inquiry) -> list[Claim]:
        """The rules one of whose phrases may stand in the text: all its words occur, wherever."""
        claims_met = {
            claim.rule.id: claim
            for symbol in met
            for claim, needed in self._by_starter.get(symbol, ())
            if needed <= present and claim.judges(inquiry.kind) and inquiry.only in (None, claim.rule.id)
        }
        return sorted(claims_met.values(), key=lambda claim: self._order[claim.rule.id])
