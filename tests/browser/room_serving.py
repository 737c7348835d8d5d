"""A room served for a browser, and a page of which nothing must be heard."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import uvicorn
from litestar import Litestar

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page


@contextmanager
def served(app: Litestar) -> Iterator[str]:
    """The application on a free port of this machine; its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


@contextmanager
def quiet_page(browser: Browser, base: str, expected: str | None = None) -> Iterator[Page]:
    """A page that says nothing in its console, opens no dialog and asks nothing of other machines than `base`.

    Messages of the console that hold `expected` are no noise: a refusal is an answer, which Chromium tells there.
    """
    page = browser.new_page(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    noise: list[str] = []

    def heard(text: str) -> None:
        if expected is None or expected not in text:
            noise.append(f"{page.url}: {text}")

    def closed(dialog: Dialog) -> None:
        noise.append(f"{page.url}: dialog {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: heard(message.text))
    page.on("pageerror", lambda error: noise.append(f"{page.url}: {error}"))
    page.on("dialog", closed)
    page.on("request", lambda request: None if request.url.startswith(base) else noise.append(request.url))
    yield page
    assert noise == [], "the pages are quiet and ask nothing of other machines"
    page.close()


def serious(page: Page, scheme: str = "light") -> list[object]:
    """What axe-core finds on the page that is serious or worse. In the dark only colours can be otherwise than in the light."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    options = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
    found = axe.run(page, options=options).response["violations"]
    return [
        (each["id"], [node["html"][:200] for node in each["nodes"]][:3])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
