"""The served demo: everything planted can be reached, and the odd pages are as odd as they should be."""

import gzip
import json
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import quote, urljoin, urlsplit

import pytest
from lxml import html as lxml_html

from crawler.demo.market import GONE, SOFT_GONE, MarketRoutes
from crawler.demo.server import DemoMarket
from crawler.demo.site import SiteRoutes
from crawler.demo.things import Shop
from crawler.demo.world import world


@pytest.fixture(scope="module")
def market() -> Iterator[DemoMarket]:
    with DemoMarket() as running:
        yield running


@pytest.fixture(scope="module")
def routes() -> MarketRoutes:
    return MarketRoutes(world())


def shop(shows: str) -> Shop:
    return next(one for one in world().shops if one.shows == shows)


def fetch(market: DemoMarket, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(market.url).netloc, timeout=10)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return (
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            response.read(),
        )
    finally:
        connection.close()


def links(body: bytes, path: str) -> set[str]:
    """Where a page leads on its own host, as path and query."""
    parser = lxml_html.HTMLParser(encoding="gb18030" if b"gbk" in body[:200] else "utf-8")
    targets = (urlsplit(urljoin(f"http://here{path}", link)) for link in hrefs(body, parser))
    return {t.path + ("?" + t.query if t.query else "") for t in targets if t.netloc == "here"}


def hrefs(body: bytes, parser: lxml_html.HTMLParser) -> list[str]:
    root = lxml_html.fromstring(body, parser=parser)
    return [str(anchor.get("href")) for anchor in root.iter("a") if anchor.get("href")]


def reachable(routes: MarketRoutes | SiteRoutes, start: str = "/") -> set[str]:
    """Every address that links lead to from `start`, redirects followed."""
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        address = ahead.pop()
        if address in seen:
            continue
        seen.add(address)
        path, _, search = address.partition("?")
        answer = routes.answer(path, search)
        if answer.location:
            ahead.append(answer.location)
        elif answer.body.lstrip().startswith(b"<!DOCTYPE html"):
            ahead.extend(links(answer.body, address) - seen)
    return seen


def test_everything_on_the_market_is_reachable_from_home_by_links(routes: MarketRoutes) -> None:
    seen = reachable(routes)
    assert {listing.path for listing in world().listings} <= seen
    assert {one.path for one in world().shops} <= seen
    planted = [one for one in world().truth.planted if one.site == "market"]
    assert all(set(one.paths[:1]) <= seen for one in planted)
    assert set(world().truth.forbidden) <= seen


@pytest.mark.parametrize("site", world().sites, ids=lambda site: site.name)
def test_everything_of_a_site_is_reachable_from_its_home(site: object) -> None:
    one = next(other for other in world().sites if other is site)
    routes = SiteRoutes(one, "here")
    seen = reachable(routes)
    assert {product.path for product in one.products} <= seen
    assert {"/about.html", "/policy.html"} <= seen
    listed = routes.answer("/sitemap.xml", "").body.decode()
    assert all(f"<loc>http://here{product.path}</loc>" in listed for product in one.products)


def test_what_is_planted_stands_on_its_page(routes: MarketRoutes) -> None:
    sites = {site.name: SiteRoutes(site, "here") for site in world().sites}
    for planted in world().truth.planted:
        if planted.excerpt is None:
            continue
        answer = sites.get(planted.site, routes).answer(planted.paths[0], "")
        texts = [answer.body.decode(codec, "replace") for codec in ("utf-8", "gb18030")]
        assert any(planted.excerpt in text for text in texts), planted


def test_a_page_is_compressed_for_those_who_can_read_it(market: DemoMarket) -> None:
    path = world().listings[1].path
    status, headers, zipped = fetch(market, path, **{"Accept-Encoding": "gzip"})
    assert (status, headers["content-encoding"]) == (200, "gzip")
    _, plain_headers, plain = fetch(market, path)
    assert "content-encoding" not in plain_headers
    assert gzip.decompress(zipped) == plain


def test_a_search_reads_utf8_and_gbk_alike(market: DemoMarket) -> None:
    in_utf8 = fetch(market, f"/search?q={quote('羽绒服')}")[2]
    in_gbk = fetch(market, f"/search?q={quote('羽绒服'.encode('gbk'))}")[2]
    assert in_utf8 == in_gbk
    assert in_utf8.count(b'class="card"') >= 5
    assert "没有找到" in fetch(market, f"/search?q={quote('飞船发动机')}")[2].decode()


@pytest.mark.parametrize("path", GONE)
def test_a_removed_article_is_not_found(market: DemoMarket, path: str) -> None:
    assert fetch(market, path)[0] == 404


def test_an_article_off_the_shelf_says_so_with_status_200(market: DemoMarket) -> None:
    status, _, body = fetch(market, SOFT_GONE[0])
    assert status == 200
    assert "商品已下架" in body.decode()


def test_two_shops_stand_behind_walls(market: DemoMarket) -> None:
    status, _, body = fetch(market, shop("captcha").path)
    assert status == 200
    assert "安全验证" in body.decode()
    assert fetch(market, shop("forbidden").path)[0] == 403


def test_a_redirect_loop_comes_back_to_itself(market: DemoMarket) -> None:
    _, headers, _ = fetch(market, "/go/huichang")
    _, back, _ = fetch(market, headers["location"])
    assert back["location"] == "/go/huichang"


def test_one_shop_s_pages_are_gbk_and_say_so(market: DemoMarket) -> None:
    one = next(one for one in world().shops if one.encoding == "gbk")
    _, headers, body = fetch(market, one.path)
    assert headers["content-type"] == "text/html"
    assert b'charset="gbk"' in body
    assert one.name in body.decode("gb18030")


@pytest.mark.parametrize(("encoding", "codec"), [("utf-8 as gbk", "utf-8"), ("gbk as utf-8", "gb18030")])
def test_some_pages_say_the_wrong_encoding(market: DemoMarket, encoding: str, codec: str) -> None:
    one = next(one for one in world().shops if one.encoding == encoding)
    _, _, body = fetch(market, one.path)
    assert one.name in body.decode(codec)
    assert (b'charset="utf-8"' in body) is (codec != "utf-8")


def test_robots_txt_closes_the_page_with_the_forbidden_breach(market: DemoMarket) -> None:
    assert b"Disallow: /internal/" in fetch(market, "/robots.txt")[2]
    assert all(path.startswith("/internal/") for path in world().truth.forbidden)


def test_some_pages_are_slow(routes: MarketRoutes) -> None:
    slow = [one for one in world().listings if routes.answer(one.path, "").delay]
    assert 5 <= len(slow) <= 30
    assert max(routes.answer(one.path, "").delay for one in slow) <= 1


def test_the_truth_lies_in_a_file_while_the_market_is_open(market: DemoMarket) -> None:
    truth = json.loads(market.truth_path.read_text(encoding="utf-8"))
    assert len(truth["planted"]) == 65
    assert market.entry_urls[0] == market.url
    assert len(market.site_urls) == len(world().sites)
    assert len(market.hosts) == 1 + len(market.site_urls)


def test_words_from_the_market_s_pages_score_on_the_running_host(market: DemoMarket) -> None:
    planted = next(one for one in world().truth.planted if one.group == "well-known-mark")
    lead = {"group": planted.group, "url": urljoin(market.url, planted.paths[0]), "excerpt": planted.excerpt}
    assert str(market.score([lead])) == "found 1 of 65 planted, 0 false"
