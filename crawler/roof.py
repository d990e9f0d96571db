"""One roof: our top-level packages must lie beside each other, or another distribution has overwritten one."""

from importlib.util import find_spec
from pathlib import Path

OURS = ("crawler", "spiders", "pipelines", "rules", "evidence", "leads", "scheduler")


class RoofError(RuntimeError):
    """One of our packages is missing, or lies elsewhere than the others; the message says which and where."""


def check_roof() -> Path:
    """The folder that holds all our packages; RoofError when they are not together."""
    roof = Path(__file__).resolve().parent.parent
    for name in OURS:
        found = find_spec(name)
        origin = Path(found.origin).resolve() if found and found.origin else None
        home = origin and (origin.parent.parent if origin.name == "__init__.py" else origin.parent)
        if home != roof:
            raise RoofError(
                f"程序包 {name} 应在 {roof}，实际在 {home or '（未找到）'}：同名的其他软件覆盖了它，"
                "请把网巡装进单独的环境（python -m venv）"
            )
    return roof
