"""Which company or person does a page itself name as its operator?"""

import re
from collections.abc import Sequence

from rules.identifiers import plain
from rules.names import NamedCompany, display_name, find_companies
from spiders.pages.licences.flow import Flow

_LABELS = """
    经营者 经营者名称 经营者姓名 经营者主体 经营主体 经营主体名称 运营主体 运营主体名称 运营者
    运营方 运营商 运营单位 运营公司 主办单位 主办单位名称 开办单位 主体名称 主体信息 企业名称
    公司名称 单位名称 商户名称 商家名称 字号名称 公司全称 企业全称 执照名称 名称 法定名称 所属公司
    所属企业 公司
"""
_LABEL = re.compile(
    f"(?:{'|'.join(sorted(_LABELS.split(), key=len, reverse=True))})[ \t\n]{{0,2}}[:\t|][ \t\n]{{0,2}}"
)
_PERSON = re.compile(
    r"(?:经营者(?:姓名|名称)?|网店经营者)[ \t]{0,2}[:\t][ \t]{0,2}"
    r"([一-鿿]{2,4}(?:·[一-鿿]{1,6})?[*＊]{0,2})(?![一-鿿])"
)
_OTHERS_LIST = """
地址 住所 位于 经营场所 发货地 原名 曾用名 更名前 前身
    技术支持 技术开发 技术服务 技术提供 设计制作 网站建设 网站设计 网站制作 建站 开发商 软件开发
    系统开发 POWERED SUPPORT DESIGN 友情链接 合作伙伴 合作单位 合作商 托管 支付 承保 配送 物流 快递
    制造商 生产商 生产企业 生产厂家 生产单位 委托方 受托 代理商 经销商 总代理 进口商 授权方 品牌方
    出品方 监制 供应商 厂家 厂名 法律顾问 备案服务 主管单位 指导单位 客户 案例 收款 开户 发货方 隶属
    旗下 母公司 控股 投资 战略 投诉 商品来源 由顺丰 律师
"""
OTHERS = tuple(_OTHERS_LIST.split())
_INTRODUCES = re.compile(
    "[,。 ]?(?:简称.{0,6})?(?:成立于|创立于|创建于|创办于|始创于|是一家|系一家|位于|坐落|专注)"
)
_COPYRIGHT_BEFORE = re.compile(
    r"(?:版权所有|版权归|©|\(C\)|COPYRIGHT|RESERVED)[\s:0-9\-–~.©]{0,16}(?:BY\s)?$"
)
_COPYRIGHT_AFTER = re.compile(r"[\s,]{0,3}(?:版权所有|©|\(C\)|COPYRIGHT|ALL RIGHTS|保留所有)")
_AND = ("、", "和", "及", "与", " ", "/", "·")
_NO_NAMES = frozenset(
    {"信息", "声明", "身份", "公示", "名称", "资质", "承诺", "详情", "类型", "个人", "自然人"}
)
_OWNERSHIP = re.compile(
    r"版权|©|\(C\)|COPYRIGHT|&COPY;|ICP|备案|信用代码|营业执照|注册号|RIGHTS RESERVED|公网安备|所有"
)


def operator_before(flow: Flow, name: NamedCompany) -> bool:
    """Do the words before a name make it somebody else's: technical support, carrier, maker?"""
    text = flow.plain[max(0, name.start - 16) : name.start]
    near = text.rpartition("\n")[2] if "\n" in text[:-1] else text
    cut = max(near.rfind(mark) for mark in "|。;,") + 1
    said = near[cut:] + plain(name.name)[:8]
    return not any(word in said for word in OTHERS)


def page_operator(
    flow: Flow,
    *,
    licence_page: bool = False,
    about: bool = False,
    platform_from: int | None = None,
    holders: Sequence[str] = (),
) -> str | None:
    """The operator that a page's visible text names; None when it names nobody.

    In order: the name beside copyright, a labelled name, a name on a line of filings or in the footer, a name
    that introduces itself or (`about`) stands alone, a labelled person. Of two as plain, one of `holders` (of
    the licences shown) wins. On a marketplace `platform_from` is the offset from which the page speaks of the
    platform, which is left out.
    """
    copyright_end = -9
    best: tuple[int, bool, int] | None = None
    chosen: str | None = None
    for order, name in enumerate(find_companies(flow.text, flow.plain)):
        setting = flow.at(name.start)
        if setting.hidden or (
            platform_from is not None and _platforms(setting.zone, name.start, platform_from)
        ):
            continue
        rank = _rank(flow, name, licence_page) if operator_before(flow, name) else 0
        joined = 0 < name.start - copyright_end <= 2 and flow.text[copyright_end : name.start] in _AND
        rank = 5 if joined else rank
        copyright_end = name.end if rank == 5 else copyright_end
        left, right = flow.line(name.start)
        if not rank and about and left == name.start and not flow.text[name.end : right].strip():
            rank = 1
        key = (rank, name.name in holders, -order)
        if rank and (best is None or key > best):
            best, chosen = key, name.name
    return chosen or _person(flow)


def _platforms(zone: str, offset: int, platform_from: int) -> bool:
    return zone in {"platform", "footer"} or (zone != "shop" and offset >= platform_from)


def _rank(flow: Flow, name: NamedCompany, licence_page: bool) -> int:
    """How plainly the words around a name make it the operator: 0 not at all."""
    left, right = flow.line(name.start)
    before = flow.plain[max(left - 1, name.start - 24, 0) : name.start]
    label = [match for match in _LABEL.finditer(before) if match.end() == len(before)]
    after = flow.plain[name.end : name.end + 12]
    if _COPYRIGHT_BEFORE.search(before) or _COPYRIGHT_AFTER.match(after):
        return 5
    if label and (
        licence_page
        or _OWNERSHIP.search(flow.plain[left:right][:400])
        or "运营" in before
        or "经营" in before
    ):
        return 4
    if re.match(r"(?:负责)?(?:运营|经营|所有|提供)", flow.plain[name.end : name.end + 6]) and before.endswith(
        "由"
    ):
        return 4
    if label:
        return 2
    return 3 if _OWNERSHIP.search(flow.plain[left:right][:400]) or flow.at(name.start).zone == "footer" else 0


def _person(flow: Flow) -> str | None:
    match = _PERSON.search(flow.plain)
    if match is None or flow.at(match.start()).hidden:
        return None
    name = flow.text[match.start(1) : match.end(1)]
    return None if name in _NO_NAMES else display_name(name)
