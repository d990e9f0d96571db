"""A dossier is complete, verifies on a stranger's computer, replays, and names its own forgery."""

import gzip
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from evidence import custody
from evidence.archive import RunArchive, identity
from evidence.capture import Box, Capture, Drawn, EvidenceRef
from evidence.depiction import Depiction
from evidence.dossier import dossier
from evidence.errors import EvidenceError
from evidence.seal import settle
from evidence.verify import verify
from tests.evidence.conftest import local_authority

docx = pytest.importorskip("docx", reason="python-docx is not installed")
pytest.importorskip("fpdf", reason="fpdf2 is not installed")
pytest.importorskip("pylopdf_fonts_zh_cn", reason="no Chinese font is installed")
wacz_main = pytest.importorskip("wacz.main", reason="wacz is not installed")

AT = datetime(2026, 6, 18, 4, 0, tzinfo=UTC)
HTML = "<html><title>国家级抗菌牙膏</title><p>国家级抗菌牙膏</p></html>".encode()


def served(url: str, body: bytes, status: int = 200) -> Capture:
    headers = ((b"Content-Type", b"text/html; charset=utf-8"),)
    return Capture(url, body, AT, status, headers, peer="192.0.2.7", notes={"robots": "allowed"})


def preserved(directory: Path, *captures: Capture) -> EvidenceRef:
    """Keep the captures in one run; the last one's place."""
    info = {"software": "wangxun/test", "authority": "某市市场监督管理局"}
    archive = RunArchive(
        directory, "night-1", info, circumstances={"host": {"hostname": "pc-1", "routes": []}}
    )
    archive.open()
    places = archive.commit(captures)
    archive.close()
    return places[identity(captures[-1])]


def lead(ref: EvidenceRef) -> dict[str, Any]:
    basis = {
        "id": "ad-9-3",
        "law": "中华人民共和国广告法",
        "article": "第九条第（三）项",
        "from": "2015-09-01",
    }
    return {
        "id": 7,
        "platform": "jd",
        "shop": "好牙旗舰店",
        "url": "http://shop.example/7",
        "rule": "wording.absolute-term",
        "title": "绝对化用语",
        "item_title": "国家级抗菌牙膏",
        "excerpt": "国家级",
        "explanation": "涉嫌使用绝对化用语，请核实有无依据",
        "basis": [basis],
        "first_seen": "2026-06-18T12:00:00+08:00",
        "last_seen": "2026-06-18T12:00:00+08:00",
        "sightings": 1,
        "evidence": {"file": ref.file, "record": ref.record, "sha256": ref.sha256},
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of a page behind a redirect, whose bytes were seen earlier in the run."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("made")
    robots = served("http://shop.example/robots.txt", b"User-agent: *")
    moved = served("http://shop.example/old", b"", 302)
    earlier = served("http://shop.example/6", HTML)
    page = replace(served("http://shop.example/7", HTML), redirected_from=(moved,), robots=robots)
    other = served("http://shop.example/8", b"someone else's page")
    ref = preserved(folder / "evidence", earlier, other, page)
    with local_authority(tmp_path_factory.mktemp("tsa")) as tsa:
        settle(folder / "evidence", tsa.authority)
    return dossier(lead(ref), folder / "evidence", folder / "out", actor="张三")


def unpacked(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def test_it_holds_papers_records_proof_stamp_verifier_and_readme(made: Path) -> None:
    names = set(zipfile.ZipFile(made).namelist())
    papers = {f"{name}.{kind}" for name in ("1-线索移送函", "2-电子数据提取笔录", "3-线索交办通知书")
              for kind in ("docx", "pdf")}  # fmt: skip
    assert papers | {"proof.json", "seal.json", "stamp-1.tsr", "stamp-1.pem", "verify.py", "说明.md",
                     "capture.wacz", "lead.json", "SHA256SUMS"} <= names  # fmt: skip


def test_it_shows_this_lead_and_nothing_of_other_shops(made: Path, tmp_path: Path) -> None:
    folder = unpacked(made, tmp_path / "x")
    kinds = sorted(path.name.split("-", 1)[1] for path in (folder / "records").iterdir())
    assert kinds.count("response.warc.gz") == 3  # redirect, robots.txt, and the twin that holds the payload
    assert kinds.count("revisit.warc.gz") == 1
    text = b"".join(gzip.decompress(path.read_bytes()) for path in (folder / "records").iterdir())
    assert b"someone else" not in text


def test_a_stranger_verifies_it_with_python_and_openssl_alone(made: Path, tmp_path: Path) -> None:
    folder = unpacked(made, tmp_path / "x")
    command = [sys.executable, "-I", "-S", "verify.py", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1] == "结论  以上各项全部相符"


def test_the_steps_of_the_readme_hold(made: Path, tmp_path: Path) -> None:
    if not shutil.which("sha256sum"):
        pytest.skip("sha256sum is not installed")
    folder = unpacked(made, tmp_path / "x")
    entry = json.loads((folder / "proof.json").read_text())["records"][0]
    steps = [
        "sha256sum -c --quiet SHA256SUMS",
        f'test "$(gunzip -c {entry["file"]} | sha256sum | cut -c1-64)" = {entry["line"].split(chr(9))[4]}',
        "openssl ts -verify -data seal.json -in stamp-1.tsr -CAfile stamp-1.pem",
    ]
    for step in steps:
        subprocess.run(step, shell=True, cwd=folder, check=True, capture_output=True)


def test_its_wacz_passes_the_validation_of_the_wacz_tool(made: Path, tmp_path: Path) -> None:
    folder = unpacked(made, tmp_path / "x")
    assert wacz_main.main(["validate", "-f", str(folder / "capture.wacz")]) == 0
    with zipfile.ZipFile(folder / "capture.wacz") as archive:
        assert b"http://shop.example/7" in archive.read("pages/pages.jsonl")


def test_the_papers_say_who_what_when_where_and_which_article(made: Path, tmp_path: Path) -> None:
    folder = unpacked(made, tmp_path / "x")
    said = {}
    for path in folder.glob("*.docx"):
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        said[path.name[0]] = "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    for words in (
        "某市市场监督管理局",
        "好牙旗舰店",
        "国家级",
        "《中华人民共和国广告法》第九条第（三）项",
        "涉嫌",
    ):
        assert words in said["1"]
    for words in (
        "2026年06月18日 12时00分00秒",
        "192.0.2.7",
        "http://shop.example/old（302）",
        "pc-1",
        "树根",
    ):
        assert words in said["2"]
    assert "承办单位" in said["3"]


def test_the_pdf_embeds_its_font(made: Path, tmp_path: Path) -> None:
    data = (unpacked(made, tmp_path / "x") / "1-线索移送函.pdf").read_bytes()
    assert b"/FontFile" in data
    assert b"NotoSerifSC" in data


def swap_page(folder: Path) -> None:
    one, other = sorted((folder / "records").glob("*response*"))[:2]
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)


def change_paper(folder: Path) -> None:
    path = folder / "1-线索移送函.pdf"
    path.write_bytes(path.read_bytes() + b" ")


def drop_stamped_seal(folder: Path) -> None:
    (folder / "seal.json").unlink()


def change_record_and_sums(folder: Path) -> None:
    """A forger who also mends SHA256SUMS."""
    path = next((folder / "records").glob("*revisit*"))
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"2026-06-18", b"2026-06-17")))
    sums = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n"
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("".join(sums))


@pytest.mark.parametrize("forgery", [swap_page, change_paper, drop_stamped_seal, change_record_and_sums])
def test_a_forged_dossier_is_named(made: Path, tmp_path: Path, forgery: Callable[[Path], None]) -> None:
    folder = unpacked(made, tmp_path / "x")
    assert verify(folder).ok
    forgery(folder)
    assert verify(folder).failure


def test_its_making_is_in_the_custody_log(made: Path) -> None:
    last = custody.entries(made.parent.parent / "evidence", lead="7")[-1]
    assert (last["action"], last["actor"], last["file"]) == ("export", "张三", made.name)


def test_an_unsealed_run_gives_a_dossier_that_says_so(tmp_path: Path) -> None:
    ref = preserved(tmp_path / "evidence", served("http://shop.example/7", HTML))
    path = dossier(lead(ref), tmp_path / "evidence", tmp_path / "out", actor="张三")
    report = verify(path)
    assert report.ok
    assert any("尚未封存" in note for note in report.notes)


def test_what_is_not_installed_is_named_with_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evidence.dossier.find_spec", lambda module: None)
    with pytest.raises(EvidenceError, match=r"fpdf2.*wangxun\[dossier\]"):
        dossier({"id": 7}, tmp_path, tmp_path, actor="张三")


def test_a_lead_without_evidence_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="没有留存证据"):
        dossier({"id": 7, "evidence": None}, tmp_path, tmp_path, actor="张三")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"file": "night-1/none.warc.gz"}, "不在"),
        ({"record": "urn:x"}, "没有记录"),
        ({"sha256": "0" * 64}, "摘要"),
    ],
    ids=["file", "record", "digest"],
)
def test_evidence_that_is_not_what_the_lead_says_is_refused(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    ref = preserved(tmp_path / "evidence", served("http://shop.example/7", HTML))
    wrong = lead(ref)
    wrong["evidence"] |= change
    with pytest.raises(EvidenceError, match=said):
        dossier(wrong, tmp_path / "evidence", tmp_path / "out", actor="张三")


def test_a_screenshot_is_shown_in_the_cover_sheet(tmp_path: Path) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(drawn, "PNG")
    page = replace(served("http://shop.example/7", HTML), pictures=(drawn.getvalue(),))
    path = dossier(
        lead(preserved(tmp_path / "evidence", page)), tmp_path / "evidence", tmp_path, actor="张三"
    )
    folder = unpacked(path, tmp_path / "x")
    assert b"/Subtype /Image" in (folder / "1-线索移送函.pdf").read_bytes()
    assert zipfile.ZipFile(folder / "1-线索移送函.docx").namelist().count("word/media/image1.png") == 1


def sheet(path: Path, name: str) -> str:
    """All text of one paper."""
    document = docx.Document(io.BytesIO(zipfile.ZipFile(path).read(f"{name}.docx")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(cells + [paragraph.text for paragraph in document.paragraphs])


def test_pictures_from_preserved_bytes_say_that_they_are(tmp_path: Path) -> None:
    ref = preserved(tmp_path, served("http://shop.example/7", HTML))
    blank = io.BytesIO()
    Image.new("RGB", (640, 480), "white").save(blank, "PNG")
    drawn = Drawn(blank.getvalue(), (Box("国家级抗菌牙膏", 50, 200, 300, 40),))

    def depict(pages: Sequence[Capture], resources: Sequence[Capture]) -> list[Depiction]:
        assert ([page.body for page in pages], list(resources)) == ([HTML], [])
        return [Depiction(pages[0].url, pages[0].sha256, drawn, "Chromium 1", AT, 3)]

    made = dossier(lead(ref), tmp_path, tmp_path / "out", actor="张三", depict=depict)
    names = [name for name in zipfile.ZipFile(made).namelist() if name.startswith("pictures/")]
    assert names == ["pictures/01-据留存字节绘制-全图.png", "pictures/01-据留存字节绘制-标注.png"]
    said = sheet(made, "2-电子数据提取笔录")
    assert "据留存字节绘制，非采集时所见" in said
    assert "未访问网络" in said
    assert docx.Document(io.BytesIO(zipfile.ZipFile(made).read("1-线索移送函.docx"))).inline_shapes
    assert verify(made).ok


def test_a_picture_that_fails_is_said_and_the_dossier_made(tmp_path: Path) -> None:
    ref = preserved(tmp_path, served("http://shop.example/7", HTML))
    failed = Depiction("http://shop.example/7", ref.sha256, Drawn(failure="no browser today"))
    made = dossier(lead(ref), tmp_path, tmp_path / "out", actor="张三", depict=lambda *_: [failed])
    assert "no browser today" in sheet(made, "2-电子数据提取笔录")


def test_a_missing_licence_comes_with_every_place_that_was_looked_at(tmp_path: Path) -> None:
    places = [served(f"http://shop.example/{name}", name.encode()) for name in ("about", "licence", "")]
    other = served("http://other.example/", b"another shop")
    ref = preserved(tmp_path, other, *places)
    said = [{"url": one.url, "kind": "shop", "status": "ok", "sha256": one.sha256} for one in places]
    night = {
        "evidence": {"file": "night-0/x.warc.gz"},
        "findings": [{"places": [{"url": "x", "sha256": "0"}]}],
    }
    seen = [night, *({"evidence": {"file": ref.file}, "findings": [{"places": [one]}]} for one in said)]
    made = dossier(lead(ref) | {"seen": seen, "excerpt": None}, tmp_path, tmp_path / "out", actor="张三")
    with zipfile.ZipFile(made) as archive:
        records = [gzip.decompress(archive.read(name)) for name in archive.namelist() if "records/" in name]
    answers = [record for record in records if b"WARC-Type: response" in record]
    assert len(answers) == 3
    assert not any(b"other.example" in record for record in records)
    written = sheet(made, "2-电子数据提取笔录")
    assert all(one.url in written and one.sha256 in written for one in places)


def test_a_place_whose_record_is_missing_stops_the_dossier(tmp_path: Path) -> None:
    ref = preserved(tmp_path, served("http://shop.example/7", HTML))
    lost = {"url": "http://shop.example/about", "sha256": "0" * 64}
    seen = [{"evidence": {"file": ref.file}, "findings": [{"places": [lost]}]}]
    with pytest.raises(EvidenceError, match="about"):
        dossier(lead(ref) | {"seen": seen}, tmp_path, tmp_path / "out", actor="张三")


def test_signs_that_no_font_has_do_not_stop_it(tmp_path: Path) -> None:
    ref = preserved(tmp_path / "evidence", served("http://shop.example/7", HTML))
    odd = lead(ref) | {"shop": "𠮷\x00😀\ud800店", "excerpt": "a\x0bb"}
    assert dossier(odd, tmp_path / "evidence", tmp_path / "out", actor="张三").exists()


def resummed(folder: Path) -> str | None:
    """What the verifier says of a folder whose SHA256SUMS a forger made anew."""
    names = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    lines = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in names
    )
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")
    return verify(folder).failure


def test_a_wacz_that_replays_something_else_is_named(made: Path, tmp_path: Path) -> None:
    folder = unpacked(made, tmp_path / "x")
    assert resummed(folder) is None
    forged = io.BytesIO()
    with zipfile.ZipFile(folder / "capture.wacz") as wacz, zipfile.ZipFile(forged, "w") as out:
        for name in wacz.namelist():
            data = wacz.read(name)
            if name.startswith("archive/"):
                first, *_ = sorted((folder / "records").glob("*-request.warc.gz"))
                raw = gzip.decompress(first.read_bytes()).replace(b"GET", b"PUT")
                data += gzip.compress(raw)
            out.writestr(name, data)
    (folder / "capture.wacz").write_bytes(forged.getvalue())
    assert "capture.wacz" in str(resummed(folder))


@pytest.mark.parametrize("changed", ["record", "sha256"])
def test_a_lead_that_names_other_evidence_is_named(made: Path, tmp_path: Path, changed: str) -> None:
    folder = unpacked(made, tmp_path / "x")
    told = json.loads((folder / "lead.json").read_bytes())
    told["evidence"][changed] = "0" * 64
    (folder / "lead.json").write_text(json.dumps(told))
    assert "lead.json" in str(resummed(folder))


def test_words_in_a_picture_are_framed_there_and_the_page_that_shows_it_is_beside_it(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (750, 4000), "white").save(out, "PNG")
    page = served("http://shop.example/7", HTML)
    note = {"shown_on": json.dumps({"url": page.url})}
    picture = replace(
        served("http://img.example/1.png", out.getvalue()),
        headers=((b"Content-Type", b"image/png"),),
        notes=note,
    )
    ref = preserved(tmp_path / "evidence", page, picture)
    place = {"url": picture.url, "box": [100, 3000, 300, 40], "confidence": 0.97}
    shown_by = {"url": page.url, "kind": "listing", "status": "ok", "sha256": page.sha256}
    finding = {"field": "pictures[2]", "picture": place, "places": [shown_by]}
    told = lead(ref)
    told["seen"] = [{"evidence": told["evidence"], "findings": [finding]}]
    made = dossier(told, tmp_path / "evidence", tmp_path / "out", actor="张三")
    with zipfile.ZipFile(made) as archive:
        (drawn,) = [name for name in archive.namelist() if name.startswith("pictures/")]
        with Image.open(io.BytesIO(archive.read(drawn))) as framed:
            assert framed.size == (750, int(750 * 1.3))
            red = [at for at in range(framed.height) if framed.getpixel((250, at)) == (220, 0, 0)]
        records = b"".join(gzip.decompress(archive.read(n)) for n in archive.namelist() if "response" in n)
    assert red[-1] - red[0] in range(44, 54)
    assert HTML in records
    paper = docx.Document(io.BytesIO(zipfile.ZipFile(made).read("2-电子数据提取笔录.docx")))
    said = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert any("置信度 0.97" in text and "左 100、上 3000、宽 300、高 40 像素" in text for text in said)
