"""Which words are simply words: a small lexicon of Chinese and English that tells a name from a noun.

Run once, its output ships (needs jieba, MIT, and Debian's wamerican-small, SCOWL; neither is a dependency):

    python -m rules.lookalike.make_words JIEBA_DICT_TXT [/usr/share/dict/american-english-small]

Writes `data/words.txt`: a line a bucket, `b` then its words, where a word was counted 2**b to 2**(b+1) times in
jieba's corpus of some 60 million words; and `data/english.txt`: lower-case words of 3 to 9 letters.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).parent / "data"
HANZI = re.compile(r"[一-鿿]{2,4}")
LATIN = re.compile(r"[a-z]{3,9}")
RARE, FAMOUS, NAMED = (
    20,
    512,
    256,
)  # counted less often: hardly a word that a shop would be named after by chance
NAMES = frozenset({"nz", "nt", "nrt"})  # other proper nouns, organisations, transliterated persons


def write_words(dictionary: Path) -> None:
    """Keep the words of two to four characters that are counted often and are no proper nouns."""
    buckets: dict[int, list[str]] = defaultdict(list)
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split()
        person = tag == "nr" and int(count) < FAMOUS  # the dictionary calls many a brand a person
        named = tag in NAMES and int(count) < NAMED
        if HANZI.fullmatch(word) and int(count) >= RARE and not named and not person:
            buckets[int(count).bit_length() - 1].append(word)
    head = "# From the dictionary of jieba 0.42.1 (https://github.com/fxsjy/jieba), MIT, reduced.\n"
    rows = (f"{bucket} {' '.join(words)}\n" for bucket, words in sorted(buckets.items()))
    (DATA / "words.txt").write_text(head + "".join(rows), encoding="utf-8")


def write_english(dictionary: Path) -> None:
    """Keep the plain lower-case words."""
    words = [w for w in dictionary.read_text(encoding="utf-8").splitlines() if LATIN.fullmatch(w)]
    head = "# From SCOWL (http://wordlist.aspell.net), size small, reduced; copyright 2000-2018 by Kevin Atkinson.\n"
    (DATA / "english.txt").write_text(head + " ".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_words(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        write_english(Path(sys.argv[2]))
