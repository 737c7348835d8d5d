"""A story as Python and the command line use it: built, opened, looked through, rendered."""

from faisceau.story.actors import ActorLine
from faisceau.story.handle import Status, Story, build, open_story
from faisceau.story.listing import Listing

__all__ = ["ActorLine", "Listing", "Status", "Story", "build", "open_story"]
