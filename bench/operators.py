"""Made-up operators for benchmarks: names, addresses, and numbers whose check characters agree."""

import random

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from rules.identifiers import organisation_valid

SEATS = ("宁波", "杭州", "义乌市", "广州", "深圳市", "成都", "郑州", "临沂", "苏州", "石家庄")
NAMES = (
    "春野",
    "禾翼",
    "鑫源泰",
    "博瑞",
    "嘉禾",
    "聚优",
    "云漫",
    "启航者",
    "朗悦",
    "恒盛达",
    "小满",
    "百草堂",
)
TRADES = ("户外用品", "玩具", "电子商务", "食品", "服饰", "生物科技", "日用品", "贸易", "化妆品", "网络科技")
FORMS = ("有限公司", "有限责任公司", "股份有限公司", "商行", "经营部")
ROADS = ("下应街道湖下路", "人民东路", "科技园创业大道", "北苑街道春华路", "高新区天府三街")


def credit_code(draw: random.Random) -> str:
    """A unified social credit code whose two check characters agree."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    while True:
        body = f"9{draw.choice('123')}330{draw.randrange(100, 999)}M" + "".join(draw.choices(alphabet, k=7))
        for check in "0123456789X":
            if organisation_valid(body[8:] + check):
                return body + check + str(uscc.calc_check_digit(body + check))


def registration(draw: random.Random) -> str:
    """A 15-digit registration number."""
    body = f"330{draw.randrange(100, 999)}{draw.randrange(10**7, 10**8)}"
    return body + str(mod_11_10.calc_check_digit(body))
