"""What was said of an item by the same law is said again without judging; under another law it is judged anew."""

from datetime import date
from pathlib import Path

import pytest

from crawler.items import Listing, Search
from crawler.memory import Memory
from pipelines import opinions
from pipelines.checks import Question, bare, judged
from pipelines.law import Law
from pipelines.opinions import Opinions, digests
from rules.packs import BUNDLED

DAY = date(2026, 6, 18)
ITEM = Listing(title="驰名商标 康帅傅红烧牛肉面", url="http://shop.example/1", shop_name="春野食品")
QUESTION: Question = (ITEM, DAY)
MARKS = "mark\tnice_class\tkind\n康师傅\t30\twell_known\n"


@pytest.fixture
def law(tmp_path: Path) -> Law:
    (tmp_path / "marks.tsv").write_text(MARKS, "utf-8")
    return Law(str(tmp_path / "marks.tsv"), "sqlite://", (str(BUNDLED),))


@pytest.fixture
def known(tmp_path: Path, law: Law) -> Opinions:
    made = Opinions(Memory(tmp_path / "memory.sqlite"), law)
    made.keep([QUESTION], judged(law, [QUESTION]))
    return made


def never(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    for name in names:
        monkeypatch.setattr(opinions, name, lambda _, asked: pytest.fail("judged") if asked else [])


def test_what_was_said_is_said_again_without_judging(
    known: Opinions, law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = judged(law, [QUESTION])
    assert expected[0].words
    assert expected[0].imitations
    never(monkeypatch, "imitations", "words")
    assert known.recall([QUESTION]) == expected


@pytest.mark.parametrize(
    "other",
    [
        (ITEM.model_copy(update={"title": "康师傅红烧牛肉面"}), DAY),
        (ITEM.model_copy(update={"url": "http://shop.example/2"}), DAY),
        (ITEM, date(1990, 1, 1)),
    ],
    ids=["title", "address", "day"],
)
def test_another_item_or_day_is_judged(known: Opinions, law: Law, other: Question) -> None:
    assert known.recall([QUESTION, other]) == judged(law, [QUESTION, other])


def test_a_changed_rule_of_wording_leaves_the_look_at_names(
    known: Opinions, law: Law, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = tmp_path / "wording.yaml"
    packs.write_text(
        (BUNDLED / "wording.yaml").read_text("utf-8").replace("severity: 3", "severity: 4", 1), "utf-8"
    )
    changed = law._replace(directories=(str(packs),))
    assert digests(changed).names == digests(law).names
    assert digests(changed).words != digests(law).words
    never(monkeypatch, "imitations")
    assert Opinions(known.memory, changed).recall([QUESTION]) == judged(changed, [QUESTION])


def test_another_mark_leaves_the_words(
    known: Opinions, law: Law, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other.tsv").write_text(MARKS.replace("康师傅", "康帅府"), "utf-8")
    changed = law._replace(marks=str(tmp_path / "other.tsv"))
    never(monkeypatch, "words")
    assert Opinions(known.memory, changed).recall([QUESTION]) == judged(changed, [QUESTION])


def test_a_damaged_memory_is_done_without(known: Opinions, law: Law) -> None:
    assert known.memory.file
    known.memory.file.execute("update known set said = x'00'")
    assert known.recall([QUESTION]) == judged(law, [QUESTION])


def test_what_no_check_looks_at_makes_no_other_question() -> None:
    page = Search(title="牛肉面", items=[ITEM], notes=["remark"], path="1.html")
    assert bare(page) == Search(title="牛肉面")
