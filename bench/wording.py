"""How well and how fast the packs judge: labelled texts, real titles, and texts by the second.

    python -m bench.wording [--half seen|held] [--misses]

Reads ../shared/law and ../shared/corpus beside the project; skips, saying so, what is not there.
"""

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from crawler.items import AnyItem, Listing, Policy, Shop
from rules.finding import Finding
from rules.packs import Packs
from rules.wording import Wording
from spiders.pages.document import Document

SHARED = Path(__file__).resolve().parents[2] / "shared"
TEXTS = SHARED / "law" / "texts.dev.jsonl"
TITLES = SHARED / "corpus" / "titles"
ON = date(2026, 11, 23)


def item(row: dict[str, Any]) -> AnyItem:
    """A labelled text as the item in which it would be read."""
    part, text, category = row["part"], row["text"], [row["category"]] if row["category"] else []
    if part == "policy":
        return Policy(text=text)
    if part == "notice":
        return Shop(notice=text)
    if part == "attributes":
        pairs = (pair.partition(":") for pair in text.split(";"))
        return Listing(
            category=category, attributes={name.strip(): value.strip() for name, _, value in pairs}
        )
    return Listing.model_validate({part: text, "category": category})


def side(row: dict[str, Any]) -> str:
    """Which half of the labelled texts a row belongs to: the one read while writing rules, or the other."""
    return "held" if int(hashlib.sha1(row["id"].encode()).hexdigest(), 16) % 2 else "seen"


def overlaps(finding: Finding, excerpt: str, row: dict[str, Any]) -> bool:
    """Does the finding share a character with the labelled excerpt (by place, or by text in an attribute)?"""
    if row["part"] == "attributes":
        return excerpt in (finding.excerpt or "") or (finding.excerpt or "") in excerpt
    start = row["text"].find(excerpt)
    assert finding.start is not None and finding.end is not None
    return finding.start < start + len(excerpt) and bool(start < finding.end)


def score(wording: Wording, half: str | None, show: bool) -> None:
    """Print recall of rows, precision of rows and overlap of excerpts; with `show` the rows that fail."""
    rows = [json.loads(line) for line in TEXTS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if half in (None, side(row))]
    breaches = [row for row in rows if row["expect"]]
    innocent = [row for row in rows if not row["expect"]]
    right = overlapping = 0
    flagged, missed = [], []
    for row in breaches:
        found = wording.judge(item(row), date.fromisoformat(row["capture_date"]))
        wanted = {entry["group"]: entry["excerpt"] for entry in row["expect"]}
        hits = [finding for finding in found if finding.group in wanted]
        wrong = {finding.group for finding in found} & set(row["not_expect"])
        right += bool(hits) and not wrong
        overlapping += any(
            overlaps(hit, entry["excerpt"], row)
            for hit in hits
            for entry in row["expect"]
            if entry["group"] == hit.group
        )
        apart = hits and not any(
            overlaps(hit, entry["excerpt"], row)
            for hit in hits
            for entry in row["expect"]
            if entry["group"] == hit.group
        )
        if not hits or wrong or apart:
            missed.append((row, found))
    for row in innocent:
        found = wording.judge(item(row), date.fromisoformat(row["capture_date"]))
        if found:
            flagged.append((row, found))
    name = half or "all"
    print(
        f"{name}: {len(rows)} rows; recall {right / len(breaches):.3f} ({right}/{len(breaches)}), "
        f"precision {right / max(1, right + len(flagged)):.3f}, innocent flagged "
        f"{len(flagged) / len(innocent):.3f} ({len(flagged)}/{len(innocent)}), "
        f"excerpt overlap {overlapping / max(1, right):.3f}"
    )
    if show:
        for kind, cases in (("MISSED", missed), ("FLAGGED", flagged)):
            for row, found in cases:
                print(kind, row["id"], row["part"], row["category"], row["capture_date"], row["text"])
                print("    wanted", [(entry["group"], entry["excerpt"]) for entry in row["expect"]])
                print("    found ", [(finding.rule, finding.excerpt) for finding in found])


def titles() -> Iterator[dict[str, Any]]:
    """The real titles, with their category where one is given."""
    for path in sorted(TITLES.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)


def sample(wording: Wording, size: int) -> None:
    """Print the share of real titles flagged and a seeded sample of them."""
    rows = list(titles())
    listings = [
        Listing(
            title=row["title"], category=[row["category"]] if isinstance(row.get("category"), str) else []
        )
        for row in rows
    ]
    started = time.process_time()
    found = [(listing, wording.judge(listing, ON)) for listing in listings]
    spent = time.process_time() - started
    flagged = [(listing, findings) for listing, findings in found if findings]
    print(f"titles: {len(listings)}; flagged {len(flagged) / len(listings):.4f} ({len(flagged)})")
    print(f"titles/s: {len(listings) / spent:,.0f}")
    print(Counter(finding.rule for _, findings in flagged for finding in findings).most_common(60))
    for listing, findings in random.Random(7).sample(flagged, min(size, len(flagged))):
        print(
            "  ", listing.title, listing.category, [(finding.rule, finding.excerpt) for finding in findings]
        )


def cut(text: str) -> list[str]:
    """`text` in pieces of 600 characters, at most 3,000 of them."""
    return [text[at : at + 600] for at in range(0, min(len(text), 1_800_000), 600)]


def page_texts() -> str:
    """The words that the saved marketplace pages show, one after the other."""
    from bench.extraction import pages

    shown = (Document(page.body, url=page.url) for page in pages())
    return "\n".join(document.visible_text for document in shown)


def listings_a_second(wording: Wording, bodies: list[str]) -> float:
    """The better of two passes: in the first, words that are met for the first time are compiled."""
    listings = [Listing(description=body) for body in bodies]
    spent = []
    for _ in range(2):
        started = time.process_time()
        for listing in listings:
            wording.judge(listing, ON)
        spent.append(time.process_time() - started)
    return len(bodies) / min(spent)


def speed(wording: Wording) -> None:
    """Print listings of 600 characters a second, beside plain pyahocorasick if installed.

    Once in the words of real pages, once made of real titles, which say nothing but what is for sale.
    """
    bodies = cut("，".join(row["title"] for row in titles()))
    print(
        f"listings of 600 characters/s: {listings_a_second(wording, cut(page_texts())):,.0f} in words of pages,"
    )
    print(f"    {listings_a_second(wording, bodies):,.0f} in words of titles alone")
    try:
        import ahocorasick
    except ImportError:
        print("pyahocorasick is not installed: no comparison")
        return
    automaton = ahocorasick.Automaton()
    for vocabulary in wording.packs.vocabularies.values():
        for word in vocabulary.words:
            automaton.add_word(word, word)
    automaton.make_automaton()
    started = time.process_time()
    for body in bodies:
        list(automaton.iter(body))
    print(
        f"plain pyahocorasick, words of the packs alone: {len(bodies) / (time.process_time() - started):,.0f}"
    )


def main() -> None:
    """Run what the arguments name; all without any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["seen", "held"])
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--only", choices=["texts", "titles", "speed"])
    parser.add_argument("--sample", type=int, default=0)
    options = parser.parse_args()
    started = time.process_time()
    wording = Wording(Packs.load())
    print(f"packs: {len(wording.packs.rules)} rules, ready in {time.process_time() - started:.2f} s")
    if not SHARED.exists():
        print(f"{SHARED} is not there: nothing to measure on")
        return
    if options.only in (None, "texts"):
        for half in [options.half] if options.half else ["seen", "held", None]:
            score(wording, half, options.misses)
    if options.only in (None, "titles"):
        sample(wording, options.sample)
    if options.only in (None, "speed"):
        speed(wording)


if __name__ == "__main__":
    main()
