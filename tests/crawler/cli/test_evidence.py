"""Whoever views, exports, hands over or deletes evidence is in the custody log; what is needed stays."""

import hashlib
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.loopback import Site
from tests.wangxun import Wangxun

pytest.importorskip("docx", reason="python-docx is not installed")
pytest.importorskip("wacz", reason="wacz is not installed")

DB = ("--db", "sqlite:///l.db")
PAGE = """<head><title>竹木拼图 驰名商标 - 竹木小铺</title></head><body><h1>竹木拼图 驰名商标</h1>
<p>价格：<b>35.00元</b></p></body>"""


def crawled(wangxun: Wangxun, site: Site) -> str:
    """The number of the lead that one page made."""
    site.html("/p/1.html", PAGE)
    done = wangxun(
        "crawl", "single", "-a", f"url={site.url}/p/1.html", *DB,
        "--evidence", "evidence", "--allow-private", site.host,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    listed = wangxun("leads", "list", *DB, "--json", "--group", "well-known-mark")
    (lead,) = map(json.loads, listed.stdout.splitlines())
    return str(lead["id"])


def custody(wangxun: Wangxun) -> list[dict[str, Any]]:
    done = wangxun("evidence", "custody", "--evidence", "evidence", "--json")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_view_export_and_hand_over_are_logged_and_the_log_verifies(
    wangxun: Wangxun, site: Site, tmp_path: Path
) -> None:
    lead = crawled(wangxun, site)
    shown = wangxun("evidence", "show", lead, *DB, "--why", "复核")
    assert "竹木拼图" in shown.stdout
    made = wangxun("evidence", "dossier", lead, *DB, "--out", "out", "--no-pictures")
    assert made.returncode == 0, made.stderr
    given = wangxun("evidence", "handover", made.stdout.strip(), "--to", "某区局", "--evidence", "evidence")
    assert given.returncode == 0, given.stderr
    entries = [one for one in custody(wangxun) if one["action"] not in ("seal", "stamp")]
    assert [one["action"] for one in entries] == ["view", "export", "hand-over"]
    assert [one.get("leads") for one in entries] == [[lead]] * 3
    assert entries[0]["why"] == "复核"
    assert (entries[2]["to"], entries[2]["sha256"]) == ("某区局", entries[1]["sha256"])
    assert wangxun("evidence", "verify", "evidence").returncode == 0


def test_a_file_that_is_no_sound_dossier_is_not_handed_over(wangxun: Wangxun, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 broken")
    assert wangxun("evidence", "handover", "x.zip", "--to", "某区局").returncode != 0
    assert not list(tmp_path.rglob("custody.jsonl"))


@pytest.mark.parametrize(
    ("status", "decided", "gone"),
    [
        ("new", "2020-01-01", False),
        ("transferred", "2020-01-01", False),
        ("closed", "2026-01-01", False),
        ("closed", "2020-01-01", True),
    ],
)
def test_an_open_lead_and_an_unexpired_case_keep_their_evidence(
    wangxun: Wangxun, site: Site, tmp_path: Path, status: str, decided: str, gone: bool
) -> None:
    lead = crawled(wangxun, site)
    for path in tmp_path.glob("evidence/*/seal.json"):
        path.write_text(
            path.read_text("utf-8").replace('"sealed_at_utc": "20', '"sealed_at_utc": "19'), "utf-8"
        )
    with sqlite3.connect(tmp_path / "l.db") as database:
        database.execute("update leads set status = ?", [status])
        database.execute(
            "insert into lead_events (lead_id, at, who, before, after) values (?, ?, 'x', 'new', ?)",
            [lead, f"{decided} 00:00:00.000000", status],
        )
    done = wangxun("evidence", "prune", "--keep", "1095", *DB, "--evidence", "evidence")
    assert done.returncode == 0, done.stderr
    assert bool(list(tmp_path.glob("evidence/*/*.warc.gz"))) is not gone
    assert ("delete" in [one["action"] for one in custody(wangxun)]) is gone


def test_a_dossier_changed_since_it_was_made_is_neither_handed_over_nor_passed(
    wangxun: Wangxun, site: Site, tmp_path: Path
) -> None:
    lead = crawled(wangxun, site)
    made = wangxun("evidence", "dossier", lead, *DB, "--out", "out", "--no-pictures").stdout.strip()
    path = tmp_path / made
    verified = wangxun("evidence", "verify", made, "--evidence", "evidence")
    assert "所出具的案卷" in verified.stdout
    with zipfile.ZipFile(path) as dossier:
        files = {name: dossier.read(name) for name in dossier.namelist()}
    files["lead.json"] = files["lead.json"].replace("竹木小铺".encode(), "别家小铺".encode())
    sums = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n"
        for name, data in files.items()
        if name != "SHA256SUMS"
    )
    with zipfile.ZipFile(path, "w") as dossier:
        for name, data in (files | {"SHA256SUMS": sums.encode()}).items():
            dossier.writestr(name, data)
    verified = wangxun("evidence", "verify", made, "--evidence", "evidence")
    assert (verified.returncode, "出具后被改动" in verified.stdout) == (1, True)
    given = wangxun("evidence", "handover", made, "--to", "某区局", "--evidence", "evidence")
    assert given.returncode == 1


def test_a_directory_that_was_moved_is_found_where_it_is_said_to_be(
    wangxun: Wangxun, site: Site, tmp_path: Path
) -> None:
    lead = crawled(wangxun, site)
    (tmp_path / "evidence").rename(tmp_path / "moved")
    gone = wangxun("evidence", "show", lead, *DB)
    assert "证据文件不在" in gone.stderr
    assert wangxun("evidence", "show", lead, *DB, "--evidence", "moved").returncode == 0
    assert wangxun("evidence", "verify", "--lead", lead, *DB, "--evidence", "moved").returncode == 0
    shown = wangxun("leads", "show", lead, *DB, "--evidence", "moved", "--json")
    assert json.loads(shown.stdout)["evidence"]["state"] == "sealed"
    shown = wangxun("leads", "show", lead, *DB, "--json")
    assert json.loads(shown.stdout)["evidence"]["state"] == "missing"


def test_a_directory_that_cannot_be_written_stops_the_crawl_before_it_starts(
    wangxun: Wangxun, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    where = ("--evidence", "file/evidence", "--allow-private", site.host)
    done = wangxun("crawl", "single", "-a", f"url={site.url}/p/1.html", *DB, *where)
    assert done.returncode == 2
    assert "路径中有一段不是目录" in done.stderr
    assert "Traceback" not in done.stderr
    assert site.asked == []
