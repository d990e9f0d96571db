"""Screenshots for paper: a long one is cut into page-sized pieces, one that cannot be read is left out."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

TALL = 1.3
"""Height of a piece by its width: what fits an A4 page with margins."""
MAX_PIECES = 8
"""A page longer than this is shown as far as these go; the record holds all of it."""
Image.MAX_IMAGE_PIXELS = 100_000_000


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
