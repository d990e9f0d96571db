"""What the pack files hold, and where each name is given: the reading of YAML into checked entries."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from rules.language import Exemption, Rule, Vocabulary
from rules.yaml_lines import Document, Where, YamlError

_KEYS = {"rules", "vocabularies", "exemptions", "stand_ins"}


@dataclass
class Shelf:
    """What was read so far. `problems` are sentences that name file and line."""

    rules: dict[str, Rule] = field(default_factory=dict)
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    exemptions: dict[str, Exemption] = field(default_factory=dict)
    stand_ins: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # name → file:line
    problems: list[str] = field(default_factory=list)
    digest: Any = field(default_factory=hashlib.sha256)

    def take(self, path: Path) -> None:
        """Add everything of one file."""
        try:
            document = Document(path)
        except YamlError as broken:
            self.problems.append(str(broken))
            return
        self.digest.update(path.name.encode() + b"\0" + path.read_bytes())
        if not isinstance(document.data, dict):
            self.problems.append(f"{path}:1: expected the keys {', '.join(sorted(_KEYS))}; found none")
            return
        for key in document.data.keys() - _KEYS:
            self.problems.append(f"{path}:{document.line((key,))}: unknown key {key!r}")
        self._take_named(document, "vocabularies", Vocabulary, self.vocabularies)
        self._take_named(document, "exemptions", Exemption, self.exemptions)
        for char, forms in (document.data.get("stand_ins") or {}).items():
            self.stand_ins.setdefault(char, []).extend(forms.split())
        for index, entry in enumerate(document.data.get("rules") or []):
            name = str(entry.get("id")) if isinstance(entry, dict) else "without id"
            self._take_one(_Entry(document, ("rules", index), name, entry), Rule, self.rules)

    def _take_named(self, document: Document, key: str, model: type[BaseModel], part: dict[str, Any]) -> None:
        for name, entry in (document.data.get(key) or {}).items():
            self._take_one(_Entry(document, (key, name), name, _split(entry)), model, part)

    def _take_one(self, entry: "_Entry", model: type[BaseModel], part: dict[str, Any]) -> None:
        name, what = entry.name, model.__name__.lower()
        if name in part:
            self.problems.append(
                f"{entry.place()}: {what} {name!r} is given twice; the first is at {self.places[name]}"
            )
            return
        try:
            part[name] = model.model_validate(entry.data)
        except ValidationError as invalid:
            for problem in invalid.errors():
                key = ".".join(str(step) for step in problem["loc"])
                at = entry.place(*(step for step in problem["loc"] if isinstance(step, str | int)))
                told = problem["type"] in {"missing", "value_error"}
                found = "" if told else f"; found {problem['input']!r}"
                self.problems.append(f"{at}: {what} {name}: {key}: {problem['msg']}{found}")
            return
        self.places[name] = entry.place()


@dataclass(frozen=True)
class _Entry:
    document: Document
    where: Where
    name: str
    data: Any

    def place(self, *steps: str | int) -> str:
        """file:line of the entry, or of what lies at `steps` within it."""
        return f"{self.document.path}:{self.document.line((*self.where, *steps))}"


def _split(entry: Any) -> Any:
    """Words may be given as one string with spaces between them."""
    if isinstance(entry, str):
        return {"words": entry.split()}
    if isinstance(entry, dict) and isinstance(entry.get("words"), str):
        return entry | {"words": entry["words"].split()}
    return entry
