"""How likely a string is as a name that nobody imitated: the innocent side of every comparison.

Natural logarithms throughout. Hanzi: the likeliest way to lay the string out of everyday words and single
characters. Letters: a chain over pairs of letters. Both learn from the shipped lexicon and the register at hand,
so a character that every third brand uses proves little, and a rare one much.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from rules.lookalike import shipped, sound
from rules.lookalike.folding import hanzi
from rules.lookalike.surroundings import frames

WORD_SHARE, CHAR_SHARE = 0.25, 0.75  # of names built from dictionary words, from free characters
UNSEEN = 3e-5  # a rare character is no proof: names seek them
TOKENS = 6e7  # words counted for the lexicon
LETTERS = 37.0
GENERIC = math.log(0.002)  # a word for a kind of shop or firm, which says nothing of whose it is
TWICE = 0.06  # names like to say a character twice
SWITCHED = math.log(0.05)  # letters right after hanzi


class Background:
    """Probabilities of characters, words and letter pairs, from the lexicon and a register's names."""

    def __init__(self, names: Iterable[str]) -> None:
        lexicon: Counter[str] = Counter()
        for word, bucket in shipped.words().items():
            for char in word:
                lexicon[char] += 1 << min(bucket, 14)
        register: Counter[str] = Counter()
        pairs: dict[str, float] = defaultdict(float)
        for name in names:
            register.update(filter(hanzi, name))
            letters = "".join(c for c in name if c.isascii())
            for pair in zip("^" + letters, letters, strict=False):
                pairs["".join(pair)] += 1
        for word in shipped.english():
            for pair in zip("^" + word, word, strict=False):
                pairs["".join(pair)] += 0.2
        self._generic = {
            word for word, what in frames().items() if len(word) > 1 and what in ("shop", "firm", "legal")
        }
        words, listed = lexicon.total() or 1, register.total()
        weight = listed / (listed + 2000)  # a small register says little about names at large
        self._char = {
            c: (1 - weight) * lexicon[c] / words + weight * register[c] / max(1, listed)
            for c in lexicon.keys() | register.keys()
        }
        self._pair: dict[str, float] = dict(pairs)
        self._first: dict[str, float] = defaultdict(float)
        for both, count in pairs.items():
            self._first[both[0]] += count
        self.syllable: dict[str, float] = defaultdict(
            float
        )  # how likely a character sounds so, exactly or merged
        for char, share in self._char.items():
            for syllable in set(sound.readings(char)):
                self.syllable[syllable] += share
                self.syllable["~" + sound.merged(syllable)] += share

    def char(self, char: str) -> float:
        """The probability of one character."""
        return max(UNSEEN, self._char.get(char, 0.0))

    def name(self, text: str) -> float:
        """Log-probability of a folded name, in linear time (words are at most four characters long)."""
        words = shipped.words()
        best = [0.0]
        previous = "^"
        for end in range(1, len(text) + 1):
            char = text[end - 1]
            if not hanzi(char):
                switched = SWITCHED if previous == "^" and end > 1 else 0.0
                best.append(best[-1] + self._letter(previous, char) + switched)
                previous = char
                continue
            previous = "^"
            share = self.char(char)
            if end > 1 and text[end - 2] == char:
                share = max(share, TWICE)
            found = best[-1] + math.log(CHAR_SHARE * share)
            for start in range(max(0, end - 4), end - 1):
                word = text[start:end]
                if word in words:
                    found = max(found, best[start] + math.log(WORD_SHARE * 2.0 ** words[word] / TOKENS))
                if word in self._generic:
                    found = max(found, best[start] + GENERIC)
            best.append(found)
        return best[-1]

    def _letter(self, previous: str, char: str) -> float:
        seen = self._pair.get(previous + char, 0) + 0.5
        return math.log(seen / (self._first.get(previous, 0) + 0.5 * LETTERS))
