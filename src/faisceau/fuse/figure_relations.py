"""How two figures stand: the same count told twice, brought up to date, contradicted, bounded, a part, or another thing.

What is counted is compared before the numbers are: two numbers of two things never contradict each other. A voice does
not contradict itself: what one voice tells in one article as two numbers are two things, unless its words say that one
takes the place of the other or is part of it.
"""

from __future__ import annotations

import math

from faisceau.fuse.counted import Counted
from faisceau.fuse.counts import growing, has_cue, is_only
from faisceau.fuse.measures import kind_of
from faisceau.model.claims import AUTHOR
from faisceau.model.fused import Relation

NEAR = 0.05  # two numbers of which one is approximate are one within this share
ROUNDED = 0.025  # a round number stands for an exact one within this share
ROUND = 1000  # from which numbers are rounded
FURTHER = 1.5  # times a stated bound: "more than 600" is said of 633, not of 2000
BEYOND = 5  # times a stated bound, from which it denies the larger number
SHORT = 3  # days: a count is of one day, or of a few
LINK = 120  # characters between a whole and its part
EXACT = 4  # figures, from which a number that is no round one is meant as it stands, even after "at least"
MOST = 0.9  # of the whole, below which another figure may be a part of it
FAR = 50  # times: numbers further apart are of two things
ALIKE = 0.3  # of the shorter sentence's words: two sentences that share as much speak of one thing
_PEOPLE = frozenset({"people", "victim"})


def relation(a: Counted, b: Counted) -> Relation:
    """How two figures stand, whichever is given first."""
    if any(_is_named_part(*pair) or _is_out_of(*pair) for pair in ((a, b), (b, a))):
        return "part_of"
    if not _may_be_one_thing(a, b):
        return "different_thing"
    if _is_part(a, b) or _is_part(b, a):
        return "part_of"
    if _are_of_two_times(a, b):
        return "different_thing"
    if _are_contrasted(a, b):
        return "contradict"
    if _are_equal(a, b):
        return "agree"
    if _replaces(a, b) or _replaces(b, a):
        return "update"
    if _is_kind_within(a, b) or _is_kind_within(b, a):
        return "part_of"
    if "gather" in a.sorts & b.sorts and ("former" in a.roles) != ("former" in b.roles):
        return "different_thing"
    if _are_of_two_places(a, b) or _are_told_apart(a, b):
        return "different_thing"
    return _of_one_thing(a, b)


def _of_one_thing(a: Counted, b: Counted) -> Relation:
    """How different numbers of one thing stand."""
    grows = bool(a.sorts & b.sorts & growing())
    if _meet(a, b) and (a.is_vague or b.is_vague):
        return "compatible_bound"
    if _holds(a, b) or _holds(b, a):
        return "compatible_bound"
    if _same_source(a, b) and (a.published != b.published or grows):
        return "update"
    if _both_open(a, b):
        return "compatible_bound"
    if _meet(a, b) and (grows or not _beyond(a, b)):
        return "update" if grows and _later_is_larger(a, b) else "compatible_bound"
    if grows and not _disagree_at_once(a, b):
        return "update"
    return "contradict" if _can_clash(a, b) else "different_thing"


def _beyond(a: Counted, b: Counted) -> bool:
    """Whether a number is so far beyond the other, a stated bound, that nobody would have said it of that number."""
    small, large = sorted((abs(a.number or 0.0), abs(b.number or 0.0)))
    return large > BEYOND * small


def _can_clash(a: Counted, b: Counted) -> bool:
    """Whether what is counted is told well enough, and alike enough, for two numbers to contradict each other."""
    if _far_apart(a, b):
        return False
    if a.words and b.words:
        return bool(a.words & b.words)
    if a.sorts & b.sorts:
        return True
    if (a.names - b.names) and (b.names - a.names):
        return False
    return len(a.setting & b.setting) >= ALIKE * min(len(a.setting), len(b.setting))


def _far_apart(a: Counted, b: Counted) -> bool:
    """Whether one number is many times the other; none at all is not far from some."""
    small, large = sorted((abs(a.number or 0.0), abs(b.number or 0.0)))
    return small > 0 and large > FAR * small


def _both_open(a: Counted, b: Counted) -> bool:
    """Whether both give a lower bound only."""
    return all(x.bounds[1] == math.inf and x.bounds[0] > -math.inf and not _is_exact(x) for x in (a, b))


def _is_exact(counted: Counted) -> bool:
    """Whether the number has so many figures that it is no bound, whatever stands before it."""
    number = counted.stated
    if number is None or counted.is_vague:
        return False
    return counted.quantity.value is not None or len(f"{number:.0f}".rstrip("0")) >= EXACT


def _meet(a: Counted, b: Counted) -> bool:
    (low_a, high_a), (low_b, high_b) = ((x.stated, x.stated) if _is_exact(x) else x.bounds for x in (a, b))
    if low_a is None or low_b is None or high_a is None or high_b is None:
        return False
    return low_a <= high_b and low_b <= high_a


def _holds(bound: Counted, other: Counted) -> bool:
    """Whether a bound is said of the other's number: it allows it, and is not far from it."""
    if _is_exact(bound) or other.number is None or not _meet(bound, other):
        return False
    if _both_open(bound, other):
        return False
    low, high = bound.bounds
    if high == math.inf:
        return bound.is_vague or other.number <= FURTHER * low
    return other.number * FURTHER >= high


def _are_equal(a: Counted, b: Counted) -> bool:
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
    return gap == 0 or (larger >= ROUND and gap <= ROUNDED * larger and (_rounds(first, second) or _rounds(second, first)))


def _rounds(short: float, long: float) -> bool:
    """Whether `short` is `long` with fewer figures."""
    figures = len(f"{short:.0f}".rstrip("0"))
    scale = 10 ** (len(f"{abs(long):.0f}") - figures)
    return scale >= 1 and abs(round(long / scale) * scale - short) < scale / 10 and short != long


def _same_unit(a: Counted, b: Counted) -> bool:
    first, second = a.quantity.unit, b.quantity.unit
    if first == second:
        return True
    if first is None or second is None:
        return kind_of(first or second) in {*_PEOPLE, "thing", "money"}
    return kind_of(first) in _PEOPLE and kind_of(second) in _PEOPLE


def _may_be_one_thing(a: Counted, b: Counted) -> bool:
    """Whether nothing in unit, name and sentence says that they count two things."""
    if _far_apart(a, b) and a.words and b.words and not a.words & b.words:
        return False
    if not _same_unit(a, b):
        return bool(a.sorts & b.sorts) and a.is_of_people != b.is_of_people
    if a.sorts and b.sorts:
        return bool(a.sorts & b.sorts) or _in_one_sentence(a, b)
    if a.words & b.words:
        return True
    if a.sorts or b.sorts:
        return not (a.words and b.words) or (a.is_of_people and b.is_of_people) or a.quantity.unit == b.quantity.unit
    if a.words and b.words:
        return a.is_of_people and b.is_of_people
    return True


def _in_one_sentence(a: Counted, b: Counted) -> bool:
    return a.passage is not None and b.passage is not None and a.passage.key == b.passage.key


def _is_named_part(part: Counted, whole: Counted) -> bool:
    """Whether words between the two say that the second is part of the first, which is larger ("of whom", "among them")."""
    first, second = whole.passage, part.passage
    if not first or not second or first.key != second.key:
        return False
    few, many = part.number, whole.number
    if few is None or many is None or few >= many:
        return False
    if "added" in part.roles and "running" in whole.roles:
        return True
    between = first.text[first.end : second.start]
    return first.end <= second.start and len(between) <= LINK and has_cue(between, part.lang, "part")


def _are_contrasted(a: Counted, b: Counted) -> bool:
    """Whether one sentence gives two voices, each with its own number, of which neither is said to be the older one."""
    if not _in_one_sentence(a, b) or not (a.voices and b.voices) or a.voices & b.voices:
        return False
    dated = any("former" in x.roles for x in (a, b)) or _are_of_two_places(a, b)
    return not dated and _same_unit(a, b) and a.number != b.number and not _are_equal(a, b) and not _far_apart(a, b)


def _is_out_of(part: Counted, whole: Counted) -> bool:
    """Whether the words between the two say that the first is out of the second ("2,000 of the 6,700")."""
    first, second = part.passage, whole.passage
    if not first or not second or first.key != second.key or first.end > second.start:
        return False
    few, many = part.number, whole.number
    return few is not None and many is not None and few < many and is_only(first.text[first.end : second.start], part.lang, "among")


def _is_part(part: Counted, whole: Counted) -> bool:
    """Whether one is told as part of the other, which is larger."""
    few, many = part.number, whole.number
    if few is None or many is None or few >= many:
        return False
    first, second = whole.passage, part.passage
    if first and second and first.key == second.key:
        if part.is_of_people and whole.is_of_people and part.words and not whole.words and not part.sorts - whole.sorts:
            return True
    if "added" in part.roles and "added" not in whole.roles and part.sorts & whole.sorts:
        return "running" in whole.roles or few * 2 < many
    if "whole" in whole.roles and "whole" not in part.roles and part.sorts & whole.sorts:
        return few < MOST * many and (part.house == whole.house or bool(part.places))
    return "other" in part.roles and "other" not in whole.roles and bool(part.words & whole.words)


def _is_kind_within(kind: Counted, wider: Counted) -> bool:
    """Whether one is named more closely than the other, and is fewer; what one named voice tells later is its update."""
    if not wider.words or not wider.words < kind.words or kind.sorts & wider.sorts or _meet(kind, wider):
        return False
    named = {actor.id for actor in kind.claim.source.by} & {actor.id for actor in wider.claim.source.by} - {AUTHOR}
    return (kind.number or 0.0) < (wider.number or 0.0) and not (named and kind.published != wider.published)


def _are_of_two_times(a: Counted, b: Counted) -> bool:
    """Whether both are of one day or of a few, and not of the same ones; or counted since two years."""
    if a.years and b.years and not a.years & b.years:
        return True
    if "added" in a.roles and "added" in b.roles:
        if a.days and b.days:
            return not a.days.meets(b.days)
        return (a.published or "")[:10] != (b.published or "")[:10]
    if "running" in a.roles or "running" in b.roles or not (a.days and b.days):
        return False
    return a.days.length <= SHORT and b.days.length <= SHORT and not a.days.meets(b.days)


def _replaces(new: Counted, old: Counted) -> bool:
    """Whether the words say that one figure takes the place of the other."""
    if new.claim.article != old.claim.article and new.house != old.house:
        return False
    if "former" in old.roles and "former" not in new.roles:
        return "gather" not in old.sorts | new.sorts  # another day's march is another march
    if _changes_to(old, new):
        return True
    return "revised" in new.roles and "revised" not in old.roles and _in_one_sentence(new, old)


def _changes_to(old: Counted, new: Counted) -> bool:
    """Whether one sentence says that the count went from the one to the other ("from 700 to 2,000")."""
    first, second = old.passage, new.passage
    if not first or not second or first.key != second.key or first.end > second.start:
        return False
    between = first.text[first.end : second.start]
    return has_cue(first.before, old.lang, "change") and any(
        is_only(part, old.lang, "to") for part in (between, between.strip().partition(" ")[2])
    )


def _are_of_two_places(a: Counted, b: Counted) -> bool:
    return bool(a.places) and bool(b.places) and not a.places & b.places


def _same_source(a: Counted, b: Counted) -> bool:
    if a.voices and b.voices and not a.voices & b.voices:
        return False
    ours, theirs = ({actor.id for actor in x.claim.source.by} for x in (a, b))
    shared = ours & theirs
    return bool(shared - {AUTHOR}) or (AUTHOR in shared and a.house == b.house)


def _are_told_apart(a: Counted, b: Counted) -> bool:
    """Whether one voice tells both in one article as numbers that cannot both be of one thing."""
    return a.claim.article == b.claim.article and _same_source(a, b) and not a.voices ^ b.voices and (
        not _meet(a, b) or (_both_open(a, b) and not (a.is_vague or b.is_vague))
    )


def _later_is_larger(a: Counted, b: Counted) -> bool:
    if not a.published or not b.published or a.published[:10] == b.published[:10]:
        return False
    first, second = sorted((a, b), key=lambda each: each.published or "")
    return (first.number or 0) < (second.number or 0)


def _disagree_at_once(a: Counted, b: Counted) -> bool:
    """Whether two voices that are named give two numbers at one time."""
    if a.claim.article == b.claim.article:
        return True
    if not (a.published and b.published):
        return True
    return False
