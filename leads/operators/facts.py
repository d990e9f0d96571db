"""What every shop and site published of who runs it: numbers, names, telephones, addresses, filings."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from sqlalchemy import Connection, select

from leads.models import ItemRow, Subject
from rules.contacts import addresses, phones
from rules.identifiers import read_number
from rules.names import display_name, is_company

FactKind = Literal["number", "name", "phone", "address", "icp"]
Facts = dict[FactKind, dict[str, set[int]]]
"""Kind → value → the subjects that published it."""

PAGES = ("shop", "website", "policy", "licence")
WORDS = ("notice", "description", "text")
CHUNK = 2_000


def facts(connection: Connection) -> Facts:
    """All facts of the database. A platform's own words stand on every page of it, and are left out."""
    found: Facts = {kind: defaultdict(set) for kind in ("number", "name", "phone", "address", "icp")}
    subject = Subject.__table__.c
    columns = (subject.id, subject.licence, subject.operator, subject.seller_name)
    for row in connection.execute(select(*columns).execution_options(yield_per=CHUNK)):
        if row.licence:
            found["number"][read_number(row.licence)[1]].add(row.id)
        for name in {row.operator, row.seller_name}:
            if is_company(name):
                found["name"][display_name(str(name))].add(row.id)
    for kind, value, identity in _published(connection):
        found[kind][value].add(identity)
    return found


def _published(connection: Connection) -> Iterator[tuple[FactKind, str, int]]:
    asked = select(ItemRow.subject_id, ItemRow.platform, ItemRow.kind, ItemRow.document).where(
        ItemRow.kind.in_(PAGES), ItemRow.subject_id.is_not(None)
    )
    for identity, platform, kind, document in connection.execute(asked.execution_options(yield_per=CHUNK)):
        if identity is None or (platform and kind not in {"shop", "licence"}):
            continue
        if not platform and document.get("icp"):
            yield "icp", "".join(str(document["icp"]).split()), identity
        shown = [str(document.get(name) or "") for name in WORDS]
        shown += [str(one.get("excerpt") or "") for one in document.get("licences", ())]
        for words in filter(None, shown):
            for phone in phones(words):
                yield "phone", phone, identity
            for address in addresses(words):
                yield "address", address, identity
