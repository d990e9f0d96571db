"""Tables for people: aligned columns on stdout, hostile text shown as text."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text


def shown(value: object) -> Text:
    """Anything as plain text on one line: no markup, no escape sequences for the terminal."""
    text = "" if value is None else str(value)
    return Text("".join(char if char.isprintable() else " " for char in text))


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = ()
) -> None:
    """Print rows under their columns' heads; the columns named in `right` hold numbers."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        numeric = column in right
        table.add_column(column, justify="right" if numeric else "left", overflow="fold", no_wrap=numeric)
    for row in rows:
        table.add_row(*map(shown, row))
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = 200  # lines of a file or a pipe are nobody's screen
    console.print(table)
