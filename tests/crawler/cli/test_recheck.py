"""Stored captures judged anew: what is new becomes a lead on old evidence, what is gone is marked, never deleted."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from crawler.memory import Memory
from crawler.process import project_settings
from evidence.read import captures
from pipelines import opinions
from pipelines.checks import bare
from pipelines.law import law_by
from spiders.readings import Readings, key_of
from spiders.recheck import page_of
from spiders.stored.reading import read_stored
from tests.loopback import Site
from tests.wangxun import Wangxun

SINCE = ("--since", "2020-01-01", "--db", "sqlite:///l.db", "--evidence", "evidence")
PAGE = """<head><title>竹木拼图 驰名商标 - 竹木小铺</title></head><body><h1>竹木拼图 驰名商标</h1>
<p>价格：<b>35.00元</b></p></body>"""


def crawled(wangxun: Wangxun, site: Site) -> dict[str, object]:
    site.html("/p/1.html", PAGE)
    done = wangxun(
        "crawl", "single", "-a", f"url={site.url}/p/1.html", "--db", "sqlite:///l.db",
        "--evidence", "evidence", "--allow-private", site.host,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return the_lead(wangxun)


def the_lead(wangxun: Wangxun) -> dict[str, object]:
    listed = wangxun("leads", "list", "--db", "sqlite:///l.db", "--json", "--group", "well-known-mark")
    (lead,) = map(json.loads, listed.stdout.splitlines())
    shown = wangxun("leads", "show", str(lead["id"]), "--db", "sqlite:///l.db", "--json")
    return dict(json.loads(shown.stdout))


def rechecked(wangxun: Wangxun, *more: str) -> list[dict[str, str]]:
    done = wangxun("recheck", *SINCE, "--json", *more)
    assert done.returncode == 0, done.stderr
    changes = [json.loads(line) for line in done.stdout.splitlines()]
    return [change for change in changes if change["rule"].endswith("well-known-mark")]


def execute(tmp_path: Path, *statements: str) -> None:
    with sqlite3.connect(tmp_path / "l.db") as database:
        for statement in statements:
            database.execute(statement)


def test_what_is_found_again_changes_nothing_and_asks_for_nothing(
    wangxun: Wangxun, site: Site, tmp_path: Path
) -> None:
    before = crawled(wangxun, site)
    site.asked.clear()
    (change,) = rechecked(wangxun)
    assert change["change"] == "unchanged"
    assert the_lead(wangxun) == before
    assert site.asked == []


def test_a_finding_that_is_new_is_a_lead_with_the_old_capture(
    wangxun: Wangxun, site: Site, tmp_path: Path
) -> None:
    before = crawled(wangxun, site)
    execute(tmp_path, "DELETE FROM sightings", "DELETE FROM leads")
    (change,) = rechecked(wangxun)
    assert change["change"] == "new"
    after = the_lead(wangxun)
    assert after["evidence"] == before["evidence"]
    assert after["first_seen"] == before["first_seen"]
    assert wangxun("evidence", "verify", "evidence").returncode == 0
    (change,) = rechecked(wangxun)
    assert change["change"] == "unchanged"


def test_a_lead_that_its_capture_no_longer_proves_is_withdrawn_and_comes_back_with_its_finding(
    wangxun: Wangxun, site: Site, tmp_path: Path
) -> None:
    crawled(wangxun, site)
    (change,) = rechecked(wangxun, "--on", "1990-01-01")
    assert change["change"] == "withdrawn"
    lead = the_lead(wangxun)
    assert lead["status"] == "dismissed"
    assert "复判撤回" in lead["withdrawn"]["note"]  # type: ignore[index]
    (change,) = rechecked(wangxun, "--on", "1990-01-01")
    assert len(the_lead(wangxun)["history"]) == 1  # type: ignore[arg-type]
    rechecked(wangxun)
    lead = the_lead(wangxun)
    assert (lead["status"], lead["withdrawn"]) == ("new", None)


def test_a_lead_that_somebody_works_on_keeps_its_status(wangxun: Wangxun, site: Site, tmp_path: Path) -> None:
    number = str(crawled(wangxun, site)["id"])
    wangxun("leads", "set", number, "confirmed", "--db", "sqlite:///l.db")
    rechecked(wangxun, "--on", "1990-01-01")
    lead = the_lead(wangxun)
    assert lead["status"] == "confirmed"
    assert lead["withdrawn"]


def test_a_dry_run_reports_and_changes_nothing(wangxun: Wangxun, site: Site, tmp_path: Path) -> None:
    before = crawled(wangxun, site)
    (change,) = rechecked(wangxun, "--on", "1990-01-01", "--dry-run")
    assert change["change"] == "withdrawn"
    assert the_lead(wangxun) == before


def test_nothing_kept_since_then_is_said(wangxun: Wangxun, site: Site, tmp_path: Path) -> None:
    crawled(wangxun, site)
    done = wangxun("recheck", *SINCE, "--since", "2999-01-01")
    assert done.returncode == 1
    assert "没有 2999-01-01 以来留存的页面" in done.stderr
    shutil.rmtree(tmp_path / "evidence")
    assert wangxun("recheck", *SINCE).returncode == 2


def test_a_shop_s_licence_page_is_filed_under_the_shop_whose_link_led_to_it(
    wangxun: Wangxun, site: Site, tmp_path: Path
) -> None:
    site.html(
        "/shop/10021",
        """<head><title>春野户外店 - 集市</title></head><body><h1>春野户外店</h1><dl><dt>店铺名称</dt><dd>春野户外店</dd>
        </dl><a href="/shop/10021/licence">店铺资质</a></body>""",
    )
    site.html(
        "/shop/10021/licence",
        """<head><title>店铺资质</title></head><body><h2>营业执照信息</h2><table><tr><th>名称</th>
        <td>宁波春野户外用品有限公司</td></tr><tr><th>统一社会信用代码</th><td>91330203MA2AEXQU4Z</td></tr></table></body>""",
    )
    done = wangxun(
        "crawl", "marketplace", "-a", f"url={site.url}/shop/10021", "--db", "sqlite:///l.db",
        "--evidence", "evidence", "--allow-private", site.host,
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr
    listed = wangxun("leads", "list", "--db", "sqlite:///l.db", "--json", "--group", "licence-display")
    (lead,) = map(json.loads, listed.stdout.splitlines())
    assert lead["verdict"] == "malformed_number"
    done = wangxun("recheck", *SINCE, "--json")
    changes = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["change"], one["lead"]) for one in changes if one["rule"] == lead["rule"]] == [
        ("unchanged", lead["id"])
    ]


def test_what_the_crawl_read_and_judged_is_neither_read_nor_judged_again(
    wangxun: Wangxun, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawled(wangxun, site)
    memory = Memory(tmp_path / ".cache" / "wangxun" / "readings.sqlite")
    law = law_by(project_settings({"WANGXUN_DB": f"sqlite:///{tmp_path / 'l.db'}", "WANGXUN_PACKS": []}))
    for name in ("imitations", "words"):
        monkeypatch.setattr(opinions, name, lambda _, asked: pytest.fail("judged") if asked else [])
    (page,) = filter(None, map(page_of, captures(tmp_path / "evidence")))
    item = Readings(memory).get(key_of(page), page.capture.at)
    assert item == read_stored(page)
    (said,) = opinions.Opinions(memory, law).recall([(bare(item), page.capture.day)])
    assert [finding.rule for finding in said.words] == ["wording.well-known-mark"]
