"""What do the checks say of an item's own names, words and figures? Of the item, the day and the law alone."""

from dataclasses import replace
from datetime import date

from crawler.items import AnyItem
from crawler.observation import Opinion
from pipelines.law import Law, lookalike, price_history, shown_sales, wording
from rules.finding import Finding

Question = tuple[AnyItem, date]
"""An item, `bare`, and the day whose law applies."""

NOTHING_READ = Opinion([], [], [], [])


def bare(item: AnyItem) -> AnyItem:
    """The item without what no check looks at: when and where it was kept, remarks on it, its cards."""
    less: dict[str, object] = {"captured_at": None, "path": None, "notes": [], "licence_pictures": []}
    return item.model_copy(update=less | ({"items": []} if hasattr(item, "items") else {}))


def judged(law: Law, questions: list[Question]) -> list[Opinion]:
    """All that is said of each item, in this process."""
    pairs = zip(words(law, questions), imitations(law, questions), strict=True)
    return [replace(said, imitations=found) for said, found in pairs]


def imitations(law: Law, questions: list[Question]) -> list[list[Finding]]:
    """Of each item, which of its names imitate a mark."""
    return [lookalike(law).judge(item, day) for item, day in questions]


def words(law: Law, questions: list[Question]) -> list[Opinion]:
    """Of each item, what its words and figures say; nothing of its names."""
    return [
        Opinion(
            imitations=[],
            words=wording(law).judge(item, day),
            shown_sales=shown_sales(law).judge(item, day),
            price_suspicions=price_history(law).suspicions(item, day),
        )
        for item, day in questions
    ]
