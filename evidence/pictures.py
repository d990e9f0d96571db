"""Screenshots: the words in question framed in red; for paper, a long one cut into page-sized pieces."""

from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageDraw, UnidentifiedImageError

from evidence.capture import Box

TALL = 1.3
"""Height of a piece by its width: what fits an A4 page with margins."""
MAX_PIECES = 8
"""A page longer than this is shown as far as these go; the record holds all of it."""
Image.MAX_IMAGE_PIXELS = 100_000_000


def highlighted(picture: bytes, boxes: Iterable[Box], excerpts: Iterable[str]) -> bytes | None:
    """The picture with a red frame around each text that holds an excerpt; None where none stands on it.

    White space apart; an excerpt that several elements share is not found.
    """
    wanted = [plain for excerpt in excerpts if (plain := "".join(excerpt.split()))]
    framed = [box for box in boxes if any(one in "".join(box.text.split()) for one in wanted)]
    if not framed:
        return None
    try:
        with Image.open(BytesIO(picture)) as whole:
            image = whole.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    pen = ImageDraw.Draw(image)
    for box in framed:
        right, bottom = box.left + box.width, box.top + box.height
        pen.rectangle((box.left - 4, box.top - 4, right + 4, bottom + 4), outline=(220, 0, 0), width=3)
    return _png(image)


def pieces(picture: bytes) -> list[bytes]:
    """PNG pieces from top to bottom; none when the picture is damaged or too large to open."""
    try:
        with Image.open(BytesIO(picture)) as whole:
            image = whole.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return []
    step = max(1, int(image.width * TALL))
    tops = range(0, image.height, step)[:MAX_PIECES]
    return [_png(image.crop((0, top, image.width, min(top + step, image.height)))) for top in tops]


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
