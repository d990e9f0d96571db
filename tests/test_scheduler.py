"""The nights of campaigns: planned, kept in the database, run as processes."""

from datetime import date, datetime
from pathlib import Path

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import make_url

from crawler.campaign import Crawl
from crawler.days import SHANGHAI
from scheduler import NightTrigger, command, jobs, plan, schedule

CAMPAIGN = """\
name: {name}
platforms: [jd]
keywords: [儿童玩具]
nights: {{promotions: [{promotion}], lead_in: 1}}
window: {{start: "{start}", end: "06:00"}}
"""


def campaign(folder: Path, name: str = "双11", promotion: str = "双11", start: str = "22:00") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(CAMPAIGN.format(name=name, promotion=promotion, start=start), "utf-8")
    return path


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def test_a_plan_lists_the_nights_of_all_campaigns_in_order_of_time(tmp_path: Path) -> None:
    files = [campaign(tmp_path), campaign(tmp_path, "早班", start="20:00")]
    nights = plan(files, date(2026, 11, 9), date(2026, 11, 10))
    assert [(night.starts, night.campaign.name) for night in nights] == [
        (moment(9, 20), "早班"),
        (moment(9, 22), "双11"),
        (moment(10, 20), "早班"),
        (moment(10, 22), "双11"),
    ]
    assert nights[0].crawls[0].arguments["keyword"] == "儿童玩具"


def test_the_next_night_is_the_first_that_was_not_yet_run(tmp_path: Path) -> None:
    trigger = NightTrigger(campaign(tmp_path))
    assert trigger.get_next_fire_time(None, moment(1, 12)) == moment(8, 22)
    assert trigger.get_next_fire_time(moment(8, 22), moment(8, 22)) == moment(9, 22)
    assert trigger.get_next_fire_time(moment(12, 22), moment(13, 7)) == datetime(
        2027, 11, 8, 22, tzinfo=SHANGHAI
    )


def test_a_machine_that_starts_within_a_night_begins_at_once(tmp_path: Path) -> None:
    assert NightTrigger(campaign(tmp_path)).get_next_fire_time(None, moment(10, 1)) == moment(10, 1)


def test_jobs_are_kept_in_the_database(tmp_path: Path) -> None:
    database = make_url(f"sqlite:///{tmp_path / 'leads.db'}")
    scheduler = BackgroundScheduler(timezone=SHANGHAI)
    schedule(scheduler, [campaign(tmp_path)], database)
    scheduler.start(paused=True)
    scheduler.shutdown()
    ((name, title, following),) = jobs(database)
    assert (name, title) == ("双11", "双11")
    assert following is not None and following.tzinfo is not None


def test_scheduling_again_replaces_the_job(tmp_path: Path) -> None:
    database = make_url(f"sqlite:///{tmp_path / 'leads.db'}")
    for _ in range(2):
        scheduler = BackgroundScheduler(timezone=SHANGHAI)
        schedule(scheduler, [campaign(tmp_path)], database)
        scheduler.start(paused=True)
        scheduler.shutdown()
    assert len(jobs(database)) == 1


def test_a_crawl_becomes_a_command_line_without_the_database() -> None:
    crawl = Crawl(spider="marketplace", arguments={"platform": "jd", "keyword": "儿童 玩具"})
    assert command(crawl, "c.yaml")[3:] == [
        "crawl",
        "marketplace",
        "-a",
        "platform=jd",
        "-a",
        "keyword=儿童 玩具",
        "--campaign",
        "c.yaml",
    ]


@pytest.mark.parametrize("promotion", ["618", "年货节", "3·15"])
def test_every_promotion_has_its_nights_within_a_year(tmp_path: Path, promotion: str) -> None:
    nights = plan([campaign(tmp_path, promotion=promotion)], date(2026, 1, 1), date(2026, 12, 31))
    assert nights
    assert {night.why for night in nights} == {promotion}
