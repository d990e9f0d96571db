"""Made-up operators: a company's name, an address, and numbers whose check characters agree."""

import random
from dataclasses import dataclass

from bench.operators import NAMES, ROADS, SEATS, TRADES, credit_code, registration

FORMS = ("有限公司", "有限责任公司", "股份有限公司", "商行", "经营部", "百货店")


@dataclass(frozen=True)
class Operator:
    """Who runs one generated shop."""

    name: str
    number: str
    address: str


def operator(draw: random.Random) -> Operator:
    """One operator; about one in eight still has a registration number of 15 digits."""
    seat = draw.choice(SEATS)
    name = f"{seat}{draw.choice(NAMES)}{draw.choice(TRADES)}{draw.choice(FORMS)}"
    number = registration(draw) if draw.random() < 0.12 else credit_code(draw)
    return Operator(name, number, f"浙江省{seat}{draw.choice(ROADS)}{draw.randrange(1, 999)}号")
