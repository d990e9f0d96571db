"""What a page lacks is said only of an article's page that was read whole."""

from datetime import date
from typing import Any

import pytest

from crawler.items import Listing, Status
from rules.packs import Packs
from rules.wording import Wording

PAGE = {
    "title": "遥控汽车 越野四驱",
    "attributes": {"材质": "塑料", "产地": "汕头"},
    "description": "四轮驱动，可充电，续航四十分钟，配遥控器和充电线，适合在户外的草地和沙地上玩。",
}


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording(Packs.load())


def rules(wording: Wording, **page: Any) -> list[str]:
    return [finding.rule for finding in wording.judge(Listing.model_validate(PAGE | page), date(2026, 6, 18))]


def test_a_toy_of_the_catalogue_without_its_certificate_is_found(wording: Wording) -> None:
    assert rules(wording) == ["absence.toy-ccc"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param({"attributes": {"CCC证书编号": "2019012201234567"}}, id="number-in-attributes"),
        pytest.param({"description": f"{PAGE['description']}已通过3C认证。"}, id="said-in-the-description"),
        pytest.param({"card": True}, id="card"),
        pytest.param({"status": Status.NEEDS_JAVASCRIPT}, id="shell"),
        pytest.param({"description": None}, id="description-not-read"),
        pytest.param({"description": "见图"}, id="description-of-pictures"),
        pytest.param({"attributes": {}}, id="no-attributes"),
        pytest.param({"text_damaged": True}, id="text-damaged"),
    ],
)
def test_nothing_is_said_to_be_missing(wording: Wording, page: dict[str, Any]) -> None:
    assert rules(wording, **page) == []
