"""Bytes in, item out: whose page it is, of what kind, whether it could be read, and what it says."""

from datetime import datetime
from typing import Any

from pydantic import ValidationError
from web_poet import HttpResponse
from web_poet.fields import get_fields_dict

from crawler.items import ITEM, AnyItem, Item, Listing, Search, Shop, Status, Website
from spiders.pages.address import original, page_class
from spiders.pages.document import Document, host_of
from spiders.pages.generic import generic_page
from spiders.pages.page import Page, item_class
from spiders.pages.platforms import Platform, by_content, by_host, known
from spiders.pages.status import is_shell, wall

NO_PLATFORM = frozenset({"", "generic", "website"})  # what a manifest calls a stranger's shop


def read(
    body: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    encoding: str | None = None,
    platform: str | None = None,
    http_status: int | None = None,
    captured_at: datetime | None = None,
    path: str | None = None,
) -> AnyItem:
    """The item that a page carries; never raises, whatever the bytes: `status` and `notes` say what failed.

    `platform` is what the caller knows; without it the address decides, then the page itself.
    """
    document = Document(
        body,
        url=url,
        content_type=content_type,
        encoding=encoding,
        http_status=http_status,
    )
    item = read_document(document, platform=platform)
    document.survey = None  # else tree and text wait for a garbage collector that does not see their size
    item.captured_at = captured_at
    item.path = path
    return item


def read_document(document: Document, *, platform: str | None = None) -> AnyItem:
    """The item that a document carries; see `read`."""
    named = None if platform in NO_PLATFORM else platform
    owner = known().get(named) if named else _platform_of(document, platform)
    status = (owner.status(document) if owner and owner.status else None) or wall(document)
    name = owner.name if owner else named
    if status is not None:
        return _unread(document, status, owner, name)
    page = _page_class(document, owner)
    item = build(page, document, name)
    item.platform = item.platform or name
    if item.status is Status.OK and _is_bare(item, document):
        item.status = Status.NEEDS_JAVASCRIPT
    return item


def _is_bare(item: AnyItem, document: Document) -> bool:
    """Did the HTML bring nothing of what a page of its kind is for, and scripts to fetch it?"""
    if document.data is not None:
        return False
    if isinstance(item, (Search, Shop, Website)) and item.items:
        return False
    if isinstance(item, Search):
        return document.first("script") is not None
    if isinstance(item, Listing):
        return item.price is None and not item.attributes and is_shell(document)
    return is_shell(document)


def build(page: type[Page[Any]], document: Document, platform: str | None = None) -> AnyItem:
    """The item of one page class, built field by field: a field that fails is noted and left out."""
    response = HttpResponse(document.url or document.canonical or "about:blank", document.body)
    document.remember(response)
    reader = page(response)
    reader.platform_name = reader.platform_name or platform
    made = item_class(page)
    values: dict[str, Any] = {}
    failed: list[str] = []
    for name in get_fields_dict(page):
        if name in made.model_fields:
            try:
                values[name] = getattr(reader, name)
            except Exception as error:  # noqa: BLE001  one field's fault must not lose the page
                failed.append(f"{name}: {type(error).__name__}")
    vars(
        reader
    ).clear()  # web-poet keeps a bound method in it: a cycle, and tree and text would wait for a collector
    return _validated(made, values, failed)


def _validated(made: type[Item], values: dict[str, Any], failed: list[str]) -> AnyItem:
    """The item without the values that do not fit their fields; each is noted."""
    kept = {name: value for name, value in values.items() if value is not None}
    kept["kind"] = made.model_fields["kind"].default
    try:
        item = ITEM.validate_python(kept)
    except ValidationError as errors:
        unfit = {str(error["loc"][1]) for error in errors.errors() if len(error["loc"]) > 1}
        failed.extend(f"{name}: unfit" for name in sorted(unfit))
        item = ITEM.validate_python({name: value for name, value in kept.items() if name not in unfit})
    item.notes = [*item.notes, *(f"field not read: {failure}" for failure in failed)]
    return item


def _platform_of(document: Document, platform: str | None) -> Platform | None:
    """By address, else by what the page says; the caller may have said that it is nobody's."""
    if platform is not None:
        return None
    if host := host_of(original(document.url)):
        return by_host(host)
    return by_content(document)


def _page_class(document: Document, owner: Platform | None) -> type[Page[Any]]:
    """By address, else by what the platform's classes recognise, else generic of the likeliest kind."""
    own = owner.pages if owner else ()
    for url in (original(document.url), document.canonical):
        found = page_class(url)
        if found is not None and found in own:
            return found
    recognised = next((page for page in own if page.recognises(document)), None)
    return recognised or generic_page(document)


def _unread(document: Document, status: Status, owner: Platform | None, name: str | None) -> AnyItem:
    """An item that says only where, what kind was asked for, and why it could not be read."""
    page = page_class(original(document.url))
    made = item_class(page) if page is not None and owner and page in owner.pages else Website
    says_why = status in {Status.GONE, Status.EMPTY} or made is Website
    return ITEM.validate_python(
        {
            "kind": made.model_fields["kind"].default,
            "status": status,
            "url": document.url or document.canonical,
            "platform": name,
            "title": document.title if says_why else None,
            "text_damaged": status is Status.DAMAGED,
        }
    )
