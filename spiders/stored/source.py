"""A file that was handed in: its name, digest and date, which every page taken out of it carries along."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """Where a page was taken from; `saved` (aware, UTC) stands in where the file itself tells no time."""

    name: str  # as errors and notes call it: visit.har, saved.zip!shop/index.html
    uri: str  # the address of a page whose own was not kept
    sha256: str  # of the whole file, hex
    saved: datetime

    @classmethod
    def of(cls, path: Path) -> "Source":
        """Of a file on disk; reads it once for its digest."""
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return cls(path.name, path.resolve().as_uri(), digest, saved)

    def part(self, name: str, saved: datetime | None = None) -> "Source":
        """One member of this file (a ZIP's); the digest stays that of what was handed in."""
        return Source(f"{self.name}!{name}", f"{self.uri}#{name}", self.sha256, saved or self.saved)

    def notes(self, place: str, **more: str | None) -> dict[str, str]:
        """What a capture's notes say of it: `place` is where in the file the page stands."""
        said = {"source": f"{self.name}: {place}", "source_sha256": self.sha256}
        return said | {name: value for name, value in more.items() if value}
