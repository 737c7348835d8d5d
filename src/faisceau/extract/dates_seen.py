"""What is seen of a date that may be a claim's, and of no date: names of things that hold, for `dates_chosen` to add up."""

from __future__ import annotations

from collections.abc import Iterator

from faisceau.extract.dates_told import Dated, Option
from faisceau.extract.dating import of_noun
from faisceau.extract.scenes import told_tense
from faisceau.extract.seen_names import For, looked_at
from faisceau.model.claims import AUTHOR

_LEDE = 3  # sentences, title included
_MANY = 4  # up to where things are counted
_RANKED = 7  # tokens before "depuis mars" in which "la première fois" is sought


def seen_of_date(dated: Dated, option: Option) -> tuple[str, ...]:
    """Names of what holds of one date for the claim, sorted, each once."""
    names = set(_value(dated, option))
    names.update(_rules(dated, option))
    names.update(_news(dated, option))
    names.update(_elsewhere(dated, option))
    if option.n is not None:
        names.update(_place(dated, option))
        names.update(_governed(dated, dated.calendar.tokens[option.n], option.zone))
    return tuple(sorted(names))


def seen_of_no_date(dated: Dated) -> tuple[str, ...]:
    """Names of what holds of the claim that may speak for its having no date, sorted, each once."""
    claim, tense = dated.claim, dated.tense
    rules = _ruled(dated)
    nearest = next((o.zone for o in dated.options if o.zone), "nowhere")
    link = dated.link
    news = dated.calendar.news is not None
    names = {
        "no.date",
        f"kind={claim.kind}",
        f"status={claim.status}",
        f"kind={claim.kind}+{claim.status}",
        f"kind={claim.kind}+{tense}",
        f"tense={tense}+{link}",
        f"tense={tense}+{nearest}",
        f"rules={rules}",
        f"rules={rules}+{claim.kind}",
        f"rules={rules}+{tense}",
        f"rules={rules}+{nearest}",
        f"nearest={nearest}",
        f"nearest={nearest}+{claim.kind}",
        f"quoted={dated.quoted}+{claim.kind}",
        f"news={news}",
        f"news={news}+{tense}",
        *looked_at(dated.each.seen, For.NO_DATE),
    }
    return tuple(f"none:{name}" for name in sorted(names))


def _ruled(dated: Dated) -> str:
    """Where the rules have a date from."""
    ruled = dated.claim.date
    return "none" if ruled is None else "contextual" if ruled.basis == "contextual" else "own"


def _value(dated: Dated, option: Option) -> Iterator[str]:
    """The value, wherever it is told: how far from publication, how often told, whether another is finer."""
    claim, calendar, value = dated.claim, dated.calendar, option.when.value
    distance, stance = calendar.distance(value), dated.stance
    for beside in (
        dated.tense,
        claim.kind,
        claim.status,
        option.zone,
        dated.link,
        dated.act,
        stance,
        f"{stance}+{dated.tense}",
        f"plover={claim.plover}",
    ):
        yield f"distance={distance}+{beside}"
    yield f"often={min(calendar.often.get(value, 0), _MANY)}"
    others = [o.when.value for o in dated.options if o.when.value != value]
    if any(other.startswith(value) for other in others):
        yield f"finer.told+{option.zone}"
    if any(value.startswith(other) for other in others):
        yield f"coarser.told+{option.zone}"


def _rules(dated: Dated, option: Option) -> Iterator[str]:
    """Whether the rules take this date, another or none."""
    ruled = dated.claim.date
    if ruled is None:
        yield f"rules=none+{option.zone}"
        return
    name = f"rules={ruled.value == option.when.value}+{_ruled(dated)}"
    yield name
    for beside in (option.zone, f"{option.zone}+{option.size}", dated.claim.kind, dated.tense):
        yield f"{name}+{beside}"


def _news(dated: Dated, option: Option) -> Iterator[str]:
    """What the claim shows, where this is the day of the news."""
    claim, tense, calendar = dated.claim, dated.tense, dated.calendar
    if option.when.value == calendar.first:
        yield f"first.news+{option.zone}"
    if option.when.value != calendar.news:
        return
    for beside in (
        option.zone,
        tense,
        claim.kind,
        f"quoted={dated.quoted}",
        dated.lemma,
        f"{dated.stance}+{tense}",
        f"{dated.link}+{tense}",
        f"{claim.kind}+{tense}",
        f"{claim.status}+{tense}",
    ):
        yield f"news+{beside}"


def _elsewhere(dated: Dated, option: Option) -> Iterator[str]:
    """Whether other claims have the date in their own words, of the same act, the same actors or the same speaker."""
    claim, zone = dated.claim, option.zone
    mine = {r.id for r in (*claim.subject, *claim.object)}
    for other in dated.calendar.dated.get(option.when.value, ()):
        if other.predicate_span == claim.predicate_span:
            continue
        if other.predicate == claim.predicate:
            yield f"same.predicate+{zone}"
        if other.plover is not None and other.plover == claim.plover:
            yield f"same.root+{zone}"
        theirs = {r.id for r in (*other.subject, *other.object)}
        if mine & theirs:
            yield f"{'same' if mine <= theirs else 'shared'}.actors+{zone}+{other.kind == claim.kind}"
        if other.source.by == claim.source.by and claim.source.kind != AUTHOR:
            yield f"same.source+{zone}"


def _place(dated: Dated, option: Option) -> Iterator[str]:
    """Where the nearest expression stands."""
    assert option.n is not None
    calendar, claim, zone = dated.calendar, dated.claim, option.zone
    page, time = calendar.reading.page, calendar.times[option.n]
    rank = min(option.rank, _MANY)
    parted = time.end <= claim.start and "\n" in page.text[time.end : claim.start]
    yield f"zone={zone}"
    for beside in (
        rank,
        claim.kind,
        claim.status,
        dated.tense,
        dated.link,
        dated.stance,
        dated.act,
        option.size,
        f"quoted={dated.quoted}",
        f"parted={parted}",
        f"means={(time.rule or '').partition(',')[0]}",
    ):
        yield f"zone={zone}+{beside}"
    yield f"rank={rank}+{parted}"
    if option.outside:
        first, last = sorted((time.start, claim.start))
        paragraphs = min(page.text.count("\n", first, last), _MANY)
        yield f"paragraphs={paragraphs}+{rank}"
        yield f"paragraphs={paragraphs}+{dated.tense}"
    sentence = calendar.sentences[option.n]
    if sentence < _LEDE:
        yield f"lede={sentence}+{dated.tense}"
        yield f"lede={sentence}+{zone}"
    if of_noun(page, dated.clause, time):
        yield f"of.noun+{zone}"
        yield f"of.noun+{zone}+{option.size}"
    if (time.rule or "").startswith("since") and _is_ranked(dated, calendar.tokens[option.n]):
        yield f"first.since+{zone}"
    if (page.quotation_at(time.start) is not None) != dated.quoted:
        yield f"other.voice+{zone}"


def _is_ranked(dated: Dated, at: int) -> bool:
    """Whether an ordinal stands shortly before ("pour la première fois depuis mars"): it tells when it was last so."""
    tree = dated.calendar.reading.page.tree
    first = max(tree.sentence(at).first, at - _RANKED)
    return any("NumType=Ord" in tree[i].morph for i in range(first, at))


def _governed(dated: Dated, at: int, zone: str) -> Iterator[str]:
    """The tense of the predicate that the expression hangs on, beside the claim's own, and how far up it is."""
    tree = dated.calendar.reading.page.tree
    for steps, i in enumerate((at, *tree.ancestors(at))):
        if tree[i].pos in ("VERB", "AUX") or tree.kid(i, "cop") is not None:
            tense = told_tense(tree, i) or "none"
            yield f"told={tense}+{dated.tense}+{zone}"
            yield f"told.same={tense == dated.tense}+{zone}"
            yield f"steps={min(steps, _MANY)}+{zone}"
            return
    yield f"told=verbless+{zone}"
