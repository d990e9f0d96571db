"""What of a request must never be kept: log-ins and keys."""

HEADERS = frozenset({b"cookie", b"authorization", b"proxy-authorization"})
WORDS = (b"token", b"secret", b"api-key", b"apikey", b"password")


def is_secret(name: bytes) -> bool:
    """Does a request header of this name carry what must not be kept?"""
    lower = name.lower()
    return lower in HEADERS or any(word in lower for word in WORDS)
