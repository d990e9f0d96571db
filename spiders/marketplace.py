"""A journey through a marketplace: search or category → cards → details → shops → licence and policy pages."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.items import AnyItem, Item, Licence, Listing, Search, Shop, Website
from spiders.arguments import MarketplaceArguments
from spiders.filing import identity, remember
from spiders.journey import Journey, site_of


class MarketplaceSpider(Journey):
    """`wangxun crawl marketplace -a platform=jd -a keyword=儿童玩具`, or `-a url=` for any marketplace."""

    name = "marketplace"
    arguments_model = MarketplaceArguments
    arguments: MarketplaceArguments

    def start_addresses(self) -> list[str]:
        """The search, category or shop page that was asked for."""
        return self.arguments.start_urls()

    async def parse(self, response: Response, shop: dict[str, str] | None = None) -> AsyncIterator[Any]:
        """On a marketplace that no reader knows, the site itself is the platform: shops are told apart on it."""
        async for found in super().parse(response, shop):
            if isinstance(found, Item) and found.platform is None:
                found.platform = site_of(response.url)
                remember(response, platform=found.platform)
            yield found

    def onward(self, item: AnyItem, response: Response, shop: dict[str, str] | None) -> Iterator[Request]:
        """Licences first: without them no verdict on the shop; then shops, then further pages of cards."""
        if isinstance(item, Licence | Website) and shop is not None:
            yield from self.following(item.licence_places, priority=30, shop=shop)
        if isinstance(item, Shop):
            shop = identity(item) or shop
            yield from self.following(item.licence_places, priority=30, shop=shop)
            yield from self.following(item.policy_urls, priority=20, shop=shop)
        if isinstance(item, Search | Shop | Website):
            shops = dict.fromkeys(card.shop_url for card in item.items if card.shop_url)
            yield from self.following(list(shops), priority=10)
        elif isinstance(item, Listing) and item.shop_url:
            yield from self.following([item.shop_url], priority=10)
        further = [item.next_url] if item.next_url else []
        if isinstance(item, Website | Shop):
            further += item.catalogue_urls
        yield from self.more_pages(further, shop=shop if isinstance(item, Shop | Search) else None)
