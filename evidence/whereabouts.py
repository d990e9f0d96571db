"""Where does a lead's evidence lie today, and how far is it secured?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from evidence.seal import State, state


def directory_of(kept: Mapping[str, Any], given: Path) -> Path:
    """The evidence directory that holds the lead's file: `given`, else the one it was written to.

    `kept` is a lead's `evidence`. A directory that was moved or copied as a whole is found where it is said
    to be, whatever path the lead remembers.
    """
    if kept.get("file") and (given / kept["file"]).is_file():
        return given
    return Path(kept.get("directory") or given)


def security_of(kept: Mapping[str, Any], given: Path) -> State | Literal["missing"]:
    """How far the lead's evidence is secured; `missing` when its file is not where it should be."""
    directory = directory_of(kept, given)
    if not (directory / kept["file"]).is_file():
        return "missing"
    return state(directory, kept["file"].partition("/")[0])
