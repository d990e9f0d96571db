"""JD's addresses: the numbers of articles and shops in them, and how its own shops are named."""

import re

NAME = "jd"
IMAGE_HOST = "https://img10.360buyimg.com/n1/"
ITEM_ID = re.compile(r"(?:item(?:\.m)?\.jd\.(?:com|hk)/(?:product/)?|[?&](?:sku|wareId)=)(\d{5,20})")
SHOP_ID = re.compile(r"mall\.jd\.(?:com|hk)/(?:index|shopLevel|showLicence|view_search)-(\d{3,20})")
SHOP_SUFFIX = re.compile(r"\s{0,3}[-_|]{1,2}\s{0,3}京东(?:\(?JD\.COM\)?)?(?:商城)?.{0,40}$")
SELF_MARKS = ("京东自营", "自营旗舰店", "自营专区")


def jd_item_id(url: str | None) -> str | None:
    """The SKU number in a product page's address."""
    match = ITEM_ID.search(url or "")
    return match.group(1) if match else None


def jd_shop_id(url: str | None) -> str | None:
    """The shop number in the address of a shop's own pages."""
    match = SHOP_ID.search(url or "")
    return match.group(1) if match else None
