"""The handle on a story's folder. Nothing is held open: each property reads the story as it is then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from msgspec.structs import replace

from faisceau import export, run
from faisceau.errors import Code, FaisceauError
from faisceau.export.brief import Template, render_brief
from faisceau.export.fiche import render_fiche
from faisceau.export.thesis import render_theses
from faisceau.model.causes import Cause
from faisceau.model.changes import Changes
from faisceau.model.claims import Claim
from faisceau.model.dossier.naming import ActorName
from faisceau.model.dossier.whole import Dossier
from faisceau.model.explained import Explanation
from faisceau.model.fused import Event, Exchange, Figure, Reading
from faisceau.model.judgements import Judged, Judgement
from faisceau.model.mapping import Causal, Edit, SystemMap
from faisceau.model.period import last_day
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.model.theses import ThesisSheet
from faisceau.model.whatif import Fiche, Scenario
from faisceau.run import BuildOptions, Progress, RunReport
from faisceau.run.judged import judged_of
from faisceau.store.filters import ClaimFilter
from faisceau.store.folder import Lang, StoryFolder
from faisceau.store.view import View, open_view
from faisceau.story import alerts, columns, judging, tables
from faisceau.story.actors import ActorLine, actor_lines, named_actors
from faisceau.story.arranging import dossier_at
from faisceau.story.causal import causal_from, causal_of, change_map
from faisceau.story.drawing import Drawing
from faisceau.story.explaining import explain_claim
from faisceau.story.fiches import whole_fiche
from faisceau.story.inbox import Item, inbox
from faisceau.story.judging import Effect, Imported
from faisceau.story.listing import Columns, Listing
from faisceau.story.outputs import OUTPUTS
from faisceau.story.proposals import Proposal
from faisceau.story.scenarios import ScenarioLine, drop_scenario, keep_scenario, kept_scenarios, scenario_lines
from faisceau.story.since import changes_since
from faisceau.story.status import Status, status_html, status_of
from faisceau.story.theses import asking
from faisceau.story.verifying import Verification, Verifier
from faisceau.system.mapping import map_of
from faisceau.system.theses import thesis_sheet
from faisceau.view.told import told_of

T = TypeVar("T")


class Story:
    """A story. Its listings show themselves as tables in a notebook.

    Every access raises `FaisceauError` (no_story, story_newer, story_damaged) where the folder cannot be read; what
    rests on fused events raises story_busy while a run has not finished.
    """

    def __init__(self, folder: StoryFolder, temporary: TemporaryDirectory[str] | None = None) -> None:
        self._folder = folder
        self._temporary = temporary  # removed with the handle
        self.report: RunReport | None = None

    @property
    def path(self) -> Path:
        """The story's folder."""
        return self._folder.path

    @property
    def name(self) -> str:
        """The story's name."""
        return self._folder.settings().name

    @property
    def lang(self) -> Lang:
        """The language of its dossier: fr or en."""
        return self._folder.settings().lang

    @property
    def articles(self) -> Listing[Article]:
        """The articles, by id."""
        return self._listing(lambda view: view.articles(), columns.ARTICLES, tables.ARTICLES)

    @property
    def claims(self) -> Listing[Claim]:
        """The claims, by article and place."""
        return self.select_claims(ClaimFilter())

    @property
    def events(self) -> Listing[Event]:
        """The events, in the order of their reading."""
        return self._listing(lambda view: view.reading().events, columns.EVENTS, tables.EVENTS)

    @property
    def exchanges(self) -> Listing[Exchange]:
        """The ledger: who gives what to whom."""
        return self._listing(lambda view: view.reading().exchanges, columns.EXCHANGES, tables.EXCHANGES)

    @property
    def figures(self) -> Listing[Figure]:
        """The figures, the accounts of each side by side."""
        return self._listing(lambda view: view.reading().figures, columns.FIGURES, tables.FIGURES)

    @property
    def actors(self) -> Listing[ActorLine]:
        """The actors, those in most claims first."""
        return self._listing(lambda view: actor_lines(view.claims()), columns.ACTORS)

    @property
    def problems(self) -> Listing[Problem]:
        """What could not be read or analysed, and why."""
        return self._listing(lambda view: view.problems(), columns.PROBLEMS)

    def select_claims(self, only: ClaimFilter) -> Listing[Claim]:
        """The claims that the filter lets through."""
        return self._listing(lambda view: view.claims(only), columns.CLAIMS, tables.CLAIMS)

    def select_reading(self, only: ClaimFilter) -> Reading:
        """The events, figures and exchanges that rest on a claim that the filter lets through; its limit is for each."""
        with open_view(self._folder) as view:
            reading = view.reading()
            wanted = {claim.id for claim in view.claims(replace(only, limit=None))}
        return Reading(
            tuple(event for event in reading.events if wanted.intersection(event.claims))[: only.limit],
            tuple(f for f in reading.figures if wanted.intersection(a.claim for a in f.accounts))[: only.limit],
            tuple(exchange for exchange in reading.exchanges if wanted.intersection(exchange.claims))[: only.limit],
        )

    def explain(self, claim: str) -> Explanation:
        """Why the claim of that id is as it is; the first characters of the id are enough where they name one claim.

        A claim that somebody rejected is explained as it was read, with the judgement that rejects it.
        Raises `FaisceauError` (no_claim) where none or several begin so, or where its analysis has changed since.
        """
        return explain_claim(self._folder, claim)

    def diff(self, since: str | None = None) -> Changes:
        """What is new since `since`: a run ("3", "run:3") or a day of publication ("2024-06-18", "2024-06", "2024").

        By run, what stands is compared with what that run concluded. By day, with what the articles published before it
        amount to; what a date cannot place is apart. None is the run before the last.
        Raises `FaisceauError`: bad_option, no_run.
        """
        with open_view(self._folder) as view:
            return changes_since(view, since)

    @property
    def folder(self) -> StoryFolder:
        """What lies where in the story's folder."""
        return self._folder

    def actor_names(self) -> tuple[ActorName, ...]:
        """The actors that the story names, as they are shown."""
        return named_actors(self._folder)

    def try_alerts(self, since: str | None = None) -> alerts.Standing:
        """What the alert rules of story.toml let through of `diff(since)`, and what waits; nothing is sent.

        Raises `FaisceauError`: bad_alert, and as `diff`.
        """
        return alerts.try_rules(self._folder, since)

    def send_alerts(self) -> alerts.Delivery:
        """Deliver what the rules of story.toml let through of what changed since this was done last.

        Nothing calls this but `faisceau build`: it writes the files, sends to the addresses and starts the programs that
        story.toml names. Raises `FaisceauError`: bad_alert, story_busy.
        """
        return alerts.send_alerts(self._folder)

    def dossier(self, as_of: str | None = None) -> Dossier:
        """Everything arranged as the page shows it, in no language; `render` words it.

        With `as_of` (a year, month or day, its last day counted), the dossier as it would have been then: of the articles
        published by that day and of no others, fused anew; one of which the month or year only is known counts from its end.
        Articles of unknown date are in none of these, see `undated`.
        Raises `FaisceauError` (bad_option) where it is no date.
        """
        return dossier_at(self._folder, as_of)

    @property
    def judgements(self) -> Listing[Judgement]:
        """The log of judgements, first to last, undone ones and undos among them."""
        return self._listing(lambda view: view.judgements(), columns.JUDGEMENTS)

    @property
    def judged(self) -> Judged:
        """The story's claims as judged: what counts, what does not, who decided what, what waits and why."""
        with open_view(self._folder) as view:
            return judging.judged(view)

    @property
    def rejected(self) -> Listing[Claim]:
        """The claims that count no more, by article and place."""
        return self._listing(lambda view: (claim for _, claim in view.rejected()), columns.CLAIMS)

    def inbox(self, limit: int | None = None) -> tuple[Item, ...]:
        """What is to be judged, what matters most first."""
        with open_view(self._folder) as view:
            found = inbox(view.reading(), list(view.claims()), view.judgements(), judged_of(view).by_claim)
        return found[:limit]

    def preview(self, proposal: Proposal) -> Effect:
        """What a judgement would change; nothing is written. Raises `FaisceauError`: bad_judgement, no_target."""
        return judging.preview(self._folder, proposal)

    def judge(self, proposal: Proposal, seen: int | None = None) -> Effect:
        """Add a judgement to the log and read the story anew by it. `seen` is the number of the last judgement its author saw.

        Raises `FaisceauError`: bad_judgement, no_target, story_busy; judged_meanwhile where somebody has judged the same since.
        """
        return judging.judge(self._folder, proposal, seen)

    def undo(self, number: int, author: str, note: str = "") -> Effect:
        """Take back a judgement, which may itself be an undo. Raises `FaisceauError` as `judge`."""
        return judging.undo(self._folder, number, author, note)

    def export_judgements(self) -> bytes:
        """The log as JSON lines."""
        return judging.export(self._folder)

    def import_judgements(self, file: str | Path) -> Imported:
        """Add the judgements of a file that the log does not have. Raises `FaisceauError`: unreadable, story_busy."""
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise FaisceauError(Code.UNREADABLE, f"{Path(file).name}: {error.strerror}.") from error
        return judging.import_(self._folder, data)

    @property
    def causes(self) -> Listing[Cause]:
        """The causal claims, by article and place."""
        return self._listing(lambda view: view.causes(), columns.CAUSES)

    @property
    def causal(self) -> Causal:
        """What the story's causal map is made of."""
        return causal_of(self._folder)

    @property
    def map(self) -> SystemMap:
        """The causal map: variables, and arcs with the claims that draw them. Raises `FaisceauError` (bad_assumption)."""
        return map_of(self.causal)

    def what_if(self, scenario: Scenario) -> Fiche:
        """What follows in the map by the sources' own reasoning; see `faisceau.model.whatif`. Raises bad_option."""
        with open_view(self._folder) as view:
            articles, causes = list(view.articles()), list(view.causes())
            told = told_of(view.settings.name, articles, list(view.claims()), view.reading())
        return whole_fiche(told, causal_from(self._folder, articles, causes), scenario, self.lang)

    @property
    def scenarios(self) -> Listing[ScenarioLine]:
        """The scenarios kept in the story, by name, with what each answers now or why it does not."""
        return Listing(scenario_lines(self.dossier(), kept_scenarios(self._folder)[0]), columns.SCENARIOS)

    def keep(self, name: str, found: Fiche) -> Path:
        """Keep the question of a fiche as scenarios/NAME.yaml: the dossier shows its answer from then on.

        Raises `FaisceauError`: bad_scenario, unreadable, story_busy, missing_part.
        """
        return keep_scenario(self._folder, name, found)

    def drop_scenario(self, name: str) -> Path:
        """Remove a kept scenario. Raises `FaisceauError`: bad_scenario, unreadable, story_busy."""
        return drop_scenario(self._folder, name)

    def theses(
        self, file: Path | None = None, only: tuple[str, ...] = (), counted: Scenario | None = None
    ) -> ThesisSheet:
        """The theses of `file`, else the story's own (theses.toml) and the shipped ones, put to the map; `only` some by id.

        Of `counted` only what an answer may rest on matters. Raises `FaisceauError`: bad_thesis, bad_option, unreadable.
        """
        with open_view(self._folder) as view:
            articles, causes = list(view.articles()), list(view.causes())
        asked = asking(self.path, file, only)
        return thesis_sheet(
            self.name, articles, causal_from(self._folder, articles, causes), asked, counted or Scenario()
        )

    def render_theses(self, form: str, found: ThesisSheet, lang: Lang | None = None) -> bytes:
        """Theses as text, markdown, html or json. Raises `FaisceauError` (bad_option)."""
        return render_theses(form, found, self.actor_names(), lang or self.lang)

    def render_fiche(self, form: str, found: Fiche, lang: Lang | None = None) -> bytes:
        """A fiche as text, markdown, html or json. Raises `FaisceauError` (bad_option)."""
        return render_fiche(form, found, self.actor_names(), lang or self.lang)

    def change_map(self, edit: Edit) -> Edit:
        """Note what an analyst does to the map, after trying it; its number is given here, and it is returned.

        Variables are named by any words that fit one only; an assumption, a citation or the variable that a merger keeps may
        be a new one, by its whole `kind(args)`. The words of a citation are looked for in its article.

        Raises `FaisceauError` (bad_assumption, bad_option), and notes nothing, where it does not fit the map.
        """
        return change_map(self._folder, edit)

    def render(self, form: str, lang: Lang | None = None, as_of: str | None = None) -> bytes:
        """The dossier in one of `faisceau.export.formats()`, `as_of` as there. Raises `FaisceauError` (bad_option)."""
        return export.render(form, self.dossier(as_of), lang or self.lang)

    def brief(
        self, form: str = "md", lang: Lang | None = None, template: Template | None = None, as_of: str | None = None
    ) -> bytes:
        """The brief in one of `faisceau.export.brief.FORMS`, as the template has it (the shipped one if None).

        `lang` goes before the template's, that before the story's; `as_of` as in `dossier`. Raises `FaisceauError` (bad_option).
        """
        spoken = lang or (template.lang if template else None) or self.lang
        return render_brief(form, self.dossier(as_of), spoken, template)

    def timeline(self, lang: Lang | None = None, as_of: str | None = None) -> Drawing:
        """The timeline, which shows itself in a notebook. Raises `FaisceauError` (bad_option) where `as_of` is no date."""
        from faisceau.export.as_html.alone import timeline_alone  # noqa: PLC0415 - what draws is slow to import

        return Drawing(timeline_alone(self.dossier(as_of), lang or self.lang))

    def verify_brief(self, data: bytes, lang: str | None = None) -> Verification:
        """A finished brief (Markdown, HTML or DOCX), perhaps edited since, held against the story.

        Raises `FaisceauError` (bad_option, encoding, too_large) for what cannot be read back.
        """
        return Verifier(self.dossier()).verify(data, lang)

    @property
    def undated(self) -> tuple[str, ...]:
        """Ids of the articles of unknown date: they count in the dossier, and in none `as_of` a day."""
        with open_view(self._folder) as view:
            return tuple(article.id for article in view.articles() if last_day(article.published) is None)

    def write(self, lang: Lang | None = None) -> tuple[Path, ...]:
        """Write dossier.html, brief.md and claims.jsonl into the story's folder; their paths are returned."""
        dossier, lang = self.dossier(), lang or self.lang
        return tuple(
            self._folder.write_output(name, export.render(form, dossier, lang)) for name, form in OUTPUTS.items()
        )

    def status(self) -> Status:
        """How the story stands."""
        return status_of(self._folder)

    def __repr__(self) -> str:
        return f"Story({self.path.as_posix()!r})"

    def _repr_html_(self) -> str:
        return status_html(self.status())

    def _listing(
        self, values: Callable[[View], Iterable[T]], shown: Columns[T], table: tables.Table[T] | None = None
    ) -> Listing[T]:
        with open_view(self._folder) as view:
            return Listing(tuple(values(view)), shown, table)


def build(
    paths: str | Path | Sequence[str | Path],
    story: str | Path | None = None,
    lang: Lang | None = None,
    workers: int = 1,
    on_progress: Progress | None = None,
    *,
    quick: bool | None = None,
) -> Story:
    """Read the files under `paths` into the story in the folder `story`, a temporary one if None; a handle is returned.

    Only what is new or changed is read. `lang` is a new story's language, the program's own if None; `quick` has a new one read
    some three times as fast, less often right. More than one of `workers`
    needs a main module that can be imported, as `multiprocessing` does. Raises `FaisceauError` as `faisceau.run.build`.
    """
    temporary = TemporaryDirectory(prefix="faisceau-") if story is None else None
    folder = StoryFolder(Path(temporary.name, "story") if temporary else Path(story or ""))
    given = [paths] if isinstance(paths, str | Path) else paths
    options = BuildOptions(lang=lang, workers=workers, quick=quick)
    handle = Story(folder, temporary)
    handle.report = run.build([Path(path) for path in given], folder.path, options, on_progress)
    return handle


def open_story(folder: str | Path) -> Story:
    """The story in `folder`. Raises `FaisceauError` (no_story)."""
    return Story(StoryFolder(Path(folder)).require())
