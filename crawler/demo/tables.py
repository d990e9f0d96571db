"""The demo's tables: what the YAML files beside this module say, read once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).with_name("data")


@cache
def table(name: str) -> Any:
    """The table `name` (goods, shops, sites, planted, innocents, registers, cities) as plain lists and dictionaries."""
    return yaml.load((DATA / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)
