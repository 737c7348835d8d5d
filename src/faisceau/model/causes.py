"""A causal claim: words of one article that say what brings about, feeds or hinders what (docs/reference/causal-map.md)."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.ids import content_id
from faisceau.model.system import OPPOSITE, Modality, Sign


class End(Struct, frozen=True):
    """The cause or the effect: its words at `start:end` (code points, half-open) and the variable they speak of.

    `variable` is `kind(args)` with actors by id and goods by category, None where the words name none. `turned` where the
    words say that there is none of it ("n'ont rien livré"): less of the words is then more of the variable.
    """

    start: int
    end: int
    text: str
    variable: str | None = None
    turned: bool = False


class Entailed(Struct, frozen=True):
    """A further arc that the words of one causal claim state: what is given for something is also what that something is
    given for; who depends on a good needs it; a second good named beside the first."""

    cause: str
    effect: str
    sign: Sign


class Cause(Struct, frozen=True, kw_only=True):
    """One causal claim. `sign` + where more cause makes more effect, of both as worded.

    `speaker` are actor ids, `author` for the article.

    `condition` are the words of an "if" in its sentence; `cue` those that tie the two. `also` are further arcs between
    variables that the same words state.
    """

    article: str
    id: str
    start: int
    end: int
    quote: str
    cause: End
    effect: End
    sign: Sign
    modality: Modality
    speaker: tuple[str, ...]
    condition: str | None = None
    cue: str = ""
    also: tuple[Entailed, ...] = ()

    @property
    def sign_of_variables(self) -> Sign:
        """The sign between the two variables: that between the words, turned for each end that says there is none of it."""
        return OPPOSITE[self.sign] if self.cause.turned != self.effect.turned else self.sign

    @property
    def arcs(self) -> tuple[Entailed, ...]:
        """Every arc between two variables that the claim states: its own first."""
        if self.cause.variable is None or self.effect.variable is None:
            return self.also
        return (Entailed(self.cause.variable, self.effect.variable, self.sign_of_variables), *self.also)

    def check(self, text: str) -> None:
        """Raise `FaisceauError` (bad_evidence) where some words are not what their span covers in `text`."""
        spans = ((self.start, self.end, self.quote), *((e.start, e.end, e.text) for e in (self.cause, self.effect)))
        for start, end, words in spans:
            if not (0 <= start < end <= len(text)) or text[start:end] != words:
                raise FaisceauError(Code.BAD_EVIDENCE, f"Cause {self.id} of {self.article} at {start}:{end}.")


def with_content_id(cause: Cause) -> Cause:
    """The cause with its id: the same article, words and program give the same."""
    return msgspec.structs.replace(cause, id=content_id("x", msgspec.structs.replace(cause, id="")))


__all__ = ["Cause", "End", "Entailed", "with_content_id"]
