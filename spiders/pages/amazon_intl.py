"""Amazon outside China: the same layout, other currencies."""

from typing import ClassVar

from web_poet import handle_urls

from spiders.pages.amazon import AmazonListingPage, AmazonSellerPage, layout
from spiders.pages.document import Document
from spiders.pages.layout import CardLayout, ResultsPage
from spiders.pages.platforms import Platform

NAME = "amazon_intl"
HOSTS = (
    "amazon.com",
    "amazon.de",
    "amazon.co.uk",
    "amazon.fr",
    "amazon.it",
    "amazon.es",
    "amazon.nl",
    "amazon.ca",
    "amazon.co.jp",
    "amazon.com.au",
    "amazon.sg",
    "amazon.in",
)


@handle_urls([f"www.{host}/*dp/*" for host in HOSTS] + [f"www.{host}/gp/product/*" for host in HOSTS])
class AmazonIntlListingPage(AmazonListingPage):
    """A product."""

    platform_name = NAME
    layouts = "2020"
    proven = True


@handle_urls([f"www.{host}/s" for host in HOSTS])
class AmazonIntlSearchPage(ResultsPage):
    """Search results."""

    platform_name = NAME
    note = "无样本，未经验证"
    layout: ClassVar[CardLayout] = layout("USD")

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first(".s-result-item[data-asin]") is not None


@handle_urls([f"www.{host}/sp" for host in HOSTS])
class AmazonIntlSellerPage(AmazonSellerPage):
    """A seller's profile."""

    platform_name = NAME


PLATFORM = Platform(
    name=NAME,
    title="亚马逊海外站",
    hosts=HOSTS,
    pages=(AmazonIntlListingPage, AmazonIntlSearchPage, AmazonIntlSellerPage),
    signs=("images-na.ssl-images-amazon.com", "images-eu.ssl-images-amazon.com", "m.media-amazon.com"),
)
