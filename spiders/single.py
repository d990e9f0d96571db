"""One page, fetched as politely as any crawl would, read and handed back: what `wangxun extract URL` uses."""

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response

from crawler.items import AnyItem
from spiders.arguments import SingleArguments
from spiders.journey import Journey


class SingleSpider(Journey):
    """`wangxun crawl single -a url=…` reads and judges that one page and follows nothing."""

    name = "single"
    arguments_model = SingleArguments
    arguments: SingleArguments
    visits_pictures = False

    def start_addresses(self) -> list[str]:
        """The page itself."""
        return [self.arguments.url]

    def onward(self, item: AnyItem, response: Response, shop: dict[str, str] | None) -> Iterator[Request]:
        """Nowhere."""
        yield from ()
