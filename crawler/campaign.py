"""A campaign: what to watch, how gently, by which packs, on whose authority; one YAML file written by people."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from crawler.addresses import AllowedHosts
from crawler.promotions import NAMES, promotions_on
from rules.yaml_lines import Document, YamlError
from spiders.arguments import Count, Details, MarketplaceArguments, WebAddress, WebsiteArguments


class CampaignError(ValueError):
    """A campaign file that cannot be used: the message names file, line, what was found and expected."""


class Part(BaseModel):
    """Strict about keys: a misspelt one is an error, not a silence."""

    model_config = ConfigDict(extra="forbid")


class Window(Part):
    """When a night begins and by when its crawls must have ended, in Asia/Shanghai."""

    start: time = time(22, 0)
    end: time = time(6, 0)

    @property
    def seconds(self) -> int:
        """How long the window is; one that ends before it starts ends on the next day."""
        minutes = (self.end.hour * 60 + self.end.minute) - (self.start.hour * 60 + self.start.minute)
        return (minutes % (24 * 60) or 24 * 60) * 60


class Nights(Part):
    """Which nights: every one, or those of promotion periods with their lead-in days."""

    promotions: list[str] = []  # names of crawler.promotions; empty: every night
    lead_in: int | None = Field(default=None, ge=0, le=60)  # days; None: as the calendar says

    @field_validator("promotions", mode="before")
    @classmethod
    def _known(cls, value: Any) -> Any:
        names = [str(name) for name in value] if isinstance(value, list) else value
        for name in names if isinstance(names, list) else []:
            if name not in NAMES:
                raise ValueError(f"未知促销期 {name!r}，可用：{'、'.join(NAMES)}")
        return names

    def why(self, day: date) -> str | None:
        """Why the campaign runs in the night that begins on `day`; None when it does not."""
        if not self.promotions:
            return "每夜"
        return next((p.name for p in promotions_on(day, tuple(self.promotions), self.lead_in)), None)


class Budget(Part):
    """Bounds of one crawl of the campaign."""

    pages: Count | None = None  # search and catalogue pages
    items: Count | None = None  # listings judged
    requests: Count | None = None
    minutes: Count | None = None


class Politeness(Part):
    """Overrides of the polite defaults: each needs the campaign's named authority and is recorded."""

    delay: float | None = Field(default=None, ge=0)  # seconds between requests to one site
    concurrency: int | None = Field(default=None, ge=1, le=64)  # requests at once to one site
    robots: Literal["obey", "ignore"] = "obey"

    @property
    def overrides(self) -> bool:
        """Is anything here less polite than the defaults?"""
        return self != Politeness() and not (
            self.robots == "obey" and (self.delay or 0) >= 1 and (self.concurrency or 1) == 1
        )


Render = Literal["never", "when_needed", "always"]


def _pictures(value: Any) -> Any:
    """How many; YAML's ways to say none count as 0."""
    value = 0 if value in (None, False, "", "null", "~", "none", "false", "no") else value
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_PICTURES:
        raise ValueError(
            f"应为一次抓取最多识读的描述图片数（0 至 {MOST_PICTURES} 的整数，0 为不识读），如 pictures: 300，而不是 {value!r}"
        )
    return value


MOST_PICTURES = 100_000
Pictures = Annotated[int, BeforeValidator(_pictures)]


class Crawl(Part):
    """One crawl that a campaign asks for: a spider and its arguments, as for `wangxun crawl`."""

    spider: Literal["marketplace", "website"]
    arguments: dict[str, str]


class Campaign(Part):
    """The whole file. `crawls()` says what it asks for, `settings()` how."""

    name: str = Field(min_length=1)
    title: str | None = None
    authority: str | None = None  # who ordered it
    operator: str | None = None
    platforms: list[str] = []
    keywords: list[str] = []
    categories: dict[str, list[str]] = {}  # platform → its category codes
    shops: dict[str, list[str]] = {}  # platform → its shop ids
    marketplaces: list[WebAddress] = []  # other marketplaces, by an address to begin at
    websites: list[WebAddress] = []  # stand-alone shops, by home page
    regions: list[str] = []  # whose leads are handed over
    packs: list[str] = []  # directories of rule packs; empty: those that ship
    marks: str | None = None
    details: Details = "suspects"
    evidence: Literal["flagged", "all", "none"] = "flagged"
    confirm_after: float = Field(default=24, ge=0, le=24 * 60)  # hours until a second visit may confirm
    render: Render = "when_needed"  # which pages the browser draws
    render_platforms: dict[str, Render] = {}  # where a platform differs
    screenshot_severity: int = Field(
        default=0, ge=0, le=4
    )  # pictures of drawn pages from this severity; 0: none
    login_state: str | None = None  # a browser's saved log-in; needs the authority, recorded with the run
    pictures: Pictures = 0  # of articles' descriptions, read in one crawl at most; 0: none
    window: Window = Window()
    nights: Nights = Nights()
    budget: Budget = Budget()
    politeness: Politeness = Politeness()
    allow_private: list[str] = []

    @field_validator("authority", "operator", "title", "marks", "login_state", mode="before")
    @classmethod
    def _blank(cls, value: Any) -> Any:
        """YAML's ways to say nothing: an empty value, null and ~."""
        return None if value in ("", "null", "~") else value

    @field_validator("allow_private")
    @classmethod
    def _hosts(cls, value: list[str]) -> list[str]:
        AllowedHosts.parse(value)
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.politeness.overrides and not self.authority:
            raise ValueError("politeness 放宽了默认的礼貌设置，必须写明 authority（下令机关）")
        if self.login_state and not self.authority:
            raise ValueError("login_state 使用登录状态，必须写明 authority（下令机关）")
        if not any(True for _ in self.crawls()):
            raise ValueError(
                "没有可执行的抓取：请给出 platforms 加 keywords，或 categories、shops、marketplaces、websites"
            )
        for crawl in self.crawls():
            model = MarketplaceArguments if crawl.spider == "marketplace" else WebsiteArguments
            model.parse(crawl.spider, dict(crawl.arguments))
        return self

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a campaign file; CampaignError names the line that is wrong."""
        try:
            document = Document(path)
            return cls.model_validate(document.data)
        except YamlError as error:
            raise CampaignError(f"活动文件读不出：{error}") from None
        except ValidationError as error:
            raise CampaignError("\n".join(_sentence(document, one) for one in error.errors())) from None

    def crawls(self) -> Iterator[Crawl]:
        """Every crawl of the campaign, platform by platform."""
        bounds = {"max_pages": self.budget.pages, "max_items": self.budget.items}
        shared = {name: str(value) for name, value in bounds.items() if value} | {"details": self.details}
        for platform in self.platforms:
            for keyword in self.keywords:
                yield Crawl(
                    spider="marketplace", arguments={"platform": platform, "keyword": keyword} | shared
                )
        for kind, asked in (("category", self.categories), ("shop", self.shops)):
            for platform, values in asked.items():
                for value in values:
                    yield Crawl(spider="marketplace", arguments={"platform": platform, kind: value} | shared)
        for url in self.marketplaces:
            yield Crawl(spider="marketplace", arguments={"url": url} | shared)
        for url in self.websites:
            yield Crawl(spider="website", arguments={"url": url} | shared)

    def settings(self) -> dict[str, Any]:
        """The Scrapy settings that the campaign changes; what is polite by default stays unless overridden."""
        settings: dict[str, Any] = {
            "WANGXUN_CAMPAIGN": self.name,
            "WANGXUN_AUTHORITY": self.authority or "",
            "WANGXUN_OPERATOR": self.operator or "",
            "WANGXUN_EVIDENCE": self.evidence,
            "WANGXUN_DETAILS": self.details,
            "WANGXUN_PACKS": self.packs,
            "WANGXUN_MARKS": self.marks or "",
            "WANGXUN_ALLOW_PRIVATE": self.allow_private,
            "WANGXUN_CONFIRM_AFTER": self.confirm_after,
            "WANGXUN_RENDER": self.render,
            "WANGXUN_RENDER_PLATFORMS": self.render_platforms,
            "WANGXUN_LOGIN_STATE": self.login_state or "",
            "WANGXUN_SCREENSHOT_SEVERITY": self.screenshot_severity,
            "WANGXUN_DESCRIPTION_PICTURES": self.pictures,
            "CLOSESPIDER_TIMEOUT": min(self.window.seconds, (self.budget.minutes or 24 * 60) * 60),
            "CLOSESPIDER_PAGECOUNT": self.budget.requests or 0,
        }
        if self.politeness.delay is not None:
            settings |= {
                "DOWNLOAD_DELAY": self.politeness.delay,
                "AUTOTHROTTLE_ENABLED": self.politeness.delay >= 1,
            }
        if self.politeness.concurrency is not None:
            settings["CONCURRENT_REQUESTS_PER_DOMAIN"] = self.politeness.concurrency
        if self.politeness.robots == "ignore":
            settings["ROBOTSTXT_OBEY"] = False
        return settings

    def nights_between(self, first: date, last: date) -> Iterator[tuple[date, str]]:
        """The nights from `first` to `last`, by the day on which they begin, each with its reason."""
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            why = self.nights.why(day)
            if why:
                yield day, why


def _sentence(document: Document, error: Any) -> str:
    where = ".".join(map(str, error["loc"])) or "活动"
    why = str(error["ctx"]["error"]) if error["type"] == "value_error" else error["msg"]
    if error["type"] == "extra_forbidden":
        why = (
            f"没有这个键，可用：{'、'.join(Campaign.model_fields)}"
            if len(error["loc"]) == 1
            else "没有这个键"
        )
    return f"{document.path}:{document.line(error['loc'])}：{where}：{why}"
