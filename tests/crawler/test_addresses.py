"""Which addresses a crawl may talk to."""

import ipaddress

import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler
from twisted.internet.error import DNSLookupError

from crawler.addresses import (
    AddressRefused,
    AllowedHosts,
    PublicAddressMiddleware,
    PublicResolver,
    is_public,
    literal_address,
)


def middleware(*allowed: str) -> PublicAddressMiddleware:
    return PublicAddressMiddleware.from_crawler(
        get_crawler(settings_dict={"WANGXUN_ALLOW_PRIVATE": list(allowed)})
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://10.0.0.8:8080/admin",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://localhost/",
        "http://printer.local/",
        "file:///etc/passwd",
        "ftp://example.com/",
        "data:text/html,x",
    ],
)
def test_a_private_or_strange_address_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused, match="已拒绝访问"):
        middleware().process_request(Request(url))


@pytest.mark.parametrize(
    "url", ["http://93.184.216.34/", "https://item.jd.com/1.html", "http://example.com:8080/"]
)
def test_a_public_address_passes(url: str) -> None:
    middleware().process_request(Request(url))


def test_a_named_host_passes_on_the_named_port_only() -> None:
    guard = middleware("127.0.0.1:8000", "shop.local")
    guard.process_request(Request("http://127.0.0.1:8000/a"))
    guard.process_request(Request("http://shop.local:9999/"))
    with pytest.raises(AddressRefused):
        guard.process_request(Request("http://127.0.0.1:8001/"))


def test_a_refusal_is_counted() -> None:
    guard = middleware()
    with pytest.raises(AddressRefused):
        guard.process_request(Request("http://10.1.1.1/"))
    assert guard.crawler.stats.get_value("wangxun/refused_addresses") == 1


@pytest.mark.parametrize("name", ["", "host:port", "http://host/", "a/b", ":80"])
def test_a_host_that_is_no_host_is_named(name: str) -> None:
    if not name:
        assert AllowedHosts.parse([name]).hosts == frozenset()
        return
    with pytest.raises(ValueError, match="HOST:PORT"):
        AllowedHosts.parse([name])


def resolver(*allowed: str) -> PublicResolver:
    from twisted.internet import reactor

    return PublicResolver(reactor, 0, 5, AllowedHosts.parse(allowed))


def test_a_public_name_with_a_private_address_is_refused() -> None:
    with pytest.raises(DNSLookupError, match=r"内网地址 10\.0\.0\.5"):
        resolver()._checked("10.0.0.5", "shop.example.com")


def test_a_named_host_may_resolve_to_a_private_address() -> None:
    assert resolver("shop.example.com:80")._checked("10.0.0.5", "shop.example.com") == "10.0.0.5"


def test_a_public_answer_passes() -> None:
    assert resolver()._checked("93.184.216.34", "example.com") == "93.184.216.34"


def test_an_address_inside_an_address_is_judged_by_the_inner_one() -> None:
    assert not is_public(ipaddress.ip_address("2002:0a00:0001::1"))
    assert literal_address("shop.example.com") is None
