"""Is this name made from a mark? Its stretches are weighed against the marks near them, and every reason is kept."""

from collections.abc import Iterator
from dataclasses import replace

from rules.lookalike.matches import Considered
from rules.lookalike.naming import Name, Stretch
from rules.lookalike.scales import Classes, Scales

WORTH_KEEPING = -8.0  # nats above the bar from which a near mark is worth a line of explanation


def consider(scales: Scales, text: str, classes: Classes, least: float = WORTH_KEEPING) -> list[Considered]:
    """Every mark near a name, reported or let go with the reason; `least`: nats above the bar."""
    name = Name.of(text)
    if not name.whole:
        return []
    whole, core = Stretch(name, 0, len(name.whole)), Stretch(name, *name.core)
    if whole.part in scales.known:
        return [scales.own(whole)]
    taken = registered(scales, name)
    if core.part in scales.known:
        return [scales.ridden(core, taken, classes)]
    found: list[Considered] = []
    for start, ends in name.windows():
        near = scales.candidates(name.whole[start : ends[-1]], [end - start for end in ends])
        for end in ends:
            if name.whole[start:end] in scales.known:
                found.append(scales.ridden(Stretch(name, start, end), taken, classes))
            elif end - start in near:
                stretch = Stretch(name, start, end)
                found += _shielded(scales, stretch, near[end - start], taken, classes, least)
    return [one for one in found if one.evidence >= least]


def registered(scales: Scales, name: Name) -> list[Stretch]:
    """The stretches of a name between breaks that are registered themselves."""
    breaks = name.breaks
    spans = scales.registered(name.whole)
    return [Stretch(name, start, end) for start, end in spans if start in breaks and end in breaks]


def _shielded(
    scales: Scales,
    stretch: Stretch,
    numbers: set[int],
    taken: list[Stretch],
    classes: Classes,
    least: float,
) -> Iterator[Considered]:
    """The marks near a stretch, let go where a registered name as long stands in its place."""
    length = stretch.end - stretch.start
    shield = next((one for one in taken if one.overlaps(stretch) and one.end - one.start >= length), None)
    for one in scales.near(stretch, numbers, classes, least=least):
        if shield is not None and one.innocent is None:
            yield replace(one, innocent=f"含另一登记商标‘{shield.part}’")
        else:
            yield one
