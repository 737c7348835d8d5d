"""Where actors stand in the network: pulled together by their ties, pushed apart by their names.

Plain arithmetic in a fixed order, from a fixed start: the same ties always give the same places, on any machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_ROUNDS = 300
# How strongly everything is drawn to the middle, so that what has few ties does not flee to the edges.
_GRAVITY = 0.35
# Room between two names for the arrows that pass between them.
_MARGIN_X, _MARGIN_Y = 110.0, 44.0


@dataclass
class Box:
    """A name's place: its middle and half its size."""

    x: float
    y: float
    half_width: float
    half_height: float

    def border(self, start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
        """Where the line from `start`, outside, to `end` enters the box; `end` itself if it passes the box by."""
        enters, leaves = 0.0, 1.0
        sides = (
            (start[0] - self.x, end[0] - start[0], self.half_width),
            (start[1] - self.y, end[1] - start[1], self.half_height),
        )
        for place, step, half in sides:
            if step:
                near, far = sorted(((-half - place) / step, (half - place) / step))
                enters, leaves = max(enters, near), min(leaves, far)
            elif abs(place) > half:
                return end
        share = enters if enters <= leaves else 1.0
        return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def places(widths: Sequence[float], ties: Sequence[tuple[int, int, float]], size: tuple[float, float]) -> list[Box]:
    """A box for each actor, the most connected first and nearest the middle. `ties` are two actors and a weight."""
    width, height = size
    boxes = []
    for number, wide in enumerate(widths):
        turn = 2.399963 * number  # the golden angle: a sunflower's seeds, evenly spread from the middle out
        far = math.sqrt((number + 0.3) / len(widths)) * 0.46
        boxes.append(Box(width * (0.5 + far * math.cos(turn)), height * (0.5 + far * math.sin(turn)), wide / 2, 13.0))
    reach = math.sqrt(width * height / max(1, len(boxes)))
    for step in range(_ROUNDS):
        _settle(boxes, ties, reach, (1 - step / _ROUNDS) * reach * 0.12)
        _keep_apart(boxes, size)
        _settle_middle(boxes, size, (1 - step / _ROUNDS) * _GRAVITY)
    for _ in range(120):
        _clear_lines(boxes, ties, size)
        _keep_apart(boxes, size)
    for _ in range(80):
        _keep_apart(boxes, size)
    return boxes


def _settle(boxes: list[Box], ties: Sequence[tuple[int, int, float]], reach: float, most: float) -> None:
    push = [[0.0, 0.0] for _ in boxes]
    for a, one in enumerate(boxes):
        for b in range(a + 1, len(boxes)):
            other = boxes[b]
            dx, dy = one.x - other.x, (one.y - other.y) * 1.5
            far = max(1.0, dx * dx + dy * dy)
            for index, sign in ((a, 1.0), (b, -1.0)):
                push[index][0] += sign * dx * reach * reach / far
                push[index][1] += sign * dy * reach * reach / far
    for a, b, weight in ties:
        dx, dy = boxes[a].x - boxes[b].x, boxes[a].y - boxes[b].y
        pull = math.sqrt(dx * dx + dy * dy) / reach * min(1.0, 0.35 + 0.1 * weight)
        for index, sign in ((a, -1.0), (b, 1.0)):
            push[index][0] += sign * dx * pull
            push[index][1] += sign * dy * pull
    for box, (dx, dy) in zip(boxes, push, strict=True):
        length = math.sqrt(dx * dx + dy * dy)
        if length:
            box.x += dx / length * min(length, most)
            box.y += dy / length * min(length, most)


def _settle_middle(boxes: list[Box], size: tuple[float, float], share: float) -> None:
    for box in boxes:
        box.x += (size[0] / 2 - box.x) * share * 0.1
        box.y += (size[1] / 2 - box.y) * share * 0.1


def _clear_lines(boxes: list[Box], ties: Sequence[tuple[int, int, float]], size: tuple[float, float]) -> None:
    """Move a name off a line that it has no part in: it would read as that line's end."""
    for a, b, _ in ties:
        one, other = boxes[a], boxes[b]
        dx, dy = other.x - one.x, other.y - one.y
        length = math.sqrt(dx * dx + dy * dy)
        for index, box in enumerate(boxes):
            if index in (a, b) or not length:
                continue
            along = ((box.x - one.x) * dx + (box.y - one.y) * dy) / length
            aside = ((box.y - one.y) * dx - (box.x - one.x) * dy) / length
            room = (abs(dx) * box.half_height + abs(dy) * box.half_width) / length + 12
            if 0 < along < length and abs(aside) < room:
                side = 1 if aside >= 0 else -1
                shift = min(6.0, room - abs(aside)) * side
                if not _inside(box.x - dy / length * side * room, box.y + dx / length * side * room, box, size):
                    shift = -side * (abs(aside) + 6.0)  # the edge is in the way: over to the other side
                box.x -= dy / length * shift
                box.y += dx / length * shift


def _inside(x: float, y: float, box: Box, size: tuple[float, float]) -> bool:
    return box.half_width <= x <= size[0] - box.half_width and box.half_height <= y <= size[1] - box.half_height


def _keep_apart(boxes: list[Box], size: tuple[float, float]) -> None:
    for a, one in enumerate(boxes):
        for other in boxes[a + 1 :]:
            over_x = one.half_width + other.half_width + _MARGIN_X - abs(one.x - other.x)
            over_y = one.half_height + other.half_height + _MARGIN_Y - abs(one.y - other.y)
            if over_x <= 0 or over_y <= 0:
                continue
            if over_y < over_x:
                shift = over_y / 2 if one.y >= other.y else -over_y / 2
                one.y, other.y = one.y + shift, other.y - shift
            else:
                shift = over_x / 2 if one.x >= other.x else -over_x / 2
                one.x, other.x = one.x + shift, other.x - shift
    for box in boxes:
        box.x = min(max(box.x, box.half_width + 4), size[0] - box.half_width - 4)
        box.y = min(max(box.y, box.half_height + 4), size[1] - box.half_height - 4)
