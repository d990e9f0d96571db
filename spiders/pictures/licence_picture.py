"""Which licence does a picture show: number, holder and the rest, each with its confidence, None where it is in doubt."""

import re
from dataclasses import dataclass, field

from rules.identifiers import plain, read_number
from rules.names import display_name, is_company
from spiders.pictures.picture import Line, Picture

SURE = 0.85
"""Confidence of a line below which its value is not used."""

LABELS: dict[str, tuple[str, ...]] = {
    "number": ("统一社会信用代码", "社会信用代码", "信用代码", "营业执照注册号", "注册号", "执照编号"),
    "name": ("企业名称", "公司名称", "字号名称", "市场主体名称", "名称"),
    "type": ("主体类型", "企业类型", "公司类型", "市场主体类型", "类型"),
    "form": ("组成形式",),
    "person": (
        "法定代表人姓名", "法定代表人", "执行事务合伙人", "经营者姓名", "经营者", "负责人", "投资人",
    ),
    "address": ("主要经营场所", "经营场所", "营业场所", "企业住所", "住所地", "住所", "地址"),
    "founded": ("成立日期", "注册日期", "成立时间"),
    "term": ("营业期限", "经营期限", "合伙期限"),
    "capital": ("注册资本", "注册资金", "实收资本", "出资额"),
    "scope": ("经营范围及方式", "经营范围", "兼营范围", "主营范围"),
    "issued": ("登记机关", "发证机关", "核准日期", "发照日期", "年检", "登记日期"),
    "copy": ("副本编号", "编号", "证照编号", "正本", "副本", "营业执照"),
}  # fmt: skip
_FIELD_OF = {label: name for name, labels in LABELS.items() for label in labels}
_ORDERED = sorted(_FIELD_OF, key=len, reverse=True)
_SPLIT = {"名": "称", "类": "型", "住": "所", "地": "址"}
_ASKEW = 6.0  # degrees from which a line is a watermark's
_WRAPS = frozenset({"name", "address", "type", "scope"})
_JOINED = re.compile("[\\s:：|]+")
_NUMBER = re.compile("[0-9A-Z]{15,40}")
_DATE = re.compile("(\\d{4})年(\\d{1,2})月(\\d{1,2})日")
_FORM = re.compile(
    r"(?:公司|合伙\)|合伙）|合作社|商行|经营部|服务部|门市部|店|厂|行|社|坊|馆|铺|工作室|超市)$"
)
_NAME = re.compile("[一-鿿()（）A-Za-z0-9·]{6,40}")
_PERSON = re.compile("[一-鿿·]{2,12}")
_TITLE = re.compile("营业执照|营业熱照|营業執照")


@dataclass(frozen=True)
class Value:
    """What a picture says in one place."""

    text: str
    confidence: float


@dataclass
class LicencePicture:
    """The fields that could be read for sure; `doubts` (Chinese) names those that are there and could not."""

    number: Value | None = None
    name: Value | None = None
    type: Value | None = None
    form: Value | None = None
    person: Value | None = None
    address: Value | None = None
    founded: Value | None = None
    term: Value | None = None
    doubts: list[str] = field(default_factory=list)

    @property
    def is_licence(self) -> bool:
        """Was anything read that only a licence says?"""
        return self.number is not None


def read_licence(picture: Picture) -> LicencePicture:
    """The licence in a picture that was read; a number counts only when its check character agrees."""
    if picture.reason:
        return LicencePicture(doubts=[picture.reason])
    pieces = _pieces(picture.lines)
    licence = LicencePicture(number=_number(picture))
    for name in ("name", "type", "form", "person", "address", "founded", "term"):
        value = _value(pieces, name)
        if name == "name" and (value is None or not _fits(name, value.text)):
            value = _name_by_its_form(pieces) or value
        if value is None:
            continue
        if value.confidence >= SURE and _fits(name, value.text):
            setattr(licence, name, Value(_shown(name, value.text), value.confidence))
        elif name == "name":
            licence.doubts.append("图片中的执照名称未能可靠识读")
    if licence.number is None:
        licence.doubts.append("图片中没有读到可核对的执照号码")
    if licence.name is None and not licence.doubts:
        licence.doubts.append("图片中没有读到执照名称")
    return licence


@dataclass(frozen=True)
class _Piece:
    """A line without blanks; `label` where it begins with one, `rest` what follows it."""

    text: str
    confidence: float
    left: int
    top: int
    right: int
    height: int
    label: str | None = None
    rest: str = ""

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def _pieces(lines: tuple[Line, ...]) -> list[_Piece]:
    made = []
    for line in lines:
        left, top, width, height = line.place
        text = _JOINED.sub("", line.text)
        if text and abs(line.tilt) < _ASKEW and not line.watermark:
            made.append(_Piece(text, line.confidence, left, top, left + width, height))
    return [_labelled(piece) for piece in _words_joined(made)]


def _words_joined(pieces: list[_Piece]) -> list[_Piece]:
    """名 and 称 stand far apart in one row: such labels are put together again."""
    tails: dict[int, int] = {}
    for at, piece in enumerate(pieces):
        if piece.text not in _SPLIT:
            continue
        right = [
            (other.left, number)
            for number, other in enumerate(pieces)
            if number != at and number not in tails.values() and other.text[0] in _SPLIT[piece.text]
            and _beside(piece, other) and piece.left < other.left < piece.right + 6 * piece.height
        ]  # fmt: skip
        if right:
            tails[at] = min(right)[1]
    consumed = set(tails.values())
    return [
        _together(piece, pieces[tails[at]]) if at in tails else piece
        for at, piece in enumerate(pieces)
        if at not in consumed
    ]


def _together(one: _Piece, other: _Piece) -> _Piece:
    return _Piece(
        one.text + other.text, min(one.confidence, other.confidence), one.left, min(one.top, other.top),
        other.right, max(one.height, other.height),
    )  # fmt: skip


def _labelled(piece: _Piece) -> _Piece:
    for label in _ORDERED:
        if piece.text.startswith(label):
            rest = piece.text[len(label) :].lstrip(":：.。,，-—")
            return _Piece(**(vars(piece) | {"label": label, "rest": rest}))
    if piece.text[0] == "称" and (len(piece.text) == 1 or is_company(piece.text)):
        return _Piece(
            **(vars(piece) | {"label": "名称", "rest": piece.text[1:]})
        )  # 名 stands too far away to be seen
    return piece


def _beside(one: _Piece, other: _Piece) -> bool:
    return abs(one.middle - other.middle) < 0.6 * max(one.height, other.height)


def _value(pieces: list[_Piece], name: str) -> Value | None:
    """What stands behind the first label of that field: on its line, right of it, and on the lines that it wraps to."""
    for piece in pieces:
        if piece.label is None or _FIELD_OF[piece.label] != name:
            continue
        parts, last = _beginning(pieces, piece)
        if not parts or last is None:
            continue
        if name in _WRAPS and not (name == "name" and _ends_as_name(parts[0][0])):
            parts += _continued(pieces, piece, last)
        text = "".join(text for text, _ in parts)
        return Value(text, min(confidence for _, confidence in parts))
    return None


def _beginning(pieces: list[_Piece], piece: _Piece) -> tuple[list[tuple[str, float]], _Piece | None]:
    if piece.rest:
        return [(piece.rest, piece.confidence)], piece
    right = [
        other for other in pieces
        if other is not piece and other.left >= piece.right - piece.height and _beside(piece, other)
    ]  # fmt: skip
    first = min(right, key=lambda other: other.left, default=None)
    if first is None or first.label is not None:
        return [], None
    return [(first.text, first.confidence)], first


def _continued(pieces: list[_Piece], label: _Piece, last: _Piece) -> list[tuple[str, float]]:
    """Lines right below, under the value rather than under its label, in rows without a label of their own."""
    more = []
    first = label.left + 1.5 * label.height if label.rest else last.left - 1.5 * last.height
    until = label.left + 0.75 * (label.right - label.left) if label.rest else last.left + 1.5 * last.height
    for _ in range(3):
        below = [
            other for other in pieces
            if other.label is None and first < other.left < until
            and 0.5 * last.height < other.middle - last.middle < 2.1 * last.height
            and not any(o.label and o.left < other.left < o.left + 15 * o.height and _beside(o, other) for o in pieces)
        ]  # fmt: skip
        if not below:
            break
        last = min(below, key=lambda other: other.middle)
        more.append((last.text, last.confidence))
    return more


def _number(picture: Picture) -> Value | None:
    """The number whose check character agrees, from the lines or from a QR code; two different ones are none."""
    found: dict[str, float] = {}
    for text, confidence in [
        *((line.text, line.confidence) for line in picture.lines),
        *((c.text, 1.0) for c in picture.codes),
    ]:
        for run in _NUMBER.findall(plain("".join(text.split()))):
            number = _sound(run)
            if number:
                found[number] = max(found.get(number, 0.0), confidence)
    credit = [number for number in found if len(number) == 18]
    chosen = credit or list(found)
    if len(chosen) != 1 or found[chosen[0]] < SURE - 0.25:  # the check character vouches for the rest
        return None
    return Value(chosen[0], found[chosen[0]])


def _sound(run: str) -> str | None:
    """A sound 18- or 15-digit number at the end or the beginning of a run of letters and digits."""
    for size in (18, 15):
        for part in dict.fromkeys((run[-size:], run[:size])):
            if len(part) == size and (size == 18 or len(run) in (15, 16)):
                kind, number, valid = read_number(part)
                if valid and kind in ("uscc", "registration") and len(number) == size:
                    return number
    return None


def _ends_as_name(text: str) -> bool:
    """Does a line end where a business name does? What stands below it is another field's."""
    return _FORM.search(text) is not None


def _name_by_its_form(pieces: list[_Piece]) -> Value | None:
    """The one line that is a business name and no other field's value; a picture whose label was not seen has one."""
    found = {
        piece.text: piece.confidence
        for piece in pieces
        if piece.label is None and 6 <= len(piece.text) <= 40 and _FORM.search(piece.text) and _NAME.fullmatch(piece.text)
        and not any(other.label and _FIELD_OF[other.label] != "name" and _beside(other, piece) for other in pieces)
    }  # fmt: skip
    return Value(*next(iter(found.items()))) if len(found) == 1 else None


def _fits(name: str, text: str) -> bool:
    if name == "name":
        return is_company(text) or (4 <= len(text) <= 40 and text[-1] in "店厂行社坊馆铺部室场站园吧屋")
    if name == "person":
        return _PERSON.fullmatch(text) is not None
    if name == "founded":
        return _DATE.search(text) is not None
    return True


def _shown(name: str, text: str) -> str:
    if name == "name":
        return display_name(text)
    if name == "founded" and (date := _DATE.search(text)):
        return "-".join((date[1], date[2].zfill(2), date[3].zfill(2)))
    return text
