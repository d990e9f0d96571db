"""Is this name made from a mark? Its stretches are weighed against the marks near them, and every reason is kept."""

from collections.abc import Iterator
from dataclasses import replace

from rules.lookalike.matches import Considered
from rules.lookalike.naming import Name, Stretch
from rules.lookalike.scales import Classes, Scales

WORTH_KEEPING = -8.0  # nats above the bar from which a near mark is worth a line of explanation
LONGEST_REGISTERED = 12


def consider(scales: Scales, text: str, classes: Classes) -> list[Considered]:
    """Every mark near a name, reported or let go with the reason."""
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
    for stretch in name.windows():
        if stretch.part in scales.known:
            found.append(scales.ridden(stretch, taken, classes))
        else:
            found += _shielded(scales, stretch, taken, classes)
    return [one for one in found if one.evidence > WORTH_KEEPING]


def registered(scales: Scales, name: Name) -> list[Stretch]:
    """The stretches of a name between breaks that are registered themselves."""
    edges = sorted(name.breaks)
    between = (Stretch(name, i, j) for i in edges for j in edges if 2 <= j - i <= LONGEST_REGISTERED)
    return scales.registered(between)


def _shielded(
    scales: Scales, stretch: Stretch, taken: list[Stretch], classes: Classes
) -> Iterator[Considered]:
    """The marks near a stretch, let go where a registered name as long stands in its place."""
    length = stretch.end - stretch.start
    shield = next((one for one in taken if one.overlaps(stretch) and one.end - one.start >= length), None)
    for one in scales.near(stretch, classes):
        if shield is not None and one.innocent is None:
            yield replace(one, innocent=f"含另一登记商标‘{shield.part}’")
        else:
            yield one
