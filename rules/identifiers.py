"""Which registration numbers does a text show, and do their check characters agree?

Unified social credit code: GB 32100-2015 (18 characters; characters 9 to 17 are an organisation code
after GB 11714-1997). Registration number before October 2015: GS 15-2006 (15 digits, ISO 7064 mod
11,10); its 13-digit predecessor had no check.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

NumberKind = Literal["uscc", "registration", "organisation", "overseas", "unknown"]

_TRADITIONAL = dict(
    zip(
        "營業執統會碼號註冊記證經質標識個體戶聲無關係聯繫網書許備場簡紹實單當農產辦規資組織構機納稅別電監導",
        "营业执统会码号注册记证经质标识个体户声无关系联系网书许备场简绍实单当农产办规资组织构机纳税别电监导",
        strict=True,
    )
)
"""Those of the words in which licences are spoken of: whole names are shown as they are written."""
_TO_TRADITIONAL = str.maketrans("".join(_TRADITIONAL.values()), "".join(_TRADITIONAL))
_FOLDED = re.compile(  # all that may fold
    rf"[^\x00-\x7f\u2010-\u2027\u3001-\u301f\u4e00-\u9fff]|[{''.join(_TRADITIONAL)}]"
)
_LOOK_ALIKE = str.maketrans("OIZS", "0125")  # letters that neither standard uses, typed for digits
_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_OTHER_SIGNS = re.compile("[^0-9A-Z*]+")
_BETWEEN = rf"[ \t\-·{_INVISIBLE}]{{0,3}}"
_TOKEN = re.compile(rf"[0-9A-Z*](?:{_BETWEEN}[0-9A-Z*]){{5,39}}")
_BARE = re.compile(rf"(?<![0-9A-Z])[0-9A-Z](?:{_BETWEEN}[0-9A-Z]){{17}}(?![0-9A-Z])")
_LABEL = re.compile(
    "统一社会信用代码证?|社会信用代码|统一信用代码|信用代码|统一代码|营业执照|执照号码?|执照编号|执照注册号"
    "|(?:工商|企业|登记|公司|市场主体)?注册登?记?号码?|工商登记号|工商号|组织机构代码证?|纳税人识别号|税号"
    "|商业登记证?|公司编号|统一编[号號]"
)
_FILLER = re.compile(r"[^0-9A-Z*\n|。,;!?]{0,60}")
_OTHER_NUMBER = re.compile(
    "许可|备案|安备|电话|热线|手机|传真|邮编|商标|专利|日期|时间|金额|资本|银行|帐号|账号|客服|地址|住所|范围|订单|邮箱"
    "|微信|年|第"
)
_NOT_A_BUSINESS = (
    "商标",
    "国际",
    "产品",
    "器械",
    "药品",
    "农药",
    "兽药",
    "肥料",
    "证书",
    "版权",
    "软件",
    "域名",
    "用户",
    "会员",
)
_OVERSEAS = ("商业登记", "公司编号", "统一编")


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """One number in a text; `start` and `end` are offsets of it, label excluded."""

    kind: NumberKind
    number: str  # normalised when valid, as shown when not
    valid: bool | None  # None: a kind without a check (13 digits, overseas)
    start: int
    end: int
    label: str | None = None  # the words that call it a registration number; None: it stood alone


def plain(text: str) -> str:
    """Full-width forms and the traditional writing of a licence's words folded, letters raised; offsets stay."""
    raised = text.upper()
    if len(raised) != len(text):  # ß and its like become two letters
        raised = "".join(_fold(character) for character in text)
    return raised if raised.isascii() else _FOLDED.sub(lambda match: _fold(match.group()), raised)


def both_writings(words: Iterable[str]) -> list[str]:
    """The words, and their traditional writing: for looking for them in a text that is not `plain`."""
    given = list(words)
    return list(dict.fromkeys([*given, *(word.translate(_TO_TRADITIONAL) for word in given)]))


@cache
def _fold(character: str) -> str:
    if character in _TRADITIONAL:
        return _TRADITIONAL[character]
    folded = unicodedata.normalize("NFKC", character).upper()
    return folded if len(folded) == 1 else character


def organisation_valid(code: str) -> bool:
    """Does the check character of a nine-character organisation code agree (GB 11714-1997, 4.2)?"""
    if len(code) != 9 or any(character not in _ORGANISATION for character in code):
        return False
    total = sum(_ORGANISATION.index(c) * w for c, w in zip(code, _WEIGHTS, strict=False))
    return code[8] == "0123456789X0"[11 - total % 11]


def uscc_valid(code: str) -> bool:
    """Do both check characters of a compact unified social credit code agree?"""
    return len(code) == 18 and organisation_valid(code[8:17]) and bool(uscc.is_valid(code))


def registration_valid(number: str) -> bool:
    """Does the check digit of a 15-digit registration number agree?"""
    return len(number) == 15 and number.isascii() and number.isdigit() and bool(mod_11_10.is_valid(number))


def compact(shown: str) -> str:
    """Letters, digits and mask characters alone, folded and raised."""
    return _OTHER_SIGNS.sub("", plain(shown))


@lru_cache(maxsize=4096)
def read_number(shown: str) -> tuple[NumberKind, str, bool | None]:
    """Kind, number (normalised when valid, as shown when not) and whether the check agrees."""
    code = compact(shown)
    for candidate in (code, code.translate(_LOOK_ALIKE)):
        if uscc_valid(candidate):
            return "uscc", candidate, True
        if registration_valid(candidate):
            return "registration", candidate, True
        if len(code) == 9 and organisation_valid(candidate):
            return "organisation", candidate, True
    if len(code) == 13 and code.isdigit():
        return "registration", code, None
    kind: NumberKind = "registration" if len(code) == 15 else "uscc" if len(code) > 15 else "unknown"
    return kind, shown.strip(), False


def find_numbers(text: str, folded: str | None = None) -> list[ShownNumber]:
    """Every number called a registration number, and every lone code whose checks agree, in order.

    `folded` is what `plain` makes of the text, where that is known already.
    """
    folded = plain(text) if folded is None else folded
    found: dict[int, ShownNumber] = {}
    for label in _LABEL.finditer(folded):
        if not folded[max(0, label.start() - 4) : label.start()].endswith(_NOT_A_BUSINESS) and (
            shown := _after(label, folded, text)
        ):
            found.setdefault(shown.start, shown)
    for bare in _BARE.finditer(folded):
        if any(known.start <= bare.start() < known.end for known in found.values()):
            continue
        kind, number, valid = read_number(bare.group())
        if valid and kind == "uscc":
            found[bare.start()] = ShownNumber(kind, number, True, bare.start(), bare.end())
    return [found[start] for start in sorted(found)]


def _after(label: re.Match[str], folded: str, text: str) -> ShownNumber | None:
    """The number that a label introduces, at most 60 characters on and before any other kind of number."""
    filler = _FILLER.match(folded, label.end())
    end = filler.end() if filler else label.end()
    if _OTHER_NUMBER.search(folded, label.end(), end):
        return None
    token = _TOKEN.match(folded, end)
    if token is None:
        return None
    start, stop = token.start(), _boundary(token.group()) + token.start()
    shown = text[start:stop]
    if label.group().startswith(_OVERSEAS):
        return ShownNumber("overseas", shown.strip(), None, start, stop, label.group())
    kind, number, valid = read_number(shown)
    if not valid and (sum(c.isdigit() for c in plain(shown)) < 6 and len(compact(shown)) < 12):
        return None  # too short to be meant as one: a phone extension, a year
    return ShownNumber(kind, number, valid, start, stop, label.group())


def _boundary(token: str) -> int:
    """Where the number ends in a run of groups: where a sound one is complete, else at the first blank."""
    ends = [
        i for i in range(1, len(token) + 1) if i == len(token) or (not token[i].isalnum() and token[i] != "*")
    ]
    ends = [end for end in ends if token[end - 1].isalnum() or token[end - 1] == "*"]
    sound = [
        (kind == "organisation", end)
        for end in ends
        for kind, _, valid in [read_number(token[:end])]
        if valid
    ]
    if sound:
        return min(sound)[1]  # nine characters may agree by chance with what goes on
    for end in ends:
        if len(compact(token[:end])) in {18, 15}:
            return end
    first = ends[0]
    return first if len(compact(token[:first])) >= 10 else len(token)
