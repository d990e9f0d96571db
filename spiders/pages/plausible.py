"""How much does a text look like one that somebody wrote? What tells a right decoding from a wrong one."""

from collections import Counter

SAMPLE = 4000  # characters beyond ASCII that are looked at
HEAD = 120_000  # of so many characters, whole pieces of them, or of all where these hold few
ENOUGH = 3 * SAMPLE  # bytes of them in UTF-8
PIECE = 2000
TELLING = SAMPLE // 20  # characters beyond ASCII in the first HEAD from which on the rest is not looked at
_ASCII = bytes(range(0x80))
_BLANKS = bytes([0x20]) * 0x80 + bytes(range(0x80, 0x100))
# The characters that shop pages use most, simplified and traditional, and the marks between them.
FREQUENT = frozenset(
    "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小"
    "么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长"
    "品商店价格购买家家电机图书服装鞋包新款正货送运费元评论销量月好评客服退换保证官方旗舰专卖店铺全国免邮"
    "男女童衣裤裙白黑红色尺码规格型号数量库存加入车立即分类首页搜索登录注册收藏关注热卖推荐促销优惠券满减"
    "手机电脑数码配件食品茶酒美妆护肤家居床上用品箱母婴玩具户外运动汽车办公文具酒店旅游票北京上海广州深圳"
    "這個來們為說時會對後麼沒還發當開無見經頭動兩長賣購買價圖書電機運費評論銷貨網頁號碼數組優惠專區類別請"
    "いのをはにがでとたしてまするれなもこさらりく，。、：；！？（）【】《》“”￥¥·—…「」"
)
_SCRIPTS = (
    (0x00C0, 0x024F, 0.5),  # Latin with accents
    (0x0370, 0x03FF, 0.4),  # Greek
    (0x0400, 0x04FF, 0.6),  # Cyrillic
    (0x0590, 0x06FF, 0.6),  # Hebrew, Arabic
    (0x0900, 0x0DFF, 0.6),  # India
    (0x0E00, 0x0E7F, 0.6),  # Thai
    (0x2000, 0x206F, 0.4),  # dashes and quotes
    (0x20A0, 0x20BF, 0.5),  # money
    (0x3000, 0x303F, 0.5),
    (0x3040, 0x30FF, 0.9),  # kana
    (0x4E00, 0x9FFF, 0.35),
    (0xAC00, 0xD7A3, 0.6),  # Hangul
    (0xFF00, 0xFF60, 0.5),  # full width
    (0xFF61, 0xFF9F, -0.5),  # half-width kana: what Shift_JIS makes of anything
    (0x2500, 0x259F, -1.0),  # boxes: what a DOS code page makes of anything
    (0x0080, 0x009F, -2.0),
    (0xE000, 0xF8FF, -2.0),
)


def beyond_ascii(text: str | bytes) -> str:
    """A sample of the text, or of its bytes in UTF-8, beyond ASCII; a blank stands for what lies between."""
    found: list[bytes] = []
    missing = ENOUGH
    for at in range(0, len(text), PIECE):  # most pieces of a page's source are ASCII, which is told at once
        if at == HEAD and len(sample := _sample(found)) > TELLING:
            return sample
        piece = text[at : at + PIECE]
        if piece.isascii():
            found.append(b" ")
            continue
        data = piece.encode("utf-8", "replace") if isinstance(piece, str) else piece
        found.append(data.translate(_BLANKS))
        missing -= len(data.translate(None, _ASCII))
        if missing <= 0:
            break
    return _sample(found)


def _sample(pieces: list[bytes]) -> str:
    return b" ".join(b"".join(pieces).split())[:ENOUGH].decode("utf-8", "ignore")


def plausibility(text: str) -> float:
    """From about -5 (lost) to 1 (everyday words); 1 for a text of ASCII alone. Only shares matter."""
    return worth(beyond_ascii(text))


def reads_as(body: bytes, encoding: str) -> float:
    """The plausibility of what a body is in an encoding: its beginning is decoded, and the rest if that does not tell."""
    sample = beyond_ascii(body[:HEAD].decode(encoding, "replace"))
    return worth(sample) if len(sample) > TELLING else plausibility(body.decode(encoding, "replace"))


def worth(sample: str) -> float:
    """The plausibility of what `beyond_ascii` gave."""
    counts = Counter(sample)
    del counts[" "]
    total = counts.total()
    return sum(_worth(sign) * times for sign, times in counts.items()) / total if total else 1.0


def _worth(sign: str) -> float:
    if sign in FREQUENT:
        return 1.0
    if sign == "\ufffd":
        return -5.0
    code = ord(sign)
    return next((worth for low, high, worth in _SCRIPTS if low <= code <= high), 0.0)
