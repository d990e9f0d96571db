"""Which characters of other scripts pass for Latin letters: Unicode's own table (UTS #39), reduced.

Run once, its output ships:  python -m rules.lookalike.make_confusables confusables.txt

Writes `data/confusables.txt`: the header of Unicode's file, then `letter` TAB the characters that look like it.
"""

import sys
from pathlib import Path

DATA = Path(__file__).parent / "data"


def main(table: Path) -> None:
    """Keep the single characters outside ASCII whose prototype is one or two ASCII letters or digits."""
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    header = [line for line in lines[:10] if line.startswith("#")]
    alike: dict[str, list[str]] = {}
    for line in lines:
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) != 3:
            continue
        source, target = ("".join(chr(int(code, 16)) for code in field.split()) for field in fields[:2])
        if (
            len(source) == 1
            and ord(source) > 127
            and len(target) <= 2
            and target.isascii()
            and target.isalnum()
        ):
            alike.setdefault(target, []).append(source)
    rows = [f"{target}\t{''.join(chars)}" for target, chars in sorted(alike.items())]
    (DATA / "confusables.txt").write_text("\n".join([*header, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
