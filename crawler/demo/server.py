"""The demo marketplace and its stand-alone shops, served on loopback while a `with` block lasts."""

import tempfile
import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, Protocol, Self

from crawler.demo.answer import Answer
from crawler.demo.market import MarketRoutes
from crawler.demo.site import SiteRoutes
from crawler.demo.truth import MARKET, Score, score
from crawler.demo.world import World, world


class Routes(Protocol):
    """Answers a path and a raw query string."""

    def answer(self, path: str, search: str, /) -> Answer: ...


class Server(ThreadingHTTPServer):
    """One host on a free port of 127.0.0.1, in threads of its own."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes: Routes | None = None
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def host(self) -> str:
        """host:port"""
        return f"127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no news to anybody."""

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
        self.thread.join()


class Handler(BaseHTTPRequestHandler):
    """GET and HEAD over HTTP/1.1 with connections kept alive."""

    protocol_version = "HTTP/1.1"
    server_version = "guyu/1.0"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout: ClassVar[float] = 30
    server: Server

    def do_GET(self) -> None:
        self.reply(with_body=True)

    def do_HEAD(self) -> None:
        self.reply(with_body=False)

    def reply(self, with_body: bool) -> None:
        """Send the routes' answer, compressed where the client can read it."""
        path, _, search = self.path.partition("?")
        routes = self.server.routes
        answer = routes.answer(path, search) if routes else Answer(b"", status=503)
        if answer.delay:
            time.sleep(answer.delay)
        zipped = answer.zipped if "gzip" in self.headers.get("Accept-Encoding", "") else None
        body = zipped or answer.body
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        if answer.location:
            self.send_header("Location", answer.location)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """No access log."""


class DemoMarket:
    """`with DemoMarket() as market:` serves the market at `market.url` and the sites at `market.site_urls`.

    The ground truth lies in `market.truth_path` (JSON); only tests and the last line of the demo read it.
    """

    def __init__(self, truth_dir: Path | None = None) -> None:
        self.world: World = world()
        self.truth_dir = truth_dir
        self.stack = ExitStack()
        self.url = ""
        self.site_urls: list[str] = []
        self.sites: dict[str, str] = {}  # host:port -> "market" or the site's name

    def __enter__(self) -> Self:
        server = self.stack.enter_context(Server())
        server.routes = MarketRoutes(self.world)
        self.url = f"http://{server.host}/"
        self.sites = {server.host: MARKET}
        self.site_urls = []
        for shop in self.world.sites:
            server = self.stack.enter_context(Server())
            server.routes = SiteRoutes(shop, server.host)
            self.sites[server.host] = shop.name
            self.site_urls.append(f"http://{server.host}/")
        directory = self.truth_dir or Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.truth_path = directory / "demo-truth.json"
        self.truth_path.write_text(self.world.truth.json(), encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    @property
    def hosts(self) -> list[str]:
        """Every host:port served: what a crawl must be allowed to visit."""
        return list(self.sites)

    @property
    def entry_urls(self) -> list[str]:
        """Where a marketplace crawl begins: the home page and every shelf."""
        return [self.url, *(f"{self.url}list/{shelf.slug}" for shelf in self.world.categories)]

    def score(self, leads: Iterable[Mapping[str, Any]]) -> Score:
        """How the leads (as `wangxun leads list --json` prints them) compare with what was planted."""
        return score(leads, self.world.truth, self.sites)
