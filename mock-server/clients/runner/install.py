"""Installs a client beside its driver, from its lock file, once per lock file.

An install is reused while the lock file and the interpreter stay what they were; a
stamp in the install folder remembers both. Nothing is installed outside the client's
folder, and nothing in an installed client is touched.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

Installer = Callable[[Path], None]


class InstallError(Exception):
    """A client could not be installed."""


def nothing(_folder: Path) -> None:
    """For drivers that need no more than the machine has."""


def beside(installers: Mapping[str, Installer]) -> Installer:
    """For a driver that runs the clients of other folders."""

    def install_each(folder: Path) -> None:
        for other, install in installers.items():
            install(folder.parent / other)

    return install_each


def npm(folder: Path) -> None:
    """`node_modules/` after `package-lock.json`."""
    version = _output(folder, "node", "--version")
    lock = folder / "package-lock.json"
    _install(folder, folder / "node_modules", lock, version, _npm_steps)


def venv(folder: Path) -> None:
    """`.venv/` after `requirements.txt`, every package checked against its hash."""
    lock = folder / "requirements.txt"
    _install(folder, folder / ".venv", lock, sys.version, _venv_steps)


def _npm_steps(_target: Path, _lock: Path) -> list[list[str]]:
    return [["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]]


def _venv_steps(target: Path, lock: Path) -> list[list[str]]:
    pip = [str(target / "bin" / "python"), "-m", "pip"]
    return [
        [sys.executable, "-m", "venv", str(target)],
        [*pip, "install", "--quiet", "--require-hashes", "--requirement", str(lock)],
    ]


def _install(
    folder: Path,
    target: Path,
    lock: Path,
    interpreter: str,
    steps: Callable[[Path, Path], list[list[str]]],
) -> None:
    stamp = target / ".installed-from"
    wanted = hashlib.sha256(lock.read_bytes() + interpreter.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if target.exists():
        shutil.rmtree(target)
    for command in steps(target, lock):
        _output(folder, *command)
    stamp.write_text(wanted)


def _output(folder: Path, *command: str) -> str:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    except FileNotFoundError:
        raise InstallError(f"{command[0]} is not installed on this machine") from None
    if done.returncode != 0:
        raise InstallError(f"`{' '.join(command)}` in {folder}:\n{done.stdout}{done.stderr}")
    return done.stdout
