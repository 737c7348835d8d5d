"""Where actors stand in the network: pulled together by their ties, pushed apart by their names.

Plain arithmetic in a fixed order, from a fixed start: the same ties always give the same places, on any machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_ROUNDS = 400
# Room between two names for the arrows that pass between them.
_MARGIN_X, _MARGIN_Y = 110.0, 44.0


@dataclass
class Box:
    """A name's place: its middle and half its size."""

    x: float
    y: float
    half_width: float
    half_height: float

    def border(self, x: float, y: float) -> tuple[float, float]:
        """Where the line from the middle towards a point leaves the box."""
        dx, dy = x - self.x, y - self.y
        if not dx and not dy:
            return self.x, self.y
        share = min(
            self.half_width / abs(dx) if dx else math.inf,
            self.half_height / abs(dy) if dy else math.inf,
        )
        return self.x + dx * share, self.y + dy * share


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
    for _ in range(60):
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
