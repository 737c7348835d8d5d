"""What it costs to add one article to a story that holds many, beside analysing that article alone.

    python -m benchmarks.adding [ARTICLES ...]

For each number of articles (1,000 and 10,000, where none is given) a story of replicated claims with variation is stored and
fused. Then an article is read, analysed, fused with the rest and stored, as `faisceau build` does but for the files that it
writes for readers, which rest on the store and can be made when asked for. Prints processor seconds, all of one process:

- `whole`: fusing and storing the story for the first time, with nothing in memory
- `adding`: the run that takes the article in; `again`: a run after it, in which nothing is new
- `alone`: the same article read and analysed alone
- `warm`: adding / alone, the language model loaded before on both sides
- `cold`: the same with the start of the program and the loading of its model counted on both sides
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.fusion_scale import PER_ARTICLE, story
from faisceau.model.claims import Claim
from faisceau.model.text import Article
from faisceau.read import read_file
from faisceau.run import BuildOptions, build
from faisceau.run.analysis import analyse
from faisceau.run.keys import work_key
from faisceau.store.folder import Settings, StoryFolder
from faisceau.store.rows import content_key
from faisceau.store.writer import SourceFile, open_writer

TEXT = """Le ministre norvégien des Affaires étrangères a rencontré mardi 3 mars 2026 à Oslo son homologue danois, {day} jours
après leur entretien de Bergen. Selon le ministère de la Défense, le Danemark a livré douze camions à l'Ukraine près de Vordre.

Kiev a demandé de nouveaux vaccins à la Suède. Le gouvernement suédois a promis d'envoyer 5 000 tonnes de blé en avril. « Nous
tiendrons parole », a déclaré le premier ministre devant le Parlement. La Russie a dénoncé une provocation et nie avoir tiré
des obus sur la ville de Calmont.

Au moins dix personnes ont été tuées dans la frappe, selon les secours, et quarante autres blessées. La Finlande a annoncé des
sanctions contre trois entreprises qui auraient fourni des drones à l'armée russe. L'Estonie a fermé deux postes-frontières.

Les discussions reprendront lundi à Genève, a indiqué un porte-parole de l'ONU. L'Union européenne devrait décider en mai d'une
aide de 300 millions d'euros. La Chine a appelé les parties à la retenue, sans dire si elle livrerait du gaz.
"""
_START = (
    "import time; from faisceau.cli.build import *; from faisceau.run.analysis import analyse; "
    "from faisceau.model.text import Article; import faisceau.fuse; "
    "analyse(Article('a', 'Le port a neuf phares.', 'a', lang='fr')); print(time.process_time())"
)


def store_story(folder: StoryFolder, size: int) -> None:
    """Store `size` articles with their claims, analysed and not yet fused."""
    folder.create(Settings("growing"), {})
    articles, claims = story(size * PER_ARTICLE)
    own: dict[str, list[Claim]] = {article.id: [] for article in articles}
    for claim in claims:
        own[claim.article].append(claim)
    with open_writer(folder) as writer:
        writer.put_file(SourceFile("file", "file.txt", None, None), articles, [])
        for article in articles:
            writer.put_analysis(article, work_key(content_key(article), quick=False), own[article.id], [])


def seconds_of(folder: StoryFolder, *paths: Path) -> float:
    """Processor seconds of a run."""
    start = time.process_time()
    build(list(paths), folder.path, BuildOptions(workers=1))
    return time.process_time() - start


def alone(path: Path) -> float:
    """Processor seconds of reading and analysing one article, the model loaded."""
    start = time.process_time()
    for read in read_file(path):
        if isinstance(read, Article):
            analyse(read)
    return time.process_time() - start


def measure(size: int, home: Path, begin: float) -> None:
    """Print one line; `begin` is what the start of the program takes."""
    folder = StoryFolder(home / f"story-{size}")
    store_story(folder, size)
    whole = seconds_of(folder)
    path = home / f"added-{size}.txt"
    path.write_text(TEXT.format(day=7), encoding="utf-8")
    analysed = min(alone(path) for _ in range(3))
    adding = seconds_of(folder, path)
    again = seconds_of(folder, path)
    kept = sum(each.stat().st_size for each in folder.path.glob("memory.db")) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>8} {whole:8.2f} {adding:8.2f} {again:8.2f} {analysed:8.3f} {adding / analysed:8.1f} "
        f"{(begin + adding) / (begin + analysed):8.1f} {kept:9.1f} {peak:7.0f}",
        flush=True,
    )


def main() -> int:
    """The command."""
    sizes = [int(value) for value in sys.argv[1:]] or [1000, 10000]
    begin = float(subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True).stdout)
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "first.txt"
        path.write_text(TEXT.format(day=3), encoding="utf-8")
        alone(path)  # loads the model and the shipped data
        seconds_of(StoryFolder(Path(home) / "first"), path)
        print(f"start of the program and loading of the model: {begin:.2f} s")
        print("articles    whole   adding    again    alone     warm     cold memory_MB peak_MB")
        for size in sizes:
            measure(size, Path(home), begin)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
