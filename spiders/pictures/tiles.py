"""Where a picture that is too long to be looked at in one piece is cut, so that each line is whole in some piece."""

from collections.abc import Iterator
from dataclasses import dataclass

TILE = 960
"""Pixels of a tile's height: lines are looked for in it without reducing it."""

OVERLAP = 160
"""Pixels that neighbours share: a line up to this high is whole in one of them."""

MOST_TILES = 16
"""What lies below them is not read."""

EDGE = 3
"""Pixels from a cut within which a line counts as cut."""


@dataclass(frozen=True, slots=True)
class Tile:
    """Rows `top` to `bottom` of a picture; a side is cut where the picture goes on."""

    top: int
    bottom: int
    cut_above: bool
    cut_below: bool

    def holds(self, top: float, bottom: float) -> bool:
        """Does a line between these rows of the tile stand clear of its cuts?"""
        height = self.bottom - self.top
        return not (self.cut_above and top <= EDGE) and not (self.cut_below and bottom >= height - EDGE)


def tiles(height: int) -> Iterator[Tile]:
    """From top to bottom, MOST_TILES at most; a picture little higher than one is one."""
    top = 0
    for _ in range(MOST_TILES):
        bottom = height if height - top <= TILE + OVERLAP else top + TILE
        yield Tile(top, bottom, top > 0, bottom < height)
        if bottom == height:
            return
        top = bottom - OVERLAP


def rows_read(height: int) -> int:
    """How many rows of a picture so high the tiles reach."""
    return max(tile.bottom for tile in tiles(height))
