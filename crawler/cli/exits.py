"""How a command ends when it cannot do its work: the message on stderr, and the code that scripts read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

FAILED = 1  # the work failed, or found itself incomplete
BAD_INPUT = 2  # bad usage or bad input: nothing was started


def fail(message: str, code: int = BAD_INPUT) -> NoReturn:
    """Say why on stderr and leave with `code`."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


@contextmanager
def refusing(*errors: type[Exception], code: int = BAD_INPUT) -> Iterator[None]:
    """Turn the named errors, whose messages are written for people, into a message and an exit code."""
    try:
        yield
    except errors as error:
        fail(str(error), code)
