"""Which program, rules and people made a capture: names, versions and digests for the warcinfo record."""

import hashlib
import secrets
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from crawler.days import now

PROGRAM = ("crawler", "spiders", "rules", "pipelines", "evidence", "leads")
RULES = ("rules/packs", "rules/laws.yaml")


def run_name() -> str:
    """A name for a run that has none: UTC time and a few random digits."""
    return f"{now():%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def description(
    *,
    spider: str = "",
    campaign: str = "",
    operator: str = "",
    authority: str = "",
    packs: str = "",
    robots: bool = True,
) -> dict[str, str]:
    """Fields of the warcinfo record (`operator`, `robots` are the standard's); empty ones are left out.

    `packs` is the digest of the rule packs that the run judges by, which need not be those that ship.
    """
    roof = Path(__file__).resolve().parent.parent
    return {
        "software": f"wangxun/{release('wangxun')} scrapy/{release('scrapy')} warcio/{release('warcio')}",
        "program-sha256": digest([roof / name for name in PROGRAM], "*.py"),
        "rules-sha256": digest([roof / name for name in RULES], "*.yaml"),
        "packs-sha256": packs,
        "spider": spider,
        "spider-sha256": digest([roof / "spiders"], f"{spider}.py") if spider else "",
        "campaign": campaign,
        "operator": operator,
        "authority": authority,
        "robots": "obey" if robots else "ignore",
    }


def release(distribution: str) -> str:
    """The installed version; `unknown` where the checkout is not installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"


def digest(places: list[Path], pattern: str) -> str:
    """SHA-256 over names and contents of all matching files, in order of name."""
    total = hashlib.sha256()
    for place in places:
        for file in sorted(place.rglob(pattern)) if place.is_dir() else [place][: place.is_file()]:
            name = file.relative_to(place.parent).as_posix()
            total.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()
