"""Learn the network: `python -m evaluation.encoder [--further | --names | --dates | --fit-only]`.

Needs PyTorch (`pip install torch==2.13.0`), to learn only. Input: the articles that `evaluation.train` learns from. The encoder's
lower layers stay as packaged; the upper ones are trained on with what decides above them, for a few epochs. Then the shares of
network and weights, and the cuts, are fitted on the articles kept for that (`evaluation/annotated/`, `fitting`). Output:
`encoder.npz`, `network.npz` and `careful.toml` in `knowledge/languages/fr/weights/`.

`--names` learns which unlisted names are a person's or a body's (`names.py`), over the encoder as it is, and fits its cut:
`names.npz`.
`--further` trains on from what ships, on the same articles and on others that nobody annotated, with what network and weights
together find in them (`taught.py`). `--dates` learns which date is a claim's over the network as it is (`dates.py`), and fits its
share and cut: `dates.npz`. `--fit-only` fits with the networks as they are.

About two hours on two cores, `--further` one, `--names` half, `--dates` ten minutes: names once the encoder is learnt, dates
once all else is, since they rest on it. The
weights of `evaluation.train` are to be learnt first: they are part of what is fitted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from unittest.mock import patch

import numpy as np
import torch
from msgspec.structs import replace

from evaluation.annotated import annotated, fitting
from evaluation.encoder.cases import Text, text_of
from evaluation.encoder.dates import cases_of_dates, cut_of_dates, dated, export_dates, learn_dates
from evaluation.encoder.export import export, take
from evaluation.encoder.fitting import accuracy, fit, further, guessed
from evaluation.encoder.names import cut_of_names, export_names, learn_names, seen_in, sorts_of
from evaluation.encoder.network import Lesson, Names, Network, Prepared, lesson_of, prepared
from evaluation.encoder.shares import Case, Fitted, as_toml, cases, fitted, share_of, with_cuts
from evaluation.encoder.taught import answers, untold
from evaluation.train import OUT, reading_of, readings
from faisceau.encode import packaged, tuned
from faisceau.encode.container import Container
from faisceau.encode.encoder import Encoder
from faisceau.encode.layers import Layer
from faisceau.extract.candidates.proposing import candidates
from faisceau.extract.dates_network import date_network
from faisceau.extract.network import DECISIONS, ROLES
from faisceau.extract.network import network as learnt
from faisceau.extract.odds import DATE, odds_of
from faisceau.extract.parties import Cast, parties
from faisceau.extract.reading import Reading
from faisceau.knowledge.arrays import load_arrays
from faisceau.knowledge.weights import Careful, careful, cuts
from faisceau.model.text import Article
from faisceau.resolve.names_network import names_network

FROZEN, TRAINED = 6, 6
"""Layers taken as they are, and layers trained on, of the twelve that are packaged."""
EPOCHS = 4
NETWORK = "languages/fr/weights/network.npz"
_COMPARED = 5  # articles
_ROUNDING = 0.01  # of probabilities: weights ship in eight and sixteen bits
_HEAD = (
    "# Where words have vectors: how much the network's and the weights' log-probabilities count, and where they turn\n"
    "# into decisions (see `knowledge/weights.py`). Written by `python -m evaluation.encoder`.\n"
)

Read = tuple[Reading, Sequence[dict[str, Any]]]


def learn(texts: Sequence[Read], checked: Sequence[Read]) -> None:
    """Train on `texts`, tell the accuracy on `checked`, and write the two files."""
    container, below = _packaged()
    laid, known = ([text_of(r, candidates(r), t, below) for r, t in given] for given in (texts, checked))
    names = Names(laid)
    upper = _upper(container)
    torch.manual_seed(1)
    net = Network(upper, container.heads, container.width, names)
    fit(net, names, _prepared(laid, below, names), EPOCHS, _teller())
    made = _prepared(known, below, names)
    print("accuracy on articles kept for fitting:", accuracy(net, made))
    _ship(net, names, upper, made, checked)


def learn_further(texts: Sequence[Read], checked: Sequence[Read]) -> None:
    """Train on from the files that ship, tell the accuracy on `checked` before and after, and write the two files again."""
    container, below = _packaged()
    laid, known = ([text_of(r, candidates(r), t, below) for r, t in given] for given in (texts, checked))
    shipped = load_arrays(NETWORK)
    names = Names(laid)
    names.take(shipped)
    torch.manual_seed(1)
    net = Network(tuned("fr").stack.layers[FROZEN:], container.heads, container.width, names)
    take(net, shipped)
    lessons = [_lesson(article, below, names) for article in untold()]
    made = _prepared(known, below, names)
    print("accuracy on articles kept for fitting, before:", accuracy(net, made), flush=True)
    further(net, names, _prepared(laid, below, names), [each for each in lessons if each is not None], _teller())
    print("after:", accuracy(net, made))
    _ship(net, names, _upper(container), made, checked)


def _packaged() -> tuple[Container, Encoder]:
    """The encoder as packaged, and its layers that are taken as they are."""
    path = packaged()
    if path is None:
        raise SystemExit("The package with the encoder is not installed.")
    container = Container(path)
    return container, Encoder(container, [Layer.of(container, n) for n in range(FROZEN)])


def _upper(container: Container) -> list[Layer]:
    """The layers that are trained on, as packaged."""
    return [Layer.of(container, n) for n in range(FROZEN, FROZEN + TRAINED)]


def _teller() -> Callable[[int, str], None]:
    """What tells how far training is, with the seconds since now."""
    begun = time.monotonic()

    def told(epoch: int, what: str) -> None:
        print(f"{time.monotonic() - begun:6.0f} s  epoch {epoch + 1}  {what}", flush=True)

    return told


def _ship(
    net: Network, names: Names, upper: Sequence[Layer], made: Sequence[Prepared], checked: Sequence[Read]
) -> None:
    """Write the two files and check that they compute what was trained."""
    export(net, names, upper, FROZEN, OUT)
    tuned.cache_clear()
    learnt.cache_clear()
    compare(net, made[:_COMPARED], [reading for reading, _ in checked[:_COMPARED]])


def _lesson(article: Article, below: Encoder, names: Names) -> Lesson | None:
    reading = reading_of(article, careful=True)
    found = candidates(reading)
    if not found:
        return None
    (text,) = _prepared([text_of(reading, found, [], below)], below, names)
    return lesson_of(text, answers(reading, found), names)


def compare(net: Network, texts: Sequence[Prepared], readings_of: Sequence[Reading]) -> None:
    """Raise `RuntimeError` where what ships gives other probabilities than what was trained, rounding apart."""
    for text, reading in zip(texts, readings_of, strict=True):
        reading.vectors = tuned("fr").vectors(reading.page.layers)
        trained, _ = guessed(net, text)
        found = candidates(reading)
        cast = Cast(reading, found)
        for n, odds in enumerate(odds_of(reading, found)):
            for decision in DECISIONS:
                shipped, _ = odds.parts(decision)
                far = np.abs(np.exp(trained[decision][n]) - np.array(list(shipped.values()))).max()
                if far > _ROUNDING:
                    raise RuntimeError(f"{decision}: what ships is {far:.3f} from what was trained.")
            told, _ = odds.role_parts(near := parties(cast, n))
            for k, role in enumerate(ROLES):
                far = np.abs(np.exp(trained["roles"][n, : len(near) + 1, k]) - np.array(told[role])).max()
                if far > _ROUNDING:
                    raise RuntimeError(f"{role}: what ships is {far:.3f} from what was trained.")


def _prepared(texts: Iterable[Text], below: Encoder, names: Names) -> list[Prepared]:
    return [prepared(t, [below.stack.run(w.pieces).astype(np.float16) for w in t.laid], names) for t in texts]


def fit_shares(texts: Sequence[Read]) -> None:
    """Fit shares and cuts with the files as they are, and write them."""
    articles: list[Fitted] = []
    for reading, truths in texts:
        reading.vectors = tuned("fr").vectors(reading.page.layers)
        articles.append(fitted(reading, truths))
    made: dict[str, list[Case]] = {}
    for article in articles:
        for decision, case in cases(article):
            made.setdefault(decision, []).append(case)
    shares = {DATE: careful("fr").shares[DATE]}  # fitted last
    for decision, every in made.items():
        shares[decision], told = share_of(every)
        print(f"{decision:8} {len(every):5} cases, cross-entropy", {k: round(v, 3) for k, v in told.items()})
    fit_dates(texts, with_cuts(articles, Careful(shares, cuts("fr"), 1.0, careful("fr").names), print))


def learn_name() -> None:
    """Learn the network of names, write its file and its cut."""
    net, names = learn_names(list(seen_in(annotated(held=False))), lambda what: print(what, flush=True))
    export_names(net, names, OUT / "names.npz")
    names_network.cache_clear()
    made = list(seen_in(fitting()))
    cut, shares = cut_of_names(made, sorts_of(names_network("fr"), made))
    print(f"names    {len(made):5} places, names told right by cut {shares}: {cut}")
    (OUT / "careful.toml").write_text(_HEAD + as_toml(replace(careful("fr"), names=cut)), encoding="utf-8")


def learn_date(texts: Sequence[Read]) -> None:
    """Learn the network of dates and write its file."""
    made = []
    for reading, truths in texts:
        made += list(dated(reading, truths))
        reading.vectors = None  # of a thousand articles they are two gigabytes
    net, names = learn_dates(made, lambda what: print(what, flush=True))
    export_dates(net, names, OUT / "dates.npz")
    date_network.cache_clear()


def fit_dates(texts: Sequence[Read], how: Careful) -> None:
    """Fit the share and the cut of dates with the other shares and cuts as they are in `how`, and write all."""
    made: list[Case] = []
    with patch("faisceau.extract.odds.careful", lambda lang: how):
        for reading, truths in texts:
            reading.vectors = tuned("fr").vectors(reading.page.layers)
            made += list(cases_of_dates(reading, truths))
    share, told = share_of(made)
    cut, score = cut_of_dates(made, share)
    print(
        f"date     {len(made):5} cases, cross-entropy",
        {k: round(v, 3) for k, v in told.items()},
        f"cut {cut}: F1 {score:.3f}",
    )
    how = replace(how, shares={**how.shares, DATE: share}, cuts=replace(how.cuts, date=cut))
    (OUT / "careful.toml").write_text(_HEAD + as_toml(how), encoding="utf-8")


def _fitting() -> list[Read]:
    return [(reading_of(article, careful=True), truths) for article, truths in fitting()]


def main() -> int:
    """Learn and fit, or only fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--further", action="store_true", help="train on from the network as it is")
    parser.add_argument("--fit-only", action="store_true", help="shares and cuts only, with the network as it is")
    parser.add_argument(
        "--names", action="store_true", help="which unlisted names are somebody's, over the encoder as it is"
    )
    parser.add_argument("--dates", action="store_true", help="which date is a claim's, over the network as it is")
    options = parser.parse_args()
    if options.names:
        learn_name()
        return 0
    kept = _fitting()
    if options.dates:
        learn_date(readings(careful=True))
        fit_dates(kept, careful("fr"))
        return 0
    if options.further:
        learn_further(readings(careful=True), kept)
    elif not options.fit_only:
        learn(readings(careful=True), kept)
    fit_shares(kept)
    return 0


if __name__ == "__main__":
    sys.exit(main())
