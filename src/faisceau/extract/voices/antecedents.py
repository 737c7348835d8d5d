"""Whom a pronoun or a bare description beside a verb of speech takes up: who spoke last, or who acted last."""

from __future__ import annotations

from faisceau.extract.page import Page
from faisceau.extract.voices.incises import Incise
from faisceau.extract.voices.speakers import SPEAKERS, Cast
from faisceau.extract.voices.speech_verbs import speech_of
from faisceau.extract.voices.zones import Voice
from faisceau.knowledge.given_names import given_names
from faisceau.model.actors import is_group, is_person
from faisceau.model.claims import ActorRef
from faisceau.model.text import Span

_BACK = 140  # tokens over which a pronoun finds the speaker that it stands for
_DESCRIBED = 1500  # code points over which a description takes up who spoke last


def speaker_of_pronoun(
    page: Page, incise: Incise, last: tuple[Incise, Voice] | None, cast: Cast
) -> tuple[tuple[ActorRef, ...], int]:
    """The speaker that a pronoun after the verb stands for.

    Whoever spoke or acted last outside the quotations of the paragraph; else what the pronoun was resolved to. Who goes on
    speaking ("a-t-il ajouté") spoke before, whoever acted since.
    """
    tree = page.tree
    goes_on = tree[incise.verb].lemma in page.attributive.incise.continuing
    pronoun = incise.pronoun if incise.pronoun is not None else incise.verb
    subject = last_subject(page, _before_content(page, incise.first), pronoun, cast)
    if last is not None:
        before, voice = last
        near = goes_on or "\n" not in page.text[voice.end : tree[incise.first].start].strip()
        who = before.subject if before.subject is not None else pronoun
        later = subject is not None and tree[subject].start > voice.end and (not goes_on or _speaks(page, subject))
        if near and not later and agrees(page, pronoun, who):
            return voice.by, who
    if subject is not None:
        return cast.at(subject), subject
    own = cast.at(pronoun)
    if own or last is None:
        return own, pronoun
    return last[1].by, last[0].subject if last[0].subject is not None else pronoun


def _speaks(page: Page, subject: int) -> bool:
    """Whether the verb of the subject reports what it says."""
    return speech_of(page, page.tree[subject].head)[0] is not None


def speaker_described(
    page: Page, incise: Incise, by: tuple[ActorRef, ...], last: tuple[Incise, Voice] | None, cast: Cast
) -> tuple[ActorRef, ...]:
    """The person whom a definite description that nothing introduced stands for: who spoke last, or acted last."""
    i = incise.subject
    if i is None or not is_group(by[0].id) or not cast.describes(i):
        return by
    token = page.tree[i]
    words = Span(token.start, token.end)
    who = None if last is None else last[0].subject if last[0].subject is not None else last[0].pronoun
    if last is not None and who is not None and _alike(page, i, who):
        found = last[1].by[0]
        if is_person(found.id) and token.start - last[1].end < _DESCRIBED:
            return (ActorRef(found.id, found.name, words),)
    for j in range(_before_content(page, incise.first) - 1, max(i - _BACK, -1), -1):
        mention = page.mentions.get(j)
        if mention is not None and mention.kind == "person" and mention.actors and _alike(page, i, j):
            return tuple(ActorRef(ref.id, ref.name, words) for ref in cast.at(j)[:1]) or by
    return by


def _alike(page: Page, a: int, b: int) -> bool:
    """Whether no gender tells the two nouns apart; an elided article shows none."""
    genders = [
        {m for m in page.tree[i].morph.split("|") if m.startswith("Gender=")}
        if not any(page.lower(d).endswith("'") for d in page.tree.kids(i, "det"))
        else set()
        for i in (a, b)
    ]
    return not all(genders) or genders[0] == genders[1]


def _before_content(page: Page, first: int) -> int:
    """The token before which what the remark at `first` says begins: its sentence, or what a colon announces in it."""
    tree = page.tree
    sentence = tree.sentence(first)
    start = sentence.first
    if first == start and first:
        start = tree.sentence(first - 1).first
    return next((i for i in range(first - 1, start, -1) if tree[i].text == ":"), start)


def last_subject(page: Page, before: int, pronoun: int, cast: Cast) -> int | None:
    """The nearest person, failing one the nearest body, that is a subject before token `before`, outside quotations, or by whom
    its sentence says that it is told ("selon X, Y ne veut rien": X goes on); a person who is neither only where the pronoun does
    not stand for that body.
    """
    tree = page.tree
    body: int | None = None
    other: int | None = None
    for i in range(before - 1, max(before - _BACK, -1), -1):
        mention = page.mentions.get(i)
        if tree[i].pos == "NOUN" and tree[i].dep.startswith("nsubj") and cast.holds(i) and agrees(page, pronoun, i):
            if page.quotation_at(tree[i].start) is None:
                return i
            continue
        if mention is None or not mention.actors or tree[i].pos == "PRON" or mention.kind not in SPEAKERS:
            continue
        if page.quotation_at(tree[i].start) is not None or not agrees(page, pronoun, i):
            continue
        acts, person = tree[i].dep.startswith("nsubj"), mention.kind in ("person", "title")
        if _tells(page, i):
            return i
        if acts and person:
            tells = (j for j in range(tree.sentence(i).first, i) if _tells(page, j) and agrees(page, pronoun, j))
            return next(tells, i)
        if person and other is None:
            other = i
        elif acts and body is None:
            body = i
    if other is None or body is None:
        return body if other is None else other
    meant = {ref.id for ref in cast.at(pronoun)}
    return body if meant & {ref.id for ref in cast.at(body)} else other


def _tells(page: Page, i: int) -> bool:
    """Whether the person at token `i` is one according to whom the sentence is told: "selon X"."""
    mention = page.mentions.get(i)
    if mention is None or mention.kind != "person" or page.quotation_at(page.tree[i].start) is not None:
        return False
    first = min((i, *page.tree.kids(i, "det", "amod", "nmod", "compound", "case")))
    head = page.tree[i].head
    if page.preposition(i) is None and page.tree[i].dep.startswith("appos"):  # "selon l'analyste X"
        first = min((first, head, *page.tree.kids(head, "det", "case")))
    cased = first if page.tree[first].pos == "ADP" else None
    return cased is not None and any(page.ends_with(words, cased + 1) for words, _ in page.attributive.cues)


def agrees(page: Page, pronoun: int, noun: int) -> bool:
    """Whether gender and number allow the pronoun to stand for the noun."""
    if pronoun == noun:
        return True
    rules = page.attributive.incise
    form = page.lower(pronoun).lstrip("-")
    morph = page.tree[noun].morph
    if form in rules.plural and "Number=Sing" in morph and page.tree.kid(noun, "conj") is None:
        return False
    if page.tree[noun].pos == "PROPN":
        titled = _title_of(page, noun)
        morph = f"Gender={_gender_of_name(page, noun)}" if titled is None else page.tree[titled].morph
    return not (
        ("Gender=Masc" in morph and form in rules.feminine) or ("Gender=Fem" in morph and form not in rules.feminine)
    )


def _gender_of_name(page: Page, noun: int) -> str:
    """Masc, Fem or nothing: what the given name of the person named tells."""
    mention = page.mentions.get(page.holder.get(noun, noun))
    if mention is None or mention.kind != "person" or not mention.actors:
        return ""
    return given_names().get(mention.actors[0].partition("-")[0], "")


def _title_of(page: Page, name: int) -> int | None:
    """The noun of function before a person's name: "la ministre X"."""
    tree = page.tree
    head = tree[name].head
    beside = tree[name].dep.partition(":")[0] in ("appos", "flat", "nmod") and tree[head].pos == "NOUN"
    near = head < name and all(tree[i].pos not in ("VERB", "AUX") for i in range(head, name))
    return head if beside and near and any(tree[d].pos == "DET" for d in tree.children[head]) else None
