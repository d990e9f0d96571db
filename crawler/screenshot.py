"""A picture of a page as the browser drew it, where each text stands on it, and what the page loaded."""

import asyncio
from dataclasses import replace
from typing import Any

from playwright.async_api import Error as BrowserError
from playwright.async_api import Page

from crawler.resources import LOADED
from evidence.capture import Box, Drawn

SECONDS = 15.0
TALLEST = 10_000
"""CSS pixels of height that are shown at most: what lies below is in the record, not in the picture."""

BOXES = """tallest => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let letters = 30000;
  const put = (text, box) => {
    const top = box.top + scrollY;
    if (text.trim() && box.width && box.height && top < tallest)
      found.push([text.trim(), box.left + scrollX, top, box.width, box.height]);
  };
  const lines = node => {  // where a text is broken into lines, each with its own rectangle
    const text = node.data;
    let start = 0, box = null;
    for (let end = 0; end < text.length; end++) {
      range.setStart(node, end);
      range.setEnd(node, end + 1);
      const one = range.getBoundingClientRect();
      if (!one.width) continue;
      if (box && one.top >= box.bottom) {
        put(text.slice(start, end), box);
        start = end;
        box = null;
      }
      if (!box) { box = one; continue; }
      const left = Math.min(box.left, one.left), top = Math.min(box.top, one.top);
      box = new DOMRect(left, top, Math.max(box.right, one.right) - left, Math.max(box.bottom, one.bottom) - top);
    }
    if (box) put(text.slice(start), box);
  };
  for (let node; found.length < 5000 && (node = walker.nextNode());) {
    const text = node.data.trim();
    if (!text) continue;
    range.selectNodeContents(node);
    if (range.getClientRects().length > 1 && node.data.length <= letters) {
      letters -= node.data.length;
      lines(node);
    } else put(text.slice(0, 500), range.getBoundingClientRect());
  }
  return found;
}"""
"""Lines of visible text with their rectangles on the page, in the order of the document; 5,000 at most.

Looking where lines break takes a question a letter: 30,000 letters of a page are looked at, further texts are taken
whole, as far as 500 letters.
"""


async def draw(page: Page) -> Drawn:
    """Take it before the page is closed; a failure is told, never raised: the page is judged all the same."""
    drawn = await picture_of(page)
    loaded = LOADED.pop(page, None)
    if loaded is None:
        return drawn
    resources, left_out = await loaded.gather()
    return replace(drawn, resources=resources, left_out=left_out)


async def picture_of(page: Page) -> Drawn:
    """The picture and its texts, within SECONDS."""
    try:
        async with asyncio.timeout(SECONDS):
            return await _picture_of(page)
    except (BrowserError, TimeoutError) as error:
        return Drawn(failure=" ".join(str(error).split())[:300] or "timeout")


async def _picture_of(page: Page) -> Drawn:
    size: list[int] = await page.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.scrollHeight]"
    )
    boxes: list[list[Any]] = await page.evaluate(BOXES, TALLEST)
    clip: Any = {"x": 0, "y": 0, "width": max(1, size[0]), "height": max(1, min(size[1], TALLEST))}
    picture = await page.screenshot(full_page=True, clip=clip, animations="disabled", timeout=SECONDS * 1000)
    return Drawn(picture, tuple(Box(str(text), *map(float, where)) for text, *where in boxes))
