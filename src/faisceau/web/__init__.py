"""The reading room: a story as pages and as JSON, both from the same values. Nothing here is asked of another machine."""

from faisceau.web.app import make_app

__all__ = ["make_app"]
