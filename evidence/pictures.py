"""Screenshots: the words in question framed in red; for paper, a long one cut into page-sized pieces."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import accumulate

from PIL import Image, ImageDraw, UnidentifiedImageError

from evidence.capture import Box

Rectangle = tuple[int, int, int, int]
"""Left, top, width, height."""

TALL = 1.3
"""Height of a piece by its width: what fits an A4 page with margins."""
MAX_PIECES = 8
"""A page longer than this is shown as far as these go; the record holds all of it."""
Image.MAX_IMAGE_PIXELS = 100_000_000


def highlighted(picture: bytes, boxes: Iterable[Box], excerpts: Iterable[str]) -> bytes | None:
    """The picture with a red frame around each text that holds an excerpt; None where none stands on it.

    White space apart. An excerpt that several texts share, in the order of the document, has each of them framed.
    """
    held = holding(tuple(boxes), excerpts)
    image = _opened(picture) if held else None
    return _png(_framed(image, [_sides(box) for box in held])) if image else None


def around(picture: bytes, places: Sequence[Rectangle]) -> bytes | None:
    """The page's height of a picture in whose middle the first place stands, red frames around all of them.

    None when the picture cannot be opened.
    """
    image = _opened(picture)
    if image is None:
        return None
    _, top, _, height = places[0]
    room = max(int(image.width * TALL), height)
    first = max(0, min(top + height // 2 - room // 2, image.height - room))
    window = (0, first, image.width, min(first + room, image.height))
    return _png(_framed(image, places).crop(window))


def _framed(image: Image.Image, places: Iterable[Rectangle]) -> Image.Image:
    pen = ImageDraw.Draw(image)
    for left, top, width, height in places:
        right, bottom = left + width, top + height
        pen.rectangle((left - 4, top - 4, right + 4, bottom + 4), outline=(220, 0, 0), width=3)
    return image


def _sides(box: Box) -> Rectangle:
    return round(box.left), round(box.top), round(box.width), round(box.height)


def _opened(picture: bytes) -> Image.Image | None:
    """In colour; None when it is damaged or too large to open."""
    try:
        with Image.open(BytesIO(picture)) as whole:
            return whole.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def holding(boxes: Sequence[Box], excerpts: Iterable[str]) -> list[Box]:
    """The texts that hold an excerpt, alone or, where none does, together with those before and after them."""
    plain = ["".join(box.text.split()) for box in boxes]
    whole, ends = "".join(plain), list(accumulate(map(len, plain)))
    found: set[int] = set()
    for excerpt in excerpts:
        wanted = "".join(excerpt.split())
        if not wanted:
            continue
        alone = {number for number, text in enumerate(plain) if wanted in text}
        found |= alone or _sharing(whole, wanted, ends)
    return [boxes[number] for number in sorted(found)]


def _sharing(whole: str, wanted: str, ends: list[int]) -> set[int]:
    """Numbers of the texts over which `wanted` goes, wherever it stands in all texts joined."""
    found: set[int] = set()
    at = whole.find(wanted)
    while at >= 0:
        last = bisect_right(ends, at + len(wanted) - 1)
        found |= set(range(bisect_right(ends, at), last + 1))
        at = whole.find(wanted, at + len(wanted))
    return found


def pieces(picture: bytes) -> list[bytes]:
    """PNG pieces from top to bottom; none when the picture is damaged or too large to open."""
    if (image := _opened(picture)) is None:
        return []
    step = max(1, int(image.width * TALL))
    tops = range(0, image.height, step)[:MAX_PIECES]
    return [_png(image.crop((0, top, image.width, min(top + step, image.height)))) for top in tops]


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
