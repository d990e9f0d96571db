"""Which legal bases are in force on a given day: the dated list of `laws.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from rules.finding import Basis
from rules.yaml_lines import Document, YamlError

BUNDLED = Path(__file__).with_name("laws.yaml")


class LawError(ValueError):
    """`laws.yaml` is missing, broken or says one thing twice; the message names file and line."""


@dataclass(frozen=True)
class Laws:
    """Every basis that a rule may cite, by id."""

    bases: Mapping[str, Basis]

    @classmethod
    def load(cls, path: Path | None = None) -> "Laws":
        """The bundled list, or the one at `path`; LawError names the file and line of what is wrong."""
        source = path or BUNDLED
        try:
            document = Document(source)
        except YamlError as broken:
            raise LawError(str(broken)) from broken
        entries = document.data.get("bases") if isinstance(document.data, dict) else None
        if not isinstance(entries, list) or not entries:
            raise LawError(f"{source}: expected a list `bases` with at least one basis, found none")
        bases: dict[str, Basis] = {}
        for index, entry in enumerate(entries):
            place = f"{source}:{document.line(('bases', index))}"
            basis = _basis(entry, place)
            if basis.id in bases:
                raise LawError(f"{place}: basis {basis.id!r} is given twice; rename or remove one")
            bases[basis.id] = basis
        return cls(bases)

    def in_force(self, ids: Sequence[str], on: date) -> list[Basis]:
        """Those of `ids`, in their order, that apply on `on` (`until` is the last day in force)."""
        named = (self.bases[name] for name in ids if name in self.bases)
        return [basis for basis in named if basis.since <= on and (basis.until is None or on <= basis.until)]

    def nearest(self, name: str) -> str | None:
        """The known id that looks most like `name`: what the author of a rule probably meant."""
        near = get_close_matches(name, self.bases, n=1, cutoff=0.4)
        return near[0] if near else None


def _basis(entry: object, place: str) -> Basis:
    try:
        basis = Basis.model_validate(entry)
    except ValidationError as invalid:
        first = invalid.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise LawError(f"{place}: {key}: {first['msg']}, found {first['input']!r}") from invalid
    if basis.until is not None and basis.until < basis.since:
        raise LawError(f"{place}: basis {basis.id!r} ends ({basis.until}) before it begins ({basis.since})")
    return basis
