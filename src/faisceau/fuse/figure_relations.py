"""How two figures stand: the same count told twice, brought up to date, contradicted, bounded, a part, or another thing.

What is counted is compared before the numbers are: two numbers of two things never contradict each other. A voice does
not contradict itself: what one voice tells in one article as two numbers are two things, unless its words say that one
takes the place of the other or is part of it.
"""

from __future__ import annotations

from faisceau.fuse.counted import Counted
from faisceau.fuse.counts import growing, has_cue, is_only
from faisceau.fuse.figure_numbers import are_equal, beyond, both_open, far_apart, holds, meet
from faisceau.fuse.measures import kind_of
from faisceau.model.claims import AUTHOR
from faisceau.model.fused import Relation

SHORT = 7  # days: a count is of one day, or of a few
LONG = 60  # days: a count is of months
LINK = 120  # characters between a whole and its part
MOST = 0.9  # of the whole, below which another figure may be a part of it
ALIKE = 0.3  # of the shorter sentence's words: two sentences that share as much speak of one thing
_PEOPLE = frozenset({"people", "victim"})


def relation(a: Counted, b: Counted) -> Relation:
    """How two figures stand, whichever is given first."""
    if any(_is_named_part(*pair) or _is_out_of(*pair) for pair in ((a, b), (b, a))):
        return "part_of"
    if not _may_be_one_thing(a, b) or ("threshold" in a.roles) != ("threshold" in b.roles):
        return "different_thing"
    if _is_part(a, b) or _is_part(b, a):
        return "part_of"
    if _are_of_two_times(a, b):
        return "different_thing"
    if _are_contrasted(a, b):
        return "contradict"
    if are_equal(a, b):
        return "agree" if ("denied" in a.roles) == ("denied" in b.roles) else "contradict"
    if _replaces(a, b) or _replaces(b, a):
        return "update"
    if any(_is_kind_within(*pair) or _is_day_within(*pair) for pair in ((a, b), (b, a))):
        return "part_of"
    if _are_compared(a, b) or ("earlier" in a.roles) != ("earlier" in b.roles):
        return "different_thing"
    if _is_the_rest(a, b) or _is_the_rest(b, a):
        return "different_thing"
    if _are_of_two_places(a, b) or _are_told_apart(a, b):
        return "different_thing"
    return _of_one_thing(a, b)


def _of_one_thing(a: Counted, b: Counted) -> Relation:
    """How different numbers of one thing stand."""
    grows = bool(a.sorts & b.sorts & growing())
    if meet(a, b) and (a.is_vague or b.is_vague):
        return "compatible_bound"
    if holds(a, b) or holds(b, a):
        return "compatible_bound"
    if _same_source(a, b) and (a.published != b.published or grows):
        return "update"
    if both_open(a, b):
        return "compatible_bound"
    if meet(a, b) and (grows or not beyond(a, b)):
        return "update" if grows and _later_is_larger(a, b) else "compatible_bound"
    if grows and not _disagree_at_once(a, b):
        return "update"
    return "contradict" if _can_clash(a, b) else "different_thing"


def _can_clash(a: Counted, b: Counted) -> bool:
    """Whether what is counted is told well enough, and alike enough, for two numbers to contradict each other."""
    if far_apart(a, b):
        return False
    if a.words and b.words:
        return bool(a.words & b.words)
    if a.sorts & b.sorts:
        return True
    if (a.names - b.names) and (b.names - a.names):
        return False
    return len(a.setting & b.setting) >= ALIKE * min(len(a.setting), len(b.setting))


def _same_unit(a: Counted, b: Counted) -> bool:
    first, second = a.quantity.unit, b.quantity.unit
    if first == second:
        return True
    if first is None or second is None:
        return kind_of(first or second) in {*_PEOPLE, "thing", "money"}
    return kind_of(first) in _PEOPLE and kind_of(second) in _PEOPLE


def _may_be_one_thing(a: Counted, b: Counted) -> bool:
    """Whether nothing in unit, name and sentence says that they count two things."""
    if far_apart(a, b) and a.words and b.words and not a.words & b.words:
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
    """Whether one sentence gives two voices or two tallies, each with its own number, neither said to be the older one."""
    of_two_voices = bool(a.voices and b.voices) and not a.voices & b.voices
    of_two_tallies = "tally" in a.roles and "tally" in b.roles
    if not _in_one_sentence(a, b) or not (of_two_voices or of_two_tallies):
        return False
    dated = any("former" in x.roles for x in (a, b)) or _are_of_two_places(a, b)
    return not dated and _same_unit(a, b) and a.number != b.number and not are_equal(a, b) and not far_apart(a, b)


def _is_out_of(part: Counted, whole: Counted) -> bool:
    """Whether the words between the two say that the first is out of the second ("2,000 of the 6,700")."""
    first, second = part.passage, whole.passage
    if not first or not second or first.key != second.key or first.end > second.start:
        return False
    few, many = part.number, whole.number
    return (
        few is not None
        and many is not None
        and few < many
        and is_only(first.text[first.end : second.start], part.lang, "among")
    )


def _is_part(part: Counted, whole: Counted) -> bool:
    """Whether one is told as part of the other, which is larger."""
    few, many = part.number, whole.number
    if few is None or many is None or few >= many:
        return False
    of_people = part.is_of_people and whole.is_of_people and part.words and not whole.words
    if (
        of_people
        and not whole.roles & {"compared", "former", "tally"}
        and _in_one_sentence(part, whole)
        and not part.sorts - whole.sorts
    ):
        return True
    if "detail" in part.roles and "detail" not in whole.roles and part.sorts & whole.sorts:
        return part.house == whole.house and part.published == whole.published
    if "added" in part.roles and "added" not in whole.roles and part.sorts & whole.sorts:
        return "running" in whole.roles or few * 2 < many
    if "whole" in whole.roles and "whole" not in part.roles and part.sorts & whole.sorts:
        return few < MOST * many and (part.house == whole.house or bool(part.places))
    return "other" in part.roles and "other" not in whole.roles and bool(part.words & whole.words)


def _is_kind_within(kind: Counted, wider: Counted) -> bool:
    """Whether one is named more closely than the other, and is fewer; what one named voice tells later is its update."""
    if not wider.words or not wider.words < kind.words or kind.sorts & wider.sorts or meet(kind, wider):
        return False
    named = {actor.id for actor in kind.claim.source.by} & {actor.id for actor in wider.claim.source.by} - {AUTHOR}
    return (kind.number or 0.0) < (wider.number or 0.0) and not (named and kind.published != wider.published)


def _is_day_within(few: Counted, many: Counted) -> bool:
    """Whether one counts a day's people ("33 killed on Saturday"), and the other, more, those of the months around it."""
    if not few.days or not many.days or meet(few, many) or not few.is_of_people or not few.sorts & many.sorts:
        return False
    around = many.days.first <= few.days.first and few.days.last <= many.days.last
    of_a_day = few.days.length <= SHORT and many.days.length >= LONG
    return around and of_a_day and "running" not in few.roles and (few.number or 0.0) < MOST * (many.number or 0.0)


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
        return True
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


def _are_compared(a: Counted, b: Counted) -> bool:
    """Whether one sentence sets the figure of another time beside this one's ("12 % against 14 % last year")."""
    if not _in_one_sentence(a, b) or ("compared" in a.roles) == ("compared" in b.roles):
        return False
    return not a.sorts & b.sorts & growing() or "lose" in a.sorts & b.sorts


def _is_the_rest(rest: Counted, known: Counted) -> bool:
    """Whether one article counts some, and then the others."""
    if "other" not in rest.roles or "other" in known.roles or rest.claim.article != known.claim.article:
        return False
    return (rest.number or 0.0) >= (known.number or 0.0)


def _are_of_two_places(a: Counted, b: Counted) -> bool:
    return bool(a.places) and bool(b.places) and not a.places & b.places


def _same_source(a: Counted, b: Counted) -> bool:
    if a.voices and b.voices and not a.voices & b.voices:
        return False
    ours, theirs = ({actor.id for actor in x.claim.source.by} for x in (a, b))
    shared = ours & theirs
    return bool(shared - {AUTHOR}) or (AUTHOR in shared and a.house == b.house)


def _are_told_apart(a: Counted, b: Counted) -> bool:
    """Whether one article tells both as numbers that cannot both be of one thing: in one voice, or each in its place of one
    ranking."""
    if a.claim.article != b.claim.article:
        return False
    one_voice = _same_source(a, b) and not a.voices ^ b.voices
    in_one_ranking = "ranked" in a.roles and "ranked" in b.roles
    apart = not meet(a, b) or (both_open(a, b) and not (a.is_vague or b.is_vague))
    return (one_voice or in_one_ranking) and apart


def _later_is_larger(a: Counted, b: Counted) -> bool:
    if not a.published or not b.published or a.published[:10] == b.published[:10]:
        return False
    first, second = sorted((a, b), key=lambda each: each.published or "")
    return (first.number or 0) < (second.number or 0)


def _disagree_at_once(a: Counted, b: Counted) -> bool:
    """Whether the two numbers are of one article, or nothing tells which is the later one."""
    return a.claim.article == b.claim.article or not (a.published and b.published)
