"""A paper of the dossier as PDF on A4, its Chinese font embedded."""

from io import BytesIO
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos

from evidence.documents import Paper
from evidence.errors import EvidenceError

RED = (192, 0, 0)
LABEL_WIDTH = 36  # millimetres
LINE = 6.5


def pdf(paper: Paper, font: Path | None = None) -> bytes:
    """The PDF. `font` is a TrueType or OpenType file with Chinese; None takes the one that is installed.

    Characters that the font lacks are drawn as boxes. Raises EvidenceError when there is no font.
    """
    page = FPDF(format="A4")
    page.set_margins(22, 22, 22)
    page.set_auto_page_break(True, 20)
    page.add_font("song", "", font or installed_font())
    page.set_title(paper.title)
    page.add_page()
    _heading(page, paper)
    for title, rows in paper.sections:
        _table(page, title, rows)
    if paper.excerpt:
        _excerpt(page, *paper.excerpt)
    for picture in paper.pictures:
        page.image(BytesIO(picture), w=page.epw)
    page.ln(3)
    for text in paper.paragraphs:
        _line(page, "　　" + text)
    page.ln(6)
    for label in paper.signatures:
        _line(page, f"{label}：＿＿＿＿＿＿＿＿＿＿＿＿")
    return bytes(page.output())


def installed_font() -> Path:
    """Noto Serif SC from the package that carries it."""
    try:
        from pylopdf_fonts_zh_cn import serif_path
    except ImportError as error:
        raise EvidenceError(
            "没有可嵌入的中文字体：请安装 pylopdf-fonts-zh-cn（pip install 'wangxun[dossier]'）"
        ) from error
    return Path(serif_path())


def _heading(page: FPDF, paper: Paper) -> None:
    page.set_font("song", size=20)
    page.multi_cell(0, 14, paper.title, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.set_font("song", size=10.5)
    page.multi_cell(0, LINE, paper.number, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _table(page: FPDF, title: str, rows: list[tuple[str, str]]) -> None:
    """Two columns, label and value; long values wrap, hashes too."""
    page.ln(3)
    page.set_font("song", size=12)
    _line(page, title)
    page.set_font("song", size=10.5)
    widths = (LABEL_WIDTH, page.epw - LABEL_WIDTH)
    with page.table(
        col_widths=widths, width=page.epw, first_row_as_headings=False, line_height=LINE, text_align="LEFT",
        wrapmode=WrapMode.CHAR, padding=1,
    ) as table:  # fmt: skip
        for label, value in rows:
            row = table.row()
            row.cell(label)
            row.cell(_drawable(value))


def _excerpt(page: FPDF, before: str, words: str, after: str) -> None:
    """The words in question in red between those around them."""
    page.ln(3)
    page.write(LINE, "摘录：" + _drawable(before))
    page.set_text_color(*RED)
    page.write(LINE, _drawable(words))
    page.set_text_color(0)
    page.write(LINE, _drawable(after))
    page.ln(LINE)


def _line(page: FPDF, text: str) -> None:
    page.multi_cell(0, LINE, _drawable(text), wrapmode=WrapMode.CHAR, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _drawable(text: str) -> str:
    """Control characters have no glyph."""
    return "".join(sign if sign.isprintable() or sign == "\u3000" else " " for sign in text)
