"""Crawls the generated shops as any campaign would, and says which verdict and which leads each of them got."""

import json
import re
import subprocess
import sys
from urllib.parse import urlsplit

from bench.shop_fuzz.serving import Order, serving

WEBSITES_AT_ONCE = 25
_SHOP = re.compile("/shop/([0-9]{1,9})")
Job = tuple[str, dict[str, str]]
Found = list[tuple[str, str]]
"""Address → verdict, or rule of a lead."""

Seen = dict[int, list[str]]
"""Shop → verdicts given to it (one is right), or rules of its leads."""


def crawl(order: Order) -> tuple[Seen, Seen]:
    """Verdicts and licence leads by shop; a shop in neither was left undetermined, its places not all read."""
    verdicts: Seen = {}
    accused: Seen = {}
    with serving(order) as (market, websites):
        hosts = {host: order.market + at for at, host in enumerate(websites)}
        jobs: list[list[Job]] = [[("marketplace", {"url": f"http://{market}/"})]] if order.market else []
        alone: list[Job] = [("website", {"url": f"http://{host}/"}) for host in websites]
        jobs += [alone[first : first + WEBSITES_AT_ONCE] for first in range(0, len(alone), WEBSITES_AT_ONCE)]
        for some in jobs:
            given, leads = _apart(some, [market, *websites])
            for found, into in ((given, verdicts), (leads, accused)):
                for url, word in found:
                    number = _number(url, hosts)
                    if number is not None:
                        into.setdefault(number, []).append(word)
    return verdicts, accused


def _number(url: str, hosts: dict[str, int]) -> int | None:
    """Which shop does an address belong to? None: the marketplace's own."""
    parts = urlsplit(url)
    if parts.netloc in hosts:
        return hosts[parts.netloc]
    shop = _SHOP.match(parts.path)
    return int(shop[1]) - 10_000 if shop else None


def _apart(jobs: list[Job], hosts: list[str]) -> tuple[Found, Found]:
    """Scrapy runs once a process: `run`, told by its standard input what to crawl."""
    asked = json.dumps({"jobs": jobs, "hosts": hosts})
    command = [sys.executable, "-m", "bench.shop_fuzz.run"]
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, text=True, check=True)
    given, leads = json.loads(done.stdout.splitlines()[-1])
    return given, leads
