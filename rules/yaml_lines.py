"""Read YAML as plain strings, and say on which line each value stands."""

from pathlib import Path
from typing import Any

import yaml

Where = tuple[str | int, ...]
"""The way to a value: keys and list positions from the document's root."""


class YamlError(ValueError):
    """The file is not YAML, or says one key twice; the message names file and line."""


class Document:
    """One YAML file: `data` (every scalar a string: no date, no number, no sexagesimal 1:1) and its lines."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Where, int] = {}
        try:
            node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        except yaml.MarkedYAMLError as broken:
            line = broken.problem_mark.line + 1 if broken.problem_mark else 0
            raise YamlError(f"{path}:{line}: not YAML: {broken.problem}") from broken
        except (OSError, UnicodeDecodeError) as unreadable:
            raise YamlError(f"{path}: cannot be read as UTF-8 text: {unreadable}") from unreadable
        self.data: Any = self._value(node, ()) if node is not None else None

    def line(self, where: Where) -> int:
        """The 1-based line of the value at `where`, or of the nearest one around it that is known."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def _value(self, node: yaml.Node, where: Where) -> Any:
        self.lines[where] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(child, (*where, index)) for index, child in enumerate(node.value)]
        return node.value

    def _mapping(self, node: yaml.MappingNode, where: Where) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, child in node.value:
            if key.value in result:
                raise YamlError(f"{self.path}:{key.start_mark.line + 1}: key {key.value!r} is given twice")
            result[key.value] = self._value(child, (*where, key.value))
        return result
