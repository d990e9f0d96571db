"""What the lines of an upright picture say together: those of one block as one text, blocks one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spiders.pictures.picture import Line
from spiders.pictures.watermark import watermark

SURE = 0.8
"""Confidence of a line below which it is not judged."""

ASKEW = 6.0  # degrees from which a line belongs to no block: a watermark, a stamp
LIKE = 0.7  # of the higher line's height that the other one has in the same block
LEADING = 0.9  # of a line's height that may lie between it and the next one
APART = 1.2  # of a line's height that may lie between two pieces of one row
BESIDE = 0.5  # of the shorter one's width that stands below the other, or of its height beside it


@dataclass
class Block:
    """Lines in the order in which they are read."""

    lines: list[Line] = field(default_factory=list)

    def takes(self, line: Line) -> bool:
        """Does `line` go on where the block ends: on the same row, or on the next?"""
        last = self.lines[-1]
        if abs(last.tilt) >= ASKEW or abs(line.tilt) >= ASKEW:
            return False
        low, high = sorted((last.box[3], line.box[3]))
        return low >= LIKE * high and (_goes_on(last, line) or _below(self.lines, line))


@dataclass(frozen=True)
class Said:
    """The text, and each of its lines with the offset at which it begins."""

    text: str
    lines: tuple[tuple[int, Line], ...]


def said(lines: Sequence[Line]) -> Said:
    """The sure lines as one text: within a block run together, as a wrapped phrase is; a block a line.

    A watermark lies across what the picture says: it comes last, once.
    """
    sure = [line for line in lines if line.confidence >= SURE]
    marked = watermark([line.text for line in sure])
    own = blocks([line for at, line in enumerate(sure) if at not in marked])
    across = {line.text: Block([line]) for at, line in enumerate(sure) if at in marked}
    text, placed = "", []
    for number, block in enumerate((*own, *across.values())):
        text += "\n" if number else ""
        for at, line in enumerate(block.lines):
            if at and _needs_space(text[-1], line.text[0]):
                text += " "
            placed.append((len(text), line))
            text += line.text
    return Said(text, tuple(placed))


def blocks(lines: Sequence[Line]) -> list[Block]:
    """The lines, from top to bottom and from left to right, gathered into blocks."""
    found: list[Block] = []
    for line in sorted(lines, key=lambda line: (line.box[1] + line.box[3] // 2, line.box[0])):
        block = next((block for block in reversed(found) if block.takes(line)), None)
        if block is None:
            found.append(Block([line]))
        else:
            block.lines.append(line)
    return found


def _goes_on(last: Line, line: Line) -> bool:
    """Does it stand on the same row, to the right, no further than a wide blank?"""
    left, top, width, height = last.box
    gap = line.box[0] - (left + width)
    down = min(top + height, line.box[1] + line.box[3]) - max(top, line.box[1])
    return down > BESIDE * min(height, line.box[3]) and -height < gap < APART * height


def _below(lines: Sequence[Line], line: Line) -> bool:
    """Does it stand right under the last row of the block?"""
    last = lines[-1]
    gap = line.box[1] - (last.box[1] + last.box[3])
    row = [one for one in lines if one.box[1] + one.box[3] > last.box[1]]  # pieces of the last row
    left, right = min(one.box[0] for one in row), max(one.box[0] + one.box[2] for one in row)
    across = min(right, line.box[0] + line.box[2]) - max(left, line.box[0])
    close = -0.4 * last.box[3] < gap < LEADING * last.box[3]
    return close and across > BESIDE * min(right - left, line.box[2])


def _needs_space(before: str, after: str) -> bool:
    """Latin words are kept apart; Chinese is not, nor are the digits of a number that goes on."""
    return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
