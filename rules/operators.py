"""What do the imported registers say of the operator whom a page shows: forged, borrowed, listed, unreported?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin

from crawler.items import AnyItem, LicenceDisplay, Status
from rules.annual_report import Place, reported
from rules.finding import Finding
from rules.identifiers import read_number
from rules.names import is_company
from rules.packs import Packs
from rules.registers import (
    Identity,
    IdentityVerdict,
    Listed,
    RegisterKind,
    Registers,
    identify,
    listed,
    listed_verdict,
)
from rules.sites import shows_licence

IDENTITY_RULES: dict[Identity, str] = {
    "forged": "identity.forged-number",
    "borrowed": "identity.borrowed-number",
    "imitated": "identity.impersonated-name",
    "struck_off": "identity.struck-off",
}
LIST_RULES: dict[RegisterKind, str] = {
    "abnormal": "credit.abnormal-list",
    "serious-violation": "credit.serious-list",
    "penalties": "credit.penalty-record",
}
REPEATED = "credit.repeat-offender"
UNREPORTED = "credit.annual-report-site"


@dataclass(frozen=True, slots=True)
class Claim:
    """A number and the name beside it, as a shop or site shows them for its own."""

    number: str | None
    name: str | None


@dataclass
class Answer:
    """What came of one page: findings for leads, one identity a claim, and what could not be said."""

    findings: list[Finding] = field(default_factory=list)
    identities: list[IdentityVerdict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def claims_of(item: AnyItem) -> list[Claim]:
    """Whom a page that may show a licence claims to be run by: one claim a number, else its operator's name.

    Numbers whose check fails are no claim: the licence verdict speaks of those.
    """
    if item.status is not Status.OK or not shows_licence(item):
        return []
    named: dict[str, str | None] = {}
    for display in item.licences:
        if display.number and display.valid and _own(item, display):
            code = read_number(display.number)[1]
            shown = None if display.form == "image" else display.name  # a picture's characters may be misread
            named[code] = named.get(code) or _company(shown)
    spoken = _company(item.operator) or _company(item.seller_name)
    if len(named) == 1:
        return [Claim(number, name or spoken) for number, name in named.items()]
    if named:
        return [Claim(number, name) for number, name in named.items()]
    return [Claim(None, spoken)] if spoken else []


def place_of(item: AnyItem) -> Place:
    """The shop or site that a page belongs to, as an annual report would name it: a site by its host alone."""
    try:
        shop = urljoin(item.url or "", item.shop_url) if item.shop_url else None
        site = item.url if item.platform or not item.url else urljoin(item.url, "/")
    except ValueError:
        shop, site = item.shop_url, None
    return Place(None if shop else site, shop, item.shop_id, item.shop_name)


def ask(item: AnyItem, registers: Registers, packs: Packs, on: date) -> Answer:
    """Hold a page's claims against the registers by the law of `on`; a page without claims has no answer."""
    answer = Answer()
    for claim in claims_of(item):
        _ask_identity(claim, registers, packs, on, answer)
        _ask_lists(claim, registers, packs, on, answer)
        _ask_report(claim, place_of(item), registers, packs, on, answer)
    return answer


def _ask_identity(claim: Claim, registers: Registers, packs: Packs, on: date, answer: Answer) -> None:
    if not registers.enterprises or not claim.number:
        return
    verdict = identify(claim.number, claim.name, registers.enterprises, on)
    answer.identities.append(verdict)
    if verdict.identity == "uncovered":
        answer.notes.append(verdict.explanation)
    elif verdict.identity in IDENTITY_RULES:
        _find(IDENTITY_RULES[verdict.identity], claim, verdict, packs, on, answer)


def _ask_lists(claim: Claim, registers: Registers, packs: Packs, on: date, answer: Answer) -> None:
    """A borrowed number's lists speak of its holder, not of who borrowed it: then only the name is asked for."""
    borrowed = any(verdict.identity == "borrowed" for verdict in answer.identities)
    number = None if borrowed else claim.number
    rows = listed(number, claim.name, registers.lists(number, claim.name), on)
    for rule, some in _by_rule(rows):
        verdict = listed_verdict(some)
        if verdict is not None:
            answer.identities.append(verdict)
            _find(rule, claim, verdict, packs, on, answer)


def _by_rule(rows: Sequence[Listed]) -> Iterator[tuple[str, list[Listed]]]:
    for kind, rule in LIST_RULES.items():
        some = [row for row in rows if row.kind == kind]
        if some:
            yield (REPEATED if kind == "penalties" and len(some) > 1 else rule), some


def _ask_report(
    claim: Claim, place: Place, registers: Registers, packs: Packs, on: date, answer: Answer
) -> None:
    """Only an operator of whom a report is known, and whose number is its own, can have left a site out."""
    doubtful = any(verdict.identity in {"borrowed", "forged", "imitated"} for verdict in answer.identities)
    report = registers.report(claim.number) if claim.number and not doubtful else None
    if report is None or reported(place, report.sites):
        return
    known = "、".join(report.sites[:5]) or "无"
    where = place.name or place.shop_url or place.url or ""
    called = f"“{claim.name}”" if claim.name else ""
    said = (
        f"经营者{called}（{claim.number}）的年度报告所载网站、网店为：{known}，没有“{where}”"
        f"（据{report.source.cited}），涉嫌年报未如实公示网站或网店"
    )
    _find(UNREPORTED, claim, IdentityVerdict("listed", said), packs, on, answer)


def _find(rule: str, claim: Claim, verdict: IdentityVerdict, packs: Packs, on: date, answer: Answer) -> None:
    finding = packs.finding(
        rule,
        on,
        excerpt=claim.number or claim.name,
        explanation=verdict.explanation,
        score=verdict.score,
        of_shop=True,
    )
    if finding is not None:
        answer.findings.append(finding)


def _own(item: AnyItem, display: LicenceDisplay) -> bool:
    """On a platform the site's own licence is the platform's; only a shop's counts, or what it sells itself."""
    if display.hidden:
        return False
    own = {"shop"} if item.platform else {"shop", "website"}
    return display.owner in own or bool(item.self_operated)


def _company(name: str | None) -> str | None:
    """A business name; a shop's shown name or a person's is none that a register could be asked for."""
    return name if is_company(name) else None
