"""The command line: one module a command. Only here is anything printed."""

from faisceau.cli.app import app, main

__all__ = ["app", "main"]
