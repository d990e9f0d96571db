"""Does a page carry a natural person's declaration (E-commerce Law art. 10) or the platform's mark?"""

import re

from rules.identifiers import plain
from spiders.pages.licences.flow import Flow

_FREE = re.compile(
    '(?:不需要?|无需|无须|免于|免予|豁免|不必|不用|免除|未达到?|可以?不)[一-鿿,、"“”]{0,14}(?:登记|注册|营业执照|执照)'
)
_GROUND = re.compile(
    '自产农副产品|农副产品|家庭手工业|便民劳务|零星小额|电子商务法[》>"”]{0,2}[一-鿿]{0,4}第十条|自然人|个人经营|依法'
)
_STRONG = re.compile("自产农副产品|家庭手工业|便民劳务|零星小额|第十条|自我声明")
_RULE = re.compile(
    "应当|应在|须在|必须|需要?提供|如果|若您|若为|的商家|的卖家|入驻|平台内经营者[一-鿿,]{0,20}的,|审核资料|可选择"
)
_MARK = re.compile(
    "(?:自然人|个人)(?:网店|店铺|经营者|卖家|商家|身份)?(?:亮标|标识|标记|标志|专属标识)|亮标|自然人(?:身份)?(?:已|经)(?:平台)?(?:核验|验证|登记|实名|审核)"
    "|(?:平台|本平台|网站)(?:已|业已)?(?:核验|验证|登记|审核)[一-鿿]{0,8}(?:自然人|个人)[一-鿿]{0,6}(?:身份|信息|经营者)|(?:已|经)(?:平台)?(?:核验|验证|登记|审核)[一-鿿]{0,4}自然人(?:经营者|网店|店铺|卖家)"
    "|自然人[^\n一-鿿]{1,4}(?:平台)?(?:已|经)[一-鿿]{0,4}(?:核验|验证|登记|实名|审核)"
    "|自然人(?:网店|店铺|经营者|卖家)[^\n一-鿿]{0,6}(?:已|经)[一-鿿]{0,4}(?:核验|验证|登记|实名|审核)"
)
_NO_MARK = re.compile("(?:未|无|没有|申请|如何|什么是|缺少)[一-鿿]{0,6}$")


def self_declaration(flow: Flow) -> tuple[int, int] | None:
    """Offsets of a visible-or-not declaration that no registration is needed; None without one.

    A rule that says what others must declare is none.
    """
    folded = flow.plain
    for free in _FREE.finditer(folded):
        left, right = max(0, free.start() - 160), min(len(folded), free.end() + 120)
        around = folded[left:right]
        if _GROUND.search(around) and not _RULE.search(folded[max(0, free.start() - 60) : free.end() + 20]):
            return _line_of(flow, free.start())
    for ground in _STRONG.finditer(folded):
        around = folded[max(0, ground.start() - 100) : ground.end() + 100]
        if (
            ("声明" in around or "免" in around)
            and ("个人" in around or "自然人" in around)
            and not _RULE.search(around)
            and ("登记" in around or "执照" in around)
        ):
            return _line_of(flow, ground.start())
    return None


def natural_person_mark(flow: Flow) -> str | None:
    """The words of the platform's mark for a verified natural person; 个人认证 or 个人卖家 alone is none."""
    folded = flow.plain
    for mark in _MARK.finditer(folded):
        if not flow.at(mark.start()).hidden and not _NO_MARK.search(
            folded[max(0, mark.start() - 8) : mark.start()]
        ):
            return flow.text[mark.start() : mark.end()]
    for picture in flow.pictures:
        if not picture.hidden and _MARK.search(plain(picture.words)):
            return picture.words
    return None


def _line_of(flow: Flow, offset: int) -> tuple[int, int]:
    left, right = flow.line(offset)
    return max(left, offset - 200), min(right, offset + 200)
