"""The recorder keeps an answer as it was served: compressed, undecoded, with what led to it, no secrets."""

import gzip
import json
import shutil
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from crawler.recorder import RecorderMiddleware
from evidence.capture import Capture

HTML = "<title>驰名商标</title>".encode("gb18030")
ROOT = Path(__file__).resolve().parents[2]

CRAWL = """
import json, sys
import scrapy
from scrapy.crawler import AsyncCrawlerProcess

class Visit(scrapy.Spider):
    name = "visit"

    async def start(self):
        yield scrapy.Request(sys.argv[1] + "/old", headers={"Cookie": "id=1", "X-Api-Key": "k"})

    def parse(self, response):
        capture = response.meta["capture"]
        print(json.dumps({
            "url": capture.url, "body": capture.body.hex(), "decoded": response.text, "peer": capture.peer,
            "from": [[step.url, step.status] for step in capture.redirected_from],
            "robots": capture.robots.status, "notes": capture.notes,
            "encoding": dict(capture.headers).get(b"Content-Encoding", b"").decode(),
            "tls": capture.tls, "chain": [der.hex() for der in capture.chain],
            "certificate": (capture.certificate or b"").hex(),
            "sent": [name.decode() for name, _ in capture.request_headers],
        }))

process = AsyncCrawlerProcess({
    "DOWNLOADER_MIDDLEWARES": {"crawler.recorder.RecorderMiddleware": 950},
    "ROBOTSTXT_OBEY": True, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "COOKIES_ENABLED": False,
    "DOWNLOAD_DELAY": 0.01, "DOWNLOAD_HANDLERS": {"https": "crawler.handshake.HandshakeHandler"},
})
process.crawl(Visit)
process.start()
"""


class Shop(BaseHTTPRequestHandler):
    """A page behind a redirect, gzipped, in GB18030; a robots.txt that allows it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/old":
            self._answer(302, b"", {"Location": "/new"})
        elif self.path == "/new":
            kind = {"Content-Type": "text/html; charset=gb18030", "Content-Encoding": "gzip"}
            self._answer(200, gzip.compress(HTML, mtime=0), kind)
        else:
            self._answer(200, b"User-agent: *\nDisallow: /secret\n", {"Content-Type": "text/plain"})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[int]:
    """The shop on a free port of loopback, as long as the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def shop() -> Iterator[str]:
    with serving() as port:
        yield f"http://127.0.0.1:{port}"


def crawl(address: str) -> dict[str, Any]:
    """What the recorder saw of a crawl of one page; in a process of its own, for Twisted's reactor."""
    command = [sys.executable, "-c", CRAWL, address]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.fixture
def secure_shop(tmp_path: Path) -> Iterator[tuple[str, bytes]]:
    """The same shop over TLS, and its certificate in DER."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
    )
    key, pem = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run([*command.split(), "-keyout", key, "-out", pem], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    with serving(context) as port:
        yield f"https://localhost:{port}", ssl.PEM_cert_to_DER_cert(pem.read_text())


def test_a_crawl_over_tls_records_version_and_certificates(secure_shop: tuple[str, bytes]) -> None:
    address, certificate = secure_shop
    seen = crawl(address)
    assert seen["tls"] == "TLSv1.3"
    assert seen["chain"] == [certificate.hex()]
    assert seen["certificate"] == certificate.hex()


def test_a_crawl_records_what_was_served_and_what_led_to_it(shop: str) -> None:
    seen = crawl(shop)
    assert bytes.fromhex(seen["body"]) == gzip.compress(HTML, mtime=0)
    assert seen["decoded"] == HTML.decode("gb18030")
    assert seen["encoding"] == "gzip"
    assert seen["from"] == [[f"{shop}/old", 302]]
    assert seen["peer"] == "127.0.0.1"
    assert seen["robots"] == 200
    assert seen["notes"]["robots"] == "allowed"
    assert seen["notes"]["delay_seconds"] == "0.01"
    assert seen["notes"]["secrets_removed"] == "Cookie, X-Api-Key"
    assert not {"Cookie", "X-Api-Key"} & set(seen["sent"])


@pytest.fixture
def recorder() -> RecorderMiddleware:
    crawler = get_crawler()
    crawler.engine = SimpleNamespace(downloader=SimpleNamespace(slots={}))  # type: ignore[assignment]
    return RecorderMiddleware(crawler)


def record(recorder: RecorderMiddleware, request: Request, response: Response) -> Capture:
    assert recorder.process_response(request, response) is response
    capture = request.meta["capture"]
    assert isinstance(capture, Capture)
    return capture


def test_the_body_is_not_copied(recorder: RecorderMiddleware) -> None:
    response = HtmlResponse("http://a.example/", body=b"x" * 1000)
    assert record(recorder, Request(response.url), response).body is response.body


def test_an_answer_of_an_earlier_page_is_not_taken_for_a_redirect(recorder: RecorderMiddleware) -> None:
    first = Request("http://a.example/1")
    record(recorder, first, Response(first.url))
    second = Request("http://a.example/2", meta=first.meta)
    assert record(recorder, second, Response(second.url)).redirected_from == ()


def test_a_retry_behind_a_redirect_keeps_what_led_there(recorder: RecorderMiddleware) -> None:
    old = Request("http://a.example/old")
    record(recorder, old, Response(old.url, status=302))
    new = old.replace(url="http://a.example/new", meta=old.meta | {"redirect_urls": [old.url]})
    record(recorder, new, Response(new.url, status=503))
    again = new.copy()
    chain = record(recorder, again, Response(again.url)).redirected_from
    assert [step.url for step in chain] == [old.url]


def test_a_rendered_page_is_marked_as_such(recorder: RecorderMiddleware) -> None:
    request = Request("http://a.example/", meta={"playwright": True})
    assert "rendered" in record(recorder, request, Response(request.url)).notes


def test_the_browsers_screenshot_comes_along(recorder: RecorderMiddleware) -> None:
    methods = [
        SimpleNamespace(method="screenshot", result=b"\x89PNG"),
        SimpleNamespace(method="click", result=None),
    ]
    request = Request("http://a.example/", meta={"playwright": True, "playwright_page_methods": methods})
    assert record(recorder, request, Response(request.url)).pictures == (b"\x89PNG",)


def test_the_password_of_a_proxy_is_not_kept(recorder: RecorderMiddleware) -> None:
    request = Request("http://a.example/", meta={"proxy": "http://user:word@proxy.example:3128"})
    assert record(recorder, request, Response(request.url)).notes["proxy"] == "http://proxy.example:3128"


def test_a_header_sent_twice_is_kept_twice(recorder: RecorderMiddleware) -> None:
    response = Response("http://a.example/", headers={"Set-Cookie": ["a=1", "b=2"]})
    headers = record(recorder, Request(response.url), response).headers
    assert headers == ((b"Set-Cookie", b"a=1"), (b"Set-Cookie", b"b=2"))
