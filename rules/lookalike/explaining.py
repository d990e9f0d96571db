"""One sentence that an inspector can read: by which device a name imitates a mark."""

from rules.lookalike import sound
from rules.lookalike.channel import Alignment

KINDS = {
    sound.EXACT: ("homophone", "读音相同"),
    sound.MERGED: ("homophone", "方言读音相近"),
    sound.NEAR: ("homophone", "读音相近"),
    "音同形近": ("homophone", "读音相同且字形相近"),
    "字形相近": ("shape", "字形相近"),
    "同类字": ("substitution", "换用同类字"),
    "换字": ("substitution", "替换个别字"),
    "拼音代字": ("mixed", "以字母、拼音代替汉字"),
    "重组": ("transposition", "打乱重组原有文字"),
    "换位": ("transposition", "字序颠倒"),
    "添字": ("insertion", "添加文字"),
    "漏字": ("deletion", "减少文字"),
    "形近字母": ("latin_edit", "换用形近字母"),
    "音近字母": ("latin_edit", "换用音近字母"),
    "元音": ("latin_edit", "改换元音字母"),
    "换字母": ("latin_edit", "替换字母"),
    "添字母": ("latin_edit", "添加字母"),
    "漏字母": ("latin_edit", "减少字母"),
}


def explain(suspect: str, name: str, alignment: Alignment) -> tuple[str, str]:
    """The kind of imitation, and its sentence."""
    changed = alignment.changed
    if not changed:
        return "separator", f"‘{suspect}’与‘{name}’文字相同"
    kinds = list(dict.fromkeys(KINDS[step.how][0] for step in changed))
    kind = kinds[0] if len(kinds) == 1 else "latin_edit" if "latin_edit" in kinds else "mixed"
    says = "、".join(dict.fromkeys(KINDS[step.how][1] for step in changed))
    moves = "，".join(_move(step.written, step.meant) for step in changed)
    return kind, f"‘{suspect}’与‘{name}’{says}：{moves}"


def _move(written: str, meant: str) -> str:
    if not meant:
        return f"多‘{written}’"
    return f"{meant}→{written}" if written else f"少‘{meant}’"
