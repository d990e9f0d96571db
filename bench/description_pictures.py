"""Are claims found in pictures of text? Made-up description pictures of many layouts; see bench.pictures.

Each holds texts of our own rules' examples, set as shops set them and saved as JPEG. What the rules find in the same
texts as plain text is what they should find in the picture.
"""

import io
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PIL import Image, ImageFilter

from bench.pictures import INK, Sheet, fonts, watermarked
from crawler.items import Listing
from rules.language import Rule
from rules.packs import Packs
from rules.wording import Wording
from spiders.pictures.blocks import said
from spiders.pictures.memory import PictureMemory
from spiders.pictures.ocr import read_strip

SEED = 20261128
DAY = date(2026, 6, 18)
QUALITIES = (30, 50, 75, 90)
REPEATED = 200
WIDTH = 750
Font = tuple[str, int]
Layout = Callable[[Sequence[str], Font, random.Random], Image.Image]


@dataclass(frozen=True)
class Texts:
    """Texts for one picture, and the goods that they speak of."""

    texts: tuple[str, ...]
    category: str | None


def breaches(packs: Packs) -> list[Texts]:
    """Each hit of a text rule, as a picture's one breach."""
    return [
        Texts((hit.text,), hit.category)
        for rule in _rules(packs)
        for hit in rule.hits
        if hit.on is None and (hit.field or rule.fields[0]) in ("title", "description") and len(hit.text) >= 4
    ]


def innocents(packs: Packs) -> list[Texts]:
    """Each near miss of a text rule."""
    return [
        Texts((miss.text,), miss.category)
        for rule in _rules(packs)
        for miss in rule.misses
        if miss.on is None and len(miss.text) >= 4
    ]


def _rules(packs: Packs) -> list[Rule]:
    return [rule for rule in packs.rules.values() if rule.judges_text and "description" in rule.fields]


def paragraphs(texts: Sequence[str], font: Font, draw: random.Random) -> Image.Image:
    """Dark text in a column on white, wrapped."""
    sheet = Sheet((WIDTH, 260 + 150 * len(texts)), font)
    top = 60
    for text in texts:
        top += sheet.wrapped((50, top), text, draw.choice((24, 28, 32)), 640) + 50
    return sheet.image


def banner(texts: Sequence[str], font: Font, draw: random.Random) -> Image.Image:
    """Large pale letters on a strong colour, one text a band."""
    colour = draw.choice(("#c8102e", "#0b3d2e", "#1d2671", "#111111", "#e65100"))
    sheet = Sheet((WIDTH, 220 * len(texts) + 60), font, colour)
    for number, text in enumerate(texts):
        size = draw.choice((40, 48, 56))
        _centred(sheet, 60 + 220 * number, text, size, draw.choice(("#ffffff", "#ffe9a8")))
    return sheet.image


def cards(texts: Sequence[str], font: Font, draw: random.Random) -> Image.Image:
    """Two columns of boxes with small text."""
    rows = (len(texts) + 1) // 2
    sheet = Sheet((790, 60 + 260 * rows), font, "#f4f1ea")
    for number, text in enumerate(texts):
        left, top = 30 + 380 * (number % 2), 30 + 260 * (number // 2)
        sheet.pen.rounded_rectangle((left, top, left + 350, top + 230), 16, fill="#ffffff", outline="#d8cfc0")
        sheet.wrapped((left + 24, top + 30), text, 24, 300)
    return sheet.image


def table(texts: Sequence[str], font: Font, draw: random.Random) -> Image.Image:
    """Labels and values with rules between."""
    sheet = Sheet((790, 90 * len(texts) + 80), font)
    for number, text in enumerate(texts):
        top = 40 + 90 * number
        sheet.pen.rectangle((30, top, 760, top + 90), outline="#bbbbbb")
        sheet.write((44, top + 32), f"说明{number + 1}", 24, "#777777")
        sheet.wrapped((190, top + 14), text, 24, 550)
    return sheet.image


def photograph(texts: Sequence[str], font: Font, draw: random.Random) -> Image.Image:
    """Letters with a shadow over something like a photograph."""
    height = 300 * len(texts) + 100
    noise = Image.effect_noise((WIDTH // 8, height // 8), 60).resize(
        (WIDTH, height), Image.Resampling.BICUBIC
    )
    tinted = Image.blend(
        Image.new("RGB", (WIDTH, height), draw.choice(("#3b5d50", "#6b4f3a", "#2f3f5f"))),
        noise.filter(ImageFilter.GaussianBlur(3)).convert("RGB"),
        0.35,
    )
    sheet = Sheet((WIDTH, height), font)
    sheet.image.paste(tinted)
    for number, text in enumerate(texts):
        _centred(sheet, 82 + 300 * number, text, 40, "#101010")
        _centred(sheet, 80 + 300 * number, text, 40, "#ffffff")
    return sheet.image


def spaced(texts: Sequence[str], font: Font, draw: random.Random) -> Image.Image:
    """A blank between any two characters, as headings are set."""
    sheet = Sheet((790, 200 * len(texts) + 80), font, "#fffaf0")
    for number, text in enumerate(texts):
        sheet.wrapped((40, 60 + 200 * number), "\u2009".join(text), 36, 1300)
    return sheet.image


def long(texts: Sequence[str], font: Font, draw: random.Random) -> Image.Image:
    """A strip of several screens: parts that say something, parts that are pictures."""
    parts = [draw.choice((paragraphs, banner, photograph))([text], font, draw) for text in texts]
    blank = [draw.randrange(200, 700) for _ in parts]
    sheet = Sheet((WIDTH, sum(part.height + gap for part, gap in zip(parts, blank, strict=True))), font)
    top = 0
    for part, gap in zip(parts, blank, strict=True):
        noise = Image.effect_noise((WIDTH, gap), 40).filter(ImageFilter.GaussianBlur(4)).convert("RGB")
        sheet.image.paste(noise, (0, top))
        sheet.image.paste(part, (0, top + gap))
        top += gap + part.height
    return sheet.image


LAYOUTS: tuple[Layout, ...] = (paragraphs, banner, cards, table, photograph, spaced, long)


def _centred(sheet: Sheet, top: int, text: str, size: int, fill: str) -> None:
    fit = max(1, (sheet.image.width - 60) // size)
    for number, first in enumerate(range(0, len(text), fit)):
        part = text[first : first + fit]
        left = (sheet.image.width - size * len(part)) // 2
        sheet.write((left, top + number * int(size * 1.35)), part, size, fill or INK)


def saved(image: Image.Image, quality: int) -> bytes:
    """As JPEG."""
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def _judged(wording: Wording, text: str, category: str | None) -> set[str]:
    """The groups of what is found in a description."""
    goods = [category] if category else []
    return {finding.group for finding in wording.judge(Listing(description=text, category=goods), DAY)}


def remembered(body: bytes) -> float:
    """CPU milliseconds to know what a picture said that was read before."""
    with tempfile.TemporaryDirectory() as folder:
        memory = PictureMemory(Path(folder))
        memory.read(body)
        began = time.process_time()
        for _ in range(REPEATED):
            memory.read(body)
        return 1000 * (time.process_time() - began) / REPEATED


def main(count: int = 105) -> None:
    """Read `count` pictures of breaches and as many of innocents; print recall, false findings, time."""
    packs = Packs.load()
    wording, draw, faces = Wording(packs), random.Random(SEED), fonts()
    read_strip(saved(paragraphs(["预热"], faces[0], draw), 75))  # the models are loaded
    for words, source in (("breaches", breaches(packs)), ("innocents", innocents(packs))):
        asked = found = false = 0
        by_layout: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        times: list[float] = []
        tall = 0
        for number in range(count):
            layout, face = LAYOUTS[number % len(LAYOUTS)], faces[number % len(faces)]
            main_one = draw.choice(source)
            same = [one for one in source if one.category == main_one.category]
            some = [main_one, *draw.sample(same, min(len(same), 3))]
            texts = list(dict.fromkeys(text for one in some for text in one.texts))
            image = layout(texts, face, draw)
            if number % 5 == 4:
                image = watermarked(image, face, draw)
            body = saved(image, QUALITIES[number % len(QUALITIES)])
            began = time.process_time()
            picture = read_strip(body)
            times.append(time.process_time() - began)
            tall += image.height
            wanted = _judged(wording, "\n".join(texts), main_one.category)
            got = _judged(wording, said(picture.lines).text, main_one.category)
            asked, found, false = asked + len(wanted), found + len(wanted & got), false + len(got - wanted)
            by_layout[layout.__name__][0] += len(wanted & got)
            by_layout[layout.__name__][1] += len(wanted)
            for group in sorted(wanted ^ got):
                kind = "missed" if group in wanted else "false"
                print(f"  {kind} {group}: {layout.__name__} {texts} read as {said(picture.lines).text!r}")
        if asked:
            print(
                f"{words}: {found} of {asked} found ({found / asked:.1%}), {false} false in {count} pictures"
            )
            parts = (f"{name} {hit}/{all_}" for name, (hit, all_) in by_layout.items())
            print(f"  by layout: {', '.join(parts)}")
        else:
            print(f"{words}: {false} false in {count} pictures")
        print(
            f"  CPU {1000 * sum(times) / len(times):.0f} ms a picture, {1e6 * sum(times) / tall:.0f} ms for 1,000 rows"
        )
    print(f"remembered: CPU {remembered(body):.2f} ms a picture")
