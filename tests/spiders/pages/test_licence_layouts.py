"""How shops show, hide, fake and forgo their licence: the habits of licence_layouts.yaml get their verdicts."""

from pathlib import Path
from string import Template
from typing import Any

import pytest
import yaml
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from crawler.items import AnyItem
from rules.identifiers import organisation_valid
from rules.licence import judge_site
from spiders.pages.read import read

HOST, TITLE = "www.chunye-outdoor.example", "春野户外"


def code(region: str, serial: int, first: str = "91") -> str:
    """A unified social credit code of nobody's: both check characters agree."""
    body = f"MA{serial:06d}"
    body += next(check for check in "0123456789X" if organisation_valid(body + check))
    return first + region + body + uscc.calc_check_digit(first + region + body)


CODE = code("330206", 520317)
WRONG_PART = "91330206MA5203180"  # its check character agrees, its organisation part does not
WORDS = {
    "name": "宁波春野户外用品有限公司",
    "code": CODE,
    "other": "温州顶峰贸易有限公司",
    "other_code": code("330302", 118822),
    "branch_code": code("330106", 993301),
    "person_code": code("330212", 700211, "92"),
    "old": "33020600011745" + mod_11_10.calc_check_digit("33020600011745"),
    "wrong_check": CODE[:-1] + ("0" if CODE[-1] != "0" else "1"),
    "wrong_part": WRONG_PART + uscc.calc_check_digit(WRONG_PART),
    "icp": "浙ICP备2020041177号-1",
    "register": "https://zzlz.gsxt.gov.cn/businessCheck/verifKey.do",
    "goods": "<h1>春野户外</h1><ul><li><a href='/p/1'>折叠椅 ¥79.00</a></li>"
    "<li><a href='/p/2'>天幕 ¥199</a></li></ul>",
}
LAYOUTS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("licence_layouts.yaml").read_text("utf-8")
)


def filled(text: Any) -> str | None:
    return None if text is None else Template(str(text)).substitute(WORDS)


def pages(layout: dict[str, Any], *, share: float = 1.0) -> list[AnyItem]:
    """The layout's pages as they are read, whole or cut off in transit."""
    items: list[AnyItem] = []
    for path, body in layout["pages"].items():
        title = "" if "<title>" in body else f"<title>{layout.get('title', TITLE)}</title>"
        page = f"<!DOCTYPE html><html><head>{title}</head><body>{filled(body)}</body></html>"
        raw = page[: int(len(page) * share)].encode(layout.get("encoding", "utf-8"))
        url = f"https://{layout.get('host', HOST)}{path}"
        items.append(read(raw, url=url, http_status=layout.get("http", {}).get(path, 200)))
    return items


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["name"])
def test_a_habit_gets_the_verdict_that_it_deserves(layout: dict[str, Any]) -> None:
    verdict = judge_site(pages(layout))
    expected = (layout["verdict"], filled(layout.get("number")), filled(layout.get("operator")))
    assert (verdict.verdict, verdict.number, verdict.operator) == expected, verdict.explanation


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["name"])
def test_places_that_were_not_all_read_never_make_a_shop_without_a_licence(layout: dict[str, Any]) -> None:
    assert judge_site(pages(layout, share=0.5), complete=False).verdict != "not_displayed"
