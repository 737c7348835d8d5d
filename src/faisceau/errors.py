"""What can be wrong and what to do about it: the codes, the advice of each, and the error that carries both.

Advice is for the command line and for programs; pages say it in the words of `knowledge/interface/`, by code.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """Every way an input, a story or an option can be wrong. Bugs have no code: they propagate."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    BINARY = "binary"
    ENCODING = "encoding"
    TOO_LARGE = "too_large"
    HOSTILE_PAGE = "hostile_page"
    NO_ARTICLE = "no_article"
    BAD_RECORD = "bad_record"
    NO_DATE = "no_date"
    NO_PUBLISHER = "no_publisher"
    NO_LANGUAGE = "no_language"
    SAME_BYTES = "same_bytes"
    UNKNOWN_FORMAT = "unknown_format"
    NO_INPUT = "no_input"
    NO_STORY = "no_story"
    NO_CLAIM = "no_claim"
    STORY_NEWER = "story_newer"
    STORY_OLDER = "story_older"
    NO_RUN = "no_run"
    NOT_FOUND = "not_found"
    STORY_DAMAGED = "story_damaged"
    STORY_BUSY = "story_busy"
    BAD_OPTION = "bad_option"
    BAD_ALERT = "bad_alert"
    NOT_DELIVERED = "not_delivered"
    MISSING_PART = "missing_part"
    BAD_KNOWLEDGE = "bad_knowledge"
    BAD_EVIDENCE = "bad_evidence"
    BAD_ASSUMPTION = "bad_assumption"
    EMPTY_MAP = "empty_map"
    BAD_THESIS = "bad_thesis"
    BAD_SCENARIO = "bad_scenario"
    BAD_JUDGEMENT = "bad_judgement"
    JUDGEMENT_WAITS = "judgement_waits"
    NO_TARGET = "no_target"
    JUDGED_MEANWHILE = "judged_meanwhile"
    NOT_FROM_HERE = "not_from_here"
    NO_SESSION = "no_session"
    TOO_OFTEN = "too_often"
    TOO_MUCH = "too_much"


ADVICE: dict[Code, str] = {
    Code.EMPTY: "The file holds no text. Remove it, or fetch the article again.",
    Code.UNREADABLE: "The file could not be opened. Check that it exists and that you may read it.",
    Code.BINARY: "The file is not text. Give .txt, .md, .html or .jsonl files.",
    Code.ENCODING: "No encoding fits these bytes without loss. Save the file as UTF-8.",
    Code.TOO_LARGE: "The article is over the size limit. Split it, or raise [read] max_bytes in story.toml.",
    Code.HOSTILE_PAGE: "The page took too long or too much memory to read. Save it as text.",
    Code.NO_ARTICLE: "No article text was found in the page. Save the article's text as .txt.",
    Code.BAD_RECORD: "The line is not a JSON object with a 'text'. Correct the line; the others were read.",
    Code.NO_DATE: "No publication date was found: relative dates stay unknown. Add 'published: YYYY-MM-DD' front matter.",
    Code.NO_PUBLISHER: "Nobody is known to have published the article: it may be counted apart from others of its outlet. "
    "Add 'publisher: NAME' front matter.",
    Code.NO_LANGUAGE: "No analysis is installed for the article's language: it is stored, without claims. "
    "Add 'lang: CODE' front matter if it is in another.",
    Code.SAME_BYTES: "Another file has the same bytes: it is kept once. Remove one of them, or leave both.",
    Code.UNKNOWN_FORMAT: "The file's name has an ending that no reader takes. Give .txt, .md, .html or .jsonl files.",
    Code.NO_INPUT: "No file was found under the paths given. Check the paths.",
    Code.NO_STORY: "The folder holds no story. Make one with 'faisceau build PATH... --story DIR'.",
    Code.NO_CLAIM: "Give the id of one claim, as 'faisceau export --format claims' has it; build the story again after an update.",
    Code.STORY_NEWER: "The story was written by a newer version. Update faisceau.",
    Code.STORY_OLDER: "Bring its tables up to date with 'faisceau build --story DIR'; nothing is lost by it.",
    Code.NO_RUN: "Give a date (2024-06-18), or the number of a run that the story has kept.",
    Code.NOT_FOUND: "It may have another id since the story was read again: look for it in the lists.",
    Code.STORY_DAMAGED: "The story's database cannot be read. Restore a copy, or build the story again from its originals.",
    Code.STORY_BUSY: "Another run is writing this story. Wait for it, or work on a copy of the folder.",
    Code.BAD_OPTION: "Give one of the values that it takes, or leave it out: 'faisceau COMMAND --help' has them.",
    Code.BAD_ALERT: "Correct that line of story.toml, then try the rules with 'faisceau alerts STORY': nothing is sent by it.",
    Code.NOT_DELIVERED: "It is kept and tried again at the next build. See what waits, and for whom, with 'faisceau alerts STORY'.",
    Code.MISSING_PART: "A part that this command needs is not installed. Run 'faisceau doctor'.",
    Code.BAD_KNOWLEDGE: "Correct the data file that is named, or install faisceau again.",
    Code.EMPTY_MAP: "See 'faisceau export --format causes' for what was read; add an arc of your own with 'faisceau map --assume'.",
    Code.BAD_THESIS: "Correct it: docs/reference/theses.md has the form; 'faisceau thesis STORY' puts those shipped.",
    Code.BAD_SCENARIO: "Correct or remove that file, or take another name: 'faisceau whatif STORY --list' lists them.",
    Code.BAD_ASSUMPTION: "Give every assumption a sign, an author, a reason and a date.",
    Code.BAD_JUDGEMENT: "Nothing was changed. Give an author, what is judged and what of it changes, in plain text.",
    Code.JUDGEMENT_WAITS: "The judgement is kept, and nothing follows from it: 'faisceau review --log' says why. "
    "It is tried again at every run; undo it, or judge the claim as it now is.",
    Code.NO_TARGET: "Nothing was changed. Give ids of claims or events as 'faisceau review' or 'faisceau show' list them.",
    Code.JUDGED_MEANWHILE: "Nothing was changed. See what the other person decided ('faisceau review --log'), then judge again.",
    Code.NOT_FROM_HERE: "Nothing was changed. Load the page again and send its form; programs send JSON to /judgements.",
    Code.NO_SESSION: "Log in with the password that this room was opened with.",
    Code.TOO_OFTEN: "Wait a few minutes, then try again.",
    Code.TOO_MUCH: "Nothing of it was kept. Send fewer or smaller files at a time, or give the folder to 'faisceau build'.",
    Code.BAD_EVIDENCE: "A span does not hold its quote: this is a bug, please report it with the article.",
}


class FaisceauError(Exception):
    """An error that a user can act on.

    `code` names it, `detail` says what was met, `advice` what to do; `str()` is all three.
    """

    def __init__(self, code: Code, detail: str) -> None:
        self.code = code
        self.detail = detail
        self.advice = ADVICE[code]
        super().__init__(f"[{code}] {detail} {self.advice}")

    def __reduce__(self) -> tuple[type[FaisceauError], tuple[Code, str]]:
        """As worker processes hand it on: what it was made of."""
        return type(self), (self.code, self.detail)
