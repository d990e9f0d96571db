"""Invented registration numbers that pass their checks: credit code, 15-digit registration number."""

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

ORG_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
DEPARTMENT = {"enterprise": "91", "self": "91", "individual": "92"}


def organisation_code(serial: int) -> str:
    """Nine characters by GB 11714: eight of the serial's, and the check character."""
    digits = []
    for _ in range(6):
        serial, rest = divmod(serial, len(ORG_ALPHABET))
        digits.append(ORG_ALPHABET[rest])
    body = "MA" + "".join(reversed(digits))
    values = (int(character, 36) for character in body)
    check = (11 - sum(value * weight for value, weight in zip(values, ORG_WEIGHTS, strict=True)) % 11) % 11
    return body + ("X" if check == 10 else str(check))


def credit_code(kind: str, region: str, serial: int) -> str:
    """Eighteen characters by GB 32100 for an enterprise or individual business in `region` (six digits)."""
    body = DEPARTMENT.get(kind, "91") + region + organisation_code(serial)
    return body + str(uscc.calc_check_digit(body))


def registration_number(region: str, serial: int) -> str:
    """Fifteen digits of the form used before October 2015, check digit by ISO 7064 mod 11,10."""
    body = f"{region}6{serial % 10**7:07d}"
    return body + mod_11_10.calc_check_digit(body)


def with_wrong_check(code: str) -> str:
    """The same code with a check character that does not agree."""
    alphabet = ORG_ALPHABET
    return code[:-1] + alphabet[(alphabet.index(code[-1]) + 5) % len(alphabet)]


def one_short(code: str) -> str:
    """The same code with a character left out of its middle."""
    return code[:9] + code[10:]
