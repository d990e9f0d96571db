"""What a capture says as WARC 1.1 records (ISO 28500:2017): response, request, metadata."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from crawler.days import SHANGHAI, now
from evidence.capture import Capture, Headers

REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
REASONS = {status.value: status.phrase for status in HTTPStatus}


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record: its named fields (Content-Length apart) and its block, in pieces."""

    fields: tuple[tuple[str, str], ...]
    block: tuple[bytes, ...]

    def having(self, *more: tuple[str, str]) -> "Record":
        """The same record with more fields."""
        return Record((*self.fields, *more), self.block)


@dataclass(frozen=True, slots=True)
class Twin:
    """Where the same payload lies already: what a revisit record names."""

    record: str
    url: str
    at: datetime


def new_id() -> str:
    """A fresh WARC-Record-ID, without the angle brackets it wears in the file."""
    return f"urn:uuid:{uuid.uuid4()}"


def warc_date(moment: datetime) -> str:
    """An aware UTC time with microseconds, as WARC 1.1 allows (§5.4)."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def safe_uri(url: str) -> str:
    """The URL in ASCII on one line: a hostile one must not write fields of its own."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=-._~", errors="replace") or "urn:wangxun:no-url"


def records_of(capture: Capture, record: str, twin: Twin | None, context: dict[str, Any]) -> Iterator[Record]:
    """All records of one capture, the one that holds its payload (`record` is its ID) first.

    With `twin` that one is a revisit: the payload lies elsewhere. `context` joins the metadata.
    """
    yield _main(capture, record, twin)
    if capture.status is not None:
        yield _request(capture, record)
    yield from _pictures(capture, record)
    yield metadata(_circumstances(capture) | context, record, capture.url, capture.at)


def pictures_of(capture: Capture, record: str) -> Iterator[Record]:
    """What the browser showed of a page whose other records (`record` is the main one's ID) were written before."""
    yield from _pictures(capture, record)
    said: dict[str, Any] = {"url": capture.url, "sha256": capture.sha256, "notes": capture.notes}
    said |= {"resources": [_step(one) for one in capture.resources]}
    yield metadata(said, record, capture.url, capture.at)


def metadata(document: dict[str, Any], about: str, target: str, at: datetime) -> Record:
    """A JSON document about another record, `about` being its ID."""
    block = json.dumps(document, ensure_ascii=False, indent=1, default=str).encode("utf-8", "replace")
    head = _head("metadata", new_id(), at, target, "application/json", block)
    return Record((*head, ("WARC-Refers-To", f"<{about}>")), (block,))


def warcinfo(record: str, name: str, info: dict[str, str]) -> Record:
    """The record that opens a file: who made it, with what, for whom."""
    lines = {"format": "WARC File Format 1.1", **info}
    block = "".join(f"{key}: {_one_line(value)}\r\n" for key, value in lines.items() if value).encode()
    head = _head("warcinfo", record, now(), None, "application/warc-fields", block)
    return Record((*head, ("WARC-Filename", name)), (block,))


def resource(body: bytes, content: str, target: str, at: datetime, about: str) -> Record:
    """A file that belongs to another record, such as the browser's screenshot."""
    head = _head("resource", new_id(), at, target, content, body)
    return Record((*head, ("WARC-Concurrent-To", f"<{about}>")), (body,))


def picture_type(picture: bytes) -> str:
    """The media type of a screenshot, by its first bytes."""
    for start, kind in ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"RIFF", "image/webp")):
        if picture.startswith(start):
            return kind
    return "application/octet-stream"


def _pictures(capture: Capture, record: str) -> Iterator[Record]:
    for picture in capture.pictures:
        yield resource(picture, picture_type(picture), f"urn:fullPage:{capture.url}", capture.at, record)


def _main(capture: Capture, record: str, twin: Twin | None) -> Record:
    """`response` has the HTTP head as served; what a browser rendered or a disk held is a `resource`."""
    served = capture.status is not None and "rendered" not in capture.notes
    head = _http_head(capture) if served else b""
    block = (head,) if twin else (head, capture.body)
    if twin or served:
        kind, content = ("revisit" if twin else "response"), "application/http; msgtype=response"
    else:
        kind, content = "resource", _content_type(capture)
    fields = list(_head(kind, record, capture.at, capture.url, content, *block))
    fields.append(("WARC-Payload-Digest", f"sha256:{capture.sha256}"))
    if capture.peer:
        fields.append(("WARC-IP-Address", capture.peer))
    if "partial" in capture.notes.get("flags", ""):
        fields.append(("WARC-Truncated", "unspecified"))
    if twin:
        fields += [
            ("WARC-Profile", REVISIT),
            ("WARC-Refers-To", f"<{twin.record}>"),
            ("WARC-Refers-To-Target-URI", safe_uri(twin.url)),
            ("WARC-Refers-To-Date", warc_date(twin.at)),
        ]
    return Record(tuple(fields), block)


def _request(capture: Capture, answer: str) -> Record:
    host, target = _host_and_target(safe_uri(capture.url))
    headers = capture.request_headers
    if not any(name.lower() == b"host" for name, _ in headers):
        headers = ((b"Host", host.encode()), *headers)
    block = f"{capture.method} {target} HTTP/1.1\r\n".encode("ascii", "replace") + _lines(headers)
    kind = "application/http; msgtype=request"
    head = _head("request", new_id(), capture.at, capture.url, kind, block)
    return Record((*head, ("WARC-Concurrent-To", f"<{answer}>")), (block,))


def _host_and_target(url: str) -> tuple[str, str]:
    """What the request line and the Host header of a GET for `url` say."""
    try:
        parts = urlsplit(url)
    except ValueError:  # an archive's address that is none, such as http://[
        return "", url
    return parts.netloc.rpartition("@")[2], (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _circumstances(capture: Capture) -> dict[str, Any]:
    """What HTTP does not say: both clocks, peer, certificates, redirects, robots, delay, proxy."""
    chain = capture.chain or ((capture.certificate,) if capture.certificate else ())
    said: dict[str, Any] = {
        "captured_at_utc": warc_date(capture.at),
        "captured_at_shanghai": capture.at.astimezone(SHANGHAI).isoformat(),
        "server_clock_offset_seconds": _server_offset(capture),
        "url": capture.url,
        "status": capture.status,
        "sha256": capture.sha256,
        "bytes": len(capture.body),
        "peer": capture.peer,
        "tls": capture.tls,
        "certificates": [{"sha256": hashlib.sha256(der).hexdigest(), "der": der.hex()} for der in chain],
        "redirected_from": [_step(step) for step in capture.redirected_from],
        "robots_txt": _step(capture.robots) if capture.robots else None,
        "notes": capture.notes,
        "transfer": "Transfer-Encoding is undone and not among the headers; Content-Encoding is as sent",
    }
    if capture.resources:
        said["resources"] = [_step(one) for one in capture.resources]
    if "rendered" in capture.notes:
        said["http_headers"] = [[n.decode("latin-1"), v.decode("latin-1")] for n, v in capture.headers]
    if capture.stored:
        said["copied_from"] = {"file": capture.stored.file, "record": capture.stored.record}
    return said


def _server_offset(capture: Capture) -> float | None:
    """The server's Date header minus our clock, in seconds (it knows whole ones); None without the header."""
    for name, value in capture.headers:
        if name.lower() == b"date":
            try:
                stated = parsedate_to_datetime(value.decode("latin-1"))
            except ValueError:
                return None
            aware = stated if stated.tzinfo else stated.replace(tzinfo=UTC)
            return round((aware - capture.at).total_seconds(), 3)
    return None


def _step(step: Capture) -> dict[str, Any]:
    """How another capture of the same run is named."""
    return {"url": step.url, "status": step.status, "at": warc_date(step.at), "sha256": step.sha256}


def _head(
    kind: str, record: str, at: datetime, target: str | None, content: str, *block: bytes
) -> tuple[tuple[str, str], ...]:
    """The fields that every record has, its block's digest among them."""
    digest = hashlib.sha256()
    for part in block:
        digest.update(part)
    return (
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<{record}>"),
        ("WARC-Date", warc_date(at)),
        *([("WARC-Target-URI", safe_uri(target))] if target is not None else []),
        ("Content-Type", content),
        ("WARC-Block-Digest", f"sha256:{digest.hexdigest()}"),
    )


def _http_head(capture: Capture) -> bytes:
    status = capture.status or 0
    return f"HTTP/1.1 {status} {REASONS.get(status, '')}\r\n".encode("ascii") + _lines(capture.headers)


def _lines(headers: Headers) -> bytes:
    """Header lines and the empty one; a line break inside a value (archives have them) becomes a blank."""
    lines = [name + b": " + b" ".join(value.splitlines()) + b"\r\n" for name, value in headers]
    return b"".join([*lines, b"\r\n"])


def _content_type(capture: Capture) -> str:
    for name, value in capture.headers:
        if name.lower() == b"content-type":
            return _one_line(value.decode("latin-1"))
    return "application/octet-stream"


def _one_line(text: str) -> str:
    return " ".join(text.split())
