"""Which text did these bytes mean? The declaration is a hint; what reads like a text decides."""

import codecs
import re
from dataclasses import dataclass, replace
from itertools import islice

import cchardet
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

from spiders.pages.mojibake import garbled, repaired
from spiders.pages.plausible import HEAD, beyond_ascii, plausibility, reads_as, worth

# A wider superset reads everything that its narrower namesake does.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs", "ascii": "utf-8"}
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ALWAYS = ("gb18030", "big5hkscs", "euc_jp", "utf-8")  # tried whatever is declared
GUESS_BYTES = 100_000
READS_WELL = 0.5  # plausibility from which on a declared encoding needs no rival
MIXED = 30  # UTF-8 characters from which on a page of another encoding may be mixed
FEW_FAULTS = 5  # so few lost characters harm nobody
_RUN = re.compile(rb"[\x80-\xff]+")
_UTF8_HAN = re.compile(rb"[\xe3-\xe9][\x80-\xbf][\x80-\xbf]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read with, and whether too much of it is lost to judge it."""

    text: str
    encoding: str
    damaged: bool
    sound: bool = False  # are the bytes this very text in UTF-8?


def decode(body: bytes, *, declared: str | None = None, content_type: str | None = None) -> Decoded:
    """The text of a page; never raises. `declared` is what a manifest or WARC says, if anything."""
    for bom, name in BOMS:
        if body.startswith(bom):
            return _decoded(body.decode(name, "replace"), name)
    if wide := _bomless_utf16(body):
        return _decoded(body.decode(wide, "replace"), wide)
    try:
        found = _mended(text := body.decode("utf-8"), body)
        return replace(found, sound=found.text is text)
    except UnicodeDecodeError as error:
        if error.end >= len(body) - 3 and error.reason == "unexpected end of data":
            return _mended(body.decode("utf-8", "ignore"), body)
    return _best(body, declared, content_type)


def _best(body: bytes, declared: str | None, content_type: str | None) -> Decoded:
    """What is declared, where it decodes without a fault and reads well; else the candidate that reads best."""
    names = _declared(body, declared, content_type)
    for name in names:
        try:
            text = body.decode(name)
        except UnicodeDecodeError:
            continue
        sample = beyond_ascii(text)
        if worth(sample) >= READS_WELL:
            return _decoded(text, name, sample)
    guessed = _resolve(cchardet.detect(body[:GUESS_BYTES])["encoding"] or "")
    tried = {name: reads_as(body, name) for name in dict.fromkeys([*names, *guessed, *ALWAYS])}
    name = max(tried, key=tried.__getitem__)
    if (
        sum(1 for _ in islice(_UTF8_HAN.finditer(body), MIXED)) == MIXED
        and plausibility(_run_by_run(body[:HEAD])) > tried[name]
        and plausibility(mixed := _run_by_run(body)) > tried[name] + 0.02
    ):
        return _decoded(mixed, "utf-8+gb18030")
    return _decoded(body.decode(name, "replace"), name)


def _declared(body: bytes, declared: str | None, content_type: str | None) -> list[str]:
    """Encodings that the caller, the header and the page name, in this order, without repeats."""
    header = http_content_type_encoding(content_type) if content_type else None
    named = (declared, header, html_body_declared_encoding(body[:4096]))
    return list(dict.fromkeys(name for given in named if given for name in _resolve(given)))


def _resolve(name: str) -> list[str]:
    """Python's name of an encoding, widened; empty for one that no web page uses."""
    resolved = resolve_encoding(name.strip().lower()) if name else None
    if resolved is None:
        return []
    known = codecs.lookup(resolved).name
    # DOS code pages decode anything: a detector's last resort.
    return [] if known.startswith("cp8") else [WIDER.get(known, known)]


def _run_by_run(body: bytes) -> str:
    """Each run of bytes beyond ASCII by itself: UTF-8 where it is, GB18030 where it is not."""
    parts: list[str] = []
    at = 0
    for run in _RUN.finditer(body):
        parts.append(body[at : run.start()].decode("ascii", "replace"))
        try:
            parts.append(run.group().decode("utf-8"))
        except UnicodeDecodeError:
            parts.append(run.group().decode("gb18030", "replace"))
        at = run.end()
    return "".join([*parts, body[at:].decode("ascii", "replace")])


def _bomless_utf16(body: bytes) -> str | None:
    """UTF-16 without a mark: its first bracket is followed or preceded by a NUL."""
    return {b"<\0": "utf-16-le", b"\0<": "utf-16-be", b"{\0": "utf-16-le", b"\0{": "utf-16-be"}.get(body[:2])


def _mended(text: str, body: bytes) -> Decoded:
    """Sound UTF-8 may still hold a text that went wrong before it was saved."""
    if text.isascii():
        return Decoded(text, "utf-8", damaged=False)
    sample = beyond_ascii(body)
    mended = repaired(text, sample)
    return _decoded(*mended) if mended else _decoded(text, "utf-8", sample)


def _decoded(text: str, encoding: str, sample: str | None = None) -> Decoded:
    """With what is lost counted: a text is damaged when a quarter of its characters beyond ASCII are gone."""
    lost = text.count("\ufffd") if "\ufffd" in text else 0  # found sooner than counted
    lost += 2 * text.count("锟斤拷") if "锟" in text else 0
    if lost <= FEW_FAULTS:
        rubble = not text.isascii() and garbled(sample or beyond_ascii(text))
        return Decoded(text, encoding, damaged=rubble)
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return Decoded(text, encoding, damaged=lost * 4 > beyond)
