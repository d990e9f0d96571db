"""One answer of the demo's servers: status, headers, bytes, in the encoding that the page has or pretends."""

import gzip
from dataclasses import dataclass

# name: (what the page is written in, what its meta tag says, what the header says)
ENCODINGS: dict[str, tuple[str, str, str | None]] = {
    "utf-8": ("utf-8", "utf-8", "utf-8"),
    "gbk": ("gb18030", "gbk", None),
    "utf-8 as gbk": ("utf-8", "gb2312", None),
    "gbk as utf-8": ("gb18030", "utf-8", None),
}


@dataclass(frozen=True)
class Answer:
    """What goes over the wire; `delay` in seconds before it does."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str | None = None
    delay: float = 0.0
    zipped: bytes | None = None

    def after(self, seconds: float) -> "Answer":
        """The same answer, later."""
        return Answer(self.body, self.content_type, self.status, self.location, seconds, self.zipped)


def html_answer(html: str, encoding: str = "utf-8", status: int = 200) -> Answer:
    """A page whose text has `{charset}` where its meta tag names the encoding."""
    codec, meta, header = ENCODINGS[encoding]
    body = html.replace("{charset}", meta, 1).encode(codec, "xmlcharrefreplace")
    content_type = "text/html" if header is None else f"text/html; charset={header}"
    return Answer(body, content_type, status, zipped=gzip.compress(body, 5, mtime=0))


def text_answer(text: str, content_type: str = "text/plain; charset=utf-8") -> Answer:
    """A plain file: robots.txt, sitemap.xml, a picture in SVG."""
    return Answer(text.encode(), content_type)


def redirect(location: str) -> Answer:
    """Go elsewhere, with 302."""
    return Answer(b"", status=302, location=location)
