"""What did the server send, byte for byte? A downloader middleware that keeps it before anything reads it."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers as ScrapyHeaders
from scrapy.http import Response
from scrapy.resolver import dnscache
from scrapy.settings import BaseSettings

from crawler.days import now
from crawler.handshake import HANDSHAKES, Handshake
from evidence.capture import Capture, Drawn, Headers
from evidence.host import without_credentials
from evidence.secrecy import is_secret

ROBOTS_KEPT = 2000
"""Hosts whose robots.txt is remembered; the longest unused goes first."""


class RecorderMiddleware:
    """Puts a `Capture` into `request.meta["capture"]`.

    It belongs next to the downloader (order above 900): there the body is still compressed and undecoded,
    and a cached answer has already been marked as such. Nothing is copied: the capture refers to the body
    that Scrapy holds anyway.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.robots: OrderedDict[str, Capture] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make it."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Record what came, whatever its status; the response passes unchanged."""
        origin = _origin(response.url)
        certificate = _certificate(response)
        handshake = _handshake(response.url, certificate)
        drawn = _drawn(request)
        capture = Capture(
            url=response.url,
            body=response.body,
            at=now(),
            status=response.status,
            headers=tuple(_pairs(response.headers)),
            method=request.method,
            request_headers=tuple(_without_secrets(request.headers)),
            peer=str(response.ip_address) if response.ip_address else None,
            certificate=certificate,
            chain=handshake.chain if handshake else (),
            tls=handshake.version if handshake else None,
            redirected_from=_redirects(request),
            robots=self.robots.get(origin),
            pictures=tuple(_screenshots(request)),
            resources=drawn.resources if drawn else (),
            boxes=drawn.boxes if drawn else (),
            notes=self._notes(request, response) | (drawn.notes if drawn else {}),
        )
        request.meta["capture"] = capture
        if urlsplit(request.url).path == "/robots.txt":
            self._remember_robots(_origin(request.url), capture)
        return response

    def _remember_robots(self, origin: str, capture: Capture) -> None:
        self.robots[origin] = capture
        self.robots.move_to_end(origin)
        while len(self.robots) > ROBOTS_KEPT:
            self.robots.popitem(last=False)

    def _notes(self, request: Request, response: Response) -> dict[str, str]:
        """What else a reader of the record must know; names are those of the metadata record."""
        notes = {"robots": _robots_decision(request, self.crawler.settings)}
        if response.protocol:
            notes["protocol"] = response.protocol
        if answer := dnscache.get(urlsplit(response.url).hostname or ""):
            notes["dns"] = str(answer)
        if (delay := self._delay(request)) is not None:
            notes["delay_seconds"] = f"{delay:g}"
        if proxy := request.meta.get("proxy"):
            notes["proxy"] = without_credentials(str(proxy))
        if request.meta.get("playwright"):
            notes["rendered"] = "the document after the browser ran its scripts, not the bytes as served"
        if response.flags:
            notes["flags"] = " ".join(response.flags)  # cached, partial, dataloss
        removed = sorted({name.decode("latin-1") for name, _ in _pairs(request.headers) if is_secret(name)})
        if removed:
            notes["secrets_removed"] = ", ".join(removed)
        return notes

    def _delay(self, request: Request) -> float | None:
        """Seconds that the downloader kept between requests to this slot."""
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        return slot.delay if slot else None


def _redirects(request: Request) -> tuple[Capture, ...]:
    """The answers that led here, first one first: meta travels along when Scrapy follows a redirect.

    A retry carries the failed answer of the same URL; what led to that one led here too.
    """
    followed = request.meta.get("redirect_urls")
    previous = request.meta.get("capture")
    if not followed or not isinstance(previous, Capture):
        return ()
    if previous.url == followed[-1]:
        return (*previous.redirected_from, previous)
    return previous.redirected_from if previous.url == request.url else ()


def _robots_decision(request: Request, settings: BaseSettings) -> str:
    if not settings.getbool("ROBOTSTXT_OBEY"):
        return "not asked: the campaign does not obey robots.txt"
    if request.meta.get("dont_obey_robotstxt"):
        return "not asked for this request"
    return "allowed"  # what robots.txt forbids never reaches the downloader


def _pairs(headers: ScrapyHeaders) -> Iterator[tuple[bytes, bytes]]:
    """Every header line, names as Scrapy writes them (Title-Case), order as it keeps them."""
    for name, values in headers.items():
        for value in values:
            yield name, value


def _without_secrets(headers: ScrapyHeaders) -> Headers:
    return tuple(pair for pair in _pairs(headers) if not is_secret(pair[0]))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _screenshots(request: Request) -> Iterator[bytes]:
    """What the browser drew in the session that gave this page, where a screenshot was among its methods."""
    methods = request.meta.get("playwright_page_methods", ())
    for method in methods.values() if isinstance(methods, dict) else methods:
        result = getattr(method, "result", None)
        if isinstance(result, Drawn) and result.picture:
            yield result.picture
        if getattr(method, "method", None) == "screenshot" and isinstance(result, bytes):
            yield result


def _drawn(request: Request) -> Drawn | None:
    """What `crawler.screenshot.draw` took, where it was among the methods."""
    methods = request.meta.get("playwright_page_methods", ())
    results = (getattr(method, "result", None) for method in methods)
    return next((result for result in results if isinstance(result, Drawn)), None)


def _handshake(url: str, certificate: bytes | None) -> Handshake | None:
    """What else the TLS handshake said, where the download handler remembers it."""
    if certificate is None:
        return None
    parts = urlsplit(url)
    return HANDSHAKES.of(parts.hostname or "", parts.port or 443, certificate)


def _certificate(response: Response) -> bytes | None:
    """The server's certificate in DER; Scrapy keeps it as Twisted's object."""
    certificate = response.certificate
    return bytes(certificate.dump()) if certificate is not None else None
