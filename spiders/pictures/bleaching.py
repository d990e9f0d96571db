"""Takes what is pale out of a picture, a watermark above all, and leaves its ink: lines are then found whole."""

from typing import Any

import cv2
import numpy

PALE = 0.74
"""Share of the ground's brightness from which a pixel is ground; a watermark of a third's strength has more."""

CELLS = 48  # of the longer side: in so small a picture the brightest nearby pixel is the ground


def bleached(pixels: Any) -> Any:
    """The BGR picture with its ground, uneven as a photograph's may be, and everything pale turned white."""
    height, width = pixels.shape[:2]
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    share = CELLS / max(height, width)
    size = (max(2, round(width * share)), max(2, round(height * share)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    ground = cv2.blur(cv2.dilate(small, numpy.ones((3, 3), numpy.uint8)), (3, 3))
    ground = cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR)
    lit = cv2.divide(grey, numpy.maximum(ground, 1), scale=255.0 / PALE)  # saturates at white
    return cv2.cvtColor(lit, cv2.COLOR_GRAY2BGR)
