"""How well and how fast are real pages read? Right, wrong and missing by platform and field, and ms a page.

    python -m bench.extraction [--misses] [--no-times]

Reads ../shared/corpus beside the project; beside our figures stands what extruct and price-parser alone read from
the same pages. The times of pages that grow from 50 KB to 2 MB need no corpus.
"""

import argparse
import json
import statistics
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from crawler.apart import settle
from crawler.items import AnyItem, Listing, Search, Status
from spiders.pages.read import read

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
Score = Literal["right", "wrong", "missing"]
SIZES = (50, 100, 200, 500, 1000, 2000)  # KB
NAMES = ("shop_name", "seller_name")


@dataclass(frozen=True)
class Page:
    """One saved page and what a person read from it."""

    path: str
    platform: str
    kind: str
    url: str | None
    body: bytes
    expected: dict[str, Any]


@dataclass(frozen=True)
class Judgement:
    """One labelled field of one page: what was expected, what was read, and how that compares."""

    page: Page
    field: str
    expected: Any
    got: Any
    score: Score


def pages() -> list[Page]:
    """Every page of the corpus in manifest order; empty where the corpus is not there."""
    manifest = CORPUS / "manifest.jsonl"
    if not manifest.is_file():
        return []
    entries = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    return [
        Page(
            entry["path"],
            entry["platform"],
            entry["kind"],
            entry["url"],
            (CORPUS / entry["path"]).read_bytes(),
            entry.get("expected") or {},
        )
        for entry in entries
    ]


def read_page(page: Page) -> AnyItem:
    """As `wangxun extract` reads it without a manifest: bytes and, where it was kept, the address."""
    return read(page.body, url=page.url)


def judged(page: Page, item: AnyItem) -> Iterator[Judgement]:
    """One judgement a labelled field."""
    given = item.model_dump(mode="json")
    expected = page.expected
    for field in ("title", "brand", "item_id", "sku", "icp", "police_record"):
        if field in expected:
            yield _compared(page, field, expected[field], given.get(field))
    if "price" in expected:
        wanted = (expected["price"], expected["currency"])
        got = (given.get("price"), given.get("currency"))
        yield _compared(page, "price", wanted, got if got[0] else None)
    for field in ("price_max", "original_price"):
        if field in expected:
            yield _compared(
                page, field, (expected[field], None), (given[field], None) if given.get(field) else None
            )
    named = next(((name, expected[name]) for name in NAMES if name in expected), None)
    if named:
        yield _compared(page, "shop", named[1], given.get(named[0]) or given.get("shop_name"))
    yield from _licence(page, item)
    if isinstance(item, Search) and "first_item" in expected:
        yield from _first_card(page, item)
    if expected.get("is_error"):
        kept = isinstance(item, Listing) and item.status is Status.OK
        yield Judgement(page, "error page", True, not kept, "wrong" if kept else "right")


def _first_card(page: Page, item: Search) -> Iterator[Judgement]:
    first = item.items[0] if item.items else None
    yield _compared(page, "first card", page.expected["first_item"]["title"], first.title if first else None)
    if count := page.expected.get("item_count"):
        yield _compared(page, "cards", str(count), str(len(item.items)) if item.items else None)


def _licence(page: Page, item: AnyItem) -> Iterator[Judgement]:
    """Are the platform's displays found, and called the platform's?"""
    for field in ("licence_link", "gov_licence_link"):
        if link := page.expected.get(field):
            hrefs = [display.href for display in item.licences if display.owner == "platform"]
            found = next((href for href in hrefs if href and same_address(href, link)), None)
            yield _compared(page, field, link, link if found else (hrefs or None))
    if text := page.expected.get("licence_text"):
        shown = [display.number for display in item.licences if display.owner == "platform"]
        yield _compared(page, "licence_text", text.split("：")[-1], shown[0] if shown else None)
    if anchor := page.expected.get("licence_anchor_text"):
        words = [display.excerpt for display in item.licences if display.owner == "platform"]
        yield _compared(
            page, "licence_anchor", anchor, next((w for w in words if w and anchor in w), None) and anchor
        )


def _compared(page: Page, field: str, expected: Any, got: Any) -> Judgement:
    if got is None or got == []:
        return Judgement(page, field, expected, None, "missing")
    return Judgement(page, field, expected, got, "right" if _same(expected, got) else "wrong")


def _same(expected: Any, got: Any) -> bool:
    if isinstance(expected, tuple):
        return Decimal(expected[0]) == Decimal(got[0]) and expected[1:] == tuple(got[1:])
    return plain(str(expected)) == plain(str(got))


def plain(text: str) -> str:
    """Without blanks, in one case, full width as half width."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def same_address(one: str, other: str) -> bool:
    """Do two links lead to one place, whatever their scheme?"""
    return one.rsplit("://", maxsplit=1)[-1].rstrip("/") == other.rsplit("://", maxsplit=1)[-1].rstrip("/")


def simple(page: Page) -> dict[str, Any] | None:
    """What extruct and price-parser alone read from a page; None where they are not installed."""
    try:
        import extruct
        from price_parser import Price
    except ImportError:
        return None
    try:
        text = page.body.decode("utf-8", "replace")
        data = extruct.extract(
            text, syntaxes=["json-ld", "microdata", "opengraph"], uniform=True, errors="ignore"
        )
    except (ValueError, AttributeError, TypeError):
        return {}
    everything = [thing for things in data.values() for thing in things if isinstance(thing, dict)]
    product = next((thing for thing in everything if "product" in str(thing.get("@type", "")).lower()), {})
    offers = product.get("offers") or {}
    offer = offers[0] if isinstance(offers, list) and offers else offers
    offer = offer if isinstance(offer, dict) else {}
    amount = offer.get("price") or offer.get("lowPrice") or product.get("product:price:amount")
    price = Price.fromstring(str(amount)) if amount else None
    brand = product.get("brand")
    code = offer.get("priceCurrency") or product.get("product:price:currency")
    return {
        "title": product.get("name") or product.get("og:title"),
        "price": (price.amount_text and str(price.amount), code)
        if price and price.amount is not None
        else None,
        "brand": brand.get("name") if isinstance(brand, dict) else brand,
        "sku": product.get("sku"),
        "item_id": product.get("productID") or product.get("sku"),
    }


def tables(
    judgements: Iterable[Judgement],
) -> tuple[dict[tuple[str, str], Counter[Score]], Counter[tuple[str, str]]]:
    """Scores by (platform, field), and how many of them extruct alone has right."""
    ours: dict[tuple[str, str], Counter[Score]] = defaultdict(Counter)
    theirs: Counter[tuple[str, str]] = Counter()
    alone: dict[str, dict[str, Any] | None] = {}
    for judgement in judgements:
        key = (judgement.page.platform, judgement.field)
        ours[key][judgement.score] += 1
        if judgement.page.path not in alone:
            alone[judgement.page.path] = simple(judgement.page)
        got = (alone[judgement.page.path] or {}).get(judgement.field)
        theirs[key] += _compared(judgement.page, judgement.field, judgement.expected, got).score == "right"
    return ours, theirs


def print_scores(judgements: list[Judgement]) -> None:
    """The table by platform and field, then the sums by field."""
    ours, theirs = tables(judgements)
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    print(f"{'platform':<12}{'field':<18}{'right':>6}{'wrong':>6}{'missing':>8}{'extruct':>9}")
    for (platform, field), scores in sorted(ours.items()):
        alone = theirs[platform, field]
        print(
            f"{platform:<12}{field:<18}{scores['right']:>6}{scores['wrong']:>6}{scores['missing']:>8}{alone:>9}"
        )
        sums[field].update(dict(scores.items()))
        sums[field]["extruct"] += alone
    print(f"\n{'all':<12}{'field':<18}{'right':>6}{'of':>6}{'share':>8}{'extruct':>9}")
    for field, scores_of_field in sorted(sums.items()):
        total = scores_of_field["right"] + scores_of_field["wrong"] + scores_of_field["missing"]
        share = scores_of_field["right"] / total
        print(
            f"{'':<12}{field:<18}{scores_of_field['right']:>6}{total:>6}{share:>8.1%}{scores_of_field['extruct']:>9}"
        )


def milliseconds(body: bytes, url: str | None) -> float:
    """Processor time of the best of three readings."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        read(body, url=url)
        taken.append((time.process_time() - start) * 1000)
    return min(taken)


def grown(kilobytes: int) -> bytes:
    """A catalogue page of our own of about this size: a card, its pictures' addresses and scripts on 3 KB each."""
    card = (
        '<li class="card" data-track="{1}"><a href="/item/{0}.html"><img src="/img/{0}.jpg" srcset="{1}" alt=""></a>'
        '<div class="title"><a href="/item/{0}.html">枣木擀面杖 家用烘焙 {0} 号</a></div><span class="price">￥{0}.50</span>'
        '<a class="shop" href="/shop/{0}">木匠记</a><span class="place">山东 临沂</span>'
        '<div class="more"><i></i><b>{0} 人付款</b></div></li><script>push({{"id": "{0}", "seen": "{1}"}})</script>'
    )
    noise = "-".join(str(number * 7919) for number in range(120))
    count = max(1, kilobytes * 1000 // len(card.format(1000, noise).encode()))
    cards = "".join(card.format(1000 + number, noise) for number in range(count))
    return f"<html><head><title>厨具 - 集市</title></head><body><h1>厨具</h1><ul>{cards}</ul></body></html>".encode()


def print_times(corpus: list[Page]) -> None:
    """Milliseconds a page: real ones of 50 to 500 KB, then one of our own as it grows."""
    read(grown(50), url="https://jishi.example.cn/list/1")
    settle()  # as the process does in which a crawl's pages are read
    usual = [page for page in corpus if page.path.endswith(".html") and 50_000 <= len(page.body) <= 500_000]
    if usual:
        taken = sorted(milliseconds(page.body, page.url) / (len(page.body) / 200_000) for page in usual)
        median, most = statistics.median(taken), taken[int(len(taken) * 0.9)]
        print(
            f"\n{len(taken)} real pages of 50 to 500 KB: median {median:.1f} ms, 90 % {most:.1f} ms for each 200 KB"
        )
    print(f"{'KB':>6}{'ms':>9}{'ms for each 200 KB':>20}")
    for size in SIZES:
        body = grown(size)
        spent = milliseconds(body, "https://jishi.example.cn/list/1")
        print(f"{len(body) // 1000:>6}{spent:>9.1f}{spent / (len(body) / 200_000):>20.1f}")


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--misses", action="store_true", help="name every field that is not right")
    parser.add_argument("--no-times", action="store_true", help="leave the times out")
    options = parser.parse_args()
    corpus = pages()
    if corpus:
        judgements = [judgement for page in corpus for judgement in judged(page, read_page(page))]
        print_scores(judgements)
        for judgement in judgements if options.misses else []:
            if judgement.score != "right":
                print(
                    f"{judgement.score}: {judgement.page.path} {judgement.field}: {judgement.expected!r}, read {judgement.got!r}"
                )
    else:
        print("../shared/corpus is not there: nothing to compare with")
    if not options.no_times:
        print_times(corpus)


if __name__ == "__main__":
    main()
