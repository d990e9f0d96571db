"""How many imitations are found, how many innocents spared, and how fast, beside plain string similarity.

    python bench/lookalike.py [--show] [--quick]

Reads ../shared/lookalike and ../shared/corpus (skips, saying so, without them). The whole register is loaded and
one setting serves every figure. The pairs are split in half by digest; misses of both halves were read while weights
were set, so `held out` is no blind test: it shows only whether one half was fitted better than the other.
"""

import csv
import hashlib
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from rules.lookalike.folding import key
from rules.lookalike.matcher import Lookalike
from rules.lookalike.sound import pinyin
from rules.marks import Mark, Marks

SHARED = Path(__file__).resolve().parents[2] / "shared"
SHOW, QUICK = "--show" in sys.argv, "--quick" in sys.argv
Row = dict[str, str]


def table(name: str) -> list[Row]:
    """The rows of a shared file."""
    with (SHARED / "lookalike" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def held_out(row: Row) -> bool:
    """Half of the pairs, by digest."""
    return hashlib.sha1(row["suspect"].encode()).digest()[0] % 2 == 1


def share(hits: int, total: int) -> str:
    """3/4 75.0 %."""
    return f"{hits:>5}/{total:<6}{100 * hits / max(1, total):5.1f} %"


def recall(look: Lookalike, pairs: list[Row]) -> None:
    """Names: recall by kind, by source, and of the half that was held out."""
    hit, total, first = Counter[str](), Counter[str](), 0
    for row in pairs:
        marks = [match.mark.mark for match in look.match_name(row["suspect"])]
        good = key(row["original"]) in map(key, marks)
        first += bool(marks) and key(marks[0]) == key(row["original"])
        source = "source: recollection" if "not re-verified" in row["source"] else "source: case or found"
        for group in (row["type"], source, "held out" if held_out(row) else "tuned on", "ALL"):
            total[group] += 1
            hit[group] += good
        if SHOW and not good:
            near = [(one.match.name, round(one.evidence, 1)) for one in look.explain(row["suspect"])[:3]]
            print("   missed", row["type"], row["suspect"], row["original"], near)
    for group in sorted(total, key=lambda g: (g.isupper(), " " in g, -total[g])):
        print(f"  recall {group:24}{share(hit[group], total[group])}")
    print(f"  top-1 recall            {share(first, len(pairs))}")


def false_names(look: Lookalike, negatives: list[Row]) -> None:
    """Negatives of the shared file that are flagged."""
    flagged = [(row, match) for row in negatives for match in look.match_name(row["text"])[:1]]
    print(f"  negatives flagged        {share(len(flagged), len(negatives))}")
    if SHOW:
        for row, match in flagged:
            print("   false", row["why"], match.explanation, match.score)


def own_mark_out(look: Lookalike, marks: Marks, negatives: list[Row]) -> None:
    """Distinct brands judged by a register that does not know them."""
    brands = [row["text"] for row in negatives if row["why"] == "distinct_brand"]
    flagged = 0
    for brand in brands:
        with look.without(brand):
            found = look.match_name(brand)[:1]
        flagged += bool(found)
        if SHOW and found:
            print("   own mark out", found[0].explanation, found[0].score)
    print(f"  own mark left out        {share(flagged, len(brands))}")


def flagged_names(look: Lookalike, label: str, names: list[str]) -> None:
    """Real names, all taken for innocent."""
    began = time.process_time()
    flagged = [match for name in names for match in look.match_name(name)[:1]]
    speed = len(names) / (time.process_time() - began)
    print(
        f"  {label:28} {1000 * len(flagged) / len(names):6.2f} per 1,000 of {len(names)}; {speed:,.0f} names/s"
    )
    if SHOW:
        for match in flagged:
            print("   ", match.explanation, match.score)


def titles() -> list[Row]:
    """The shared titles."""
    found = []
    for path in sorted((SHARED / "corpus" / "titles").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines]
    return found


def planted(look: Lookalike, pairs: list[Row], clean: list[str]) -> None:
    """`suspect + ' ' + title` for real titles without findings."""
    hit, total = Counter[str](), Counter[str]()
    for number, row in enumerate(pairs):
        title = f"{row['suspect']} {clean[(number * 37) % len(clean)]}"
        good = any(key(match.mark.mark) == key(row["original"]) for match in look.match_title(title))
        for group in (row["type"], "ALL"):
            total[group] += 1
            hit[group] += good
        if SHOW and not good:
            print("   not seen in title:", title[:40])
    for group in total:
        print(f"  planted {group:23}{share(hit[group], total[group])}")


def real_titles(look: Lookalike, texts: list[str]) -> list[str]:
    """Findings among real titles, and speed; gives back those without."""
    began = time.process_time()
    found = [look.match_title(text) for text in texts]
    speed = len(texts) / (time.process_time() - began)
    flagged = sum(map(bool, found))
    print(
        f"  real titles flagged      {1000 * flagged / len(texts):6.2f} per 1,000 of {len(texts)}; {speed:,.0f} titles/s"
    )
    if SHOW:
        for text, matches in zip(texts, found, strict=True):
            for match in matches:
                print("   ", text[:30], "|", match.explanation, match.score)
    return [text for text, matches in zip(texts, found, strict=True) if not matches]


def baselines(marks: Marks, pairs: list[Row], negatives: list[Row]) -> None:
    """Plain similarity at the threshold that gives at most 5 % false positives."""
    names = sorted({key(mark.mark) for mark in marks} - {""})
    spelt = {name: pinyin(name) for name in names}
    methods: list[tuple[str, Callable[[str, str], float], bool]] = [
        ("rapidfuzz ratio", fuzz.ratio, False),
        ("Jaro-Winkler", lambda a, b: 100 * JaroWinkler.similarity(a, b), False),
        ("pinyin ratio", fuzz.ratio, True),
    ]
    for label, likeness, by_sound in methods:

        def best(
            text: str, likeness: Callable[[str, str], float] = likeness, by_sound: bool = by_sound
        ) -> tuple[float, str]:
            folded = key(text)
            if folded in spelt:
                return 0.0, folded
            asked = pinyin(folded) if by_sound else folded
            return max((likeness(asked, spelt[name] if by_sound else name), name) for name in names)

        false = sorted((best(row["text"])[0] for row in negatives), reverse=True)
        bar = false[len(false) // 20]
        hits = sum(
            score > bar and name == key(row["original"])
            for row in pairs
            for score, name in [best(row["suspect"])]
        )
        print(f"  {label:24} {share(hits, len(pairs))} at 5 % false positives")


def synthetic(count: int) -> Iterable[Mark]:
    """Invented ordinary marks of two to four characters."""
    draw = random.Random(7)
    chars = "".join(chr(code) for code in range(0x4E00, 0x6E00))
    for number in range(count):
        yield Mark("".join(draw.choices(chars, k=2 + number % 3)), classes=(1 + number % 45,))


def growth(texts: list[str], marks: Marks) -> None:
    """Speed against the size of the register and the length of the title."""
    for size in (0, 10_000, 100_000, 1_000_000):
        began = time.process_time()
        look = Lookalike(Marks([*marks, *synthetic(size)]))
        look.match_title("热身")
        ready = time.process_time() - began
        began = time.process_time()
        for text in texts[:3000]:
            look.match_title(text)
        speed = min(3000, len(texts)) / (time.process_time() - began)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"  {len(marks) + size:>9,} marks: ready in {ready:5.1f} s, {speed:7,.0f} titles/s, peak {memory:,.0f} MB"
        )
        if size == 0:
            for length in (50, 500, 5_000, 50_000):
                text = ("康帅傅" + texts[1] * 2000)[:length]
                began = time.process_time()
                look.match_title(text)
                print(
                    f"    a title of {length:>6,} characters: {1e3 * (time.process_time() - began):7.2f} ms"
                )


def main() -> None:
    """Print every figure."""
    if not (SHARED / "lookalike").is_dir():
        print("skipped: ../shared/lookalike is not here")
        return
    began = time.process_time()
    marks = Marks.load(SHARED / "lookalike" / "marks.tsv")
    look = Lookalike(marks)
    look.match_name("热身")
    print(f"{len(marks)} marks ready in {time.process_time() - began:.2f} s")
    pairs, negatives = table("pairs.dev.tsv"), table("negatives.dev.tsv")
    recall(look, pairs)
    false_names(look, negatives)
    own_mark_out(look, marks, negatives)
    rows = titles()
    shops = sorted({row["shop"] for row in rows if row.get("shop")})
    flagged_names(look, "shop names in real listings", shops)
    trade = (
        (SHARED / "corpus" / "brands" / "company_short_names_28w.txt")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    flagged_names(look, "trade names (字号)", random.Random(11).sample(trade, 5000 if QUICK else 20000))
    texts = [row["title"] for row in rows]
    sample = random.Random(3).sample(texts, 6000) if QUICK else texts
    planted(look, pairs, real_titles(look, sample))
    if not QUICK:
        baselines(marks, pairs, negatives)
        growth(random.Random(5).sample(texts, 3000), marks)


if __name__ == "__main__":
    main()
