"""One response as it was served: what a finding points at and what the WARC record preserves."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from crawler.days import legal_day

Headers = tuple[tuple[bytes, bytes], ...]

SHOWN_ON = "shown_on"
"""The note of a picture's capture that tells, as JSON, of which listing's page it was taken."""


@dataclass(frozen=True, slots=True)
class EvidenceRef:
    """Where a preserved capture lies: WARC file name, WARC-Record-ID, SHA-256 of the payload (hex)."""

    file: str
    record: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Box:
    """A text and its rectangle on the picture, in pixels from the top left."""

    text: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Drawn:
    """What the browser showed and loaded; without a picture `failure` says why."""

    picture: bytes | None = None
    boxes: tuple[Box, ...] = ()
    failure: str | None = None
    resources: tuple["Capture", ...] = ()
    left_out: int = 0  # resources that were too many, too large or too late

    @property
    def notes(self) -> dict[str, str]:
        """What a reader of the page's record must know; names are those of the metadata record."""
        said = {"screenshot": f"failed: {self.failure}"} if self.failure else {}
        if self.resources or self.left_out:
            said["resources"] = f"{len(self.resources)} kept, {self.left_out} left out"
        return said


@dataclass(frozen=True)
class Capture:
    """Bytes before decompression or decoding, with all that says where and when they came from."""

    url: str
    body: bytes
    at: datetime  # aware, UTC: when the last byte had come
    status: int | None = None  # None: stored without its HTTP headers (a saved page, a feed)
    headers: Headers = ()
    method: str = "GET"
    request_headers: Headers = ()
    peer: str | None = None  # IP address that answered
    certificate: bytes | None = None  # the server's, DER
    chain: tuple[bytes, ...] = ()  # the certificates it sent along, DER, its own first
    tls: str | None = None  # protocol version, as TLSv1.3
    redirected_from: tuple["Capture", ...] = ()
    robots: "Capture | None" = None  # the robots.txt that was in force for this request
    pictures: tuple[bytes, ...] = ()  # screenshots by the browser that rendered it: PNG, JPEG or WebP
    boxes: tuple[Box, ...] = ()  # where each text stands on the first picture; not preserved
    resources: tuple["Capture", ...] = ()  # pictures, styles, scripts that the browser loaded for it
    notes: dict[str, str] = field(default_factory=dict)  # robots decision, delay used, proxy...
    judged_on: date | None = None  # the day whose law applies instead of the capture's own
    stored: EvidenceRef | None = None  # set when it already lies in a WARC that was handed in

    @cached_property
    def sha256(self) -> str:
        """Digest of the payload as served, hex."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def day(self) -> date:
        """The day in Asia/Shanghai whose law applies."""
        return self.judged_on or legal_day(self.at)
