"""What an engine's own script says of an article that the page may show nowhere, in schema.org's names."""

from spiders.pages.document import Document
from spiders.pages.embedded import at, identity, words
from spiders.pages.structured import Thing

SHOPIFY = "ShopifyAnalytics"  # the script of every Shopify shop, whatever its theme


def said_by_engine(document: Document) -> Thing:
    """Number and maker of the article: `var meta = {"product": …}` of Shopify; empty for other engines."""
    if SHOPIFY not in document.text:
        return {}
    product = at(document.js_object("var meta"), "product")
    found = {"productID": identity(at(product, "id")), "brand": words(at(product, "vendor"))}
    return {name: value for name, value in found.items() if value}
