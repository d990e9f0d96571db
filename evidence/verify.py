"""Is this evidence what was captured then? Checks records, tree, chain and stamps; names what fails first.

Runs alone, with nothing but Python and, for the signatures of time stamps, `openssl`:

    python3 verify.py PATH [--ca ROOT.pem]

PATH is an evidence directory, one run's folder in it, a WARC file, or a dossier (ZIP or folder).
It reads the formats by the standards themselves (WARC: ISO 28500:2017; gzip: RFC 1952; trees: RFC 9162;
stamps: RFC 3161) and shares no code with the program that wrote them.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

START = "0" * 64
HASHES = {"608648016503040201": "sha256", "608648016503040202": "sha384", "608648016503040203": "sha512"}


class VerificationError(Exception):
    """The first thing that does not hold, in one sentence."""


@dataclass
class Report:
    """What was checked (`passed`), what to know (`notes`), and what failed first, if anything."""

    passed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failure: str | None = None
    bytes_read: int = 0

    @property
    def ok(self) -> bool:
        """Did everything hold?"""
        return self.failure is None


@dataclass(frozen=True)
class Record:
    """One WARC record: where its gzip member begins, its bytes, its fields in lower case, and its block."""

    offset: int
    raw: bytes
    fields: dict[str, str]
    block: bytes

    @property
    def id(self) -> str:
        """WARC-Record-ID without its brackets."""
        return self.fields.get("warc-record-id", "").strip("<>")

    @property
    def type(self) -> str:
        """WARC-Type."""
        return self.fields.get("warc-type", "")

    @property
    def payload(self) -> bytes:
        """The block without its HTTP head, where it has one."""
        if self.type == "response" and self.block.startswith(b"HTTP/"):
            return self.block.partition(b"\r\n\r\n")[2]
        return self.block


def verify(path: Path, ca: Path | None = None) -> Report:
    """Check whatever `path` is. Time stamps are checked against `ca`, else the roots kept beside them."""
    report = Report()
    try:
        if zipfile.is_zipfile(path):
            with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
                archive.extractall(folder)  # zipfile keeps members below the folder
                check_dossier(Path(folder), ca, report)
        elif (path / "proof.json").exists():
            check_dossier(path, ca, report)
        elif (path / "seal.json").exists() or list(path.glob("*.warc.gz")):
            check_run(path, (), ca, report)
        elif path.is_dir():
            check_directory(path, ca, report)
        else:
            count = check_file(path, set(), report)
            report.passed.append(f"{path.name}：{count} 条记录，摘要全部相符（未涉及封存与时间戳）")
    except VerificationError as failure:
        report.failure = str(failure)
    except FileNotFoundError as error:
        report.failure = f"{error.filename}：没有这个文件或目录"
    except (OSError, ValueError, LookupError, TypeError, RecursionError, zipfile.BadZipFile) as error:
        report.failure = f"{path}：无法读取（{type(error).__name__}：{error}）"
    return report


def check_directory(directory: Path, ca: Path | None, report: Report) -> None:
    """Custody log, chain of runs, then every run; runs that wait for their seal are noted."""
    custody = check_chain(directory / "custody.jsonl", report)
    sealed = {e["run"]: e["seal_sha256"] for e in check_chain(directory / "chain.jsonl", report)}
    for entry in custody:
        check_event(directory, entry, sealed)
    previous, last = None, ""
    for run, digest in sealed.items():
        seal = check_link(directory / run, digest, previous)
        number, at = seal["custody"]["number"], seal["sealed_at_utc"]
        if number > len(custody):
            raise VerificationError(f"custody.jsonl：至少应有 {number} 条，实有 {len(custody)} 条")
        if seal["custody"]["sha256"] != (custody[number - 1]["digest"] if number else START):
            raise VerificationError(f"custody.jsonl：前 {number} 条与批次 {run} 封存时不同")
        if at < last:
            report.notes.append(f"{run}：封存时间 {at} 早于上一批次的 {last}，当时的时钟被回拨")
        previous, last = {"run": run, "sha256": digest}, at
    logged = {(e["run"], e.get("file", "seal.json")) for e in custody if e["action"] in ("seal", "stamp")}
    for path in [*directory.glob("*/seal.json"), *directory.glob("*/stamp-*.tsr")]:
        if (path.parent.name, path.name) not in logged:
            raise VerificationError(f"{path}：保管日志中没有它的封存或盖章记录")
    removed = {name for entry in custody if entry["action"] == "delete" for name in entry["files"]}
    folders = {path.parent for path in directory.glob("*/*") if path.name.endswith((".warc.gz", "seal.json"))}
    for folder in sorted(folders):
        check_run(folder, removed, ca, report)
    if not folders:
        report.notes.append(f"{directory}：没有任何证据文件")


def check_event(directory: Path, entry: dict[str, Any], sealed: dict[str, str]) -> None:
    """What the custody log says was sealed or stamped is there, and is the same."""
    where = f"与保管日志第 {entry['number']} 条不符"
    if entry["action"] == "seal" and sealed.get(entry["run"]) != entry["seal_sha256"]:
        raise VerificationError(f"chain.jsonl：批次 {entry['run']} 的封存缺失或不同，{where}")
    if entry["action"] == "stamp":
        path = directory / entry["run"] / entry["file"]
        if not path.exists() or sha256(path.read_bytes()) != entry["sha256"]:
            raise VerificationError(f"{path}：时间戳缺失或被改动，{where}")


def check_link(folder: Path, digest: str, previous: dict[str, str] | None) -> dict[str, Any]:
    """The seal is the one in the chain, and names the one before it."""
    path = folder / "seal.json"
    if not path.exists():
        raise VerificationError(f"{path}：链中有批次 {folder.name}，但封存文件不见了")
    if (found := sha256(path.read_bytes())) != digest:
        raise VerificationError(f"{path}：与链中的摘要不符：链记 {digest}，实为 {found}")
    seal: dict[str, Any] = json.loads(path.read_bytes())
    if seal["previous"] != previous:
        raise VerificationError(f"{path}：所记的上一批次与链不符：应为 {previous}")
    return seal


def check_chain(path: Path, report: Report) -> list[dict[str, Any]]:
    """Lines of a log, each with its own digest and that of the line before; empty where there is no log."""
    if not path.exists():
        return []
    entries: list[dict[str, Any]] = []
    *lines, rest = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines, 1):
        body, _, end = line.rpartition(b', "self": "')
        if end != f'{sha256(body)}"}}'.encode():
            raise VerificationError(f"{path}：第 {number} 行与自身摘要不符，被改动")
        entry = json.loads(line)
        if entry["previous"] != (entries[-1]["digest"] if entries else START) or entry["number"] != number:
            raise VerificationError(f"{path}：第 {number} 行与上一行衔接不上：有行被改动、删除或插入")
        entries.append(entry | {"digest": sha256(line)})
    if rest:
        raise VerificationError(f"{path}：末行不完整")
    report.passed.append(f"{path.name}：{len(entries)} 行首尾相接")
    return entries


def check_run(folder: Path, removed: Collection[str], ca: Path | None, report: Report) -> None:
    """The leaves by their tree, every record of every file by its leaf, then the stamps."""
    lines = read_lines(folder / "leaves.tsv") if (folder / "seal.json").exists() else None
    files = sorted(folder.glob("*.warc.gz"))
    if lines is not None:
        check_tree(folder, lines)
        check_names(folder, lines, {path.name for path in files}, removed)
    total, seen = 0, set[str]()
    for path in files:
        total += check_file(path, seen, report, lines)
    if lines is None:
        report.notes.append(f"{folder.name}：{total} 条记录摘要相符，尚未封存")
        return
    report.passed.append(f"{folder.name}：{total} 条记录、{len(files)} 个文件与封存树相符")
    check_stamps(folder, ca, report)


def check_names(folder: Path, lines: list[str], present: set[str], removed: Collection[str]) -> None:
    """The files are those of the seal, apart from those whose deletion is logged."""
    for name in sorted(present ^ {line.split("\t")[1] for line in lines}):
        if name in present:
            raise VerificationError(f"{folder / name}：封存时没有此文件，是后来放入的")
        if f"{folder.name}/{name}" not in removed:
            raise VerificationError(f"{folder / name}：封存时有此文件，现已不见，保管日志中也没有删除记录")


def check_file(path: Path, seen: set[str], report: Report, lines: list[str] | None = None) -> int:
    """Each record by itself and by its line in the seal, then the file as a whole; the number of records."""
    expected = [line for line in lines or [] if line.split("\t")[1] == path.name]
    count = 0
    for record in read_records(path):
        where = f"{path}：第 {count + 1} 条记录（第 {record.offset} 字节，{record.id}）"
        check_record(record, where, seen)
        if lines is not None:
            line = expected[count] if count < len(expected) else ""
            if line != leaf_of_record(path.name, record):
                said = f"与封存清单不符，应为“{line or '（无）'}”：记录被改动、调换或增加"
                raise VerificationError(f"{where}：{said}")
        report.bytes_read += len(record.raw)
        count += 1
    if lines is not None and expected[count:] != [leaf_of_file(path)]:
        if len(expected) - count > 1:
            raise VerificationError(f"{path}：缺少第 {count + 1} 条记录，封存清单记为“{expected[count]}”")
        raise VerificationError(f"{path}：文件摘要与封存清单不符，记录之外的字节被改动")
    return count


def check_record(record: Record, where: str, seen: set[str]) -> None:
    """Identity, date, length and both digests of one record; `seen` gathers identities and payloads."""
    fields = record.fields
    if not record.id or record.id in seen:
        raise VerificationError(f"{where}：记录编号缺失或重复")
    seen.add(record.id)
    try:
        datetime.fromisoformat(fields.get("warc-date", ""))
    except ValueError as error:
        raise VerificationError(f"{where}：WARC-Date 不是时间：{fields.get('warc-date')}") from error
    if (length := fields.get("content-length")) != str(len(record.block)):
        raise VerificationError(f"{where}：长度不符：记 {length}，实为 {len(record.block)}")
    compare(where, "区块", fields.get("warc-block-digest", ""), record.block)
    payload = fields.get("warc-payload-digest", "")
    if record.type == "revisit":
        if fields.get("warc-refers-to", "").strip("<>") + payload not in seen:
            raise VerificationError(f"{where}：所引用的原记录不在此前的记录中，或内容摘要不同")
    elif payload:
        compare(where, "内容", payload, record.payload)
        seen.add(record.id + payload)


def compare(where: str, what: str, named: str, data: bytes) -> None:
    """Does `data` have the digest that its record names?"""
    if named != (found := f"sha256:{sha256(data)}"):
        raise VerificationError(f"{where}：{what}摘要不符：记录写 {named or '（无）'}，实为 {found}")


def check_tree(folder: Path, lines: list[str]) -> None:
    """The lines give the root that was sealed, and nothing but them."""
    tree = json.loads((folder / "seal.json").read_bytes())["tree"]
    if tree["size"] != len(lines):
        raise VerificationError(f"{folder / 'leaves.tsv'}：应有 {tree['size']} 行，实有 {len(lines)} 行")
    for algorithm in ("sha256", "sm3"):
        if algorithm in tree and algorithm in hashlib.algorithms_available:
            sealed, found = tree[algorithm], tree_root([line.encode() for line in lines], algorithm).hex()
            if found != sealed:
                raise VerificationError(
                    f"{folder / 'leaves.tsv'}：{algorithm} 树根不符：封存为 {sealed}，清单得 {found}"
                )


def check_stamps(folder: Path, ca: Path | None, report: Report) -> None:
    """Every stamp covers the seal (the later ones also the earlier stamps) and is signed by its authority."""
    stamps = sorted(folder.glob("stamp-*.tsr"), key=lambda path: int(path.stem.partition("-")[2]))
    run = json.loads((folder / "seal.json").read_bytes())["run"]
    if not stamps:
        report.notes.append(f"{run}：已封存，尚未加盖可信时间戳")
    covered = [folder / "seal.json"]
    for number, stamp in enumerate(stamps, 1):
        if stamp.name != f"stamp-{number}.tsr":
            raise VerificationError(f"{folder}：缺少 stamp-{number}.tsr")
        data = folder / ("seal.json" if number == 1 else f"stamp-{number}.txt")
        expected = "".join(f"{sha256(path.read_bytes())}  {path.name}\n" for path in covered)
        if number > 1 and data.read_text("utf-8") != expected:
            raise VerificationError(f"{data}：续盖时间戳的清单与封存文件及此前的时间戳不符")
        moment = check_imprint(stamp, data)
        trusted = ca or folder / f"stamp-{number}.pem"
        if shutil.which("openssl"):
            check_signature(stamp, data, trusted, moment)
            how = f"签名经 {trusted.name} 验证（SHA-256 {sha256(trusted.read_bytes())[:16]}…）"
            if not ca:
                report.notes.append(f"{run}/{stamp.name}：根证书为随附；请自行向时间戳机构取得并以 --ca 指定")
        else:
            how = "本机没有 openssl，签名未验证"
            report.notes.append(f"{stamp.name}：{how}")
        report.passed.append(f"{run}/{stamp.name}：{moment:%Y-%m-%d %H:%M:%S} UTC，{how}")
        covered.append(stamp)


def check_imprint(stamp: Path, data: Path) -> datetime:
    """The stamp is over these very bytes; returns the time it states."""
    try:
        algorithm, imprint, moment = read_stamp(stamp.read_bytes())
    except (LookupError, ValueError) as error:
        raise VerificationError(f"{stamp}：不是完整的 RFC 3161 时间戳响应") from error
    if imprint != hashlib.new(algorithm, data.read_bytes()).digest():
        raise VerificationError(f"{stamp}：时间戳不是盖在 {data.name} 上的：摘要不符")
    return moment


def check_signature(stamp: Path, data: Path, trusted: Path, moment: datetime) -> None:
    """`openssl ts -verify`, at the time that the stamp states: its certificate had to be valid then."""
    command = ["openssl", "ts", "-verify", "-data", str(data), "-in", str(stamp), "-CAfile", str(trusted)]
    when = ["-attime", str(int(moment.timestamp()))]
    done = subprocess.run([*command, *when], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        *_, why = "openssl 未说明原因", *(s for s in done.stderr.splitlines() if "error" in s.lower())
        raise VerificationError(f"{stamp}：时间戳签名验证不通过（{why.strip()}）")


def read_stamp(response: bytes) -> tuple[str, bytes, datetime]:
    """Hash algorithm, message imprint and time of a TimeStampResp (RFC 3161, §2.4.2), signature unchecked."""
    signed = children(children(children(children(response)[0])[1])[1])[0]
    info = children(children(children(children(children(signed)[2])[1])[0])[0])
    imprint = children(info[2])
    stated = info[4].decode("ascii").rstrip("Z").partition(".")[0]
    moment = datetime.strptime(stated, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return HASHES[children(imprint[0])[0].hex()], imprint[1], moment


def children(der: bytes) -> list[bytes]:
    """Contents of the DER values that follow each other in `der`."""
    found, at = [], 0
    while at < len(der):
        length, at = der[at + 1], at + 2
        if length & 0x80:
            more = length & 0x7F
            length, at = int.from_bytes(der[at : at + more], "big"), at + more
        if at + length > len(der):
            raise ValueError("truncated DER")
        found.append(der[at : at + length])
        at += length
    return found


def check_dossier(folder: Path, ca: Path | None, report: Report) -> None:
    """Every file's digest, each record by itself and by its proof, what shows and names them, the stamps."""
    listed = check_sums(folder)
    proof = json.loads((folder / "proof.json").read_bytes())
    tree = json.loads((folder / "seal.json").read_bytes())["tree"] if proof["sealed"] else None
    seen: set[str] = set()
    records: list[Record] = []
    for entry in proof["records"]:
        path = folder / entry["file"]
        found = list(read_records(path))
        if len(found) != 1:
            raise VerificationError(f"{path}：应有一条记录，实有 {len(found)} 条")
        check_record(found[0], str(path), seen)
        if tree:
            check_proof(path, found[0], entry, tree)
        report.bytes_read += len(found[0].raw)
        records += found
    check_shown(folder, records)
    report.passed.append(f"{len(listed)} 个文件与 SHA256SUMS 相符，{len(records)} 条记录摘要相符")
    if tree:
        report.passed.append(f"{len(records)} 条记录均在批次 {proof['run']} 的封存树中")
        check_stamps(folder, ca, report)
    else:
        report.notes.append(f"批次 {proof['run']} 在制作案卷时尚未封存")
    report.notes.append("文书、图片和 lead.json 为制作案卷时所写，不在封存之中，以记录为准")


def check_shown(folder: Path, records: list[Record]) -> None:
    """The lead names one of these records, and the WACZ replays these and no others."""
    kept = json.loads((folder / "lead.json").read_bytes())["evidence"]
    named = [one.fields.get("warc-payload-digest") for one in records if one.id == kept["record"]]
    if named != [f"sha256:{kept['sha256']}"]:
        raise VerificationError(f"{folder / 'lead.json'}：所记的证据 {kept['record']} 不是案卷中的记录")
    path = folder / "capture.wacz"
    with tempfile.TemporaryDirectory() as scratch, zipfile.ZipFile(path) as wacz:
        files = [Path(wacz.extract(name, scratch)) for name in wacz.namelist() if name.startswith("archive/")]
        if {one.raw for file in files for one in read_records(file)} != {one.raw for one in records}:
            raise VerificationError(f"{path}：所重现的记录与案卷中的记录不同")


def check_proof(path: Path, record: Record, entry: dict[str, Any], tree: dict[str, Any]) -> None:
    """The record is the one of its line, and the line is a leaf below the sealed root."""
    line = entry["line"]
    _, _, _, identity, digest = line.split("\t")
    if (identity, digest) != (record.id, sha256(record.raw)):
        raise VerificationError(f"{path}：与证明中的清单行不符：记录被改动或调换")
    steps = [bytes.fromhex(step) for step in entry["path"]]
    if proof_root(line.encode(), entry["index"], tree["size"], steps).hex() != tree["sha256"]:
        raise VerificationError(f"{path}：证明得不出封存的树根，此记录不在该批次的封存之中")


def check_sums(folder: Path) -> set[str]:
    """The files are those of SHA256SUMS, byte for byte; returns their names."""
    sums = {line[66:]: line[:64] for line in read_lines(folder / "SHA256SUMS")}
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in sorted(sums.keys() ^ (present - {"SHA256SUMS"})):
        raise VerificationError(f"{folder / name}：案卷{'缺少' if name in sums else '中多出'}此文件")
    for name, digest in sums.items():
        if sha256((folder / name).read_bytes()) != digest:
            raise VerificationError(f"{folder / name}：与 SHA256SUMS 中的摘要不符")
    return set(sums)


def read_records(path: Path, offset: int = 0, codec: Any = zlib) -> Iterator[Record]:
    """The records of a WARC file of one gzip member each, from `offset` on; `codec` may be a faster zlib."""
    rest = b""
    with path.open("rb") as file:
        file.seek(offset)
        while data := rest or file.read(1 << 20):
            inflate, parts, start = codec.decompressobj(31), [], offset
            while not inflate.eof:
                if not data:
                    raise VerificationError(f"{path}：第 {start} 字节起的记录不完整（写入中断或被截断）")
                try:
                    parts.append(inflate.decompress(data))
                except codec.error as error:
                    raise VerificationError(f"{path}：第 {start} 字节起的记录已损坏（{error}）") from error
                offset += len(data) - len(inflate.unused_data)
                data = b"" if inflate.eof else file.read(1 << 20)
            rest = inflate.unused_data
            yield parse_record(path, start, b"".join(parts))


def parse_record(path: Path, offset: int, raw: bytes) -> Record:
    """Fields and block of one record (ISO 28500:2017, §4)."""
    head, _, body = raw.partition(b"\r\n\r\n")
    version, *lines = head.decode("utf-8", "replace").split("\r\n")
    if not version.startswith("WARC/1.") or not body.endswith(b"\r\n\r\n"):
        raise VerificationError(f"{path}：第 {offset} 字节处不是一条 WARC 记录")
    fields: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or name.lower() in fields:
            raise VerificationError(f"{path}：第 {offset} 字节处的记录有重复或不成形的字段：{line[:80]}")
        fields[name.lower()] = value.strip()
    return Record(offset, raw, fields, body[:-4])


def leaf_of_record(file: str, record: Record) -> str:
    """The line by which a record stands in the tree: its file, offset, identity, SHA-256 uncompressed."""
    return f"record\t{file}\t{record.offset}\t{record.id}\t{sha256(record.raw)}"


def leaf_of_file(path: Path) -> str:
    """The line by which a file stands in the tree: its name, bytes, SHA-256."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return f"file\t{path.name}\t{path.stat().st_size}\t-\t{digest.hexdigest()}"


def tree_root(leaves: list[bytes], algorithm: str = "sha256") -> bytes:
    """Root of the Merkle tree (RFC 9162, §2.1)."""
    level = [hashlib.new(algorithm, b"\0" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [hashlib.new(algorithm, b"\1" + left + right).digest() for left, right in pairs]
        level = above + level[len(above) * 2 :]
    return level[0] if level else hashlib.new(algorithm).digest()


def proof_root(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root to which a proof leads from a leaf; b"" when its length does not fit the tree."""
    digest, steps = hashlib.sha256(b"\0" + leaf).digest(), iter(path)
    while size > 1:
        if index ^ 1 < size:
            beside = next(steps, b"")
            pair = beside + digest if index & 1 else digest + beside
            digest = hashlib.sha256(b"\1" + pair).digest()
        index, size = index // 2, (size + 1) // 2
    return b"" if next(steps, None) is not None else digest


def read_lines(path: Path) -> list[str]:
    """The lines of a text file; what has no end, or comes after it, counts as one more."""
    text = path.read_bytes().decode()
    return (text[:-1] if text.endswith("\n") else text + "\n").split("\n")


def sha256(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def show(report: Report) -> int:
    """Print what holds and what does not; the exit code, 0 when everything holds, else 1."""
    lines = [f"通过  {line}" for line in report.passed] + [f"注意  {line}" for line in report.notes]
    print(*lines, f"失败  {report.failure}" if report.failure else "结论  以上各项全部相符", sep="\n")
    return 0 if report.ok else 1


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="核验网巡证据：证据目录、批次目录、WARC 文件或案卷")
    parser.add_argument("path", type=Path)
    parser.add_argument("--ca", type=Path, help="自备的时间戳机构根证书（PEM）；不给则用随附的")
    given = parser.parse_args(arguments)
    return show(verify(given.path, given.ca))


if __name__ == "__main__":
    sys.exit(main())
