"""Does an item say any of some phrases, wherever: what a check of figures lets speak for the shop."""

from collections.abc import Iterable

from crawler.items import AnyItem
from rules.engine.lexicon import Lexicon
from rules.engine.matching import chains
from rules.engine.surroundings import Whole
from rules.packs import Packs


class Saying:
    """Phrases in the notation of the packs, compiled once."""

    def __init__(self, packs: Packs, phrases: Iterable[str]) -> None:
        self._lexicon = Lexicon(packs.vocabularies, packs.stand_ins)
        self._chains = [chain for text in phrases for chain in chains(text, self._lexicon, "around")]
        self._lexicon.freeze()

    def stands_in(self, item: AnyItem) -> bool:
        """Is one of the phrases in a field of `item` that carries wording?"""
        if not self._chains:
            return False
        reading = Whole(item, self._lexicon).reading
        return any(reading.spans(chain) for chain in self._chains)
