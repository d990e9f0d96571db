"""Does the head of a slot in a title imitate a mark? A title is no name: only where a brand would stand is it read."""

from collections.abc import Iterator

from rules.lookalike import shipped
from rules.lookalike.index import latin
from rules.lookalike.judging import registered
from rules.lookalike.matches import Considered
from rules.lookalike.naming import Name, Stretch
from rules.lookalike.scales import Classes, Scales
from rules.lookalike.surroundings import PLAIN, RIDING, pieces
from rules.lookalike.writing import english, measure

READ, READ_LATIN, LONGEST, LONGEST_LATIN = (
    14,
    32,
    9,
    24,
)  # characters of a slot that are read, of its head that may be a name
LONGEST_RIDER = 12  # characters of a first word that may be a name riding on a mark
SHORT = 0.8  # nats more than a name needs: two characters, an everyday word
INITIALS = 2.0  # three letters are near many
FOREIGN = 0.5  # letters: the heads of titles are full of brands that nobody registered here
BEFORE_GOODS, LOOSE = 0.8, 3.0  # where a known word follows; where nothing says that the name ends


def heads(scales: Scales, text: str, slot: tuple[int, int], classes: Classes) -> list[Considered]:
    """What the head of `text[slot]` is made from, offsets into `text`."""
    start, end = slot
    read = READ_LATIN if text[start : start + LONGEST].isascii() else READ
    name = Name.of(text[start : min(end, start + read)])
    longest = LONGEST_LATIN if latin(name.whole[:LONGEST]) else LONGEST
    whole, breaks = name.whole, name.breaks
    stops = [stop for stop in range(2, min(longest, len(whole)) + 1) if stop in breaks]
    known = [stop for stop in scales.ends(whole) if stop in stops] if stops else []
    if known:
        own = _own(name, known)
        if own is not None:
            spaced = any(char.isspace() for char in own.shown)
            return [] if spaced else [scales.own(own).moved(start)]
        edges = {len(name.whole), *name.folded.gaps, *name.word_edges}
        stops = [stop for stop in stops if stop <= known[0] or stop in edges]
    found = [*_riders(scales, name, classes), *_imitations(scales, name, stops, classes)]
    return [one.moved(start) for one in found]


def _own(name: Name, known: list[int]) -> Stretch | None:
    """The longest registered name at the head that ends there, of those up to each of `known`."""
    ends = {len(name.whole), *name.folded.gaps, *(piece.start for piece in name.laid if piece.what in PLAIN)}
    ridden = {piece.start for piece in name.laid if piece.what in RIDING}
    own = [stop for stop in known if stop in ends or (latin(name.whole[:stop]) and stop not in ridden)]
    return Stretch(name, 0, own[-1]) if own else None


def _imitations(scales: Scales, name: Name, stops: list[int], classes: Classes) -> Iterator[Considered]:
    near = scales.candidates(name.whole, stops) if stops else {}
    for stop, numbers in sorted(near.items()):
        stretch = Stretch(name, 0, stop)
        dearer = _dearer(name, stop)
        for one in scales.near(stretch, numbers, classes, least=dearer, alone=True):
            plain_word = one.match.kind != "homoglyph" and english(name.text, stretch.span[1], stretch.part)
            if name.whole.startswith(one.match.name):
                continue  # the mark itself goes on beyond the stretch
            number = measure(stretch.part) or (stretch.part[0].isdigit() and stretch.gaps)
            if one.evidence >= dearer and not plain_word and not number:
                yield one.moved(0, dearer)


def _dearer(name: Name, stop: int) -> float:
    """Nats that a stretch at the head of a title needs more than a name."""
    head = name.whole[:stop]
    short = SHORT if stop == 2 or head in shipped.words() else 0.0
    if latin(head):
        short = FOREIGN if stop > 3 else INITIALS
    if stop in name.folded.gaps or (stop == len(name.whole) and not _cut(name)):
        return short
    return short + (BEFORE_GOODS if stop in name.word_edges else LOOSE)


def _cut(name: Name) -> bool:
    """Was more of the slot there than was read?"""
    return len(name.text) >= (READ_LATIN if name.text[:LONGEST].isascii() else READ)


def _riders(scales: Scales, name: Name, classes: Classes) -> Iterator[Considered]:
    """What rides on a mark in the first word, with nothing unknown beside it (that would be a model)."""
    stop = min((gap for gap in name.folded.gaps if gap > 0), default=len(name.whole))
    if (
        not 2 < stop <= LONGEST_RIDER
        or 0 in name.folded.gaps
        or not any(scales.registered(name.whole[:stop]))
    ):
        return
    word = Name.of(name.text[: Stretch(name, 0, stop).span[1]])
    taken = registered(scales, word)
    for stretch in taken:
        rest = [*pieces(word.whole, 0, stretch.start), *pieces(word.whole, stretch.end, stop)]
        odd = any(piece.what in ("unknown", "shop", "country") for piece in rest)
        tongues = {word.whole[piece.start : piece.end].isascii() for piece in rest}
        if not odd and tongues <= {latin(stretch.part)}:
            one = scales.ridden(stretch, taken, classes)
            if one.innocent is None:
                yield one
