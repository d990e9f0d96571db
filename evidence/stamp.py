"""When at the latest did a seal exist? A trusted time stamp (RFC 3161) over it, checked before it is kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    Verifier,
    VerifierBuilder,
    decode_timestamp_response,
)

from crawler.days import now
from evidence.errors import EvidenceError

MAX_RESPONSE = 1_000_000
CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far the authority's clock and ours may be apart before one of them is called wrong."""


@dataclass(frozen=True)
class Authority:
    """A time-stamping authority: where it answers, and the roots (PEM) that its answers must lead to."""

    url: str
    roots: Path
    timeout: float = 10.0  # seconds

    def certificates(self) -> list[Certificate]:
        """The trusted certificates. Raises EvidenceError when the file cannot be read."""
        try:
            return load_pem_x509_certificates(self.roots.read_bytes())
        except (OSError, ValueError) as error:
            raise EvidenceError(
                f"{self.roots}：不是可读的 PEM 证书文件（{error}）；请指定时间戳机构的根证书"
            ) from error


def stamp(authority: Authority, data: bytes) -> bytes:
    """A checked TimeStampResp (DER) over `data`.

    Raises EvidenceError when the authority does not answer, refuses, or answers with what does not hold:
    another nonce, another digest, a certificate that was not valid, a foreign signer, a time far from ours.
    """
    builder = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256)
    request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    answer = _ask(authority, request)
    try:
        response = decode_timestamp_response(answer)
        _verifier(authority, request).verify(response, hashlib.sha256(data).digest())
    except (VerificationError, ValueError) as error:
        raise EvidenceError(
            f"{authority.url}：时间戳响应不可信（{error}）；线索保持未盖章状态，请核对时间戳机构及其根证书后重试"
        ) from error
    _check_clock(authority, response)
    return answer


def valid_until(answer: bytes) -> datetime:
    """The day from which the stamp's own certificate no longer counts: re-stamp before it."""
    certificates = decode_timestamp_response(answer).signed_data.certificates
    return min(load_der_x509_certificate(der).not_valid_after_utc for der in certificates)


def _ask(authority: Authority, request: TimeStampRequest) -> bytes:
    if not authority.url.startswith(("http://", "https://")):
        raise EvidenceError(f"{authority.url}：时间戳机构地址应以 http:// 或 https:// 开头")
    kind = {"Content-Type": "application/timestamp-query"}
    try:
        with urlopen(  # noqa: S310  # the scheme is checked above
            Request(authority.url, request.as_bytes(), kind),  # noqa: S310
            timeout=authority.timeout,
        ) as response:
            return bytes(response.read(MAX_RESPONSE))
    except (URLError, OSError, ValueError) as error:
        raise EvidenceError(
            f"{authority.url}：时间戳机构没有应答（{error}）；线索保持未盖章状态，稍后会再次加盖"
        ) from error


def _verifier(authority: Authority, request: TimeStampRequest) -> Verifier:
    builder = VerifierBuilder.from_request(request)
    for certificate in authority.certificates():
        builder = builder.add_root_certificate(certificate)
    return builder.build()


def _check_clock(authority: Authority, response: TimeStampResponse) -> None:
    """A stamp far from our clock means that one of the two is wrong; either way it proves nothing."""
    apart = response.tst_info.gen_time - now()
    if abs(apart) > CLOCK_TOLERANCE:
        raise EvidenceError(
            f"{authority.url}：时间戳与本机时钟相差 {apart.total_seconds():.0f} 秒；请校准本机时钟后重试"
        )
