"""Title and attributes read as one text: what is split over 品名 and 产地 is one claim."""

from bisect import bisect_right
from dataclasses import dataclass

from crawler.items import AnyItem, Listing

_BETWEEN = "，"
_ACROSS = 4_096  # characters of title and attributes that are read together


@dataclass(frozen=True)
class Joined:
    """The joined text and, for each piece, where it starts, its field and its own text."""

    text: str
    starts: tuple[int, ...]
    fields: tuple[str, ...]
    pieces: tuple[str, ...]

    @classmethod
    def of(cls, item: AnyItem) -> "Joined | None":
        """None when there are not two pieces to join."""
        if not isinstance(item, Listing) or not item.attributes:
            return None
        named = [("title", "", item.title or "")]
        named += [(f"attributes.{name}", f"{name}：", value) for name, value in item.attributes.items()]
        if item.location and "attributes.发货地" not in dict.fromkeys(field for field, _, _ in named):
            named.append(("location", "发货地：", item.location))
        text, starts, fields, pieces = "", [], [], []
        for field, label, value in named:
            if value and len(text) < _ACROSS:
                text += (_BETWEEN if text else "") + label
                starts.append(len(text))
                fields.append(field)
                pieces.append(value)
                text += value
        return cls(text, tuple(starts), tuple(fields), tuple(pieces)) if len(pieces) > 1 else None

    def place(self, start: int, end: int) -> tuple[str, int, int, str] | None:
        """The field, the span within it and the words where a hit begins; None when it lies within one piece.

        A hit that begins in an attribute's name and says something of its value is told at the value.
        """
        at = bisect_right(self.starts, start) - 1
        first = start - self.starts[at] if at >= 0 else 0
        if at >= 0 and first < len(self.pieces[at]):
            piece = self.pieces[at]
            return (
                None
                if end - self.starts[at] <= len(piece)
                else (self.fields[at], first, len(piece), piece[first:])
            )
        if at + 1 == len(self.starts) or end <= self.starts[at + 1]:
            return None
        piece = self.pieces[at + 1]
        return self.fields[at + 1], 0, len(piece), piece
