"""What one check says about one place in one item (the JSON of `wangxun check`): a lead's raw material."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Verdict = Literal[
    "displayed",
    "malformed_number",
    "mismatch",
    "not_prominent",
    "exempt",
    "not_displayed",
    "undetermined",
]
"""What may be said of a shop's licence display."""

BREACHES: frozenset[Verdict] = frozenset({"malformed_number", "mismatch", "not_prominent", "not_displayed"})
"""The verdicts that make a lead; the others are good news or no news."""


class Basis(BaseModel):
    """One legal basis in force on the day of capture."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    id: str
    law: str  # 中华人民共和国广告法
    article: str  # 第九条第（三）项
    since: date = Field(alias="from")
    until: date | None = None  # the last day in force; None while it is
    verify: bool = False  # 待核: nobody has yet seen this number or date in an official text


class Place(BaseModel):
    """One place that was read before a licence verdict."""

    url: str | None
    kind: str
    status: str
    sha256: str | None = None  # of the capture


class InPicture(BaseModel):
    """Where in a picture the words stand."""

    url: str | None
    box: tuple[int, int, int, int]  # left, top, width, height: pixels of the picture as served
    confidence: float  # of the line that was read with the least


class Finding(BaseModel):
    """One suspected breach, where it stands, why, and by which law.

    `start` and `end` are code-point offsets: `item[field][start:end] == excerpt`. Attributes are addressed as
    `attributes.品牌`; a card of a search page by its index in `card`; `pictures[3]` is the text of that picture
    of a listing, and `picture` its place. All are None where a whole page or shop is meant.
    """

    rule: str
    group: str
    severity: int = Field(ge=1, le=4)
    title: str
    field: str | None = None
    start: int | None = None
    end: int | None = None
    excerpt: str | None = None
    basis: list[Basis] = []
    score: float = Field(default=1.0, ge=0, le=1)
    mark: str | None = None
    kind: str | None = None  # how a mark is imitated
    explanation: str
    verdict: Verdict | None = None
    exemptions: list[str] = []  # names of the exemptions that were tried and did not apply
    places: list[Place] = []
    card: int | None = None
    picture: InPicture | None = None
    of_shop: bool = False  # about the shop or site as such, on whichever of its pages it was seen

    @property
    def suspicious(self) -> bool:
        """Does this make a lead? A good licence verdict does not."""
        return self.verdict is None or self.verdict in BREACHES
