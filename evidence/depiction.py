"""A picture that was drawn from preserved bytes, not seen live: what it shows, and its label that says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from evidence.capture import Capture, Drawn


@dataclass(frozen=True)
class Depiction:
    """One preserved page as a browser drew it later; without a picture `drawn.failure` says why."""

    url: str
    sha256: str  # of the bytes that were drawn
    drawn: Drawn
    browser: str = ""
    at: datetime | None = None  # when it was drawn
    refused: int = 0  # requests for what is not preserved


Depict = Callable[[Sequence[Capture], Sequence[Capture]], list[Depiction]]
"""Draws pages from their bytes and those of their resources."""

WORDS = "据留存字节绘制，非采集时所见"


@dataclass(frozen=True)
class Drawing:
    """The pictures of one page as they go into a dossier, and how they came to be."""

    said: str
    whole: bytes | None = None
    framed: bytes | None = None


def drawing(depiction: Depiction, excerpts: Sequence[str], font: Path) -> Drawing:
    """Label the picture, and a copy with the excerpts framed, as drawn from the preserved bytes."""
    from evidence.pictures import highlighted

    picture, said = depiction.drawn.picture, _how(depiction)
    if picture is None:
        return Drawing(f"{depiction.url}：未能绘制（{depiction.drawn.failure}）；线索不受影响")
    framed = highlighted(picture, depiction.drawn.boxes, excerpts) if excerpts else None
    if excerpts and framed is None:
        said += "；图中未找到摘录的原文（可能不在页面可见部分）"
    return Drawing(said, labelled(picture, depiction, font), framed and labelled(framed, depiction, font))


def labelled(picture: bytes, depiction: Depiction, font: Path) -> bytes | None:
    """The picture under a band that says how it came to be; None when it cannot be opened."""
    from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

    try:
        with Image.open(BytesIO(picture)) as whole:
            image = whole.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    lines = [WORDS, f"{depiction.url[:120]}", f"SHA-256 {depiction.sha256}"]
    lines.append(f"{depiction.browser}，绘制于 {depiction.at:%Y-%m-%d %H:%M:%S}（北京时间）")
    height = 26 * len(lines) + 12
    out = Image.new("RGB", (image.width, image.height + height), (255, 243, 205))
    out.paste(image, (0, height))
    pen, letters = ImageDraw.Draw(out), ImageFont.truetype(str(font), 18)
    for number, line in enumerate(lines):
        pen.text((12, 6 + 26 * number), line, fill=(120, 60, 0), font=letters)
    data = BytesIO()
    out.save(data, "PNG")
    return data.getvalue()


def _how(depiction: Depiction) -> str:
    at = f"{depiction.at:%Y年%m月%d日 %H时%M分%S秒}（北京时间）" if depiction.at else ""
    missing = (
        f"，其引用而未留存的 {depiction.refused} 项（图片、样式等）没有显示" if depiction.refused else ""
    )
    return (
        f"{depiction.url}：{WORDS}。{at}由 {depiction.browser} 在断网状态下绘制留存的数据（SHA-256 "
        f"{depiction.sha256}），未运行页面脚本，未访问网络{missing}"
    )
