"""How often one address may do a thing: so many times in so many seconds, counted one by one."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from threading import Lock

_ADDRESSES = 10_000


class Limit:
    """`most` times in `seconds` for each address; the addresses seen longest ago are forgotten beyond ten thousand."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str) -> float:
        """Seconds until one more is let through; 0 now. Nothing is counted."""
        with self._lock:
            times = self._recent(_network(address))
            return max(0.0, times[0] + self._seconds - self._clock()) if len(times) >= self._most else 0.0

    def take(self, address: str) -> float:
        """Let one more through and count it: 0; or the seconds until then, and nothing is counted."""
        key = _network(address)
        with self._lock:
            times = self._recent(key)
            if len(times) >= self._most:
                return max(0.001, times[0] + self._seconds - self._clock())
            times.append(self._clock())
            self._times.move_to_end(key)
            while len(self._times) > _ADDRESSES:
                self._times.popitem(last=False)
            return 0.0

    def forget(self, address: str) -> None:
        """Count from nought again."""
        with self._lock:
            self._times.pop(_network(address), None)

    def _recent(self, key: str) -> deque[float]:
        times = self._times.setdefault(key, deque(maxlen=self._most))
        since = self._clock() - self._seconds
        while times and times[0] <= since:
            times.popleft()
        return times


def _network(address: str) -> str:
    """An IPv6 address is one of many that the same machine has: its network of 64 bits counts."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(parsed.exploded[:19]) if isinstance(parsed, IPv6Address) and not parsed.ipv4_mapped else str(parsed)
