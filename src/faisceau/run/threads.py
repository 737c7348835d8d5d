"""Matrix products on one thread: with several, sums are made in another order, and the last bits are others."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

import numpy as np  # its library must be loaded to be found
from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """While the context is open NumPy's products use one thread, whatever the machine and its settings."""
    found: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return found


@cache
def _controller() -> ThreadpoolController:
    np.zeros((2, 2)) @ np.zeros((2, 2))
    return ThreadpoolController()
