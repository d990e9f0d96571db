"""What a visitor asks for: the parameters behind the question mark, in UTF-8 or GBK."""

from urllib.parse import unquote_to_bytes


def query(text: str) -> dict[str, str]:
    """A query string's parameters, percent-encoded in UTF-8 or, as older clients do, in GBK."""
    pairs = (part.partition("=") for part in text.split("&") if part)
    return {name: decoded(value) for name, _, value in pairs}


def decoded(value: str) -> str:
    """UTF-8 where that is possible, else GB 18030."""
    raw = unquote_to_bytes(value.replace("+", " "))
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def number_of(parameters: dict[str, str]) -> int:
    """The page asked for, from 1."""
    asked = parameters.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
