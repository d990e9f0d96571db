"""Which addresses a crawl may talk to: public ones, and the private hosts that the operator named.

A link, a redirect or a DNS answer from a page must never lead the crawler into the operator's own network.
Names are checked after resolution, so that a public name with a private address is refused as well.
"""

import ipaddress
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

DEFAULT_PORTS = {"http": 80, "https": 443}


class AddressRefused(IgnoreRequest):
    """The request leads to an address that the operator did not allow."""


def literal_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that `host` spells, in any spelling the C library takes (127.1, 0x7f000001); else None."""
    bare = host.strip("[]").split("%", 1)[0]
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    try:
        return ipaddress.ip_address(socket.inet_aton(bare))
    except (OSError, UnicodeEncodeError):
        return None


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Can the address belong to a site on the open internet? IPv4 inside IPv6 is judged as IPv4."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


@dataclass(frozen=True)
class AllowedHosts:
    """The private hosts named by the operator, as (host, port or None for every port)."""

    hosts: frozenset[tuple[str, int | None]]

    @classmethod
    def parse(cls, names: Iterable[str]) -> Self:
        """From HOST[:PORT] entries; ValueError names the one that is neither."""
        return cls(frozenset(_host_and_port(name) for name in names if name.strip()))

    def allows(self, host: str, port: int | None = None) -> bool:
        """Was `host` named, with this port or with none? With `port` None any naming of the host counts."""
        host = host.strip("[]").lower()
        if port is None:
            return any(host == named for named, _ in self.hosts)
        return (host, None) in self.hosts or (host, port) in self.hosts


def _host_and_port(name: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(f"//{name.strip()}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.path:
        raise ValueError(f"允许访问的内网主机写法不对：{name!r}，应为 HOST 或 HOST:PORT，如 127.0.0.1:8000")
    return host, port


class PublicAddressMiddleware:
    """Refuse requests to private hosts by scheme and spelling, before anything is sent."""

    def __init__(self, allowed: AllowedHosts, crawler: Crawler) -> None:
        self.allowed = allowed
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(AllowedHosts.parse(crawler.settings.getlist("WANGXUN_ALLOW_PRIVATE")), crawler)

    def process_request(self, request: Request) -> None:
        """Raise AddressRefused for anything but http(s) to a public or named host."""
        parts = urlparse_cached(request)
        if parts.scheme not in DEFAULT_PORTS:
            raise self._refused(request, f"不支持的地址类型 {parts.scheme}")
        host = (parts.hostname or "").lower()
        try:
            port = parts.port or DEFAULT_PORTS[parts.scheme]
        except ValueError:
            raise self._refused(request, "端口不合法") from None
        if self.allowed.allows(host, port):
            return
        address = literal_address(host)
        private_name = host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
        if private_name or (address is not None and not is_public(address)):
            raise self._refused(request, f"{host}:{port} 是内网或本机地址")
        if self.allowed.allows(host):
            raise self._refused(request, f"{host} 只允许访问指定端口，不含 {port}")

    def _refused(self, request: Request, why: str) -> AddressRefused:
        if self.crawler.stats:
            self.crawler.stats.inc_value("wangxun/refused_addresses")
        return AddressRefused(f"已拒绝访问 {request.url}：{why}；确需访问请用 --allow-private 指明主机")


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, refusing names that resolve to private addresses unless the operator named them."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, allowed: AllowedHosts) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        allowed = AllowedHosts.parse(settings.getlist("WANGXUN_ALLOW_PRIVATE"))
        return cls(reactor, size, settings.getfloat("DNS_TIMEOUT"), allowed)

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802
        """Resolve `name`; fails with DNSLookupError where the answer is private and not named."""
        answer = super().getHostByName(name, timeout)
        answer.addCallback(self._checked, name)
        return answer

    def _checked(self, address: str, name: str) -> str:
        parsed = literal_address(address)
        if parsed is not None and not is_public(parsed) and not self.allowed.allows(name):
            raise DNSLookupError(
                f"已拒绝访问 {name}：解析为内网地址 {address}；确需访问请用 --allow-private 指明主机"
            )
        return address
