"""When to crawl: the nights of each campaign, planned and run with APScheduler, jobs kept in the database."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy import URL

from crawler.campaign import Campaign, Crawl
from crawler.days import SHANGHAI

logger = logging.getLogger(__name__)

HORIZON = 400
"""Days that the next night is looked for: every promotion comes within a year."""


@dataclass(frozen=True)
class Night:
    """One night of one campaign: when it begins (aware, Asia/Shanghai), why, and what it crawls."""

    starts: datetime
    why: str  # 每夜, or the promotion's name
    file: Path
    campaign: Campaign
    crawls: tuple[Crawl, ...]


def plan(files: Sequence[Path], first: date, last: date) -> list[Night]:
    """The nights of these campaigns from `first` to `last` (days on which they begin), in order of time."""
    return sorted(_nights(files, first, last), key=lambda night: (night.starts, night.campaign.name))


def _nights(files: Sequence[Path], first: date, last: date) -> Iterator[Night]:
    for file in files:
        campaign = Campaign.load(file)
        for day, why in campaign.nights_between(first, last):
            starts = datetime.combine(day, campaign.window.start, SHANGHAI)
            yield Night(starts, why, file, campaign, tuple(campaign.crawls()))


class NightTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler 3 has no types
    """Fires when a night of the campaign begins; reads the file anew, so that an edited campaign counts."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The next night's beginning after `previous_fire_time`, None when none comes within HORIZON days."""
        campaign = Campaign.load(self.file)
        today = now.astimezone(SHANGHAI).date()
        for day, _ in campaign.nights_between(today - timedelta(days=1), today + timedelta(days=HORIZON)):
            starts = datetime.combine(day, campaign.window.start, SHANGHAI)
            unseen = previous_fire_time is None or starts > previous_fire_time
            if unseen and starts + timedelta(seconds=campaign.window.seconds) > now:
                return max(starts, now.astimezone(SHANGHAI)) if previous_fire_time is None else starts
        return None

    def __str__(self) -> str:
        return f"nights of {self.file}"


def schedule(scheduler: BaseScheduler, files: Sequence[Path], database: URL) -> list[Campaign]:
    """Put every campaign's nights into the scheduler, its jobs into the database; replaces those of a name."""
    scheduler.add_jobstore(SQLAlchemyJobStore(url=database))
    url = database.render_as_string(hide_password=False)
    campaigns = [Campaign.load(file) for file in files]
    for file, campaign in zip(files, campaigns, strict=True):
        scheduler.add_job(
            run_campaign,
            NightTrigger(file.resolve()),
            args=[str(file.resolve()), url],
            id=campaign.name,
            name=campaign.title or campaign.name,
            replace_existing=True,
            coalesce=True,
            max_instances=1,
            # A machine that was off when the night began starts as long as the night lasts.
            misfire_grace_time=campaign.window.seconds,
        )
    return campaigns


def jobs(database: URL) -> list[tuple[str, str, datetime | None]]:
    """The campaigns kept in the database: name, title and when the next night begins."""
    store = SQLAlchemyJobStore(url=database)
    scheduler = BackgroundScheduler(timezone=SHANGHAI)
    scheduler.add_jobstore(store)
    scheduler.start(paused=True)
    try:
        return [(job.id, job.name, job.next_run_time) for job in scheduler.get_jobs()]
    finally:
        scheduler.shutdown(wait=False)


def run_campaign(file: str, url: str) -> int:
    """Run every crawl of the campaign one after the other, each in a process of its own; counts the failures.

    A process each, because Twisted's reactor starts once a process, and so that one crawl's fault leaves the
    others alone.
    """
    campaign = Campaign.load(Path(file))
    ends = datetime.now(SHANGHAI) + timedelta(seconds=campaign.window.seconds)
    failed = 0
    for crawl in campaign.crawls():
        if datetime.now(SHANGHAI) >= ends:
            logger.warning("活动 %s 的时间窗已到，余下的抓取留待下一夜", campaign.name)
            break
        environment = os.environ | {"WANGXUN_DB": url}  # not an argument: those are there for all to see
        failed += subprocess.run(command(crawl, file), check=False, env=environment).returncode != 0  # noqa: S603
    return failed


def command(crawl: Crawl, file: str) -> list[str]:
    """The command line of one crawl of a campaign."""
    arguments = [part for name, value in crawl.arguments.items() for part in ("-a", f"{name}={value}")]
    run = [sys.executable, "-m", "crawler.cli.main", "crawl", crawl.spider]
    return [*run, *arguments, "--campaign", file]
