"""What each spider may be told with `-a`: validated before anything is fetched; unknown names are refused."""

import difflib
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from scrapy.exceptions import UsageError

from spiders.entry import ENTRIES, search_url
from spiders.stored.feed import Feed
from spiders.stored.formats import READERS, reader_of


class ArgumentError(UsageError, ValueError):
    """An argument that cannot be used; the message says what was expected. Scrapy exits 2 on it."""


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"应为 http:// 或 https:// 开头的完整网址，而不是 {value!r}")
    return value


def _details(value: str) -> str:
    if value in ("always", "suspects"):
        return value
    kind, _, share = value.partition(":")
    try:
        if kind == "sample" and 0 < float(share) <= 1:
            return value
    except ValueError:
        pass
    raise ValueError(f"应为 always、suspects 或 sample:0.05（抽样比例），而不是 {value!r}")


def _existing_file(value: Path) -> Path:
    if not value.is_file():
        raise ValueError(f"文件不存在或不可读：{value}")
    return value


def _stored_pages(value: Path) -> Path:
    if not value.exists():
        raise ValueError(f"文件不存在或不可读：{value}")
    if reader_of(value) is None:
        raise ValueError(
            f"不认识的文件类型：{value.name}，可读：{'、'.join(READERS)}、目录，或用 manifest= 给出清单"
        )
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
Details = Annotated[str, AfterValidator(_details)]
ExistingFile = Annotated[Path, AfterValidator(_existing_file)]
StoredPages = Annotated[Path, AfterValidator(_stored_pages)]
Count = Annotated[int, Field(gt=0)]


class Arguments(BaseModel):
    """Shared behaviour: strict about names, one readable sentence an error."""

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def parse(cls, spider: str, given: dict[str, Any]) -> Self:
        """The validated arguments; ArgumentError names the argument, what was found and what was expected."""
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise ArgumentError("；".join(cls._sentence(spider, one) for one in error.errors())) from None

    @classmethod
    def _sentence(cls, spider: str, error: Any) -> str:
        name = str(error["loc"][0]) if error["loc"] else ""
        if error["type"] == "extra_forbidden":
            near = difflib.get_close_matches(name, cls.model_fields, n=1)
            hint = f"，是否想写 {near[0]}？" if near else ""
            return f"爬虫 {spider} 没有参数 {name}{hint}（可用：{'、'.join(cls.model_fields)}）"
        why = str(error["ctx"]["error"]) if error["type"] == "value_error" else error["msg"]
        return f"爬虫 {spider} 的参数 {name} 不对：{why}" if name else f"爬虫 {spider}：{why}"


class JourneyArguments(Arguments):
    """Bounds that every visiting spider takes."""

    max_pages: Count | None = None  # search and catalogue pages followed in all
    max_items: Count | None = None  # listings judged in all, cards included
    details: Details | None = None  # None: as the settings say


class MarketplaceArguments(JourneyArguments):
    """Where to begin on a marketplace: an address, or a platform with a keyword, a category or a shop."""

    platform: str | None = None
    keyword: str | None = None
    category: str | None = None
    shop: str | None = None
    url: WebAddress | None = None

    @model_validator(mode="after")
    def _has_a_beginning(self) -> Self:
        self.start_urls()
        return self

    def start_urls(self) -> list[str]:
        """The addresses where the journey begins."""
        if self.url:
            return [self.url]
        if not self.platform:
            raise ValueError("请给出 url=，或 platform= 加 keyword=／category=／shop=")
        if self.platform not in ENTRIES:
            raise ValueError(f"未知平台 {self.platform!r}，可用：{'、'.join(ENTRIES)}；其他网站请用 url=")
        asked = {"keyword": self.keyword, "category": self.category, "shop": self.shop}
        urls = [search_url(self.platform, kind, value) for kind, value in asked.items() if value]
        if not urls:
            raise ValueError(f"平台 {self.platform} 还需要 keyword=、category= 或 shop= 之一")
        return urls


class WebsiteArguments(JourneyArguments):
    """A stand-alone shop, by its home page."""

    url: WebAddress


class SingleArguments(JourneyArguments):
    """One page."""

    url: WebAddress


class ArchiveArguments(Arguments):
    """Stored pages: a manifest of files, one web archive or saved page, or a folder of them."""

    manifest: ExistingFile | None = None
    file: StoredPages | None = None
    details: Details | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.manifest is None) == (self.file is None):
            raise ValueError(
                "请给出 manifest=（清单）或 file=（WARC、WACZ、HAR、MHTML、HTML、ZIP 或目录）之一"
            )
        return self


class FeedArguments(Arguments):
    """A table that a platform supplied, and the mapping that says what its columns are."""

    file: ExistingFile
    mapping: ExistingFile
    rejects: Path | None = None  # None: beside the file

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        self.feed()
        return self

    def feed(self) -> Feed:
        """The table, opened; a ValueError says which column is missing and which is nearest."""
        return Feed.open(self.file, self.mapping)

    @property
    def rejects_path(self) -> Path:
        """Where rows go that cannot be read."""
        return self.rejects or self.file.with_name(self.file.name + ".rejects.jsonl")
