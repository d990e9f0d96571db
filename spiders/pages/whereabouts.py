"""Is a short text a place in China? Province, municipality or region, with or without a city."""

import re

PROVINCES = (
    "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽",
    "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃",
    "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门",
)  # fmt: skip
_PLACE = re.compile(
    rf"(?:{'|'.join(PROVINCES)})(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?"
    r"[ ·/-]{0,2}(?:[\u4e00-\u9fff]{2,8}?(?:市|州|区|县|盟|地区)?)?"
)


def place_in(text: str) -> str | None:
    """The text when it is a place and nothing else (`浙江 杭州`, `广东省深圳市`, `上海`); None otherwise."""
    return text if 2 <= len(text) <= 16 and _PLACE.fullmatch(text) else None
