"""`faisceau serve` prints its address, answers there, and ends cleanly on Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from typer.testing import CliRunner

from benchmarks.room_story import small, store
from faisceau.cli import app


def test_it_answers_at_the_address_it_prints_and_ends_on_ctrl_c(tmp_path: Path) -> None:
    folder = store(tmp_path / "sel", small())
    command = [sys.executable, "-m", "faisceau.cli", "serve", str(folder.path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)) as running:
        assert running.stdout is not None
        address = running.stdout.readline().decode().strip()
        assert address.startswith("http://127.0.0.1:")
        with urlopen(f"{address}events.json", timeout=60) as answer:
            assert b"e-deal" in answer.read()
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
        assert running.stderr is not None
        assert b"Traceback" not in running.stderr.read()


def test_it_refuses_to_be_reached_from_elsewhere(tmp_path: Path) -> None:
    folder = store(tmp_path / "sel", small())
    answer = CliRunner().invoke(app, ["serve", str(folder.path), "--host", "0.0.0.0"])
    assert answer.exit_code == 3
    assert "bad_option" in answer.output


def test_a_wider_room_needs_names_and_a_password_that_is_asked_twice(tmp_path: Path) -> None:
    folder, kept = store(tmp_path / "sel", small()), tmp_path / "password"
    answer = CliRunner().invoke(app, ["serve", "--make-password", str(kept)], input="un phare\nun phare\n")
    assert (answer.exit_code, kept.exists()) == (3, False), "too short"
    answer = CliRunner().invoke(app, ["serve", "--make-password", str(kept)], input="sur la borne\nsur la borne\n")
    assert answer.exit_code == 0
    assert kept.stat().st_mode & 0o077 == 0
    assert "sur la borne" not in answer.output + kept.read_text()
    wide = ["serve", str(folder.path), "--host", "0.0.0.0", "--password-file", str(kept)]
    answer = CliRunner().invoke(app, wide)
    assert answer.exit_code == 3
    assert "--allow-host" in answer.output


def test_a_new_folder_becomes_an_empty_story_and_another_is_left_alone(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "faisceau.cli", "serve", str(tmp_path / "new"), "--port", "0", "--lang", "en"]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=dict(os.environ), **pipes) as running:  # type: ignore[call-overload]
        address = running.stdout.readline().decode().strip()
        with urlopen(address, timeout=60) as answer:
            page = answer.read().decode()
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
    assert '<html lang="en">' in page
    assert 'href="/add' in page
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_text("x")
    refused = CliRunner().invoke(app, ["serve", str(tmp_path / "papers")])
    assert (refused.exit_code, "no_story" in refused.output) == (3, True)
    assert [path.name for path in (tmp_path / "papers").iterdir()] == ["a.txt"]


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    import socket  # noqa: PLC0415

    folder = store(tmp_path / "sel", small())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = CliRunner().invoke(app, ["serve", str(folder.path), "--port", str(taken.getsockname()[1])])
    assert answer.exit_code == 3
    assert "--port 0" in answer.output
