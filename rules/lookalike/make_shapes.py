"""Which hanzi look alike: glyphs of two open typefaces compared, and the parts that characters are built of.

Run once, its output ships (needs Pillow, numpy, Debian's fonts-noto-cjk and chaizi-jt.txt of kfcd/chaizi, CC BY 3.0;
none of them is a dependency of Wangxun):

    python -m rules.lookalike.make_shapes /usr/share/fonts/opentype/noto chaizi-jt.txt

Writes `data/shapes.txt`: one hanzi a line, then those most like it, nearest first, each with its likeness in
hundredths; and `data/parts.txt`: one hanzi a line, then the two hanzi that it can be split into. The typefaces are
OFL-1.1, which does not reach measurements made with them.
"""

import math
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

DATA = Path(__file__).parent / "data"
FACES = ("NotoSansCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc")
SIMPLIFIED = 2  # index of the Simplified Chinese face in the collections
PIXELS, GRID, NEAREST, FLOOR = 56, 32, 20, 0.68
SHARED, INSIDE, INSIDE_COMMON = (
    0.15,
    0.80,
    0.74,
)  # what common parts add at most; likeness of a whole and a part
COMMON = 60  # characters that have a part in common: it is a radical, which the eye passes over
DRAWN = dict(
    zip("亻扌氵忄犭艹钅讠纟饣礻衤刂灬阝", "人手水心犬草金言糸食示衣刀火阜", strict=True)
)  # as a radical
NAME_HANZI = (
    "堃喆淼焱垚犇骉晟玥瑄璟珺昇昊琪睿赟禤亓祎翀翊彧晞暄珩瑀怡妤媛婳嫣焜烨炜煊镕钰鋆鑫淏渼滢濛漪潼劼冇氹睇"
)


def hanzi() -> list[str]:
    """The 6,763 hanzi of GB 2312 and some that live in names only."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    known = [code.decode("gb2312", "ignore") for code in rows]
    return sorted({char for char in [*known, *NAME_HANZI] if char})


def glyphs(chars: list[str], face: Path) -> NDArray[np.float32]:
    """One row a character: its blurred picture, mean taken away, of length 1."""
    font = ImageFont.truetype(str(face), PIXELS, index=SIMPLIFIED)
    rows = np.empty((len(chars), GRID * GRID), dtype=np.float32)
    for at, char in enumerate(chars):
        page = Image.new("L", (PIXELS + 8, PIXELS + 8))
        middle = 4 + PIXELS // 2
        ImageDraw.Draw(page).text((middle, middle), char, fill=255, font=font, anchor="mm")
        small = page.filter(ImageFilter.GaussianBlur(1.5)).resize((GRID, GRID), Image.Resampling.BILINEAR)
        rows[at] = np.asarray(small, dtype=np.float32).ravel()
    rows -= rows.mean(axis=1, keepdims=True)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def decompositions(chaizi: Path) -> dict[str, list[list[str]]]:
    """The ways in which each character splits."""
    known: dict[str, list[list[str]]] = {}
    for line in chaizi.read_text(encoding="utf-8").splitlines():
        char, *splits = line.split("\t")
        known.setdefault(char, []).extend(split.split() for split in splits if split)
    return known


def kinship(chars: list[str], splits: dict[str, list[list[str]]]) -> NDArray[np.float32]:
    """What common parts add to the likeness of each pair, rare parts more than radicals that hundreds share."""
    parts = {char: {part for split in splits.get(char, []) for part in split} for char in chars}
    common = Counter(part for listed in parts.values() for part in listed)
    numbers = {part: at for at, part in enumerate(common)}
    weights = np.zeros((len(chars), len(numbers)), dtype=np.float32)
    for at, char in enumerate(chars):
        for part in parts[char]:
            weights[at, numbers[part]] = math.sqrt(max(0.0, math.log(len(chars) / common[part]) - 3))
    norms = np.linalg.norm(weights, axis=1, keepdims=True)
    weights /= np.where(norms == 0, 1, norms)
    return SHARED * (weights @ weights.T)


def write_shapes(fonts: Path, splits: dict[str, list[list[str]]]) -> None:
    """Measure every pair and keep each character's nearest."""
    chars = hanzi()
    place = {char: at for at, char in enumerate(chars)}
    faces = [glyphs(chars, fonts / face) for face in FACES]
    common = Counter(part for char in chars for part in {p for split in splits.get(char, []) for p in split})
    likeness = sum(face @ face.T for face in faces) / len(faces) + kinship(chars, splits)
    for at, char in enumerate(chars):
        listed = {part for split in splits.get(char, []) if len(split) == 2 for part in split}
        for part in (listed - {DRAWN[radical] for radical in listed & DRAWN.keys()}) & place.keys():
            other, inside = place[part], INSIDE if common[part] <= COMMON else INSIDE_COMMON
            likeness[at, other] = likeness[other, at] = max(inside, likeness[at, other])
        likeness[at, at] = 0
    with (DATA / "shapes.txt").open("w", encoding="utf-8") as out:
        for at, char in enumerate(chars):
            nearest = [n for n in np.argsort(-likeness[at])[:NEAREST] if likeness[at, n] >= FLOOR]
            row = "".join(f"{chars[n]}{min(99, round(100 * float(likeness[at, n])))}" for n in nearest)
            if row:
                out.write(f"{char}\t{row}\n")


def write_parts(splits: dict[str, list[list[str]]]) -> None:
    """Keep the decompositions into exactly two characters (木 子 = 李)."""
    everyday = set(hanzi())
    pairs = {
        f"{char}\t{''.join(split)}": None
        for char, listed in splits.items()
        for split in listed
        if char in everyday and len(split) == 2 and all(len(part) == 1 for part in split)
    }
    head = "# Two-part splits from kfcd/chaizi (https://github.com/kfcd/chaizi), CC BY 3.0, reduced.\n"
    (DATA / "parts.txt").write_text(head + "\n".join(pairs) + "\n", encoding="utf-8")


if __name__ == "__main__":
    decomposed = decompositions(Path(sys.argv[2]))
    write_shapes(Path(sys.argv[1]), decomposed)
    write_parts(decomposed)
