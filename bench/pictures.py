"""Licences drawn by this script and read again: number, name and time, over layouts, fonts, turns, JPEG 40 and watermarks.

Run: python -m bench.pictures [COUNT]; pictures of descriptions follow (bench.description_pictures).
"""

import io
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from bench.operators import FORMS, NAMES, ROADS, SEATS, TRADES, credit_code, registration
from spiders.pictures.licence_picture import read_licence
from spiders.pictures.ocr import read_lines

SEED = 20261124
COUNT = 120
TURNS = (0, 0, 0, 90, 180, 270, 15, -15, 8, -5)
PEOPLE = ("王春野", "李建国", "欧阳倩", "陈思", "赵明远", "刘志强", "周晓燕")
INK = (35, 35, 40)
Row = tuple[str, str]


def fonts() -> list[tuple[str, int]]:
    """Font files and the face in each: what is installed of Debian's and of the dossier's extra."""
    debian = Path("/usr/share/fonts/opentype/noto")
    known = [
        (str(debian / f"Noto{kind}CJK-{weight}.ttc"), 2)
        for kind in ("Sans", "Serif")
        for weight in ("Regular", "Bold")
    ]
    wheel = [
        (str(files("pylopdf_fonts_zh_cn") / f"Noto{kind}SC-Regular.otf"), 0) for kind in ("Sans", "Serif")
    ]
    return [(path, face) for path, face in (*known, *wheel) if Path(path).is_file()]


def licence(draw: random.Random) -> dict[str, str]:
    """One made-up operator; its numbers are sound."""
    seat, form = draw.choice(SEATS), draw.choice(FORMS)
    name = f"{seat}{draw.choice(NAMES)}{draw.choice(TRADES)}{form}"
    return {
        "number": credit_code(draw),
        "old_number": registration(draw),
        "name": name,
        "type": "个体工商户" if form in ("商行", "经营部") else "有限责任公司(自然人投资或控股)",
        "person": draw.choice(PEOPLE),
        "address": f"浙江省{seat}{draw.choice(ROADS)}{draw.randrange(1, 999)}号"
        f"{draw.randrange(1, 30)}幢{draw.randrange(101, 2800)}室",
        "founded": f"{draw.randrange(2001, 2025)}年{draw.randrange(1, 13):02d}月{draw.randrange(1, 29):02d}日",
    }


def rows(facts: dict[str, str]) -> list[Row]:
    """Labels and values as a licence after 2015 orders them."""
    return [
        ("名称", facts["name"]), ("类型", facts["type"]), ("住所", facts["address"]),
        ("法定代表人", facts["person"]), ("注册资本", "壹佰万元整"), ("成立日期", facts["founded"]),
        ("营业期限", f"{facts['founded']}至长期"), ("经营范围", "日用百货、服装的批发、零售及网上经营"),
    ]  # fmt: skip


class Sheet:
    """A picture to be filled."""

    def __init__(self, size: tuple[int, int], font: tuple[str, int], ground: str = "white") -> None:
        self.image = Image.new("RGB", size, ground)
        self.pen = ImageDraw.Draw(self.image)
        self.font = font

    def write(self, at: tuple[int, int], text: str, size: int, fill: Any = INK) -> None:
        """One line of text."""
        face = ImageFont.truetype(self.font[0], size, index=self.font[1])
        self.pen.text(at, text, fill=fill, font=face)

    def wrapped(self, at: tuple[int, int], text: str, size: int, room: int) -> int:
        """Text over several lines; the height that it took."""
        fit = max(1, room // size)
        parts = [text[first : first + fit] for first in range(0, len(text), fit)]
        for number, part in enumerate(parts):
            self.write((at[0], at[1] + number * int(size * 1.35)), part, size)
        return len(parts) * int(size * 1.35)


def spread(label: str, width: int = 5) -> str:
    """名称 → 名　　　称, as licences justify their labels."""
    return label if len(label) != 2 else label[0] + "　" * (width - 2) + label[1]


def landscape(facts: dict[str, str], font: tuple[str, int]) -> Image.Image:
    """The licence of 2019: lying, number at the left top, one column."""
    sheet = Sheet((1100, 780), font, "#fffdf2")
    sheet.pen.rectangle((18, 18, 1082, 762), outline="#a07830", width=6)
    sheet.write((420, 45), "营业执照", 60)
    sheet.write((60, 60), "统一社会信用代码", 20)
    sheet.write((60, 92), facts["number"], 22)
    top = 175
    for label, value in rows(facts):
        sheet.write((90, top), spread(label), 23)
        top += max(56, sheet.wrapped((260, top), value, 23, 720) + 20)
    sheet.write((760, 700), f"登记机关  {facts['founded']}", 20)
    return sheet.image


def upright(facts: dict[str, str], font: tuple[str, int]) -> Image.Image:
    """The licence of 2015: standing, number under the title."""
    sheet = Sheet((800, 1100), font, "#fdfbf4")
    sheet.write((240, 90), "营  业  执  照", 52)
    sheet.write((190, 190), f"统一社会信用代码  {facts['number']}", 26)
    top = 280
    for label, value in rows(facts):
        sheet.write((80, top), spread(label), 26)
        top += max(64, sheet.wrapped((240, top), value, 26, 480) + 26)
    return sheet.image


def columns(facts: dict[str, str], font: tuple[str, int]) -> Image.Image:
    """The electronic licence: two columns of labels and values."""
    sheet = Sheet((1200, 720), font)
    sheet.write((480, 40), "营业执照", 54)
    sheet.write((70, 120), f"统一社会信用代码：{facts['number']}", 24)
    left = [("名称", facts["name"]), ("类型", facts["type"]), ("法定代表人", facts["person"])]
    right = [("注册资本", "壹佰万元整"), ("成立日期", facts["founded"]), ("住所", facts["address"])]
    for x, pairs in ((70, left), (660, right)):
        top = 210
        for label, value in pairs:
            sheet.write((x, top), spread(label), 22)
            top += max(70, sheet.wrapped((x + 130, top), value, 22, 380) + 34)
    return sheet.image


def old(facts: dict[str, str], font: tuple[str, int]) -> Image.Image:
    """The licence before October 2015, with a registration number of 15 digits."""
    sheet = Sheet((780, 1080), font, "#f6f0dc")
    sheet.write((170, 80), "企业法人营业执照", 50)
    sheet.write((420, 170), f"注册号 {facts['old_number']}", 24)
    top = 260
    pairs = [
        ("名称", facts["name"]),
        ("住所", facts["address"]),
        ("法定代表人姓名", facts["person"]),
        ("公司类型", facts["type"]),
        ("成立日期", facts["founded"]),
    ]
    for label, value in pairs:
        sheet.write((70, top), spread(label), 24)
        top += max(76, sheet.wrapped((270, top), value, 24, 440) + 34)
    return sheet.image


def sole_trader(facts: dict[str, str], font: tuple[str, int]) -> Image.Image:
    """The licence of an individual business (个体工商户)."""
    sheet = Sheet((1000, 720), font, "#fffef8")
    sheet.write((360, 50), "营业执照", 56)
    sheet.write((620, 140), f"统一社会信用代码 {facts['number']}", 19)
    pairs = [
        ("名称", facts["name"]),
        ("类型", "个体工商户"),
        ("经营场所", facts["address"]),
        ("组成形式", "个人经营"),
        ("经营者", facts["person"]),
        ("注册日期", facts["founded"]),
    ]
    for number, (label, value) in enumerate(pairs):
        sheet.write((80, 210 + 70 * number), spread(label, 4), 25)
        sheet.write((230, 210 + 70 * number), value, 25)
    return sheet.image


def table(facts: dict[str, str], font: tuple[str, int]) -> Image.Image:
    """A platform's table of licence facts, taken as a picture."""
    sheet = Sheet((900, 520), font)
    sheet.write((30, 20), "商家营业执照信息", 26)
    pairs = [
        ("企业名称：", facts["name"]),
        ("营业执照注册号：", facts["number"]),
        ("法定代表人姓名：", facts["person"]),
        ("住所地：", facts["address"]),
        ("成立日期：", facts["founded"]),
    ]
    for number, (label, value) in enumerate(pairs):
        sheet.pen.rectangle((30, 80 + 66 * number, 870, 146 + 66 * number), outline="#cccccc")
        sheet.write((45, 98 + 66 * number), label, 21, "#777777")
        sheet.write((270, 98 + 66 * number), value, 21)
    return sheet.image


LAYOUTS: tuple[Callable[[dict[str, str], tuple[str, int]], Image.Image], ...] = (
    landscape, upright, columns, old, sole_trader, table,
)  # fmt: skip


def watermarked(image: Image.Image, font: tuple[str, int], draw: random.Random) -> Image.Image:
    """Grey words across the picture, as platforms put them."""
    layer = Image.new("RGBA", image.size)
    pen = ImageDraw.Draw(layer)
    face = ImageFont.truetype(font[0], 30, index=font[1])
    for top in range(0, image.height, 170):
        for left in range(-40, image.width, 340):
            at = (left + draw.randrange(60), top + draw.randrange(40))
            pen.text(at, "仅供网店公示使用", fill=(120, 120, 120, 70), font=face)
    layer = layer.rotate(20, resample=Image.Resampling.BILINEAR)
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def served(image: Image.Image, turn: int) -> bytes:
    """Turned, and saved as JPEG of quality 40."""
    turned = image.rotate(turn, expand=True, fillcolor="#eeeeee", resample=Image.Resampling.BICUBIC)
    out = io.BytesIO()
    turned.save(out, "JPEG", quality=40)
    return out.getvalue()


def main(count: int = COUNT) -> None:
    """Read `count` pictures and print each figure on one line; every miss is shown."""
    draw, faces = random.Random(SEED), fonts()
    read_lines(served(landscape(licence(draw), faces[0]), 0))  # the models are loaded
    right: dict[str, int] = defaultdict(int)
    times: dict[bool, list[float]] = defaultdict(list)
    for number in range(count):
        facts, face = licence(draw), faces[number % len(faces)]
        layout, turn = LAYOUTS[number % len(LAYOUTS)], TURNS[(number // len(LAYOUTS)) % len(TURNS)]
        image = watermarked(layout(facts, face), face, draw) if number % 2 else layout(facts, face)
        body = served(image, turn)
        began = time.process_time()
        read = read_licence(read_lines(body))
        times[turn == 0].append(time.process_time() - began)
        facts["number"] = facts["old_number"] if layout is old else facts["number"]
        for name in ("number", "name", "person", "address"):
            value = getattr(read, name)
            said = value.text if value else None
            wanted = facts[name].replace("(", "（").replace(")", "）") if name == "name" else facts[name]
            right[name] += said == wanted
            right[f"wrong {name}"] += said not in (wanted, None)
            if said != wanted and name in ("number", "name"):
                print(f"  miss: {layout.__name__} {turn}°: {name} {wanted} read as {said}")
    print(
        f"pictures: {count} ({len(LAYOUTS)} layouts, {len(faces)} fonts, JPEG 40, every second watermarked)"
    )
    for name in ("number", "name", "person", "address"):
        print(f"{name} exact: {right[name] / count:.1%} (read wrongly: {right[f'wrong {name}']})")
    for kind, words in ((True, "upright"), (False, "turned")):
        taken = sorted(times[kind]) or [0.0]
        print(f"{words}: CPU {sum(taken) / len(taken):.2f} s a picture, at most {taken[-1]:.2f} s")


if __name__ == "__main__":
    from bench import description_pictures

    counts = [int(argument) for argument in sys.argv[1:]]
    main(*counts)
    description_pictures.main(*counts)
