"""Which records belong to one lead: its capture, the places it rests on, and what each of these refers to."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from isal import isal_zlib

from evidence.capture import EvidenceRef
from evidence.errors import EvidenceError, absent
from evidence.records import safe_uri
from evidence.verify import Record, VerificationError, read_records


@dataclass(frozen=True)
class Kept:
    """A record and the WARC file (relative to the evidence directory) that it was read from."""

    file: str
    record: Record


@dataclass(frozen=True)
class Looked:
    """A place that was looked at before something was said to be missing, and the record of it."""

    url: str
    sha256: str  # of its payload, hex
    record: str  # WARC-Record-ID
    at: str  # WARC-Date
    file: str


Catalogue = dict[str, tuple[Path, Record]]
"""WARC-Record-ID → file, and the record without its block, in the order in which they lie."""


@dataclass
class Bundle:
    """All records of one lead in the order in which they lie, and what they say."""

    ref: EvidenceRef
    kept: list[Kept] = field(default_factory=list)
    places: list[Looked] = field(default_factory=list)

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
        """The browser's screenshots of the main record, if there are any."""
        return [
            kept.record.block
            for kept in self.kept
            if kept.record.fields.get("warc-target-uri", "").startswith("urn:fullPage:")
            and self.ref.record in _names(kept.record)
        ]

    @property
    def resources(self) -> list[EvidenceRef]:
        """Where what the drawn pages loaded lies."""
        found = []
        for kept in self.kept:
            if kept.record.type == "metadata" and b'"loaded_by"' in kept.record.block:
                said = json.loads(kept.record.block)
                found += [EvidenceRef(kept.file, about, said["sha256"]) for about in _names(kept.record)]
        return found

    def _document(self, about: str) -> dict[str, Any]:
        for kept in self.kept:
            if kept.record.type == "metadata" and about in _names(kept.record):
                return dict(json.loads(kept.record.block))
        return {}


def gather(directory: Path, ref: EvidenceRef, places: Sequence[tuple[str, str]] = ()) -> Bundle:
    """Read one capture back with all that belongs to it, and with the places that its verdict rests on.

    `places` are addresses and digests (SHA-256 of the payload, hex) of pages of the same run. Raises
    EvidenceError when a file or record is not there, or its payload is not what the lead says.
    """
    path = directory / ref.file
    if not path.is_file():
        raise absent(path)
    catalogue = _catalogue(path.parent)
    if ref.record not in catalogue:
        raise EvidenceError(f"{path}：其中没有记录 {ref.record}；请用 wangxun evidence verify 核验该目录")
    bundle = Bundle(ref)
    bundle.places = [_looked(catalogue, url, sha256, path) for url, sha256 in places]
    heads = {name: record for name, (_, record) in catalogue.items()}
    mains = {ref.record, *(place.record for place in bundle.places)}
    wanted = _related(heads, mains, _steps(catalogue, mains))
    for name, (file, _) in catalogue.items():
        if name in wanted:
            bundle.kept.append(Kept(f"{bundle.run}/{file.name}", _whole(catalogue, name)))
    _check_payloads(bundle)
    return bundle


def _catalogue(folder: Path) -> Catalogue:
    """Every record of a run, read once; blocks are let go, so that a run of any size fits."""
    return {
        record.id: (path, Record(record.offset, b"", record.fields, b""))
        for path in sorted(folder.glob("*.warc.gz"))
        for record in _records(path)
    }


def _whole(catalogue: Catalogue, name: str) -> Record:
    """One record with its block, from where it lies."""
    path, head = catalogue[name]
    return next(_records(path, head.offset))


def _looked(catalogue: Catalogue, url: str, sha256: str, path: Path) -> Looked:
    """The record of one place: that of its address and payload, else of its payload (a redirect led there)."""
    digest = f"sha256:{sha256}"
    same = [(f, r) for f, r in catalogue.values() if r.fields.get("warc-payload-digest") == digest]
    there = [(f, r) for f, r in same if r.fields.get("warc-target-uri") == safe_uri(url)]
    if not same:
        raise EvidenceError(f"{path.parent}：查看过的页面 {url}（{sha256}）没有留存记录，案卷不完整")
    file, record = (there or same)[0]
    return Looked(url, sha256, record.id, record.fields["warc-date"], f"{path.parent.name}/{file.name}")


def _steps(catalogue: Catalogue, about: set[str]) -> set[tuple[str, str]]:
    """Address and time of the redirects, robots.txt and resources that the captures' metadata name."""
    steps = []
    for name, (_, head) in catalogue.items():
        if head.type == "metadata" and about & set(_names(head)):
            said = json.loads(_whole(catalogue, name).block)
            steps += [*said.get("redirected_from", []), *said.get("resources", [])]
            steps += [said["robots_txt"]] if said.get("robots_txt") else []
    return {(safe_uri(step["url"]), step["at"]) for step in steps}


def _related(catalogue: dict[str, Record], mains: set[str], steps: set[tuple[str, str]]) -> set[str]:
    """The main records and their steps, the payloads they refer to, and what is recorded about them.

    What is recorded about a payload's own first capture is left out: it may be of another shop's page.
    """
    answers = mains | {
        record.id
        for record in catalogue.values()
        if record.type in ("response", "revisit")
        and (record.fields.get("warc-target-uri"), record.fields.get("warc-date")) in steps
    }
    companions = {
        record.id
        for record in catalogue.values()
        if record.type != "revisit" and answers & set(_names(record))
    }
    answers |= {twin for answer in answers for twin in _names(catalogue[answer])}
    infos = {catalogue[answer].fields.get("warc-warcinfo-id", "").strip("<>") for answer in answers}
    about_infos = {record.id for record in catalogue.values() if infos & set(_names(record))}
    return answers | companions | infos | about_infos


def _names(record: Record) -> list[str]:
    """The records that this one refers to or was made with."""
    values = (record.fields.get(name, "") for name in ("warc-refers-to", "warc-concurrent-to"))
    return [value.strip("<>") for value in values if value]


def _records(path: Path, offset: int = 0) -> Iterator[Record]:
    try:
        yield from read_records(path, offset, isal_zlib)
    except VerificationError as error:
        raise EvidenceError(str(error)) from error


def _check_payloads(bundle: Bundle) -> None:
    """The main record and each place have the payload that the lead says."""
    records = {kept.record.id: kept.record for kept in bundle.kept}
    bodies = {
        hashlib.sha256(kept.record.payload).hexdigest()
        for kept in bundle.kept
        if kept.record.type in ("response", "resource")
    }
    said = [(bundle.ref.record, bundle.ref.sha256), *((one.record, one.sha256) for one in bundle.places)]
    for record, sha256 in said:
        digest = records[record].fields.get("warc-payload-digest", "").removeprefix("sha256:")
        if digest != sha256 or digest not in bodies:
            raise EvidenceError(
                f"{bundle.ref.file}：记录 {record} 的内容与线索所记的摘要 {sha256} 不符，不能出具案卷"
            )
