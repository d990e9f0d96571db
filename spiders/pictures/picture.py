"""What a picture says: its lines of text and its codes, each with its place, or the reason why it was not read."""

from dataclasses import dataclass

Rectangle = tuple[int, int, int, int]
"""Left, top, width, height, in pixels of the picture as served."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `place` is its rectangle once the picture has been turned upright."""

    text: str
    confidence: float  # 0 to 1
    box: Rectangle
    place: Rectangle
    tilt: float = 0.0  # degrees against the other lines of the picture: a watermark's
    watermark: bool = False  # its words are those that the picture repeats all over


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code's content: data from a stranger, never an address to visit unasked."""

    text: str
    box: Rectangle


@dataclass(frozen=True, slots=True)
class Picture:
    """Lines from top to bottom of the upright picture; `reason` (Chinese) says why there are none."""

    width: int = 0
    height: int = 0
    lines: tuple[Line, ...] = ()
    codes: tuple[Code, ...] = ()
    reason: str | None = None
    read_to: int | None = None  # rows from the top that were read; None: all
