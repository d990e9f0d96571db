"""Ask the registers from a crawl: in a thread of its own, in one transaction a question, the same answer for the same."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine

from leads.engine import connect
from leads.registers.lookup import SqlRegisters, any_about_operators

T = TypeVar("T")


class RegisterDesk:
    """Takes questions one after another; a register swapped in between two of them is seen whole by the second."""

    def __init__(self, url: str) -> None:
        """`url` as the command line takes it; nothing is opened yet."""
        self.engine: Engine = connect(url)
        if self.engine.dialect.name != "sqlite":  # there a transaction is one snapshot anyway
            self.engine = self.engine.execution_options(isolation_level="REPEATABLE READ")
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="registers")
        self.open = False

    async def start(self) -> bool:
        """Is there anything to ask? When not, nobody needs to come again in this run."""
        self.open = await self._run(lambda: any_about_operators(self.engine))
        return self.open

    async def ask(self, question: Callable[[SqlRegisters], T]) -> T:
        """The answer to `question`, without holding up whoever waits for something else."""

        def answered() -> T:
            with self.engine.connect() as connection:
                return question(SqlRegisters(connection))

        return await self._run(answered)

    async def close(self) -> None:
        """Let thread and connections go."""
        await asyncio.to_thread(self.thread.shutdown)
        self.engine.dispose()

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)
