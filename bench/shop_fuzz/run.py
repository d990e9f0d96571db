"""One crawl of generated shops: told by standard input what to visit, it prints verdicts and leads as JSON."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.shop_fuzz.tap import VerdictTap

TIMEOUT = 8  # seconds for one answer; loopback answers in milliseconds, but the machine may be busy
Job = tuple[str, dict[str, str]]
Found = list[tuple[str, str]]
"""Address → verdict, or rule of a lead."""


def run(jobs: list[Job], hosts: list[str]) -> tuple[Found, Found]:
    from crawler import process
    from leads.engine import connect
    from leads.listing import list_leads

    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'fuzz.db'}"
        process.run_spiders(
            [process.Job(spider, arguments) for spider, arguments in jobs],
            settings(database, Path(folder) / "evidence", hosts),
        )
        leads = [
            (str(lead["url"]), str(lead["rule"]))
            for lead in list_leads(connect(database))
            if lead["group"] == "licence-display"
        ]
    return VerdictTap.given, leads


def settings(database: str, evidence: Path, hosts: list[str]) -> dict[str, Any]:
    """As shipped, but for what loopback does not need: no delay, no browser, no rest after being blocked."""
    from crawler.settings import ITEM_PIPELINES

    return {
        "ITEM_PIPELINES": ITEM_PIPELINES | {"bench.shop_fuzz.tap.VerdictTap": 850},
        "WANGXUN_DB": database,
        "WANGXUN_EVIDENCE_DIR": str(evidence),
        "WANGXUN_CACHE": str(evidence.parent),
        "WANGXUN_ALLOW_PRIVATE": hosts,
        "WANGXUN_BREAKER_BLOCKS": 10**9,
        "WANGXUN_RENDER": "never",
        "WANGXUN_PICTURES": False,  # the generated shops serve none that could be read
        "WANGXUN_DETAILS": "suspects",
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_TIMEOUT": TIMEOUT,
        "AUTOTHROTTLE_ENABLED": False,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
        "CONCURRENT_REQUESTS": 32,
        "RETRY_TIMES": 1,
        "DEPTH_LIMIT": 0,  # the pages of cards are one chain
        "LOG_LEVEL": "CRITICAL",
    }


if __name__ == "__main__":
    print(json.dumps(run(**json.load(sys.stdin))))
