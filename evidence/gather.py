"""Which records belong to one preserved capture: itself, its request and metadata, and what it refers to."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence.capture import EvidenceRef
from evidence.errors import EvidenceError
from evidence.records import safe_uri
from evidence.verify import Record, VerificationError, read_records


@dataclass(frozen=True)
class Kept:
    """A record and the WARC file (relative to the evidence directory) that it was read from."""

    file: str
    record: Record


@dataclass
class Bundle:
    """All records of one capture in the order in which they lie, and what they say."""

    ref: EvidenceRef
    kept: list[Kept] = field(default_factory=list)

    @property
    def run(self) -> str:
        """The run that captured it."""
        return self.ref.file.partition("/")[0]

    @property
    def main(self) -> Record:
        """The record that the lead points at."""
        return next(kept.record for kept in self.kept if kept.record.id == self.ref.record)

    @property
    def circumstances(self) -> dict[str, Any]:
        """The capture's metadata: both clocks, peer, certificates, robots, redirects."""
        return self._document(self.ref.record)

    @property
    def host(self) -> dict[str, Any]:
        """The state of the capturing computer; empty where the run kept none."""
        info = self.main.fields.get("warc-warcinfo-id", "").strip("<>")
        return dict(self._document(info).get("host") or {})

    @property
    def origin(self) -> dict[str, str]:
        """The lines of the warcinfo record: program, rules, campaign, operator, authority."""
        info = next((kept.record for kept in self.kept if kept.record.type == "warcinfo"), None)
        lines = info.block.decode("utf-8", "replace").splitlines() if info else []
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines) if value}

    @property
    def pictures(self) -> list[bytes]:
        """The browser's screenshots, if there are any."""
        return [
            kept.record.block
            for kept in self.kept
            if kept.record.fields.get("content-type", "").startswith("image/")
        ]

    def _document(self, about: str) -> dict[str, Any]:
        for kept in self.kept:
            if kept.record.type == "metadata" and about in _names(kept.record):
                return dict(json.loads(kept.record.block))
        return {}


def gather(directory: Path, ref: EvidenceRef) -> Bundle:
    """Read one capture back with all that belongs to it.

    Raises EvidenceError when its file or record is not there, or its payload is not what the lead says.
    """
    path = directory / ref.file
    if not path.is_file():
        raise EvidenceError(f"{path}：证据文件不在；请检查证据目录是否被移动，或从备份恢复")
    catalogue = {record.id: Record(record.offset, b"", record.fields, b"") for _, record in _run(path.parent)}
    if ref.record not in catalogue:
        raise EvidenceError(f"{path}：其中没有记录 {ref.record}；请用 wangxun evidence verify 核验该目录")
    wanted = _related(catalogue, ref.record, _steps(path, ref.record))
    bundle = Bundle(ref)
    for file, record in _run(path.parent):
        if record.id in wanted:
            bundle.kept.append(Kept(f"{bundle.run}/{file.name}", record))
    _check_payload(bundle, ref)
    return bundle


def _steps(path: Path, about: str) -> set[tuple[str, str]]:
    """Address and time of the redirects and the robots.txt that the capture's metadata name."""
    for record in _records(path):
        if record.type == "metadata" and about in _names(record):
            said = json.loads(record.block)
            steps = [
                *said.get("redirected_from", []),
                *([said["robots_txt"]] if said.get("robots_txt") else []),
            ]
            return {(safe_uri(step["url"]), step["at"]) for step in steps}
    return set()


def _related(catalogue: dict[str, Record], main: str, steps: set[tuple[str, str]]) -> set[str]:
    """The main record and its steps, what these refer to, and the requests and metadata about all of them."""
    answers = {main} | {
        record.id
        for record in catalogue.values()
        if record.type in ("response", "revisit")
        and (record.fields.get("warc-target-uri"), record.fields.get("warc-date")) in steps
    }
    for answer in list(answers):
        answers |= set(_names(catalogue[answer]))  # the twin of a revisit
    companions = {
        record.id
        for record in catalogue.values()
        if record.type != "revisit" and answers & set(_names(record))
    }
    infos = {catalogue[answer].fields.get("warc-warcinfo-id", "").strip("<>") for answer in answers}
    about_infos = {record.id for record in catalogue.values() if infos & set(_names(record))}
    return answers | companions | infos | about_infos


def _names(record: Record) -> list[str]:
    """The records that this one refers to or was made with."""
    values = (record.fields.get(name, "") for name in ("warc-refers-to", "warc-concurrent-to"))
    return [value.strip("<>") for value in values if value]


def _run(folder: Path) -> Iterator[tuple[Path, Record]]:
    for path in sorted(folder.glob("*.warc.gz")):
        for record in _records(path):
            yield path, record


def _records(path: Path) -> Iterator[Record]:
    try:
        yield from read_records(path)
    except VerificationError as error:
        raise EvidenceError(str(error)) from error


def _check_payload(bundle: Bundle, ref: EvidenceRef) -> None:
    digest = bundle.main.fields.get("warc-payload-digest", "").removeprefix("sha256:")
    bodies = [kept.record.payload for kept in bundle.kept if kept.record.type in ("response", "resource")]
    if digest != ref.sha256 or not any(hashlib.sha256(body).hexdigest() == digest for body in bodies):
        raise EvidenceError(
            f"{ref.file}：记录 {ref.record} 的内容与线索所记的摘要 {ref.sha256} 不符，不能出具案卷"
        )
