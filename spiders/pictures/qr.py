"""QR codes in a picture, decoded; what they say is data and is never followed from here."""

from typing import Any

import zxingcpp

from spiders.pictures.picture import Code

QR = zxingcpp.barcode_formats_from_str("QRCode")
MOST = 8
LONGEST = 2_000  # characters of one code that are kept


def codes(pixels: Any, share: float = 1.0) -> tuple[Code, ...]:
    """The codes of an RGB array that was reduced by `share`, in the picture's own pixels."""
    found = []
    for code in zxingcpp.read_barcodes(pixels, formats=QR)[:MOST]:
        if not code.text:
            continue
        corners = [
            getattr(code.position, name) for name in ("top_left", "top_right", "bottom_right", "bottom_left")
        ]
        left, top = min(c.x for c in corners), min(c.y for c in corners)
        right, bottom = max(c.x for c in corners), max(c.y for c in corners)
        box = (
            round(left / share),
            round(top / share),
            round((right - left) / share),
            round((bottom - top) / share),
        )
        found.append(Code(code.text[:LONGEST], box))
    return tuple(found)
