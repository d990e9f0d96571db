"""Which hanzi look alike: glyphs of two open typefaces compared, and the parts that characters are built of.

Run once, its output ships (needs Pillow, numpy and Debian's fonts-noto-cjk, none of them a dependency of Wangxun):

    python -m rules.lookalike.make_shapes /usr/share/fonts/opentype/noto [chaizi-jt.txt]

Writes `data/shapes.txt`: one hanzi a line, then its nearest glyphs, each with its likeness in hundredths; and,
when the decompositions of kfcd/chaizi (CC BY 3.0) are given, `data/parts.txt`: one hanzi a line, then the two
hanzi that it can be split into. The typefaces are OFL-1.1, which does not reach measurements made with them.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

DATA = Path(__file__).parent / "data"
FACES = ("NotoSansCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc")
SIMPLIFIED = 2  # index of the Simplified Chinese face in the collections
PIXELS, GRID, NEAREST, FLOOR = 56, 32, 20, 0.68
NAME_HANZI = (
    "堃喆淼焱垚犇骉晟玥瑄璟珺昇昊琪睿赟禤亓祎翀翊彧晞暄珩瑀怡妤媛婳嫣焜烨炜煊镕钰鋆鑫淏渼滢濛漪潼劼冇氹睇の"
)


def hanzi() -> list[str]:
    """The 6,763 hanzi of GB 2312 and some that live in names only."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    known = [code.decode("gb2312", "ignore") for code in rows]
    return sorted({char for char in [*known, *NAME_HANZI] if char})


def glyphs(chars: list[str], face: Path) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """One row a character: its blurred picture, mean taken away, of length 1."""
    font = ImageFont.truetype(str(face), PIXELS, index=SIMPLIFIED)
    rows = np.empty((len(chars), GRID * GRID), dtype=np.float32)
    for at, char in enumerate(chars):
        page = Image.new("L", (PIXELS + 8, PIXELS + 8))
        ImageDraw.Draw(page).text((4 + PIXELS // 2, 4 + PIXELS // 2), char, fill=255, font=font, anchor="mm")
        small = page.filter(ImageFilter.GaussianBlur(1.5)).resize((GRID, GRID), Image.Resampling.BILINEAR)
        rows[at] = np.asarray(small, dtype=np.float32).ravel()
    rows -= rows.mean(axis=1, keepdims=True)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def write_shapes(fonts: Path) -> None:
    """Measure every pair and keep each character's nearest."""
    chars = hanzi()
    faces = [glyphs(chars, fonts / face) for face in FACES]
    with (DATA / "shapes.txt").open("w", encoding="utf-8") as out:
        for at, char in enumerate(chars):
            likeness = sum(face @ face[at] for face in faces) / len(faces)
            likeness[at] = 0
            nearest = [n for n in np.argsort(-likeness)[:NEAREST] if likeness[n] >= FLOOR]
            row = "".join(f"{chars[n]}{min(99, round(100 * float(likeness[n])))}" for n in nearest)
            if row:
                out.write(f"{char}\t{row}\n")


def write_parts(chaizi: Path) -> None:
    """Keep the decompositions into exactly two characters of everyday use (木 子 = 李)."""
    everyday = set(hanzi())
    seen: dict[str, None] = {}
    for line in chaizi.read_text(encoding="utf-8").splitlines():
        char, *splits = line.split("\t")
        for split in splits:
            parts = split.split()
            if len(parts) == 2 and char in everyday and all(len(part) == 1 for part in parts):
                seen[f"{char}\t{''.join(parts)}"] = None
    head = "# Two-part splits from kfcd/chaizi (https://github.com/kfcd/chaizi), CC BY 3.0, reduced.\n"
    (DATA / "parts.txt").write_text(head + "\n".join(seen) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_shapes(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        write_parts(Path(sys.argv[2]))
