"""Turns a picture's bytes into pixels, within bounds that a hostile file cannot exceed."""

import io
import warnings
from collections.abc import Callable
from typing import Any

import numpy
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 16 * 1024 * 1024
"""Bytes of one picture at most."""

MOST_PIXELS = 40_000_000
"""Width × height as the file's header claims, checked before a pixel is decoded."""

LONGEST_SIDE = 2_400
"""Pixels of the longer side that text is read at; larger pictures are reduced."""

WIDEST = 1_000
"""Pixels of a strip's shorter side that text is read at: its length is that of many pictures."""

NARROW, LOW, FLAT = 160, 40, 20
"""Pixels of width and height below which a strip is not read, and how often its width may hold its height."""

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")


class PictureError(ValueError):
    """A picture that is not read; the message is one Chinese sentence."""


def whole(width: int, height: int) -> float:
    """How much a picture that is read at once is reduced: to LONGEST_SIDE."""
    return min(1.0, LONGEST_SIDE / max(width, height))


def strip(width: int, height: int) -> float:
    """How much a picture that is read in tiles is reduced: to WIDEST.

    Raises PictureError for one that holds no sentence: too small, or a line that divides.
    """
    if width < NARROW or height < LOW or width > FLAT * height:
        raise PictureError(f"图片 {width}×{height}，过小或过扁，未识读")
    return min(1.0, WIDEST / min(width, height))


def open_picture(body: bytes, reduced: Callable[[int, int], float] = whole) -> tuple[Any, float]:
    """The first frame as an upright RGB array (height, width, 3) and how much it was reduced (1: not at all).

    Raises PictureError on anything but a sound picture of a size that is worth reading.
    """
    if len(body) > LARGEST:
        raise PictureError(f"图片 {len(body)} 字节，超过上限 {LARGEST} 字节")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of what is refused here anyway
            image = Image.open(io.BytesIO(body), formats=FORMATS)
            width, height = image.size
            _demand_readable(width, height)
            share = reduced(width, height)
            if image.format == "JPEG":
                image.draft("RGB", (round(width * share), round(height * share)))
            upright = ImageOps.exif_transpose(image) or image
            return _reduced(_on_white(upright), max(width, height), share)
    except UnidentifiedImageError:
        raise PictureError("不是可识读的图片（JPEG、PNG、WebP、GIF、BMP）") from None
    except PictureError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        raise PictureError(f"图片损坏，解不开（{type(error).__name__}）") from None


def _demand_readable(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PictureError(f"图片 {width}×{height}，超过上限 {MOST_PIXELS} 像素")
    if min(width, height) < 16:
        raise PictureError(f"图片只有 {width}×{height}，看不出文字")


def _on_white(image: Image.Image) -> Image.Image:
    """Transparent parts show what lies behind them: a page's white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return image.convert("RGB")


def _reduced(image: Image.Image, served: int, share: float) -> tuple[Any, float]:
    """`served` is the longer side in the file; decoding may have reduced it already."""
    excess = max(image.size) / (served * share)
    if excess > 1.0:
        size = (max(16, round(image.width / excess)), max(16, round(image.height / excess)))
        image = image.resize(size, Image.Resampling.LANCZOS)
    return numpy.ascontiguousarray(numpy.asarray(image)), max(image.size) / served
