"""Captures out of the evidence directory again: one by its reference, or all of them, to be judged anew."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from isal import isal_zlib

from evidence.capture import Capture, EvidenceRef, Headers
from evidence.errors import EvidenceError, absent
from evidence.verify import Record, VerificationError, read_records

Place = tuple[Path, int]
"""Where a record lies: file and offset."""


def read(directory: Path, ref: EvidenceRef) -> Capture:
    """The capture that a lead points at. Raises EvidenceError when it is not there or not what the lead says."""
    if not (directory / ref.file).is_file():
        raise absent(directory / ref.file)
    place = _place((directory / ref.file).parent, ref.record)
    if place is None:
        raise EvidenceError(
            f"{directory / ref.file}：没有记录 {ref.record}；请用 wangxun evidence verify 核验该目录"
        )
    main, said = next(_pairs(*place))
    body = main.payload
    if main.type == "revisit":
        twin = _place(place[0].parent, main.fields["warc-refers-to"].strip("<>"))
        body = next(_records(*twin)).payload if twin else b""
    capture = _capture(main, body, said, ref.file)
    if capture.sha256 != ref.sha256:
        raise EvidenceError(f"{directory / ref.file}：记录 {ref.record} 的内容与线索所记的摘要不符")
    return capture


def captures(directory: Path, since: datetime | None = None) -> Iterator[Capture]:
    """Every capture of every run in the order in which they lie, `stored` naming its place.

    With `since` (aware) only those captured then or later. Redirects and robots.txt, which were kept with a
    page, are captures as well. Raises EvidenceError at a damaged file.
    """
    for folder in sorted({path.parent for path in directory.glob("*/*.warc.gz")}):
        for capture in _of_files(directory, sorted(folder.glob("*.warc.gz"))):
            if since is None or capture.at >= since:
                yield capture


def _records(path: Path, offset: int = 0) -> Iterator[Record]:
    return read_records(path, offset, isal_zlib)


def _place(folder: Path, record: str) -> Place | None:
    """Where a record lies: a sealed run's leaves say it, of an unsealed one every file is looked through."""
    leaves = folder / "leaves.tsv"
    if (folder / "seal.json").exists():
        for line in leaves.read_text("utf-8").splitlines():
            _, file, offset, name, _ = line.split("\t")
            if name == record:
                return (folder / file, int(offset)) if (folder / file).is_file() else None
        return None
    try:
        for path in sorted(folder.glob("*.warc.gz")):
            for found in _records(path):
                if found.id == record:
                    return path, found.offset
    except VerificationError as error:
        raise EvidenceError(str(error)) from error
    return None


def _of_files(directory: Path, files: list[Path]) -> Iterator[Capture]:
    """The captures of one run; the payload of a revisit is fetched from where it lies in the same run."""
    places: dict[str, Place] = {}
    for path in files:
        name = path.relative_to(directory).as_posix()
        for main, said in _pairs(path):
            places[main.id] = path, main.offset
            twin = places.get(main.fields.get("warc-refers-to", "").strip("<>"))
            body = next(_records(*twin)).payload if main.type == "revisit" and twin else main.payload
            yield _capture(main, body, said, name)


def _pairs(path: Path, offset: int = 0) -> Iterator[tuple[Record, dict[str, Any]]]:
    """Each record with a page, and the metadata that follows it ({} when a crash came before them)."""
    page: Record | None = None
    try:
        for record in _records(path, offset):
            if record.type in ("response", "revisit", "resource") and not _is_picture(record):
                if page:
                    yield page, {}
                page = record
            elif page and record.type == "metadata" and page.id in record.fields.get("warc-refers-to", ""):
                yield page, json.loads(record.block)
                page = None
    except VerificationError as error:
        raise EvidenceError(str(error)) from error
    if page:
        yield page, {}


def _is_picture(record: Record) -> bool:
    return record.fields.get("warc-target-uri", "").startswith("urn:fullPage:")


def _capture(main: Record, body: bytes, said: dict[str, Any], file: str) -> Capture:
    status, headers = _http_head(main)
    if "http_headers" in said:
        status, headers = said["status"], _encoded(said["http_headers"])
    certificates = tuple(bytes.fromhex(one["der"]) for one in said.get("certificates", []))
    capture = Capture(
        url=said.get("url") or main.fields.get("warc-target-uri", ""),
        body=body,
        at=datetime.fromisoformat(main.fields["warc-date"]),
        status=status,
        headers=headers,
        peer=main.fields.get("warc-ip-address"),
        certificate=certificates[0] if certificates else None,
        chain=certificates,
        tls=said.get("tls"),
        notes=said.get("notes", {}),
    )
    return replace(capture, stored=EvidenceRef(file, main.id, capture.sha256))


def _http_head(main: Record) -> tuple[int | None, Headers]:
    if main.type == "resource":
        return None, ((b"Content-Type", main.fields.get("content-type", "").encode()),)
    line, *lines = main.block.partition(b"\r\n\r\n")[0].split(b"\r\n")
    pairs = (line.partition(b":") for line in lines)
    return int(line.split(b" ")[1]), tuple((name, value.strip()) for name, _, value in pairs)


def _encoded(headers: list[list[str]]) -> Headers:
    return tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in headers)
