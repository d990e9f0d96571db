"""Who saw, exported, handed over or deleted evidence, when and why: the custody log."""

from pathlib import Path
from typing import Any, Literal

from crawler.days import SHANGHAI, now
from evidence import ledger

Action = Literal["seal", "stamp", "view", "export", "hand-over", "delete"]

LOG = "custody.jsonl"


def log(
    directory: Path, action: Action, *, actor: str, why: str = "", leads: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    """Append one entry for the evidence below `directory`; it is on disk when this returns.

    `actor` is a person's account or, for what the machine does by itself, the program. Raises EvidenceError.
    """
    moment = now()
    entry: dict[str, Any] = {
        "at_utc": moment.isoformat(),
        "at_shanghai": moment.astimezone(SHANGHAI).isoformat(),
        "action": action,
        "actor": actor,
    }
    if why:
        entry["why"] = why
    if leads:
        entry["leads"] = list(leads)
    return ledger.append(directory / LOG, entry | more)


def entries(directory: Path, lead: str | None = None) -> list[dict[str, Any]]:
    """The log, oldest first; with `lead`, only what concerns it."""
    found = ledger.read(directory / LOG)
    return [entry for entry in found if lead is None or lead in entry.get("leads", [])]
