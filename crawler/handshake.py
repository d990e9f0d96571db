"""What TLS said: the protocol version and the chain of certificates of the connection that a page came over.

Scrapy keeps the server's own certificate of a response and nothing else of the handshake. This download
handler is Scrapy's; it only remembers, by host and port, the connections that it opens.
"""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, cast

from cryptography.hazmat.primitives.serialization import Encoding
from OpenSSL.SSL import Connection
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.protocols.tls import TLSMemoryBIOProtocol
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

Key = tuple[str, int]

REMEMBERED = 1000
"""Hosts whose last handshake is remembered; the longest unused goes first."""


@dataclass(frozen=True, slots=True)
class Handshake:
    """Protocol version (TLSv1.3) and certificates in DER, the server's own first."""

    version: str
    chain: tuple[bytes, ...]


class Handshakes:
    """The last connection to each host and port, read once its handshake is over."""

    def __init__(self) -> None:
        self._opened: OrderedDict[Key, Connection] = OrderedDict()
        self._read: OrderedDict[Key, Handshake] = OrderedDict()

    def opened(self, host: str, port: int, connection: Connection) -> None:
        """A connection is being made."""
        _remember(self._opened, (host, port), connection)

    def of(self, host: str, port: int, certificate: bytes) -> Handshake | None:
        """The handshake that showed this certificate; None when another one has come between."""
        key = host, port
        connection = self._opened.get(key)
        if connection is not None and (found := _handshake(connection)):
            del self._opened[key]
            _remember(self._read, key, found)
        known = self._read.get(key)
        return known if known and known.chain[:1] == (certificate,) else None


HANDSHAKES = Handshakes()
"""One for the process: the handler and the recorder know each other by it alone."""


class RemembersHandshakes(HTTP11DownloadHandler):
    """For any handler that stands on Scrapy's: its TLS connections can be asked about their handshakes."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._contextFactory = cast(IPolicyForHTTPS, _Policy(self._contextFactory))


class HandshakeHandler(RemembersHandshakes):
    """Scrapy's HTTP/1.1 handler that remembers handshakes."""


@implementer(IPolicyForHTTPS)
class _Policy:
    """The policy that is wrapped decides; this one looks on."""

    def __init__(self, policy: Any) -> None:  # zope interfaces are not types to a checker
        self.policy = policy

    def creatorForNetloc(self, hostname: bytes, port: int) -> "_Creator":  # noqa: N802  # Twisted's name
        creator = self.policy.creatorForNetloc(hostname, port)
        return _Creator(creator, hostname.decode("ascii"), port)


@implementer(IOpenSSLClientConnectionCreator)
class _Creator:
    def __init__(self, creator: Any, host: str, port: int) -> None:
        self.creator = creator
        self.host = host
        self.port = port

    def clientConnectionForTLS(self, tlsProtocol: TLSMemoryBIOProtocol) -> Connection:  # noqa: N802, N803
        connection: Connection = self.creator.clientConnectionForTLS(tlsProtocol)
        HANDSHAKES.opened(self.host, self.port, connection)
        return connection


def _handshake(connection: Connection) -> Handshake | None:
    """What the connection's handshake agreed on; None while it is not over."""
    chain = connection.get_peer_cert_chain(as_cryptography=True)
    if not chain:
        return None
    certificates = tuple(certificate.public_bytes(Encoding.DER) for certificate in chain)
    return Handshake(connection.get_protocol_version_name(), certificates)


def _remember(kept: OrderedDict[Key, Any], key: Key, value: Any) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > REMEMBERED:
        kept.popitem(last=False)
