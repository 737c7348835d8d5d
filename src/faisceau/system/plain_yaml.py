"""YAML that people write: values in a few levels. What nests deeper would exhaust the stack of the parser that builds them."""

from __future__ import annotations

DEEPEST = 12


def require_plain(data: bytes) -> None:
    """Raises `ValueError` where YAML is malformed, nests deeper than `DEEPEST` or refers back to itself; `ImportError`
    where no YAML parser is installed. Reads event by event and builds nothing.
    """
    import yaml  # type: ignore[import-untyped] # noqa: PLC0415 - a part that may be missing

    depth = 0
    try:
        for event in yaml.parse(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, yaml.AliasEvent):
                raise ValueError("no references (*) are taken")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise ValueError(f"more than {DEEPEST} levels")
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


__all__ = ["require_plain"]
