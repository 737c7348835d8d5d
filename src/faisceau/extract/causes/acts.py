"""Who acts, on whom, with what: the arguments of a variable, and the variable written with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faisceau.knowledge.causes import VariableKind, variable_args
from faisceau.knowledge.goods import categories, category_of
from faisceau.model.actors import is_group, is_state_or_body

#: An argument that nothing tells.
UNKNOWN = "?"


@dataclass(frozen=True)
class Acts:
    """Who acts, on whom, with what, in a phrase."""

    subject: tuple[str, ...]
    object: tuple[str, ...]
    good: str | None


def written(kind: VariableKind, acts: Acts) -> str:
    """The variable `kind(args)`; an argument that nobody and nothing fills is `UNKNOWN`, several actors are joined by +."""
    subject, object_ = firm(acts.subject), firm(acts.object)
    values = []
    for arg in variable_args(kind):
        if arg == "both":
            both = sorted(firm((*subject, *object_)))
            values += both if len(both) > 1 else [*both, UNKNOWN]
        elif arg == "good":
            values.append(acts.good or UNKNOWN)
        elif arg == "subject":
            values.append("+".join(sorted(subject)) or UNKNOWN)
        else:
            values.append("+".join(sorted(object_)) or UNKNOWN)
    return f"{kind}({', '.join(values)})"


def firm(actors: Sequence[str]) -> tuple[str, ...]:
    """States and bodies before persons, who act for them; vague groups only where there is nobody else."""
    named = [a for a in actors if not is_group(a)]
    bodies = [a for a in named if is_state_or_body(a)]
    return tuple(dict.fromkeys(bodies or named or actors))


def completed(acts: Acts, others: Acts) -> Acts:
    """What a clause says of who gives what to whom, and where it does not, what its object says."""
    return Acts(acts.subject or others.subject, acts.object or others.object, acts.good or others.good)


def is_good(category: str | None) -> bool:
    """Whether a category is of goods, and not of meetings, sanctions and the like."""
    known = categories().get(category) if category is not None else None
    return known is not None and not known.besides


def good_of(words: str, lang: str) -> str | None:
    """The category of goods that the words name."""
    found = category_of(words, lang)
    return found if is_good(found) else None
