"""Fliggy (飞猪): product pages of its shops in Taobao's layout; lists of flights give no cards."""

from web_poet import handle_urls

from spiders.pages.alibaba import AlibabaListingPage
from spiders.pages.alibaba_state import alibaba_status, item_id_of
from spiders.pages.document import Document
from spiders.pages.layout import CardLayout, ResultsPage
from spiders.pages.platforms import Platform

NAME = "fliggy"


@handle_urls(["traveldetail.fliggy.com", "items.fliggy.com", "traveldetail.alitrip.com", "items.alitrip.com"])
class FliggyListingPage(AlibabaListingPage):
    """A product of a travel shop."""

    platform_name = NAME
    note = "无样本，未经验证"
    title_suffixes = ("-飞猪", "-阿里旅行", "-飞猪旅行")

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return (
            "traveldetail." in (document.canonical or "") or document.first("#J_StrPriceModBox") is not None
        )


@handle_urls(["s.fliggy.com", "sjipiao.fliggy.com", "hotel.fliggy.com", "s.alitrip.com"])
class FliggySearchPage(ResultsPage):
    """Lists: cards of goods where there are any."""

    platform_name = NAME
    layouts = "2020"
    proven = True
    note = "仅见过未填充的机票列表"
    layout = CardLayout(
        home="https://www.fliggy.com/",
        frames=(".product-wrap", ".list-row[data-shid]", ".J_ListItem"),
        titles=(".title a", ".row-title a", "h3 a"),
        prices=(".price", ".pi-price"),
        id_of=item_id_of,
        id_attributes=("data-id", "data-shid"),
        shops=(".shop-name a", ".seller a"),
    )

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return "飞猪" in (document.title or "") or "阿里旅行" in (document.title or "")


PLATFORM = Platform(
    name=NAME,
    title="飞猪",
    hosts=("fliggy.com", "alitrip.com"),
    pages=(FliggyListingPage, FliggySearchPage),
    signs=("g.alicdn.com/trip/", "trip-header", "【飞猪", "-飞猪</title>"),
    status=alibaba_status,
)
