"""Who saw, exported, handed over or deleted evidence, when and why: the custody log."""

from pathlib import Path
from typing import Any, Literal

from crawler.days import SHANGHAI, now
from evidence import ledger
from evidence.errors import EvidenceError

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


def exported(directory: Path, name: str, sha256: str) -> dict[str, Any] | None:
    """The entry by which this very dossier was made here; None where it was made elsewhere.

    Raises EvidenceError when one of this name was made here, but with other bytes.
    """
    made = [entry for entry in entries(directory) if entry["action"] == "export" and entry["file"] == name]
    for entry in made:
        if entry["sha256"] == sha256:
            return entry
    if made:
        raise EvidenceError(
            f"{name}：与保管记录第 {made[-1]['number']} 条出具时的摘要 {made[-1]['sha256']} 不符，"
            f"实为 {sha256}：出具后被改动，请重新出具"
        )
    return None
