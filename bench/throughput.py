"""How fast is the full pipeline beside bare Scrapy? Pages/s of each over the same pages, their ratio, memory, lag.

Run with `python -m bench.throughput [ROUNDS]`. The pages are the saved marketplace pages of 50 to 500 KB beside
the checkout (../shared/corpus) where they are, else the demo marketplace's. A process of its own hands them out
from memory, as a proxy on loopback for the addresses from which they were saved: each is read by the reader that it
would meet. Each contender is a process of its own too, and they take turns.

bare: Scrapy with shipped concurrency, title and links of every page by its own selectors; a link is an address to
which one can go, and response.urljoin the cheapest of Scrapy's ways to one.
full: every reader and check, evidence (flagged), database, as shipped, without delay.

Lag is by the clock: it counts the steps that are ready together, and what the event loop waits for a core. A step is
the CPU time of one callback: what a stage that blocks the loop shows in.
"""

import asyncio
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
CORPUS = ROOT.parent / "shared" / "corpus"
STRANGER = "http://shop.example.com/goods/"  # where a page was kept without its address
TURNS = 48  # through all pages; a night has more still: starting up weighs little in it


class Served(NamedTuple):
    """A page, and the address at which it is asked for: its own without TLS, or a stranger's."""

    address: str
    body: bytes


def pages() -> list[Served]:
    """The pages that are served."""
    if CORPUS.is_dir():
        entries = map(json.loads, (CORPUS / "manifest.jsonl").read_text("utf-8").splitlines())
        wanted = (e for e in entries if e["path"].endswith("html") and 50_000 <= e["bytes"] <= 500_000)
        return [Served(_address(e["url"] or STRANGER), (CORPUS / e["path"]).read_bytes()) for e in wanted]
    from crawler.demo.market import MarketRoutes
    from crawler.demo.world import world

    print("../shared/corpus is not there: the demo marketplace's pages are used instead")
    routes = MarketRoutes(world())
    shown = (routes.answer(one.path, "").body for one in routes.world.listings[:100])
    return [Served(_address(STRANGER), body) for body in shown]


def _address(saved: str) -> str:
    """Open for what tells the page and its turn."""
    parts = urlsplit(saved)
    return f"http://{parts.hostname}{parts.path or '/'}?{parts.query}{'&' * bool(parts.query)}page="


def serve(bodies: list[bytes], ready: Any, distinct: bool = False) -> None:
    """Be a proxy for page=N until the process is ended; its port is put into `ready`.

    `distinct` pages end with a comment that names their turn, so that no two of them are the same bytes.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            number, _, turn = self.path.rpartition("page=")[2].partition("&turn=")
            body = bodies[int(number)] if number.isdigit() else b""
            if body and distinct:
                body += f"<!-- {turn} -->".encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    ready.put(server.server_address[1])
    server.serve_forever()


def settings(folder: Path, host: str) -> dict[str, Any]:
    """What both contenders share."""
    return {
        "WANGXUN_DB": f"sqlite:///{folder / 'bench.db'}",
        "WANGXUN_EVIDENCE_DIR": str(folder / "evidence"),
        "WANGXUN_CACHE": str(folder),
        "WANGXUN_ALLOW_PRIVATE": [host],
        "WANGXUN_BREAKER_BLOCKS": 10**9,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "ROBOTSTXT_OBEY": False,
        "WANGXUN_RENDER": "never",  # neither contender draws pages
        "LOG_LEVEL": "ERROR",
    }


def contend(name: str, host: str, turns: int) -> None:
    """One contender's run, in this process; prints its figures as JSON."""
    os.environ["http_proxy"] = f"http://{host}"
    from scrapy import Request, Spider
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.process import project_settings
    from spiders.arguments import JourneyArguments
    from spiders.journey import Journey

    served = list(enumerate(pages()))
    urls = [f"{page.address}{number}&turn={turn}" for turn in range(turns) for number, page in served]

    class Bare(Spider):
        name = "bare"

        async def start(self) -> Any:
            for url in urls:
                yield Request(url)
                await asyncio.sleep(0)  # so that asking for all is no single step

        def parse(self, response: Any) -> Any:
            yield {
                "title": response.css("title::text").get(),
                "links": [response.urljoin(href) for href in response.css("a::attr(href)").getall()],
            }

    class Full(Journey):
        name = "full"
        arguments_model = JourneyArguments

        def start_addresses(self) -> list[str]:
            return urls

        async def start(self) -> Any:
            async for request in super().start():
                yield request
                await asyncio.sleep(0)

        def onward(self, *_: Any) -> Any:
            return iter(())

        def detail(self, card: Any) -> None:
            """Every page is fetched once, as by the other contender."""

    lags: list[float] = []
    steps: list[float] = []

    async def watch() -> None:
        vars(asyncio)["Handle"]._run = timed  # what the loop calls for each step
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.002)
            lags.append(time.perf_counter() - before - 0.002)

    def timed(handle: Any, run: Callable[[Any], None] = asyncio.Handle._run) -> None:
        before = time.thread_time()
        run(handle)
        steps.append(time.thread_time() - before)

    with tempfile.TemporaryDirectory() as folder:
        changes = settings(Path(folder), host)
        if name == "bare":
            changes |= {
                "DOWNLOADER_MIDDLEWARES": {},
                "EXTENSIONS": {},
                "ITEM_PIPELINES": {},
                "SPIDER_MIDDLEWARES": {},
            }
        process = AsyncCrawlerProcess(project_settings(changes))
        crawler = process.create_crawler(Bare if name == "bare" else Full)
        marks: dict[str, float] = {}

        def opened() -> None:
            marks["start"], marks["cpu"] = time.perf_counter(), cpu_seconds()

        def under_way() -> None:
            if not watcher:
                watcher.append(asyncio.get_event_loop().create_task(watch()))

        watcher: list[Any] = []
        from scrapy import signals

        crawler.signals.connect(opened, signals.spider_opened)
        crawler.signals.connect(under_way, signals.response_received)
        process.crawl(crawler)
        process.start()
        seconds = time.perf_counter() - marks["start"]
        cpu = cpu_seconds() - marks["cpu"]
        memory = sum(map(peak_mb, processes()))
    figures = {
        "pages": len(urls),
        "seconds": seconds,
        "cpu_ms": 1000 * cpu / len(urls),
        "rss_mb": memory,
        "lag_max_ms": 1000 * max(lags, default=0),
        "step_max_ms": 1000 * max(steps, default=0),
        "lag_p99_ms": 1000 * statistics.quantiles(lags, n=100)[98] if len(lags) > 100 else None,
        "errors": crawler.stats.get_value("wangxun/item_errors", 0)
        + crawler.stats.get_value("spider_exceptions/count", 0),
    }
    print(json.dumps(figures))


def processes() -> list[int]:
    """This process and those that it started."""
    return [os.getpid(), *(one.pid for one in multiprocessing.active_children() if one.pid)]


def cpu_seconds() -> float:
    """CPU time that all of them took so far."""
    ticks = 0
    for process in processes():
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # utime and stime
    return ticks / os.sysconf("SC_CLK_TCK")


def peak_mb(process: int) -> float:
    """The most memory that a process had resident, in MB; what it shares with others is counted too."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def run(name: str, host: str, turns: int) -> dict[str, Any]:
    """A contender's figures, from a process of its own."""
    command = [sys.executable, __file__, "--contend", name, host, str(turns)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr[-4000:]}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main(rounds: int) -> None:
    """Alternate the two, print a line a run and the medians."""
    bodies = [page.body for page in pages()]
    ready: Any = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(bodies, ready), daemon=True)
    server.start()
    host = f"127.0.0.1:{ready.get()}"
    mean = statistics.mean(map(len, bodies)) / 1024
    print(f"{len(bodies)} pages of {mean:.0f} KB on average, {TURNS} times each, {rounds} rounds")
    print(
        f"{'':6}{'pages/s':>9}{'CPU ms/page':>13}{'peak MB':>9}{'lag max ms':>12}{'lag p99 ms':>12}"
        f"{'step max ms':>13}{'errors':>8}"
    )
    ratios = []
    for _ in range(rounds):
        speeds = {}
        for name in ("bare", "full"):
            one = run(name, host, TURNS)
            speeds[name] = one["pages"] / one["seconds"]
            print(
                f"{name:6}{speeds[name]:>9.1f}{one['cpu_ms']:>13.1f}{one['rss_mb']:>9.0f}"
                f"{one['lag_max_ms']:>12.0f}{one['lag_p99_ms'] or 0:>12.1f}{one['step_max_ms']:>13.0f}{one['errors']:>8}"
            )
        ratios.append(speeds["full"] / speeds["bare"])
    print(f"full / bare: {statistics.median(ratios):.2f} (median of {', '.join(f'{r:.2f}' for r in ratios)})")
    server.terminate()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--contend"]:
        contend(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
