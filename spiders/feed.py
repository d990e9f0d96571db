"""Tables that platforms supply (E-commerce Law, arts 25 and 28), judged row by row like pages that were read."""

import asyncio
import json
from collections.abc import AsyncIterator
from itertools import islice
from typing import IO, Any

from spiders.arguments import ArgumentError, FeedArguments
from spiders.paced import PacedSpider
from spiders.stored.rows import BadRow

BATCH = 100
"""Rows that are read between two looks at the event loop."""


class FeedSpider(PacedSpider):
    """`wangxun crawl feed -a file=TABLE -a mapping=MAPPING.yaml`; no request is sent."""

    name = "feed"
    arguments_model = FeedArguments
    arguments: FeedArguments

    def __init__(self, arguments: FeedArguments, **kwargs: Any) -> None:
        super().__init__(arguments, **kwargs)
        self.rejected = 0

    async def start(self) -> AsyncIterator[Any]:
        """One observation for each row; what cannot be read goes to the file of rejects, with its reason."""
        path = self.arguments.rejects_path
        try:
            rejects = path.open("w", encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise ArgumentError(
                f"{path}：退回行文件写不了（{error.strerror}），请用 rejects= 另指一处"
            ) from None
        with rejects:
            rows = self.arguments.feed().observations()
            while batch := await asyncio.to_thread(lambda: list(islice(rows, BATCH))):
                for row in batch:
                    await self.room()
                    if isinstance(row, BadRow):
                        self._reject(row, rejects)
                    else:
                        yield row
        self._conclude()

    def detail(self, card: Any) -> None:
        """A feed opens nothing."""

    def _reject(self, row: BadRow, rejects: IO[str]) -> None:
        self.rejected += 1
        self.count("wangxun/feed/rejected")
        line = {"row": row.number, "reason": row.reason, "data": row.values}
        rejects.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")

    def _conclude(self) -> None:
        path = self.arguments.rejects_path
        if self.rejected:
            self.logger.error("%d 行未能读入，行号与原因见 %s", self.rejected, path)
        else:
            path.unlink(missing_ok=True)
