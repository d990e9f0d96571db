"""Which text did these bytes mean? The declaration is a hint; what decodes without a fault decides."""

import codecs
from dataclasses import dataclass

import cchardet
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

# A wider superset reads everything that its narrower namesake does.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs", "ascii": "utf-8"}
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GUESS_BYTES = 200_000
FAULTS_PER_MILLE = 5  # above this share of lost characters a text is damaged


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read with, and whether too much of it is lost to judge it."""

    text: str
    encoding: str
    damaged: bool


def decode(body: bytes, *, declared: str | None = None, content_type: str | None = None) -> Decoded:
    """The text of a page; never raises. `declared` is what a manifest or WARC says, if anything."""
    for bom, name in BOMS:
        if body.startswith(bom):
            return _decoded(body.decode(name, "replace"), name)
    try:
        return _decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(body) - 3 and error.reason == "unexpected end of data":
            return _decoded(body.decode("utf-8", "ignore"), "utf-8")
    return min(
        (_decoded(body.decode(name, "replace"), name) for name in _candidates(body, declared, content_type)),
        key=lambda decoded: decoded.text.count("\ufffd"),
    )


def _candidates(body: bytes, declared: str | None, content_type: str | None) -> list[str]:
    """Encodings worth trying, the likeliest first, without repeats."""
    names = [
        declared,
        http_content_type_encoding(content_type) if content_type else None,
        html_body_declared_encoding(body[:4096]),
        cchardet.detect(body[:GUESS_BYTES])["encoding"],
        "gb18030",
        "utf-8",
    ]
    known = [resolved for name in names if name and (resolved := _resolve(name))]
    return list(dict.fromkeys(known))


def _resolve(name: str) -> str | None:
    resolved = resolve_encoding(name)
    return WIDER.get(resolved, resolved) if resolved else None


def _decoded(text: str, encoding: str) -> Decoded:
    lost = text.count("\ufffd")
    return Decoded(text, encoding, damaged=lost * 1000 > len(text) * FAULTS_PER_MILLE)
