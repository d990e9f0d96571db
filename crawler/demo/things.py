"""What the demo market is made of: categories, shops, listings, sites."""

from dataclasses import dataclass, field
from decimal import Decimal

KINDS = {"enterprise": "企业店铺", "individual": "个体工商户", "person": "个人店铺", "self": "谷雨自营"}
NATURAL = "person"
UNREADABLE = {"captcha", "forbidden"}  # shops whose front page is a wall
NO_LICENCE_LINK = {"none"}


@dataclass(frozen=True)
class Category:
    """One shelf of the market."""

    slug: str
    name: str


@dataclass
class Shop:
    """One shop on the market; `number` is what its licence display says, right or wrong."""

    id: str
    name: str
    kind: str
    operator: str
    licence_name: str  # the name on the licence; differs from `operator` for a mismatch or a former name
    number: str
    city: str
    province: str
    category: Category
    shows: str
    look: str
    encoding: str
    rating: str
    since: int  # year
    notices: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    listings: list["Listing"] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/shop/{self.id}"

    @property
    def place(self) -> str:
        """Province and city, as a card shows them; a municipality is named once."""
        return self.city if self.city == self.province else f"{self.province} {self.city}"


@dataclass
class Listing:
    """One article on offer."""

    id: str
    title: str
    brand: str
    price: Decimal
    category: Category
    shop: Shop
    facts: dict[str, str]
    sentences: list[str]
    sold: int
    description: str = ""

    @property
    def path(self) -> str:
        return f"/item/{self.id}.html"


@dataclass
class Product:
    """One article of a stand-alone shop."""

    id: str
    name: str
    spec: str
    price: Decimal
    description: str

    @property
    def title(self) -> str:
        return f"{self.name} {self.spec}"

    @property
    def path(self) -> str:
        return f"/goods/{self.id}.html"


@dataclass
class Site:
    """One stand-alone shop with a host of its own."""

    name: str
    operator: str
    number: str
    city: str
    province: str
    shows: str
    look: str
    encoding: str
    icp: str
    police: str | None
    about: str
    policy: list[str]
    products: list[Product]
