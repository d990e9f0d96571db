"""What did the same rules say of this very item before? So that what cannot have changed is not judged again.

Names are held against the marks, words and figures against the packs: each is remembered under the digest of all that
it depends on, so that a new rule of wording leaves the dearer look at names as it was.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from crawler.items import ITEM
from crawler.memory import Memory
from crawler.observation import Opinion
from evidence.origin import digest, release
from pipelines.checks import Question, imitations, words
from pipelines.law import Law, lookalike, packs_by
from rules.finding import Finding

JUDGING = (
    "crawler/days.py", "crawler/items.py", "crawler/observation.py", "pipelines/checks.py", "pipelines/law.py",
    "pipelines/opinions.py",
)  # fmt: skip
NAMES = (
    "rules/finding.py", "rules/language.py", "rules/laws.py", "rules/lookalike", "rules/marks.py", "rules/packs.py",
)  # fmt: skip
"""What looking at names runs of ours."""
DATA = ("*.py", "*.tsv", "*.txt")
LIBRARIES = (
    "ahocorasick-rs", "hyperscan", "opencc", "pydantic", "pypinyin", "python-stdnum", "rapidfuzz", "regex", "rjieba",
    "w3lib",
)  # fmt: skip
"""The distributions whose version may change what is found."""

Said = TypeVar("Said")
_FINDINGS: TypeAdapter[list[Finding]] = TypeAdapter(list[Finding])
_OPINION: TypeAdapter[Opinion] = TypeAdapter(Opinion)


class Digests(NamedTuple):
    """Of all that opinions on names, and those on words and figures, depend on beside the item and the day."""

    names: str
    words: str


@lru_cache(maxsize=2)
def digests(law: Law) -> Digests:
    """Of the law as it is loaded in this process."""
    packs, check = packs_by(law), lookalike(law)
    of_names = map(repr, (check.packs.rules, check.packs.stand_ins, check.packs.laws, *check.marks))
    return Digests(_digest(NAMES, of_names), _digest(("rules",), (packs.digest, repr(packs.laws))))


def _digest(code: Sequence[str], said: Iterable[str]) -> str:
    roof = Path(__file__).resolve().parent.parent
    total = hashlib.sha256()
    for pattern in DATA:
        total.update(digest([roof / name for name in (*JUDGING, *code)], pattern).encode())
    for one in (*(f"{name}/{release(name)}" for name in LIBRARIES), *said):
        total.update(f"{len(one)} {one}".encode("utf-8", "replace"))
    return total.hexdigest()


class Opinions:
    """Opinions by one law, and the memory that keeps them."""

    def __init__(self, memory: Memory, law: Law) -> None:
        self.memory = memory
        self.law = law

    def keep(self, questions: list[Question], opinions: list[Opinion]) -> None:
        """Remember what was said."""
        names, of_words = digests(self.law)
        entries: list[tuple[bytes, bytes]] = []
        for question, said in zip(questions, opinions, strict=True):
            asked = _asked(question)
            entries.append((_key(names, asked), _FINDINGS.dump_json(said.imitations)))
            entries.append((_key(of_words, asked), _OPINION.dump_json(replace(said, imitations=[]))))
        self.memory.put_all(entries)

    def recall(self, questions: list[Question]) -> list[Opinion]:
        """What was said of each before; what is not known is judged, and remembered."""
        asked = [_asked(question) for question in questions]
        names, of_words = digests(self.law)
        found = self._recall(names, asked, _FINDINGS, imitations, questions)
        said = self._recall(of_words, asked, _OPINION, words, questions)
        return [replace(one, imitations=names) for one, names in zip(said, found, strict=True)]

    def _recall(
        self,
        law: str,
        asked: list[bytes],
        kind: TypeAdapter[Said],
        judge: Callable[[Law, list[Question]], list[Said]],
        questions: list[Question],
    ) -> list[Said]:
        keys = [_key(law, one) for one in asked]
        known = [self._known(key, kind) for key in keys]
        open_ = [number for number, said in enumerate(known) if said is None]
        judged = judge(self.law, [questions[number] for number in open_])
        entries = zip((keys[number] for number in open_), map(kind.dump_json, judged), strict=True)
        self.memory.put_all(list(entries))
        fresh = iter(judged)
        return [next(fresh) if said is None else said for said in known]

    def _known(self, key: bytes, kind: TypeAdapter[Said]) -> Said | None:
        if (said := self.memory.get(key)) is None:
            return None
        try:
            return kind.validate_json(said)
        except ValidationError as error:
            self.memory.give_up(error)
            return None


def _asked(question: Question) -> bytes:
    item, day = question
    return day.isoformat().encode() + ITEM.dump_json(item)


def _key(law: str, asked: bytes) -> bytes:
    return hashlib.sha256(law.encode() + asked).digest()
