"""Bytes to text: declared and actual encodings that differ, mixed, decoded twice, destroyed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.pages.encoding import decode

CHINESE = (
    "<title>好茶铺 明前龙井茶叶 新茶礼盒装</title><p>店铺公告：全场满减优惠，欢迎选购。价格￥128.00元，"
    "库存充足，七天无理由退换货，客服在线。商品品牌为本店自有，所有商品均由本店发货。</p>"
)
TRADITIONAL = "<title>無線藍牙耳機</title>商品名稱：無線藍牙耳機，價格一千二百元，加入購物車，立即購買，會員專區，運費說明"
JAPANESE = "<title>送料無料の商品</title>カートに入れる。この商品を購入する。お気に入りに追加しました。"
RUSSIAN = "<title>Купить телефон</title>Добавить в корзину. Бесплатная доставка по всей России."
GERMAN = "<title>Über uns: Grüße</title>Für Größen über 40 zahlen Sie Versandkosten. Schöne Grüße aus München"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "gbk"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-8-sig"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "shift_jis"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GERMAN, "cp1252"),
    ],
)
def test_a_text_without_a_declaration_is_read(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.damaged) == (text, False)


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "euc-jp", "big5", "no-such-thing"])
def test_gbk_is_read_whatever_it_declares(declared: str) -> None:
    page = f'<meta charset="{declared}">{CHINESE}'
    assert decode(page.encode("gbk")).text == page


@pytest.mark.parametrize("declared", ["gbk", "gb2312", "iso-8859-1"])
def test_utf_8_is_read_whatever_the_header_declares(declared: str) -> None:
    assert decode(CHINESE.encode(), content_type=f"text/html; charset={declared}").text == CHINESE


def test_a_page_of_both_encodings_is_read_run_by_run() -> None:
    assert decode(CHINESE.encode() * 3 + CHINESE.encode("gbk") * 3).text == CHINESE * 6


@pytest.mark.parametrize("meant", ["utf-8", "gbk"])
def test_bytes_shown_as_latin_1_and_saved_again_are_mended(meant: str) -> None:
    assert decode(CHINESE.encode(meant).decode("latin-1").encode()).text == CHINESE


def test_signs_of_windows_do_not_keep_a_text_from_being_mended() -> None:
    undefined = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    shown = [chr(code) if code in undefined else bytes([code]).decode("cp1252") for code in CHINESE.encode()]
    assert decode("".join(shown).encode()).text == CHINESE


def test_a_text_that_lost_bytes_on_its_way_through_windows_is_damaged() -> None:
    assert decode(CHINESE.encode().decode("cp1252", "ignore").encode()).damaged


def test_a_destroyed_text_is_damaged() -> None:
    assert decode(CHINESE.encode("gbk").decode("utf-8", "replace").encode()).damaged


def test_a_destroyed_text_that_was_saved_as_gbk_is_damaged() -> None:
    once = CHINESE.encode("gbk").decode("utf-8", "replace").encode()
    assert decode(once.decode("gbk", "replace").encode()).damaged


def test_what_gbk_keeps_of_latin_1_is_damaged() -> None:
    shown = (CHINESE * 6).encode().decode("latin-1").encode("gbk", "ignore")
    assert decode(shown).damaged


def test_a_few_bad_characters_harm_nobody() -> None:
    assert not decode(CHINESE.encode("gbk").replace("茶".encode("gbk"), b"\xff\xff", 1) * 20).damaged


def test_a_character_cut_at_the_end_is_left_out() -> None:
    assert decode(CHINESE.encode()[:-1] + "龙".encode()[:2]).text == CHINESE[:-1]


def test_accents_alone_are_no_damage() -> None:
    page = "<p>été à la campagne, prêt-à-porter, où êtes-vous, déjà vu</p>" * 20
    assert not decode(page.encode()).damaged


@given(st.binary(max_size=4000))
def test_no_bytes_raise(body: bytes) -> None:
    assert isinstance(decode(body).text, str)
