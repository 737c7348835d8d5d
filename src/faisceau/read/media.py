"""Which medium a web address or an agency's name belongs to."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from msgspec import Struct

from faisceau import knowledge

_MEDIA = "actors/media.tsv"


class Medium(Struct, frozen=True):
    """A row of the media table. Among `names`, one may begin with what it is ("quotidien …")."""

    id: str
    names: tuple[str, ...] = ()
    state: str | None = None
    kind: str | None = None
    control: str | None = None
    domains: tuple[str, ...] = ()
    family: str | None = None

    @property
    def usual_name(self) -> str:
        """The first of its names that begins like one; its id where it has none."""
        return next((name for name in self.names if not name[0].islower()), self.id)


def medium_of_url(url: str | None) -> str | None:
    """Usual name of the medium that a page's address belongs to, None where the table has none."""
    if not url:
        return None
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").lower()
    except ValueError:  # brackets that are no IPv6 address
        return None
    labels = host.split(".")
    candidates = (".".join(labels[start:]) for start in range(len(labels)))
    return next((name for domain in candidates if (name := _by_domain().get(domain))), None)


def medium_named(name: str | None) -> str | None:
    """Usual name of the medium that goes by `name`, None where the table has none."""
    return _by_name().get(name.casefold()) if name else None


def _media() -> tuple[Medium, ...]:
    return knowledge.load_rows(_MEDIA, Medium) if knowledge.has(_MEDIA) else ()


@cache
def _by_domain() -> dict[str, str]:
    return {domain.lower(): medium.usual_name for medium in _media() for domain in medium.domains}


@cache
def _by_name() -> dict[str, str]:
    return {name.casefold(): medium.usual_name for medium in _media() for name in medium.names}
