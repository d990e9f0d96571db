"""Which companies does a text name, and are two names the same holder's?"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rules.identifiers import plain

_FORMS = (
    "有限责任公司|股份有限公司|有限公司|分公司|总公司|公司|有限合伙|普通合伙|专业合作社|合作社|个人独资企业"
    "|经营部|商行|工作室|营业部|批发部|门市部|服务部|贸易部|经销部|销售部|网店|商店|服装店|食品店|百货店|家具店|专卖店|便利店"
    "|百货行|贸易行|车行|药店|药房|书店|书社|茶行|茶庄|花店|酒庄|商贸行|加工厂|制造厂|电子厂|服装厂|食品厂|制品厂|家具厂"
    "|玩具厂|酒厂|茶厂|五金厂|塑料厂|鞋厂|工厂|农场|商社|超市|商场|家庭农场|事务所|研究所|研究院|基金会|协会"
)
_SHOPS = re.compile("(?<!旗舰)(?<!专卖)(?<!专营)(?<!直营)(?<!体验)(?<!门)[店厂行社坊庄铺馆](?![一-鿿])")
_SEAT = re.compile("^[一-鿿]{2,9}?(?:[省市区县镇旗]|自治州)")
_FORM = re.compile(
    f"(?:{_FORMS}|{_SHOPS.pattern})(?:\\((?:有限合伙|普通合伙|特殊普通合伙|个体工商户|个人独资)\\))?"
)
_COMPANY = re.compile("公司|合伙|合作社|集团")
_INSIDE = re.compile(r"[一-鿿々〇A-Z0-9&·()]")
_BOUNDARY_LIST = """
    版权所有 所有权归 版权归 本店由 本站由 网站由 商城由 店铺由 平台由 页面由 服务由 由 运营商
    运营者 运营方 经营者 经营主体 运营主体 主办单位 主体名称 主办方 开办者 企业名称 公司名称
    单位名称 商户名称 商家名称 店铺名称 字号名称 名称 营业执照 执照 信用代码 注册号 隶属于 属于 委托
    授权 归 系 是 为 有 商品 我们 欢迎 光临 关于 联系 卖家 商家 开发者 许可证 号 年 制造商 生产商
    出品 技术支持 的
"""
_BOUNDARY = tuple(_BOUNDARY_LIST.split())
_STARTS = re.compile(
    r"^(?:[0-9\-.()&·]|ALL|RIGHTS|RESERVED|COPYRIGHT|COPY|BY|INC|RIGHT|COM|CN|©|版权|所有|公司|网站|本站|本公司|本店)+"
)
_NO_TRADE_LIST = """
    本 该 贵 我 各 某 其他 分 子 母 总 快递 物流 保险 任何 相关 第三方 关联
    类型 企业类型 公司类型 主体类型 市场主体类型 性质 企业性质 公司性质 组织形式
"""
_NO_TRADE = tuple(_NO_TRADE_LIST.split())
_BRACKETED = re.compile(r"\([^()]{0,12}\)")
_SPACES = re.compile(r"[\s\u200b\u200c\u200d\ufeff·]+")


@dataclass(frozen=True, slots=True)
class NamedCompany:
    """A business name in a text, from its region or trade name to its form."""

    name: str  # brackets full width, as registers print them
    start: int
    end: int


def find_companies(text: str, folded: str | None = None) -> list[NamedCompany]:
    """Every business name of four characters or more, in order; a bare form (本公司, 该商店) is none.

    `folded` is what `plain` makes of the text, where that is known already.
    """
    folded = plain(text) if folded is None else folded
    if folded.isascii():
        return []
    found: list[NamedCompany] = []
    for form in _FORM.finditer(folded):
        left = _left(folded, form.start())
        body = folded[left : form.start()]
        if len(body) >= 2 and _is_name(body, form.group()):
            if found and left < found[-1].end:  # 有限公司 inside the name of its branch
                found.pop()
            found.append(NamedCompany(display_name(text[left : form.end()]), left, form.end()))
    return found


def _left(folded: str, stop: int) -> int:
    """Where the name before `stop` begins: at a blank, a mark, or words that introduce a name."""
    start = stop
    while start > 0 and stop - start < 40 and _INSIDE.match(folded[start - 1]):
        if folded[start - 1] == "(" and ")" not in folded[start:stop]:
            break
        start -= 1
    head = folded[start:stop]
    cut = max((head.rfind(word) + len(word) for word in _BOUNDARY if _introduces(head, word)), default=0)
    start += cut
    if folded.startswith("称", start) and folded[:start].rstrip().endswith("名"):  # the label 名　　称
        start += 1
    opening = _STARTS.match(folded[start:stop])
    return start + opening.end() if opening and opening.end() < stop - start else start


def _introduces(head: str, word: str) -> bool:
    """A single character introduces a name only where a region's name follows it."""
    at = head.rfind(word)
    return at >= 0 and (len(word) > 1 or head[at + 1 : at + 3] in regions())


def _is_name(body: str, form: str) -> bool:
    if body in _NO_TRADE or (len(body) <= 3 and body.endswith(_NO_TRADE[:6])):
        return False
    if "公司" in form or "合作社" in form:
        return "公司" in form or len(body) >= 4
    if len(form) == 1:  # 鄞州区春野户外用品店: a seat and a trade name, or else any word ends so
        return len(body) >= 5 and body[:2] in regions() and _SEAT.match(body) is not None
    return len(body) >= 4 and body[:2] in regions()


@cache
def regions() -> frozenset[str]:
    """The first two characters of every province, city and county that GB/T 2260 names or named."""
    counties = files("stdnum.cn").joinpath("loc.dat").read_text(encoding="utf-8")
    names = re.findall(r'[="\],]([一-鿿]{2})[一-鿿]{1,20}(?=[",])', counties)
    return frozenset(names) | {"香港", "澳门", "台湾"}


def display_name(name: str) -> str:
    """A name as registers print it: no blanks, brackets full width."""
    folded = "".join(name.split())
    return folded.replace("(", "（").replace(")", "）")


def is_company(name: str | None) -> bool:
    """Is this the name of a company or other undertaking, rather than of a person or a shop's shown name?"""
    return bool(name) and _FORM.search(plain(name or "")) is not None


def same_holder(one: str, other: str) -> bool:
    """May both mean one holder: equal but for brackets, spelling of the form, branch, or short name?"""
    a, b = comparable(one), comparable(other)
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) >= 4 and long.startswith(short):
        return True  # a branch, or the form left out
    core = trade_core(short)
    return len(core) >= 2 and not _COMPANY.search(short) and core in long


def comparable(name: str) -> str:
    """A name for comparison: folded, without blanks or brackets, one spelling a form."""
    folded = _SPACES.sub("", plain(name)).replace("(", "").replace(")", "").replace("个体工商户", "")
    return folded.replace("有限责任公司", "有限公司")


def trade_name(name: str) -> str:
    """A name from its trade name (字号) on: no seat, no bracketed seat, no form: 禾翼玩具."""
    core = _BRACKETED.sub("", trade_core(name))
    stripped = core
    while stripped[:2] in regions() and (seat := _SEAT.match(stripped)) and seat.end() + 2 <= len(stripped):
        stripped = stripped[seat.end() :]
    if stripped != core:
        return stripped
    return core[2:] if core[:2] in regions() and len(core) >= 4 and not core.startswith("阿里巴巴") else core


def trade_core(name: str) -> str:
    """What is left of a name without its form: 杭州禾翼玩具有限公司 → 杭州禾翼玩具."""
    return _FORM.sub("", plain(name)).strip()
