"""The example notebook run and written again: `python -m evaluation.notebook [--check]`.

Its cells are those of `examples/pyongyang.ipynb`; each code cell is run on the shipped example, and what it prints and its last
value are kept as its output. With `--check`, nothing is written: it says whether the kept outputs are those of today.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import json
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "examples" / "pyongyang.ipynb"
Cell = dict[str, Any]


def run_cells(cells: list[Cell]) -> list[Cell]:
    """The cells with the outputs that their code gives, run one after the other in the folder of the notebook."""
    names: dict[str, Any] = {"__name__": "notebook"}
    before = Path.cwd()
    os.chdir(NOTEBOOK.parent)
    try:
        done: list[Cell] = []
        count = 0
        for cell in cells:
            if cell["cell_type"] == "code":
                count += 1
                made = {"execution_count": count, "outputs": _outputs("".join(cell["source"]), names, count)}
                done.append(cell | made)
            else:
                done.append(cell)
        return done
    finally:
        os.chdir(before)


def _outputs(source: str, names: dict[str, Any], count: int) -> list[dict[str, Any]]:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    value: Any = None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    found: list[dict[str, Any]] = []
    if printed.getvalue():
        found.append({"output_type": "stream", "name": "stdout", "text": _lines(printed.getvalue())})
    if value is not None:
        shown = {"text/plain": _lines(repr(value))}
        html = getattr(value, "_repr_html_", None)
        if html is not None:
            shown["text/html"] = _lines(html())
        found.append({"output_type": "execute_result", "execution_count": count, "data": shown, "metadata": {}})
    return found


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def main() -> None:
    """Run the notebook's cells; write it again, or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    held = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    made = held | {"cells": run_cells(held["cells"])}
    text = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    same = text == NOTEBOOK.read_text(encoding="utf-8")
    if not given.check:
        NOTEBOOK.write_text(text, encoding="utf-8")
    print("The outputs are those of today." if same else "The outputs differ." if given.check else "Written.")


if __name__ == "__main__":
    main()
