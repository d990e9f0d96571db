"""Text that every database takes: NUL and lone surrogates replaced, keys short enough for an index."""

from hashlib import blake2b
from typing import Any

KEY_LENGTH = 240
"""Characters of a key column: four bytes each stay below PostgreSQL's 2,704-byte limit of an index entry."""


def storable(text: str | None) -> str | None:
    """`text` without NUL and lone surrogates, both of which PostgreSQL refuses; None stays None."""
    if text is None or text.isprintable():
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def storable_json(value: Any) -> Any:
    """The same for every text in a JSON value, names of fields too."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [storable_json(one) for one in value]
    if isinstance(value, dict):
        return {storable(name): storable_json(one) for name, one in value.items()}
    return value


def digest(*parts: str) -> str:
    """32 hexadecimal characters that stand for `parts` in a unique index."""
    joined = "\n".join(parts).encode("utf-8", "replace")
    return blake2b(joined, digest_size=16).hexdigest()


def key(text: str) -> str:
    """`text` as a key column holds it: whole while it fits, else its beginning and its digest."""
    clean = storable(text) or ""
    if len(clean) <= KEY_LENGTH:
        return clean
    return f"{clean[: KEY_LENGTH - 33]}#{digest(clean)}"
