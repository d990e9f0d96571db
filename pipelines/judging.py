"""Names and words are judged in a process of their own, all items that came together in one message.

The event loop goes on meanwhile, and a second core judges while the first one crawls.
"""

import asyncio
from datetime import date
from typing import ClassVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from crawler.apart import Apart, settle
from crawler.items import AnyItem, Status
from crawler.observation import Observation, Opinion
from pipelines.law import Law, law_of, lookalike, price_history, shown_sales, wording

Question = tuple[AnyItem, date]
"""An item and the day whose law applies."""

NOTHING_READ = Opinion([], [], [], [])

UNDER_WAY = 2
"""Messages sent before an answer is there: the judge always has the next one, the rest waits and goes together."""

_apart = Apart()


def _ready(law: Law) -> None:
    """Build every index before the first question; they stay."""
    for check in (lookalike, wording, shown_sales, price_history):
        check(law)
    settle()


def judged(law: Law, questions: list[Question]) -> list[Opinion]:
    """What the checks say of each item that was read, in this process."""
    return [
        Opinion(
            imitations=lookalike(law).judge(item, day),
            words=wording(law).judge(item, day),
            shown_sales=shown_sales(law).judge(item, day),
            price_suspicions=price_history(law).suspicions(item, day),
        )
        for item, day in questions
    ]


class Judges:
    """One crawl's way there: items that come while the judge works wait, and go together when it is free."""

    _known: ClassVar["WeakKeyDictionary[Crawler, Judges]"] = WeakKeyDictionary()

    def __init__(self, law: Law) -> None:
        self.law = law
        self._waiting: list[tuple[Question, asyncio.Future[Opinion]]] = []
        self._under_way: set[asyncio.Task[None]] = set()

    @classmethod
    def of(cls, crawler: Crawler) -> "Judges":
        """By the law that the crawl's settings name; the same for all of its pipelines."""
        return cls._known.setdefault(crawler, cls(law_of(crawler)))

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
        self._waiting.append(((observation.item, observation.capture.day), answer))
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
            opinions = await _apart.run(judged, self.law, [question for question, _ in asked])
        except Exception as error:  # noqa: BLE001  it is raised again where the answer is waited for
            for _, answer in asked:
                if not answer.done():
                    answer.set_exception(error)
            return
        for (_, answer), opinion in zip(asked, opinions, strict=True):
            if not answer.done():
                answer.set_result(opinion)
