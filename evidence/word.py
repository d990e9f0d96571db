"""A paper of the dossier as DOCX, for the office to complete and sign."""

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.run import Run

from evidence.documents import Paper

FONT = "仿宋"
RED = RGBColor(192, 0, 0)


def word(paper: Paper) -> bytes:
    """The DOCX; its font is the one that official papers use and every Windows and WPS has."""
    document = Document()
    _style(document)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(title.add_run(paper.title), 20)
    document.add_paragraph(paper.number).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for heading, rows in paper.sections:
        _run(document.add_paragraph().add_run(heading), 13)
        _table(document, rows)
    if paper.excerpt:
        before, words, after = map(_writable, paper.excerpt)
        paragraph = document.add_paragraph("摘录：" + before)
        marked = paragraph.add_run(words)
        marked.bold = True
        marked.font.color.rgb = RED
        paragraph.add_run(after)
    for picture in paper.pictures:
        document.add_picture(BytesIO(picture), width=Cm(16))
    for text in paper.paragraphs:
        document.add_paragraph("　　" + text)
    for label in paper.signatures:
        document.add_paragraph(f"{label}：＿＿＿＿＿＿＿＿＿＿＿＿")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _style(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    normal.font.name = FONT
    normal.font.size = Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)


def _table(document: WordDocument, rows: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Cm(3.6), Cm(12.4)
        cells[0].text, cells[1].text = label, _writable(value)


def _run(run: Run, size: float) -> None:
    run.font.size = Pt(size)
    run.bold = True


def _writable(text: str) -> str:
    """XML has no control characters."""
    return "".join(sign if sign.isprintable() or sign == "\u3000" else " " for sign in text)
