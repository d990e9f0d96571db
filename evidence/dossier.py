"""Everything about one lead in one ZIP that its receiver can read, replay and verify without this program."""

import gzip
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evidence import custody
from evidence import verify as verifier
from evidence.capture import EvidenceRef
from evidence.depiction import Depict, Drawing, drawing
from evidence.errors import EvidenceError, unwritable
from evidence.gather import Bundle, gather
from evidence.read import read
from evidence.seal import proof, state
from evidence.verify import verify

Rows = list[tuple[str, str]]

NEEDED = {"docx": "python-docx", "fpdf": "fpdf2", "wacz": "wacz"}
"""Modules of the extra `dossier`, and the distributions that bring them; the font may be given instead."""

MOST_DRAWN = 8
"""Pages of one lead that are drawn at most: the main one, then the places that were looked at."""

README = Path(__file__).with_name("dossier_readme.md")


def dossier(
    lead: Mapping[str, Any],
    directory: Path,
    out: Path,
    *,
    actor: str,
    font: Path | None = None,
    depict: Depict | None = None,
) -> Path:
    """Write `out`/线索-ID.zip for one lead in the JSON shape of `wangxun leads show`; return its path.

    `directory` is the evidence directory, `actor` who asked for it (custody log). With `depict`, pages that
    no browser showed when they were judged are drawn from the preserved bytes. The finished dossier is
    verified before it is handed out. Raises EvidenceError.
    """
    _check_installed()
    bundle = gather(directory, _ref(lead), _places(lead))
    drawings = _drawings(lead, bundle, directory, font, depict)
    path = out / f"线索-{lead['id']}.zip"
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="wangxun-") as scratch:
            folder = Path(scratch)
            _fill(folder, lead, bundle, drawings, directory, font)
            _pack(folder, path)
    except OSError as error:
        raise unwritable(out, error) from error
    if failure := verify(path).failure:
        path.unlink()
        raise EvidenceError(f"{path}：案卷核验不通过，未出具：{failure}")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    custody.log(directory, "export", actor=actor, leads=(str(lead["id"]),), file=path.name, sha256=digest)
    return path


def _check_installed() -> None:
    """What dossiers need is an extra: a crawler does without it."""
    missing = [name for module, name in NEEDED.items() if find_spec(module) is None]
    if missing:
        raise EvidenceError(f"制作案卷还缺 {'、'.join(missing)}：请安装 pip install 'wangxun[dossier]'")


def _ref(lead: Mapping[str, Any]) -> EvidenceRef:
    kept = lead.get("evidence")
    if not kept:
        raise EvidenceError(f"线索 {lead['id']} 没有留存证据，不能制作案卷")
    return EvidenceRef(kept["file"], kept["record"], kept["sha256"])


def _places(lead: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Address and digest of every page that the lead's verdicts of that run rest on, in the order of reading."""
    kept = lead.get("evidence") or {}
    found: dict[tuple[str, str], None] = {}
    for sighting in lead.get("seen") or ():
        if _run(sighting.get("evidence") or {}) == _run(kept):
            for finding in sighting.get("findings") or ():
                for place in finding.get("places") or ():
                    if place.get("sha256"):
                        found[str(place.get("url") or ""), place["sha256"]] = None
    return list(found)


def _run(kept: Mapping[str, Any]) -> str:
    return str(kept.get("file") or "").partition("/")[0]


def _drawings(
    lead: Mapping[str, Any], bundle: Bundle, directory: Path, font: Path | None, depict: Depict | None
) -> list[Drawing]:
    """Pictures from the preserved bytes: what a lead says of a picture, framed in it; pages, where none was taken.

    Pages need somebody who can draw them.
    """
    marked = _marked(lead, bundle, directory)
    if depict is None or bundle.pictures:
        return marked
    from evidence.pdf import installed_font

    refs = [
        *([] if marked else [bundle.ref]),
        *(EvidenceRef(one.file, one.record, one.sha256) for one in bundle.places),
    ]
    pages = [read(directory, ref) for ref in dict.fromkeys(refs)][:MOST_DRAWN]
    excerpts = [str(lead["excerpt"])] if lead.get("excerpt") else []
    made = depict(pages, [read(directory, ref) for ref in bundle.resources])
    return marked + [
        drawing(one, () if number or marked else excerpts, font or installed_font())
        for number, one in enumerate(made)
    ]


def _marked(lead: Mapping[str, Any], bundle: Bundle, directory: Path) -> list[Drawing]:
    """The picture in which the words stand, framed there; nothing for a lead that rests on a page's text."""
    places = [
        finding["picture"]
        for sighting in lead.get("seen") or ()
        if (sighting.get("evidence") or {}).get("record") == bundle.ref.record
        for finding in sighting.get("findings") or ()
        if finding.get("picture")
    ]
    if not places:
        return []
    from evidence.pictures import around

    body = read(directory, bundle.ref).body
    boxes = [tuple(place["box"]) for place in places]
    framed = [around(body, [boxes[at], *boxes[:at], *boxes[at + 1 :]]) for at in range(len(boxes))]
    return [
        Drawing(_said_of(place, bundle, framed=picture is not None), framed=picture)
        for place, picture in list(zip(places, framed, strict=True))[:MOST_DRAWN]
    ]


def _said_of(place: Mapping[str, Any], bundle: Bundle, *, framed: bool) -> str:
    left, top, width, height = place["box"]
    where = f"左 {left}、上 {top}、宽 {width}、高 {height} 像素"
    marked = "已以红框标出" if framed else "图片未能打开，未标出"
    return (
        f"{place['url']}：商品图片，即判断所依据的数据（SHA-256 {bundle.ref.sha256}）；文字由程序识读"
        f"（置信度 {place['confidence']:.2f}），位于{where}，{marked}"
    )


def _fill(
    folder: Path,
    lead: Mapping[str, Any],
    bundle: Bundle,
    drawings: Sequence[Drawing],
    directory: Path,
    font: Path | None,
) -> None:
    """All files of the dossier, SHA256SUMS last."""
    from evidence.documents import papers
    from evidence.pdf import pdf
    from evidence.word import word

    names = _write_records(folder, bundle)
    sealed = _write_proof(folder, bundle, directory, names)
    _write_wacz(folder, lead, bundle)
    _write_drawings(folder, drawings)
    told = json.dumps(lead, ensure_ascii=False, indent=1, default=str)
    (folder / "lead.json").write_text(told, "utf-8", errors="replace")
    (folder / "verify.py").write_bytes(Path(verifier.__file__).read_bytes())
    (folder / "说明.md").write_bytes(README.read_bytes())
    listed = [(path.relative_to(folder).as_posix(), _sha256(path)) for path in _files(folder)]
    main = next(
        name for name, kept in zip(names, bundle.kept, strict=True) if kept.record.id == bundle.ref.record
    )
    key = [row for row in listed if row[0] in (main, "capture.wacz", "seal.json", "proof.json", "verify.py")]
    for paper in papers(lead, bundle, sealed, key, drawings):
        (folder / f"{paper.name}.docx").write_bytes(word(paper))
        (folder / f"{paper.name}.pdf").write_bytes(pdf(paper, font))
    sums = [f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder)]
    (folder / "SHA256SUMS").write_text("".join(sums), "utf-8")


def _write_records(folder: Path, bundle: Bundle) -> list[str]:
    """One WARC file a record, so that `gunzip -c | sha256sum` gives the digest in the proof."""
    (folder / "records").mkdir()
    names = []
    for number, kept in enumerate(bundle.kept, 1):
        name = f"records/{number:03}-{kept.record.type}.warc.gz"
        (folder / name).write_bytes(gzip.compress(kept.record.raw, mtime=0))
        names.append(name)
    return names


def _write_drawings(folder: Path, drawings: Sequence[Drawing]) -> None:
    """Each picture as a file; what was drawn later does not pretend to be a record."""
    for number, one in enumerate(drawings, 1):
        for name, picture in (("全图", one.whole), ("标注", one.framed)):
            if picture:
                (folder / "pictures").mkdir(exist_ok=True)
                (folder / "pictures" / f"{number:02}-据留存字节绘制-{name}.png").write_bytes(picture)


def _write_proof(folder: Path, bundle: Bundle, directory: Path, names: Sequence[str]) -> Rows:
    """proof.json with seal and stamps, where the run is sealed; returns what the papers say about it."""
    run, entries = bundle.run, [{"file": name} for name in names]
    secured = state(directory, run)
    rows: Rows = [("批次", run)]
    if secured != "unsealed":
        proofs = proof(directory, run, [kept.record.id for kept in bundle.kept])
        for entry, kept in zip(entries, bundle.kept, strict=True):
            entry.update(proofs[kept.record.id])
        for path in sorted((directory / run).glob("*")):
            if path.name == "seal.json" or path.name.startswith("stamp-"):
                (folder / path.name).write_bytes(path.read_bytes())
        seal = json.loads((folder / "seal.json").read_text("utf-8"))
        rows += [("封存时间", seal["sealed_at_utc"]), ("树根（SHA-256）", seal["tree"]["sha256"])]
        rows += [(path.stem, _stamp_time(path)) for path in sorted(folder.glob("stamp-*.tsr"))]
    if secured != "stamped":
        rows.append(("可信时间戳", "尚未加盖"))
    document = {"format": "wangxun-proof/1", "run": run, "sealed": secured != "unsealed", "records": entries}
    (folder / "proof.json").write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
    return rows


def _stamp_time(path: Path) -> str:
    _, _, moment = verifier.read_stamp(path.read_bytes())
    return f"可信时间戳（RFC 3161），{moment.isoformat()}"


def _write_wacz(folder: Path, lead: Mapping[str, Any], bundle: Bundle) -> None:
    from evidence.wacz import wacz

    fields = bundle.main.fields
    with tempfile.TemporaryDirectory(prefix="wangxun-") as scratch:
        warc = Path(scratch) / "capture.warc.gz"
        warc.write_bytes(b"".join(gzip.compress(kept.record.raw, mtime=0) for kept in bundle.kept))
        target, at = fields["warc-target-uri"], fields["warc-date"]
        wacz(warc, folder / "capture.wacz", url=target, at=at, title=f"线索 {lead['id']}")


def _pack(folder: Path, path: Path) -> None:
    """The ZIP appears under its name only when it is whole."""
    part = path.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in [*_files(folder), folder / "SHA256SUMS"]:
            archive.write(file, file.relative_to(folder).as_posix())
    part.replace(path)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
