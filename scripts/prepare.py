"""Prepares `.venv` from a bare clone, with nothing but Python's standard library.

Makes the virtual environment, brings uv into it, installs exactly what `requirements.lock` names.
Repeated only when `pyproject.toml` or `requirements.lock` changed. Without uv for this platform,
pip installs the same.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
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
        if _bring_uv():
            _install([str(BIN / "uv"), "pip", "install", "--python", str(PYTHON)])
        else:
            _say("uv is not to be had here: pip takes longer")
            _install([*_pip(), "install"])
        STAMP.write_text(fingerprint)


def _make_environment() -> None:
    if PYTHON.exists():
        return
    _say(f"making .venv with Python {sys.version.split()[0]}")
    has_pip = importlib.util.find_spec("ensurepip") is not None
    venv.EnvBuilder(with_pip=has_pip, symlinks=os.name != "nt", clear=True).create(ENVIRONMENT)


def _bring_uv() -> bool:
    """Whether `.venv` now holds the uv that the lock names."""
    if _is_present("uv"):
        return True
    version = _locked_version("uv")
    _say(f"bringing uv {version}")
    wanted = ["install", "--quiet", "--disable-pip-version-check", f"uv=={version}"]
    return subprocess.run([*_pip(), *wanted, "--only-binary", ":all:"], check=False).returncode == 0


def _install(command: list[str]) -> None:
    _say("installing the locked Python packages")
    started = time.monotonic()
    # Behind a company's proxy only the system knows the certificates; pip looks there by itself.
    environment = {"UV_SYSTEM_CERTS": "true", "UV_NATIVE_TLS": "true", **os.environ}
    _run([*command, "--quiet", "--require-hashes", "--requirement", str(LOCK)], environment)
    _run([*command, "--quiet", "--no-deps", "--editable", str(ROOT)], environment)
    _say(f"installed in {time.monotonic() - started:.1f} s")


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


def _locked_version(name: str) -> str:
    found = re.search(rf"^{name}==(\S+)", LOCK.read_text(), re.MULTILINE)
    assert found
    return found[1]


def _fingerprint() -> str:
    digest = hashlib.sha256(str(ENVIRONMENT).encode())
    for path in (ROOT / "pyproject.toml", LOCK):
        digest.update(path.read_bytes())
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
