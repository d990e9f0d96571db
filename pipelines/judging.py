"""Names and words are judged in a process of their own, all items that came together in one message.

The event loop goes on meanwhile, and a second core judges while the first one crawls.
"""

import asyncio
from functools import lru_cache
from pathlib import Path
from typing import ClassVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from crawler.apart import Apart, settle
from crawler.items import Status
from crawler.memory import Memory, place
from crawler.observation import Observation, Opinion
from pipelines.checks import NOTHING_READ, Question, bare, judged
from pipelines.law import Law, law_of, lookalike, price_history, shown_sales, wording
from pipelines.opinions import Opinions, digests

UNDER_WAY = 2
"""Messages sent before an answer is there: the judge always has the next one, the rest waits and goes together."""

_apart = Apart()


def _ready(law: Law) -> None:
    """Build every index before the first question; they stay."""
    for check in (lookalike, wording, shown_sales, price_history):
        check(law)
    digests(law)
    settle()


def _judge(law: Law, questions: list[Question], memory: Path | None) -> list[Opinion]:
    said = judged(law, questions)
    if memory is not None:
        _opinions(law, memory).keep(questions, said)
    return said


@lru_cache(maxsize=2)
def _opinions(law: Law, memory: Path) -> Opinions:
    return Opinions(Memory(memory), law)


class Judges:
    """One crawl's way there: items that come while the judge works wait, and go together when it is free."""

    _known: ClassVar["WeakKeyDictionary[Crawler, Judges]"] = WeakKeyDictionary()

    def __init__(self, law: Law, memory: Path | None = None) -> None:
        """`memory` is where opinions are remembered, so that stored pages need not be judged again."""
        self.law = law
        self.memory = memory
        self._waiting: list[tuple[Question, asyncio.Future[Opinion]]] = []
        self._under_way: set[asyncio.Task[None]] = set()

    @classmethod
    def of(cls, crawler: Crawler) -> "Judges":
        """By the law that the crawl's settings name; the same for all of its pipelines."""
        kept = crawler.settings["WANGXUN_EVIDENCE"] != "none"
        memory = place(crawler.settings.get("WANGXUN_CACHE")) if kept else None
        return cls._known.setdefault(crawler, cls(law_of(crawler), memory))

    async def ready(self) -> None:
        """The law is loaded over there; what it cannot load is raised here, as it was there."""
        await _apart.run(_ready, self.law)

    async def opinion(self, observation: Observation) -> Opinion:
        """What the checks say; BrokenProcessPool when the item twice brought their process down."""
        if observation.opinion is None:
            unread = observation.item.status is not Status.OK
            observation.opinion = NOTHING_READ if unread else await self._asked(observation)
        return observation.opinion

    async def _asked(self, observation: Observation) -> Opinion:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Opinion] = loop.create_future()
        self._waiting.append(((bare(observation.item), observation.capture.day), answer))
        if len(self._waiting) == 1:
            loop.call_soon(self._send)  # when the others of this turn have come, too
        return await answer

    def _send(self) -> None:
        if self._waiting and len(self._under_way) < UNDER_WAY:
            asked, self._waiting = self._waiting, []
            task = asyncio.get_running_loop().create_task(self._ask(asked))
            self._under_way.add(task)
            task.add_done_callback(self._answered)

    def _answered(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._send()

    async def _ask(self, asked: list[tuple[Question, asyncio.Future[Opinion]]]) -> None:
        try:
            questions = [question for question, _ in asked]
            opinions = await _apart.run(_judge, self.law, questions, self.memory)
        except Exception as error:  # noqa: BLE001  it is raised again where the answer is waited for
            for _, answer in asked:
                if not answer.done():
                    answer.set_exception(error)
            return
        for (_, answer), opinion in zip(asked, opinions, strict=True):
            if not answer.done():
                answer.set_result(opinion)
