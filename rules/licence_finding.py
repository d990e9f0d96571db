"""A licence verdict as a finding: by which rule it speaks, and which verdicts are no breach."""

from datetime import date
from typing import TYPE_CHECKING

from rules.finding import Finding, Verdict
from rules.licence import LicenceVerdict

if TYPE_CHECKING:
    from rules.packs import Packs

GROUP = "licence-display"
RULES: dict[Verdict, str] = {
    "not_displayed": "licence.not-displayed",
    "malformed_number": "licence.malformed-number",
    "mismatch": "licence.mismatch",
    "not_prominent": "licence.not-prominent",
    "displayed": "licence.displayed",
    "exempt": "licence.exempt",
    "undetermined": "licence.undetermined",
}
TITLES: dict[Verdict, str] = {
    "displayed": "已公示营业执照",
    "exempt": "依法无需登记，已作声明或有平台标识",
    "undetermined": "无法判断是否公示营业执照",
}


def licence_finding(verdict: LicenceVerdict, packs: "Packs", on: date) -> Finding | None:
    """The finding of a verdict; a lead has its bases, and is None when none was in force on that day."""
    rule = RULES[verdict.verdict]
    if verdict.verdict in TITLES:
        return Finding(
            rule=rule,
            group=GROUP,
            severity=1,
            title=TITLES[verdict.verdict],
            excerpt=verdict.excerpt,
            explanation=verdict.explanation,
            verdict=verdict.verdict,
            places=verdict.places,
        )
    return packs.finding(
        rule,
        on,
        excerpt=verdict.excerpt,
        explanation=verdict.explanation,
        verdict=verdict.verdict,
        places=verdict.places,
    )
