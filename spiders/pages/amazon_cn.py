"""Amazon China (亚马逊中国): it sold until 2019, and its overseas store until 2024."""

from typing import ClassVar

from web_poet import handle_urls

from spiders.pages import priorities
from spiders.pages.amazon import AmazonListingPage, AmazonSellerPage, layout
from spiders.pages.document import Document
from spiders.pages.layout import CardLayout, ResultsPage
from spiders.pages.platforms import Platform

NAME = "amazon_cn"


@handle_urls(["www.amazon.cn/*dp/*", "www.amazon.cn/gp/product/*", "www.amazon.cn/gp/aw/d/*"])
class AmazonCnListingPage(AmazonListingPage):
    """A product."""

    platform_name = NAME
    home_currency = "CNY"
    layouts = "2014-2024"
    note = "无样本，未经验证"


@handle_urls(["www.amazon.cn/s", "www.amazon.cn/gp/search"])
class AmazonCnSearchPage(ResultsPage):
    """Search results and shelves."""

    platform_name = NAME
    layouts = "2017"
    proven = True
    layout: ClassVar[CardLayout] = layout("CNY", "https://www.amazon.cn/")

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first(".s-result-item[data-asin]") is not None


@handle_urls(["www.amazon.cn/sp", "www.amazon.cn/gp/aag*"], priority=priorities.LICENCE)
class AmazonCnSellerPage(AmazonSellerPage):
    """A seller's profile."""

    platform_name = NAME


PLATFORM = Platform(
    name=NAME,
    title="亚马逊中国",
    hosts=("amazon.cn", "z.cn"),
    pages=(AmazonCnListingPage, AmazonCnSearchPage, AmazonCnSellerPage),
    signs=("images-cn.ssl-images-amazon.com", "亚马逊</title>", "www.amazon.cn/gp/"),
)
