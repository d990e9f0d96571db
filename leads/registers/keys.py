"""The numbers under which a name's trade name is found again, whole or with one character left out."""

import zlib

from rules.name_parts import keys, parts


def key_numbers(name: str) -> set[int]:
    """31-bit digests of the keys of a name; two keys may meet in one, so what they find is compared again."""
    return {zlib.crc32(key.encode()) & 0x7FFFFFFF for key in keys(parts(name).trade_name)}
