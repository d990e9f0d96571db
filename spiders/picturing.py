"""How the visiting spiders go for pictures: those on which a licence is shown, those that describe articles."""

from collections.abc import AsyncIterator
from functools import cached_property
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.items import LicenceOwner, Listing
from evidence.capture import Capture
from spiders.description_pictures import LARGEST, DescriptionPictures, Shown, description_said
from spiders.filing import picture_of, remember
from spiders.licence_pictures import picture_request, read_picture_response
from spiders.ordered import OrderedSpider, Tally
from spiders.pictures.reader import available
from spiders.reading import read_description


class Picturing(OrderedSpider):
    """Requests for pictures and what becomes of their answers; a journey says where it stays."""

    visits_pictures: ClassVar[bool] = True
    pictures_asked = Tally()

    def keeps(self, url: str, page: str) -> bool:
        """Does `url` lie where the journey goes, or on the domain of a page that shows it?"""
        raise NotImplementedError

    def failed(self, failure: Failure) -> None:
        """Say what was not read and why."""
        raise NotImplementedError

    @cached_property
    def descriptions(self) -> DescriptionPictures:
        """What this crawl reads of the pictures that describe articles."""
        return DescriptionPictures(self)

    async def parse_picture(
        self, response: Response, shop: dict[str, str], owner: LicenceOwner
    ) -> AsyncIterator[Any]:
        """Yield what the picture of a licence says, filed under the shop whose page shows it."""
        item = await read_picture_response(response, owner)
        picture_of(item, shop)
        remember(response, shop=shop, owner=owner)
        yield item

    def picture(self, shown: Shown) -> Request:
        """A request for one picture of a description: after all pages, for these lead on."""
        return picture_request(
            shown.picture.picture_url or "",
            callback=self.parse_picture_shown,
            errback=self.picture_failed,
            cb_kwargs={"shown": shown},
            priority=-20,
            meta={"download_maxsize": LARGEST},
            dont_filter=True,
        )

    async def parse_picture_shown(self, response: Response, shown: Shown) -> AsyncIterator[Any]:
        """Yield what a picture of a description says, once for each listing whose page shows it."""
        async for said in self.descriptions.parse(response, shown):
            yield said

    def picture_failed(self, failure: Failure) -> None:
        """A picture that did not come is counted; its listing was judged without it."""
        request: Any = getattr(failure, "request", None)
        self.descriptions.failed(request.cb_kwargs["shown"])
        self.failed(failure)

    def description(self, item: Listing, page: Capture) -> Request:
        """A request for the description that the page's script would fetch."""
        return Request(
            item.description_url or "",
            callback=self.parse_description,
            errback=self.description_failed,
            cb_kwargs={"item": item, "page": page},
            priority=-20,
            dont_filter=True,
        )

    async def parse_description(self, response: Response, item: Listing, page: Capture) -> AsyncIterator[Any]:
        """Yield the words of a description that came by itself, go on to its pictures and to those of its page."""
        described, capture = await read_description(response), response.meta["capture"]
        if described.words:
            yield description_said(item, page, capture, described.words)
        async for said in self.descriptions.described(item, (page, capture), described.pictures):
            yield said

    async def description_failed(self, failure: Failure) -> AsyncIterator[Any]:
        """Go on to the pictures of the page itself."""
        request: Any = getattr(failure, "request", None)
        item, page = request.cb_kwargs["item"], request.cb_kwargs["page"]
        self.failed(failure)
        async for said in self.descriptions.described(item, (page,), ()):
            yield said

    def closed(self, reason: str) -> None:
        """Scrapy calls it when the crawl ends."""
        self.descriptions.closed()

    def _reads_pictures(self) -> bool:
        return self.visits_pictures and self.settings.getbool("WANGXUN_PICTURES") and available()
