"""A story as Python and the command line use it: built, opened, looked through, rendered."""

from faisceau.run import RunReport
from faisceau.story.actors import ActorLine
from faisceau.story.handle import Story, build, open_story
from faisceau.story.judging import Effect, Imported
from faisceau.story.listing import Listing
from faisceau.story.proposals import Proposal
from faisceau.story.status import Status

__all__ = [
    "ActorLine",
    "Effect",
    "Imported",
    "Listing",
    "Proposal",
    "RunReport",
    "Status",
    "Story",
    "build",
    "open_story",
]
