"""Loop analysis on a signed matrix, in exact integers (Dambacher, Li and Rossignol 2002, Ecology 83:1372).

`matrix[i][j]` is the sign of the effect of j on i. The adjugate of its negative gives the net number of feedbacks by which
a press on column j moves row i at equilibrium; the absolute feedback matrix counts all of them, with permanents.
"""

from __future__ import annotations

from collections.abc import Sequence

Matrix = Sequence[Sequence[int]]
LARGEST = 15
"""Variables for which permanents are counted: each costs 2^n steps."""


def adjugate_of_negative(matrix: Matrix) -> list[list[int]]:
    """adj(-A), exactly: entry (i, j) is the cofactor (j, i) of -A."""
    negative = [[-value for value in row] for row in matrix]
    size = len(matrix)
    return [[(-1) ** (i + j) * _determinant(_without(negative, j, i)) for j in range(size)] for i in range(size)]


def absolute_feedback(matrix: Matrix) -> list[list[int]]:
    """T: entry (i, j) is the permanent of |A| without row j and column i. Raises `ValueError` above `LARGEST` variables."""
    size = len(matrix)
    if size > LARGEST:
        raise ValueError(f"Permanents of {size} variables are too many steps; {LARGEST} at most.")
    absolute = [[abs(value) for value in row] for row in matrix]
    return [[_permanent(_without(absolute, j, i)) for j in range(size)] for i in range(size)]


def _without(matrix: Matrix, row: int, column: int) -> list[list[int]]:
    return [[*r[:column], *r[column + 1 :]] for n, r in enumerate(matrix) if n != row]


def _determinant(matrix: Matrix) -> int:
    """By fraction-free elimination (Bareiss 1968): every division is exact."""
    rows = [list(row) for row in matrix]
    sign, before = 1, 1
    for k in range(len(rows) - 1):
        pivot = next((n for n in range(k, len(rows)) if rows[n][k]), None)
        if pivot is None:
            return 0
        if pivot != k:
            rows[k], rows[pivot], sign = rows[pivot], rows[k], -sign
        for i in range(k + 1, len(rows)):
            for j in range(k + 1, len(rows)):
                rows[i][j] = (rows[i][j] * rows[k][k] - rows[i][k] * rows[k][j]) // before
        before = rows[k][k]
    return sign * rows[-1][-1] if rows else 1


def _permanent(matrix: Matrix) -> int:
    """By rows: the ways to give the first n rows a set of columns, set by set; empty sets are never visited."""
    ways = {0: 1}
    for row in matrix:
        grown: dict[int, int] = {}
        for taken, count in ways.items():
            for column, value in enumerate(row):
                if value and not taken >> column & 1:
                    key = taken | 1 << column
                    grown[key] = grown.get(key, 0) + count * value
        ways = grown
    return sum(ways.values())
