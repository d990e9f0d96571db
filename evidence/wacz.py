"""A WACZ of one capture, for ReplayWeb.page and every other tool that reads WACZ 1.1.1."""

import contextlib
import io
import json
from pathlib import Path

from evidence.errors import EvidenceError


def wacz(warc: Path, out: Path, *, url: str, at: str, title: str) -> None:
    """Write `out` from one WARC file; its only page is `url` as of `at` (WARC-Date). Raises EvidenceError."""
    from wacz.main import main

    head = {"format": "json-pages-1.0", "id": "pages", "title": title}
    page = {"id": "1", "url": url, "ts": at, "title": title}
    pages = warc.with_name("pages.jsonl")
    pages.write_text(f"{json.dumps(head)}\n{json.dumps(page)}\n", "utf-8")
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        options = ["--hash-type", "sha256", "--title", title, "--pages", str(pages), "--copy-pages"]
        failed = main(["create", "-o", str(out), *options, str(warc)])
    if failed:
        raise EvidenceError(f"{out}：WACZ 未能生成：{said.getvalue().strip().splitlines()[-1]}")
