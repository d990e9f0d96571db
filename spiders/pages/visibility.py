"""Which parts of a page does its public not see, as far as markup and the page's own style rules tell?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from spiders.pages.document import Document

UNSEEN_TAGS = frozenset(
    {"noscript", "template", "head", "script", "style", "title", "textarea", "object", "datalist"}
)
_FOLDS_LIST = "menu drawer collapse dropdown accordion nav tab more toggle expand panel"
FOLDS = tuple(_FOLDS_LIST.split())
"""Words in a class or id of a part that opens at one touch: such a fold does not hide a licence."""

_UNSEEN_CLASSES_LIST = """
hidden hide d-none invisible sr-only visually-hidden is-hidden layui-hide display-none none
"""
UNSEEN_CLASSES = frozenset(_UNSEEN_CLASSES_LIST.split())
"""Class names by which the usual style sheets hide; `md:block` and its like show again on wide screens."""

WHITE = "#ffffff"
_COLOURS = {"white": WHITE, "black": "#000000", "rgb(255,255,255)": WHITE, "rgb(0,0,0)": "#000000"}
_ZERO = re.compile(r"^-?0*\.?0*(?:px|em|rem|%|pt)?$")
_AWAY = re.compile(r"^-[0-9]{3,7}(?:\.[0-9]+)?(?:px|em|rem|pt|vw|%)?$")
_TINY = re.compile(r"^[0-2](?:\.[0-9]+)?(?:px|pt)$")
_DOT = re.compile(r"^[0-2](?:px)?$")
_SHORT_HEX = re.compile(r"^#[0-9a-f]{3}$")
_OFFSETS = ("left", "top", "right", "margin-left", "margin-top")
_CLIPPED = ("rect(0,0", "rect(0px,0px", "rect(00", "rect(1px,1px")
_SIMPLE = re.compile(r"^[a-z0-9]*[.#]([\w-]+)$")


def declarations(style: str | None) -> dict[str, str]:
    """Property → value of a style attribute or rule body, lower case, `!important` left out."""
    found: dict[str, str] = {}
    for part in (style or "").lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def hides(style: dict[str, str]) -> bool:
    """Do these declarations keep an element from being seen: undrawn, no size, off screen, own colour?"""
    if style.get("display") == "none" or style.get("visibility") in {"hidden", "collapse"}:
        return True
    if any(
        _ZERO.match(style[name])
        for name in ("opacity", "font-size", "max-height", "max-width")
        if style.get(name)
    ):
        return True
    if any(_ZERO.match(style[name]) for name in ("height", "width") if style.get(name)) and (
        style.get("overflow") != "visible"
    ):
        return True
    if "hidden" in style.get("overflow", "") and any(
        _DOT.match(style.get(side, "")) for side in ("height", "width")
    ):
        return True
    if any(_AWAY.match(style[name]) for name in _OFFSETS if name in style):
        return True
    if _AWAY.match(style.get("text-indent", "")) and "url(" not in style.get("background", "") + style.get(
        "background-image", ""
    ):
        return True  # with a background it is the usual way to put a picture in the place of words
    if style.get("clip", "").replace(" ", "").startswith(_CLIPPED) or style.get("clip-path") == "inset(100%)":
        return True
    if style.get("transform", "").replace(" ", "").startswith(("scale(0)", "translate(-999")):
        return True
    return bool(_TINY.match(style.get("font-size", ""))) or style.get("opacity", "1").startswith("0.0")


def colour(value: str | None) -> str:
    """A colour as six hexadecimal digits where that is easily told, else as written; empty without one."""
    if not value:
        return ""
    squeezed = value.replace(" ", "").lower()
    if _SHORT_HEX.match(squeezed):
        return "#" + "".join(digit * 2 for digit in squeezed[1:])
    return _COLOURS.get(squeezed, squeezed if "url(" not in squeezed else "")


@dataclass
class StyleRules:
    """The page's own rules with one class or id as selector; outside style sheets are not read."""

    by_name: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> "StyleRules":
        """Rules of every `<style>` of the page; media queries and compound selectors are left out."""
        rules = cls()
        for node in document.tagged("style"):
            for rule in (node.text(deep=True) or "")[:200_000].split("}"):
                selectors, brace, body = rule.rpartition("{")
                if brace and "@" not in selectors and "{" not in selectors:
                    rules._add(selectors, body)
        return rules

    def _add(self, selectors: str, body: str) -> None:
        """A rule's body is read only where one of its selectors is simple: most rules of a page have none."""
        style: dict[str, str] | None = None
        for selector in selectors.split(","):
            if simple := _SIMPLE.match(selector.strip()):
                name = ("#" if "#" in selector else ".") + simple.group(1)
                style = declarations(body) if style is None else style
                self.by_name.setdefault(name, {}).update(style)

    def style(self, attributes: Mapping[str, str | None]) -> dict[str, str]:
        """What the page's simple rules and the style attribute declare for an element with these attributes."""
        style: dict[str, str] = {}
        if self.by_name:
            for name in (attributes.get("class") or "").split():
                style.update(self.by_name.get("." + name, {}))
            style.update(self.by_name.get("#" + (attributes.get("id") or ""), {}))
        if attributes.get("style"):
            style.update(declarations(attributes["style"]))
        return style


@lru_cache(maxsize=8192)
def _hiding(classes: str) -> bool:
    """Is there a class name among these by which the usual style sheets hide?"""
    names = classes.split()
    return not UNSEEN_CLASSES.isdisjoint(names) and not any(":" in name for name in names)


def unseen(tag: str, attributes: Mapping[str, str | None], style: dict[str, str]) -> bool:
    """Is this element, by itself, kept from the public? A fold that opens at one touch is not."""
    if tag in UNSEEN_TAGS or (tag == "input" and attributes.get("type") == "hidden"):
        return True
    if tag == "img" and any(_DOT.match(attributes.get(side) or "") for side in ("width", "height")):
        return True
    if _hiding(attributes.get("class") or ""):
        style = {**style, "display": style.get("display", "none")}
    if "hidden" not in attributes and not (style and hides(style)):
        return False
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    return not (style.get("display") == "none" and any(word in named for word in FOLDS))
