"""The numbers of two counts: equal, rounded, one a bound of the other, or too far apart to be of one thing."""

from __future__ import annotations

import math

from faisceau.fuse.counted import Counted

NEAR = 0.05  # two numbers of which one is approximate are one within this share
ROUNDED = 0.025  # a round number stands for an exact one within this share
ROUND = 1000  # from which numbers are rounded
FURTHER = 1.5  # times a stated bound: "more than 600" is said of 633, not of 2000
BEYOND = 5  # times a stated bound, from which it denies the larger number
EXACT = 4  # figures, from which a number that is no round one is meant as it stands, even after "at least"
FAR = 50  # times: numbers further apart are of two things


def both_open(a: Counted, b: Counted) -> bool:
    """Whether both give a lower bound only."""
    return all(x.bounds[1] == math.inf and x.bounds[0] > -math.inf and not _is_exact(x) for x in (a, b))


def _is_exact(counted: Counted) -> bool:
    """Whether the number has so many figures that it is no bound, whatever stands before it."""
    number = counted.stated
    if number is None or counted.is_vague:
        return False
    return counted.quantity.value is not None or len(f"{number:.0f}".rstrip("0")) >= EXACT


def meet(a: Counted, b: Counted) -> bool:
    """Whether some number is allowed by both."""
    (low_a, high_a), (low_b, high_b) = ((x.stated, x.stated) if _is_exact(x) else x.bounds for x in (a, b))
    if low_a is None or low_b is None or high_a is None or high_b is None:
        return False
    return low_a <= high_b and low_b <= high_a


def holds(bound: Counted, other: Counted) -> bool:
    """Whether a bound is said of the other's number: it allows it, and is not far from it."""
    if _is_exact(bound) or other.number is None or not meet(bound, other):
        return False
    if both_open(bound, other):
        return False
    low, high = bound.bounds
    if high == math.inf:
        return bound.is_vague or other.number <= FURTHER * low
    return other.number * FURTHER >= high


def are_equal(a: Counted, b: Counted) -> bool:
    """Whether both give one number: the same, one of them approximate and near, or one the other rounded."""
    first, second = a.stated, b.stated
    if first is None or second is None:
        return a.bounds == b.bounds
    if (a.quantity.value is None) != (b.quantity.value is None) and first == second:
        return True
    larger = max(abs(first), abs(second))
    gap = abs(first - second)
    if a.is_vague or b.is_vague:
        return gap == 0
    if a.quantity.approx or b.quantity.approx:
        return gap <= NEAR * larger
    if a.quantity.value is None or b.quantity.value is None:
        return gap == 0
    return gap == 0 or (
        larger >= ROUND and gap <= ROUNDED * larger and (_rounds(first, second) or _rounds(second, first))
    )


def _rounds(short: float, long: float) -> bool:
    """Whether `short` is `long` with fewer figures."""
    figures = len(f"{short:.0f}".rstrip("0"))
    scale = 10 ** (len(f"{abs(long):.0f}") - figures)
    return scale >= 1 and abs(round(long / scale) * scale - short) < scale / 10 and short != long


def far_apart(a: Counted, b: Counted) -> bool:
    """Whether one number is many times the other; none at all is not far from some."""
    small, large = sorted((abs(a.number or 0.0), abs(b.number or 0.0)))
    return small > 0 and large > FAR * small


def beyond(a: Counted, b: Counted) -> bool:
    """Whether a number is so far beyond the other, a stated bound, that nobody would have said it of that number."""
    small, large = sorted((abs(a.number or 0.0), abs(b.number or 0.0)))
    return large > BEYOND * small
