"""The forms in which frameworks write a page's data into it; whatever stands there, none of them raises."""

import json
from decimal import Decimal
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Listing
from spiders.pages.read import read
from spiders.pages.state_forms import written_otherwise

GOODS = {"id": 71, "title": "竹编提篮 大号", "price": "39.90", "note": "竹" * 400}
SHELL = "<title>竹编提篮 大号</title><div id=app></div>{}"
TABLE = [{"data": 1}, ["ShallowReactive", 2], {"goods": 3}, {"id": 4, "title": 5, "price": 6}, 71]
TABLE += [GOODS["title"], GOODS["price"], GOODS["note"]]
TEXT = json.dumps(GOODS, ensure_ascii=False)
FUNCTION = """<script>window.__NUXT__=(function(a,b,c){
return {data:[{goods:{id:c,title:a,price:b,note:"%s"}}]}}("%s","39.90",71));</script>"""
FORMS = {
    "function": FUNCTION % (GOODS["note"], GOODS["title"]),
    "table": f"<script type=application/json>{json.dumps(TABLE, ensure_ascii=False)}</script>",
    "percent-encoded": f"<script type=application/json>{quote(TEXT)}</script>",
    "quoted": f"<script>window.__STATE__ = JSON.parse({json.dumps(TEXT)});</script>",
    "quoted and encoded": f"<script>window.s=JSON.parse(decodeURIComponent('{quote(TEXT)}'))</script>",
    "streamed": f"<script>self.__next_f.push({json.dumps([1, f'7:{TEXT}' + chr(10)])})</script>",
}


@pytest.mark.parametrize("script", FORMS.values(), ids=FORMS.keys())
def test_the_article_is_read(script: str) -> None:
    item = read(SHELL.format(script).encode(), url="https://shop.example.cn/item/71")
    assert isinstance(item, Listing)
    assert (item.title, item.price, item.item_id) == ("竹编提篮 大号", Decimal("39.90"), "71")


@given(st.text(alphabet="JSON.parse(=function){}[]\"'\\%7Ba,:1 ", max_size=120))
def test_no_script_raises(script: str) -> None:
    written_otherwise(script, None)


@given(
    st.recursive(
        st.integers(-9, 9) | st.text(max_size=3) | st.none(), lambda inner: st.lists(inner, max_size=5)
    )
)
def test_no_list_raises(value: object) -> None:
    written_otherwise("", [{"a": 1}, value, value])
    written_otherwise("", [1, "a:[" * 50])


def test_a_table_that_refers_to_itself_ends() -> None:
    assert written_otherwise("", [{"a": 1}, {"b": 0, "c": 1, "d": 2}, 5]) == {
        "a": {"b": None, "c": None, "d": 5}
    }


def test_a_table_whose_objects_refer_to_each_other_stays_small() -> None:
    table = [{"a": 1}] + [{str(key): (at + key) % 500 for key in range(20)} for at in range(500)]
    value = written_otherwise("", table)
    assert len(json.dumps(value)) < 20 * len(json.dumps(table))
