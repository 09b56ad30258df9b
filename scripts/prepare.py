"""Prepares `.venv` from a bare clone, with nothing but Python's standard library.

Makes the virtual environment, brings uv into it, installs exactly what `uv.lock` names.
Repeated only when `pyproject.toml` or `uv.lock` changed. Without uv for this platform, pip
installs the locked versions instead (without the lock's hashes, and says so).
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import time
import tomllib
import urllib.request
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
PIP_ON_PYPI = "https://pypi.org/pypi/pip/json"
STAMP = ENVIRONMENT / ".signboard-prepared"


def prepare() -> None:
    """Leave a `.venv` that holds what the lock names."""
    fingerprint = _fingerprint()
    if not STAMP.exists() or STAMP.read_text() != fingerprint or not PYTHON.exists():
        _make_environment()
        with (ROOT / "uv.lock").open("rb") as handle:
            lock = tomllib.load(handle)
        if _bring_uv(lock):
            _sync_with_uv()
        else:
            _sync_with_pip(lock)
        STAMP.write_text(fingerprint)


def _make_environment() -> None:
    if PYTHON.exists():
        return
    _say(f"making .venv with Python {sys.version.split()[0]}")
    has_pip = importlib.util.find_spec("ensurepip") is not None
    venv.EnvBuilder(with_pip=has_pip, symlinks=os.name != "nt", clear=True).create(ENVIRONMENT)


def _bring_uv(lock: Mapping[str, Any]) -> bool:
    """Whether `.venv` now holds the uv that the lock names."""
    if _is_present("uv"):
        return True
    version = _locked_version(lock, "uv")
    _say(f"bringing uv {version}")
    wanted = ["install", "--quiet", "--disable-pip-version-check", f"uv=={version}"]
    return subprocess.run([*_pip(), *wanted, "--only-binary", ":all:"], check=False).returncode == 0


def _sync_with_uv() -> None:
    _say("installing the locked Python packages (uv sync)")
    started = time.monotonic()
    environment = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
    environment["UV_PROJECT_ENVIRONMENT"] = str(ENVIRONMENT)
    # Behind a company's proxy only the system knows the certificates; pip looks there by itself.
    environment.setdefault("UV_SYSTEM_CERTS", "true")
    environment.setdefault("UV_NATIVE_TLS", "true")  # the same for uv before 0.10
    command = [str(BIN / "uv"), "sync", "--frozen", "--all-extras", "--python", str(PYTHON)]
    _run([*command, "--inexact"], environment)
    _say(f"installed in {time.monotonic() - started:.1f} s")


def _sync_with_pip(lock: Mapping[str, Any]) -> None:
    _say("uv is not to be had here: pip installs the locked versions, without their hashes")
    constraints = ENVIRONMENT / "constraints.txt"
    pins = [f"{p['name']}=={p['version']}" for p in lock["package"] if "registry" in p["source"]]
    constraints.write_text("\n".join(sorted(set(pins))))
    with (ROOT / "pyproject.toml").open("rb") as handle:
        project = tomllib.load(handle)
    extras = ",".join(project["project"]["optional-dependencies"])
    tools = project["dependency-groups"]["dev"]
    environment = {**os.environ, "PIP_CONSTRAINT": str(constraints)}
    _run([*_pip(), "install", "--editable", f"{ROOT}[{extras}]", *tools], environment)


def _pip() -> list[str]:
    """The command that runs pip in `.venv`, fetched from PyPI where Python came without it."""
    if _is_present("pip"):
        return [str(PYTHON), "-m", "pip"]
    wheel = ENVIRONMENT / "pip.whl"
    if not wheel.exists():
        _say("this Python came without pip: fetching it from PyPI")
        with urllib.request.urlopen(PIP_ON_PYPI, timeout=60) as answer:
            files = json.load(answer)["urls"]
        found = next(file for file in files if file["packagetype"] == "bdist_wheel")
        with urllib.request.urlopen(urljoin(PIP_ON_PYPI, found["url"]), timeout=60) as answer:
            content = answer.read()
        if hashlib.sha256(content).hexdigest() != found["digests"]["sha256"]:
            raise SystemExit("The pip that arrived is not the one PyPI announced. Try again.")
        wheel.write_bytes(content)
    return [str(PYTHON), f"{wheel}/pip"]


def _is_present(module: str) -> bool:
    probe = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    return subprocess.run([str(PYTHON), "-c", probe], check=False).returncode == 0


def _locked_version(lock: Mapping[str, Any], name: str) -> str:
    return next(str(p["version"]) for p in lock["package"] if p["name"] == name)


def _fingerprint() -> str:
    digest = hashlib.sha256(str(ENVIRONMENT).encode())
    for name in ("pyproject.toml", "uv.lock"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _run(command: list[str], environment: Mapping[str, str] | None = None) -> None:
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if code != 0:
        raise SystemExit(f"signboard: this step failed: {' '.join(command)}")


def _say(text: str) -> None:
    print(f"signboard: {text}", flush=True)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever Python the newcomer has
        raise SystemExit("Signboard needs Python 3.11 or newer; set PYTHON=… to one of them.")
    prepare()
