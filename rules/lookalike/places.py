"""Which provinces and places does a text name?"""

from functools import cache

import ahocorasick_rs

from rules.lookalike import shipped

READ = 2000  # characters that are read


@cache
def _table() -> dict[str, frozenset[str]]:
    """Names of places, and the provinces that they lie in."""
    found: dict[str, frozenset[str]] = {}
    for province, names in shipped.rows("places.txt"):
        for name in names.split(" "):
            found[name] = found.get(name, frozenset()) | {province}
    return found


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    names = list(_table())
    return ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), names


def places(text: str) -> list[str]:
    """The places that a text names, in order (linear time)."""
    automaton, names = _automaton()
    return [names[index] for index, _, _ in automaton.find_matches_as_indexes(text[:READ])]


def provinces(text: str) -> frozenset[str]:
    """The provinces that its places may lie in; empty when it names none."""
    named = places(text)
    said = {short for name in named for short in _table()[name] if name.startswith(short)}
    return frozenset(said or (province for name in named for province in _table()[name]))


def full_names() -> list[str]:
    """The names that say what kind of place it is: 平度市, 荔湾区."""
    return [name for name in _table() if len(name) > 2 and name.endswith(("市", "县", "区", "省"))]


def province_of(name: str) -> str | None:
    """The province of the place that a name begins with (烟台苹果: 山东); None when several or none do."""
    found = places(name[:8])
    if not found or not name.startswith(found[0]):
        return None
    lying = _table()[found[0]]
    return next(iter(lying)) if len(lying) == 1 else None
