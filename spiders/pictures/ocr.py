"""Reads the lines of a picture, whichever way it is turned; runs where it is called, see `reader` for a process of its own.

RapidOCR with the models of its wheel: nothing is fetched. One thread, so that a crawl keeps the other cores.
"""

import math
from functools import cache
from typing import Any

import cv2
import numpy

from spiders.pictures.bleaching import bleached
from spiders.pictures.opening import PictureError, open_picture, strip
from spiders.pictures.picture import Line, Picture, Rectangle
from spiders.pictures.qr import codes
from spiders.pictures.tiles import Tile, rows_read, tiles
from spiders.pictures.watermark import watermark

DETECTED_AT = 960
"""Pixels of the longer side at which lines are looked for; they are read at full size."""

TILE_DETECTED_AT = 640
"""The same for a tile, whose lines are upright: those of 14 pixels are found as well as at full size."""

FEW = 4
"""Lines below which the picture is read again as it was served, its pale parts too."""

FLAT = 2.0
"""Deviation of brightness in a part of a picture below which nothing stands on it."""

MOST_LINES = 120
VOTES = 8
SIDEWAYS = 45.0  # degrees of slant from which a picture is turned before it is read


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
            "Det.limit_side_len": 32,  # the size is chosen here
            "Rec.rec_batch_num": 1,  # a batch is padded to its longest line
        }
    )


def read_lines(body: bytes) -> Picture:
    """All that the picture says; never raises on what the bytes hold."""
    try:
        pixels, share = open_picture(body)
    except PictureError as error:
        return Picture(reason=str(error))
    height, width = pixels.shape[:2]
    served = round(width / share), round(height / share)
    found = codes(pixels, share)
    served_as = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    lines = _lines(bleached(served_as), share)
    if len(lines) < FEW:  # pale letters, or light ones on a dark ground
        lines = max(lines, _lines(served_as, share), key=len)
    reason = None if lines or found else "图片中没有读到文字"
    return Picture(*served, tuple(lines), found, reason)


def read_strip(body: bytes) -> Picture:
    """All that a picture says which stands upright, however long it is: one of a description."""
    try:
        pixels, share = open_picture(body, strip)
    except PictureError as error:
        return Picture(reason=str(error))
    height, width = pixels.shape[:2]
    served_as = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    lines: list[Line] = []
    for tile in tiles(height):
        lines += _new(_in_tile(served_as[tile.top : tile.bottom], tile, share), lines)
    served = round(width / share), round(height / share)
    cut = rows_read(height)
    return Picture(*served, tuple(lines), read_to=round(cut / share) if cut < height else None)


def _in_tile(pixels: Any, tile: Tile, share: float) -> list[Line]:
    """The lines that are whole in it, in the pixels of the picture as served."""
    if pixels.std(axis=(0, 1)).max() < FLAT:
        return []
    found = _detect(pixels, TILE_DETECTED_AT)
    quads = [quad for quad in found if tile.holds(quad[:, 1].min(), quad[:, 1].max())]
    if not quads:
        return []
    said = _engine().recognize_txt([_crop(pixels, quad) for quad in quads])
    slant, down = _slant(quads), numpy.array([0.0, tile.top])
    return [
        Line(text.strip(), float(score), box, box, _tilt(quad, slant))
        for quad, text, score in zip(quads, said.txts, said.scores, strict=True)
        if text.strip() and (box := _box((quad + down) / share))
    ]


def _new(lines: list[Line], known: list[Line]) -> list[Line]:
    """Those that the tile above has not given already."""
    return [line for line in lines if not any(_same(line.box, other.box) for other in known)]


def _same(one: Rectangle, other: Rectangle) -> bool:
    """Do the two cover each other by half of the smaller one?"""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    shared = max(0, across) * max(0, down)
    return shared * 2 > min(one[2] * one[3], other[2] * other[3])


def _lines(pixels: Any, share: float) -> list[Line]:
    quads = _detect(pixels)
    if not quads:
        return []
    quarter = numpy.eye(3)
    if abs(_slant(quads)) > SIDEWAYS:
        quarter = numpy.array([[0, 1, 0], [-1, 0, pixels.shape[1]], [0, 0, 1]], float)
        pixels = numpy.ascontiguousarray(numpy.rot90(pixels))
        quads = _detect(pixels)
    if not quads:
        return []
    crops = [_crop(pixels, quad) for quad in quads]
    slant = _slant(quads)
    if _upside_down(crops):
        crops = [cv2.rotate(crop, cv2.ROTATE_180) for crop in crops]
        slant += 180.0
    said = _engine().recognize_txt(crops)
    marked = watermark([text.strip() for text in said.txts])
    if own := [quad for at, quad in enumerate(quads) if at not in marked]:
        slant = _slant(own) + (180.0 if abs(slant) > SIDEWAYS else 0.0)
    back = numpy.linalg.inv(quarter)
    lines = [
        Line(
            text.strip(),
            float(score),
            _box(_moved(quad, back) / share),
            _box(_turned(quad, slant)),
            _tilt(quad, slant),
            at in marked,
        )
        for at, (quad, text, score) in enumerate(zip(quads, said.txts, said.scores, strict=True))
        if text.strip()
    ]
    return sorted(lines, key=lambda line: (line.place[1], line.place[0]))


def _detect(pixels: Any, at: int = DETECTED_AT) -> list[Any]:
    """Four corners a line of text: left top, right top, right bottom, left bottom; the largest lines of very many."""
    height, width = pixels.shape[:2]
    scale = min(1.0, at / max(height, width))
    small = (
        pixels if scale == 1.0 else cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    )
    side = min(small.shape[:2])
    if side < 64:
        small = cv2.copyMakeBorder(
            small, 0, max(0, 64 - small.shape[0]), 0, max(0, 64 - small.shape[1]), cv2.BORDER_REPLICATE
        )
    boxes = _engine()._load_det_model()(small).boxes
    if boxes is None:
        return []
    quads = [numpy.asarray(box, float) / scale for box in boxes]
    largest = sorted(range(len(quads)), key=lambda at: -float(cv2.contourArea(quads[at].astype("float32"))))
    kept = set(largest[:MOST_LINES])
    return [quad for at, quad in enumerate(quads) if at in kept]


def _slant(quads: list[Any]) -> float:
    """Degrees by which the lines fall to the right: the middle of the long sides, long lines counting more."""
    weighted = []
    for quad in quads:
        across, down = quad[1] - quad[0], quad[3] - quad[0]
        long, short = (across, down) if _length(across) >= _length(down) else (down, across)
        if _length(long) > 2.0 * max(_length(short), 1.0):
            angle = math.degrees(math.atan2(long[1], long[0]))
            angle = (angle + 180.0) % 180.0  # a line has no direction
            weighted.append((angle - 180.0 if angle > 135.0 else angle, _length(long)))
    if not weighted:
        return 0.0
    half, passed = sum(weight for _, weight in weighted) / 2, 0.0
    for angle, weight in sorted(weighted):
        passed += weight
        if passed >= half:
            return angle
    return weighted[-1][0]


def _tilt(quad: Any, slant: float) -> float:
    """Degrees by which a line lies askew to the others; 0 for one too short to tell."""
    if _length(quad[1] - quad[0]) < 2.0 * _length(quad[3] - quad[0]):
        return 0.0
    turned = _turned(quad, slant)
    along = turned[1] - turned[0]
    return (math.degrees(math.atan2(along[1], along[0])) + 90.0) % 180.0 - 90.0


def _length(vector: Any) -> float:
    return float(math.hypot(vector[0], vector[1]))


def _crop(pixels: Any, quad: Any) -> Any:
    """The line straightened; never empty."""
    width = max(4, round(max(_length(quad[1] - quad[0]), _length(quad[2] - quad[3]))))
    height = max(4, round(max(_length(quad[3] - quad[0]), _length(quad[2] - quad[1]))))
    target = numpy.array([[0, 0], [width, 0], [width, height], [0, height]], "float32")
    matrix = cv2.getPerspectiveTransform(quad.astype("float32"), target)
    return cv2.warpPerspective(
        pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


def _upside_down(crops: list[Any]) -> bool:
    """Do the longest lines stand on their heads, by the classifier's votes?"""
    longest = sorted(crops, key=lambda crop: -crop.shape[1] / crop.shape[0])[:VOTES]
    _, result = _engine().cls_and_rotate([crop.copy() for crop in longest])
    votes = [float(score) if label == "180" else -float(score) for label, score in result.cls_res]
    return sum(votes) > 0


def _moved(quad: Any, matrix: Any) -> Any:
    return (matrix @ numpy.column_stack([quad, numpy.ones(4)]).T).T[:, :2]


def _turned(quad: Any, slant: float) -> Any:
    """The corners with the picture turned so that its lines are level; the origin does not matter."""
    angle = math.radians(-slant)
    turn = numpy.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return (turn @ quad.T).T


def _box(corners: Any) -> Rectangle:
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    return round(left), round(top), round(right - left), round(bottom - top)
