"""Which registered names lie near a name: the near-search of an examiner, over the whole register."""

from rapidfuzz.distance.Indel import normalized_similarity
from rapidfuzz.process import extract

from rules.lookalike.folding import key
from rules.lookalike.index import latin
from rules.lookalike.matches import Match, score
from rules.lookalike.naming import READ
from rules.lookalike.scales import Scales
from rules.lookalike.sound import pinyin

BAR = 8.0  # nats from which a likeness is much
POOL = 200  # names by letters, and as many by sound, that are weighed


def neighbours(scales: Scales, text: str, limit: int) -> list[Match]:
    """The nearest registered names, nearest first, whatever the bar (time: the size of the register)."""
    asked = key(text)[:READ]
    if not asked:
        return []
    script = latin(asked)
    names = [name for name in scales.known if latin(name) == script and name != asked]
    pool = {name for name, _, _ in extract(asked, names, scorer=normalized_similarity, limit=POOL)}
    spoken = {name: pinyin(name) for name in names} if not script else {}
    pool |= {name for _, _, name in extract(pinyin(asked), spoken, scorer=normalized_similarity, limit=POOL)}
    found = sorted(((*scales.compare(asked, name), name) for name in pool), reverse=True)
    return [
        Match(scales.known[name], name, kind, score(weight - BAR), 0, len(text), sentence)
        for weight, kind, sentence, name in found[:limit]
    ]
