"""How do Chinese shops call a licence display, and which addresses lead to a government register?"""

import re
from urllib.parse import parse_qsl, urlsplit

from rules.identifiers import both_writings, plain, read_number
from spiders.pages.phrases import Phrases

LICENCE = re.compile(
    "营业执照|BUSINESS LICEN[CS]E|亮照|工商执照|企业执照|商家执照|店铺执照|经营执照|电子执照|执照信息|执照公示|执照展示|执照"
)
BADGE = re.compile(
    "工商网监|网络工商|网监|工商标识|电子标识|工商公示|工商认证|红盾|经营性网站|市场监管|市场监督|工商电子|主体身份|主体公示|企业公示"
)
DISPLAY = re.compile("证照|工商信息|主体信息|经营者信息|经营主体|亮证|公示信息|企业信息公示")
"""A link so called is a licence display, as 营业执照 is."""
PLACE = re.compile(
    "证照|资质|经营者信息|商家信息|商户信息|卖家信息|店铺信息|主体信息|企业信息|工商信息|经营信息|公示|亮标|许可证|证书|备案信息"
)
ABOUT = re.compile(
    "关于|關於|联系|聯繫|聯絡|公司简介|企业简介|公司介绍|走进|品牌故事|店铺介绍|店铺简介|法律声明|网站声明|about|contact|company|legal|imprint",
    re.I,
)
PATH = re.compile(
    r"(?<![a-z])(?:yyzz|yingyezhizhao|yinyezhizhao|zhizhao|liangzhao|gszz|gswj|gszj|(?:business_?-?)?licen[cs]es?|showlicen[cs]e|business_?licen[cs]e|dianzizhizhao|dzyyzz|dzbs)(?![a-z])",
    re.I,
)
ELECTRONIC = re.compile("电子营业执照|电子执照|扫码|扫一扫|二维码|QR", re.I)

_MATTER_LIST = """
执照 亮照 网监 工商 标识 红盾 备案 市场监 主体 公示 证照 资质 信息 亮标 许可 证书 关于 联系 简介 介绍 走进 故事 声明
经营 gov.cn ebs.org 315 yyzz zhizhao liangzhao gszz gsw gsj licen dzbs about contact company legal imprint
"""
MATTER = Phrases(*both_writings(_MATTER_LIST.split()), "执 照")
"""Words of which a link has one, in its own or in its address, if the other questions here are to be asked about it."""


_VOCABULARY = re.compile(
    "营业执照|亮照|执照|工商|网监|网络|电子|标识|公示|信息|展示|企业|公司|商家|店铺|本店|本站|网站|平台|经营者|主体|点击|查看|查询|查验|核验|验证"
    "|扫码|扫一扫|扫描件|二维码|副本|正本|图片|大图|编号|号码|注册号|统一社会信用代码|信用代码|认证|备案|中心|市场监管|市场监督|管理局|市场|监督|管理"
    "|红盾|身份|资质|证照|证件|证|亮标|经营|性|许可|链接|入口|详情|我们的|我们|关于|及|和|与|的|年检|年报|信用|监管|食品|增值电信|业务|可信|诚信|标志|图标|服务"
    "|公开|公告|声明|合法|官方|正版|已|通过|LICENSE|LICENCE|BUSINESS|[省市区县]|[0-9A-Z\\W_]"
)
_GOODS_LIST = """
    框 夹 套 架 贴 膜 打印 复印 翻译 模板 模版 代办 代理 办理 注册公司 转让 代注册 公司注册 收购
    出租 上传 要求 须知 入驻 教程 怎么 如何 样本 相册 展板 挂墙 画框 收纳 ￥ ¥ 元/
"""
_GOODS = tuple(_GOODS_LIST.split())
_ELSEWHERE_LIST = """
    beian.gov.cn beian.mps.gov.cn miit.gov.cn miibeian.gov.cn cyberpolice.cn cyberpolice.gov.cn
    12377.cn 12315.cn nmpa.gov.cn sda.gov.cn cfda.gov.cn sfda.gov.cn cnipa.gov.cn saic.gov.cn/sbj
    ccm.gov.cn mct.gov.cn nppa.gov.cn creditchina.gov.cn
"""
_ELSEWHERE = tuple(_ELSEWHERE_LIST.split())
_REGISTER_WORDS_LIST = """
    gsxt hd315 zzlz wljg aic gsj scjg scjdgl amr sgs. idinfo 315 ebs egs saic szcredit lz. gs.gov
    gdgs jsgs netadreg zjamr zjaic wsjg jgj mra. samr cert
"""
_REGISTER_WORDS = tuple(_REGISTER_WORDS_LIST.split())
_REGISTER_PATHS_LIST = """
    lz licen verifkey businesscheck bscx lzxx beian/view gswj gongshang entyid uniscid corpsrch
    weblogo bscheck liangzhao dzbs yyzz keylicense entinfo webscan certificate govicon gszs
    netmonitor
"""
_REGISTER_PATHS = tuple(_REGISTER_PATHS_LIST.split())
_QUASI_GOVERNMENT = ("ebs.org.cn", "szcredit.com.cn", "szcredit.org.cn", "hd315.com", "gov.cn")
_LONG_NUMBER = re.compile("[0-9A-Fa-f]{6}")
_NUMBER_KEYS = (
    "uniscid",
    "serial",
    "uscc",
    "regno",
    "regid",
    "xydm",
    "shxydm",
    "tyshxydm",
    "zch",
    "creditcode",
    "code",
    "key",
    "entno",
    "corpid",
    "id",
)


def names_a_licence(words: str) -> bool:
    """Do these words name a licence and nothing for sale: 营业执照公示, not 营业执照框?"""
    said = _squeezed(words)
    return LICENCE.search(said) is not None and _only_names(said, LICENCE)


def names_a_badge(words: str) -> bool:
    """Do these words name a government badge: 工商网监, 网络工商, 经营性网站备案?"""
    said = _squeezed(words)
    return BADGE.search(said) is not None and _only_names(said, BADGE)


def names_a_place(words: str) -> bool:
    """Do these words name a page on which a licence is usually shown: 资质证照, 经营者信息, 公示?"""
    return (
        0 < len(words) <= 24
        and PLACE.search(plain(words)) is not None
        and not any(word in words for word in _GOODS)
    )


def names_credentials(words: str) -> bool:
    """Do these words name a page of credentials whose name alone promises a licence: 证照信息, 经营者信息?"""
    return names_a_place(words) and DISPLAY.search(_squeezed(words)) is not None


def _squeezed(words: str) -> str:
    """Letters raised; the blanks of 营 业 执 照 taken out where the words are Chinese."""
    raised = plain(words)
    return raised if raised.isascii() else "".join(raised.split())


def _only_names(words: str, pattern: re.Pattern[str]) -> bool:
    if len(words) > 90 or any(word in words for word in _GOODS):
        return False
    rest = _VOCABULARY.sub("", pattern.sub("", words))
    return len(rest) <= 4 or "公司" in words


def government_register(url: str | None, words: str = "") -> bool:
    """Does an address lead to one business's record in a government register, not to its front page?"""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    if not host or any(other in f"{host}{parts.path}" for other in _ELSEWHERE):
        return False
    if not any(host == name or host.endswith("." + name) for name in _QUASI_GOVERNMENT):
        return False
    where = f"{parts.path}?{parts.query}".lower()
    specific = (
        bool(parts.query) or _LONG_NUMBER.search(parts.path) or any(w in where for w in _REGISTER_PATHS)
    )
    if not specific or register_front(url):
        return False
    return (
        any(w in host for w in _REGISTER_WORDS)
        or any(w in where for w in _REGISTER_PATHS)
        or bool(LICENCE.search(words) or BADGE.search(words))
    )


def may_be_government(address: str) -> bool:
    """Cheaply: may an address, relative or not, have the host of a government register?"""
    lowered = address.lower()
    return any(name in lowered for name in _QUASI_GOVERNMENT)


def register_front(url: str | None) -> bool:
    """Does an address lead to the front page of a government site, which shows nobody's licence?"""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    government = (parts.hostname or "").endswith("gov.cn")
    return government and parts.path in {"", "/", "/index.html", "/index.jsp"} and not parts.query


def number_in(url: str) -> str | None:
    """The registration number among the parameters of an address; None when no sound one is there.

    The national register writes `serial=91…-SAIC_SHOW_…`.
    """
    for _, value in parse_qsl(urlsplit(url).query)[:40]:
        code = value.split("-")[0].split("_")[0].strip()
        if 15 <= len(code) <= 18 and read_number(code)[2]:
            return read_number(code)[1]
    for part in urlsplit(url).path.split("/"):
        code = part.split(".")[0]
        if len(code) in {15, 18} and read_number(code)[2]:
            return read_number(code)[1]
    return None


def misshapen_number_in(url: str) -> str | None:
    """A number named as one in the address (`uniscid=`, `regno=`) whose check fails, as written."""
    for key, value in parse_qsl(urlsplit(url).query)[:40]:
        code = value.split("-")[0].strip()
        if key.lower() in _NUMBER_KEYS[:9] and 13 <= len(code) <= 24 and code.isalnum() and code.isascii():
            return code
    return None
