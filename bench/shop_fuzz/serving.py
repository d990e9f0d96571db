"""Serves the generated shops on loopback from a process of its own: one marketplace, and websites on ports of their own."""

import multiprocessing
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bench.shop_fuzz.shops import PLATFORM_FOOT, Shop, shop
from bench.shop_fuzz.troubles import Answer, page

PER_PAGE = 40
ROBOTS = Answer(b"User-agent: *\nDisallow:\n", headers={"Content-Type": "text/plain"})
PLATFORM = page(
    "<html><head><title>平台营业执照 - 谷雨市集</title></head><body><h1>平台营业执照</h1><table><tr><th>名称</th>"
    "<td>杭州谷雨市集网络科技有限公司</td></tr><tr><th>统一社会信用代码</th><td>91330110MA10CEMX2F</td></tr></table></body></html>"
)
GONE = page("<title>404</title><h1>页面不存在</h1>", 404)
LOGIN = page("<title>用户登录</title><form>请先登录<input type=password></form>")


@dataclass(frozen=True)
class Order:
    """What is to be served: shops 0 to `market` on a marketplace, then `alone` shops on websites of their own."""

    market: int
    alone: int
    seed: int
    slow: float = 0.01

    def shop(self, number: int) -> Shop:
        """One of them, always alike."""
        return shop(number, self.seed, alone=number >= self.market, slow=self.slow)


@contextmanager
def serving(order: Order) -> Iterator[tuple[str, list[str]]]:
    """The marketplace's host:port and the websites', in order, while the block lasts."""
    context = multiprocessing.get_context("spawn")
    ready: Any = context.Queue()
    process = context.Process(target=_serve, args=(order, ready), daemon=True)
    process.start()
    try:
        hosts = ready.get(timeout=60)
        yield hosts[0], hosts[1:]
    finally:
        process.terminate()
        process.join()


def _serve(order: Order, ready: Any) -> None:
    drawn = lru_cache(maxsize=2_000)(order.shop)

    def market(path: str) -> Answer:
        head, _, rest = path.strip("/").partition("/")
        number = rest.split("/")[0]
        if head == "shop" and number.isdigit() and 0 <= int(number) - 10_000 < order.market:
            return drawn(int(number) - 10_000).answers.get(path.rstrip("/"), GONE)
        if head in ("", "list"):
            return _shelf(order, drawn, int(rest) if rest.isdigit() else 1)
        return _besides(path)

    servers = [_server(market)]
    for number in range(order.market, order.market + order.alone):
        servers.append(_server(lambda path, number=number: drawn(number).answers.get(path) or _besides(path)))
    ready.put([f"127.0.0.1:{server.server_address[1]}" for server in servers])
    threading.Event().wait()


def _besides(path: str) -> Answer:
    if path.startswith("/loop/"):
        return Answer(b"", 302, {"Location": "/loop/b" if path.endswith("a") else "/loop/a"})
    return {"/robots.txt": ROBOTS, "/about/licence": PLATFORM, "/login": LOGIN}.get(path, GONE)


def _shelf(order: Order, drawn: Any, number: int) -> Answer:
    """One page of cards, one of each shop."""
    cards = "".join(
        f'<li class="card"><div class="card-title"><a href="{one.root}/p0.html">{one.name}的货 {one.number}号款</a></div>'
        f'<span class="price">¥<em>{one.number % 90 + 9}.00</em></span>'
        f'<div class="meta"><a class="card-shop" href="{one.root}">{one.name}</a></div></li>'
        for one in map(drawn, range((number - 1) * PER_PAGE, min(number * PER_PAGE, order.market)))
    )
    more = (
        f'<a class="next" rel="next" href="/list/{number + 1}">下一页</a>'
        if number * PER_PAGE < order.market
        else ""
    )
    return page(
        f"<!DOCTYPE html><html><head><title>全部商品 - 谷雨市集</title></head><body><h1>全部商品</h1><p>综合排序 销量排序</p>"
        f'<ul class="cards">{cards}</ul><div class="pager">{more}</div>{PLATFORM_FOOT}</body></html>'
    )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no news."""


def _server(answers: Any) -> _Server:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            answer: Answer = answers(self.path.split("?")[0])
            if answer.delay:
                time.sleep(answer.delay)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body[: len(answer.body) // 2] if answer.cut else answer.body)
            if answer.cut:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """No access log."""

    server = _Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
