"""Every server sample of the embedding window runs in its own language, and its token opens the embed."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn, Protocol
from urllib.parse import urlsplit

import jinja2
import pytest
from django.template import Context, Engine
from scripts import frontend

from tests.embed.stage import ACME, EDITABLE, LOCKED, Stage, client_of, sqlite_stage

pytestmark = pytest.mark.anyio
FRONTEND = Path(__file__).parents[2] / "frontend"
WRITER = FRONTEND / "studio" / "src" / "embedding" / "samples" / "write.ts"
SITE = "https://charts.example.com"
HASH = "#theme=night&bordered=true&titled=false"
WORDS = "Größe “ù” \u2028 🐎 a/b <i> \\ ' \" $HOME #{x} %s `ls` \n\t."
ECHO = "SELECT {{word}} AS word, note FROM orders WHERE {{account}} ORDER BY note"
NOTES = ["Acme note one", "Acme note three", "Acme note two"]
NEWTONSOFT = Path("/usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll")
CRATES = Path("/usr/share/cargo/registry")
JACKSON = ("jackson-core.jar", "jackson-databind.jar", "jackson-annotations.jar")
CLOJURE = ("clojure.jar", "data.json.jar")
FLASK = "import sample; print(sample.app.test_client().get('/').get_data(as_text=True))"
FASTAPI = """
import sample
from starlette.testclient import TestClient
print(TestClient(sample.app).get("/").text)
"""
DJANGO = """
import django
from django.conf import settings
from django.urls import path
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="tests")
django.setup()
import sample
urlpatterns = [path("", sample.show)]
from django.test import Client
print(Client().get("/").content.decode())
"""
Commands = Sequence[Sequence[str]]


class Missing(Protocol):
    """Ends a test where a language is not there."""

    def __call__(self, reason: str) -> NoReturn: ...


Prepare = Callable[[Path, Missing], Commands]
"""Writes what else a sample needs into its folder; returns what to run there, one after another."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with sqlite_stage(tmp_path_factory.mktemp("samples")) as stage:
        tags = {"account": stage.account_tag, "word": {"type": "text"}}
        stage.publish("echo", ECHO, tags, account=LOCKED, word=EDITABLE)
        stage.publish("open", "SELECT line FROM products ORDER BY line", {})
        yield stage


def node() -> str:
    return str(frontend.node_folder() / "bin" / "node")


def write_samples(stage: Stage, item: str, params: Mapping[str, object]) -> Mapping[str, str]:
    """The samples as the window shows them, in every language."""
    wish = {
        "siteUrl": SITE,
        "secretKey": stage.secret.decode(),
        "kind": "question",
        "id": stage.ids[item],
        "name": "Orders & more",
        "params": params,
        "hash": HASH,
    }
    done = subprocess.run(
        [node(), str(WRITER)], input=json.dumps(wish), capture_output=True, text=True, check=True
    )
    found: Mapping[str, str] = json.loads(done.stdout)
    return found


def need(program: str, missing: Missing, package: str) -> str:
    return shutil.which(program) or missing(f"No {program} here: install {package}.")


def python(page: str) -> Prepare:
    return lambda folder, missing: [[sys.executable, *(["-c", page] if page else ["sample.py"])]]


def script(program: str, package: str, *words: str) -> Prepare:
    return lambda folder, missing: [[need(program, missing, package), *words]]


def run_node(folder: Path, missing: Missing) -> Commands:
    return [[node(), "sample.cjs"]]


def jvm(main: str, jars: Sequence[str], package: str) -> Prepare:
    def prepare(folder: Path, missing: Missing) -> Commands:
        paths = [Path("/usr/share/java") / jar for jar in jars]
        if not all(path.exists() for path in paths):
            missing(f"Its libraries are not here: install {package}.")
        java = need("java", missing, "default-jdk-headless")
        return [[java, "-Dfile.encoding=UTF-8", "-cp", ":".join(map(str, paths)), *main.split()]]

    return prepare


def mono(folder: Path, missing: Missing) -> Commands:
    if not NEWTONSOFT.exists():
        missing("Newtonsoft.Json is not here: install libnewtonsoft-json5.0-cil.")
    shutil.copy(NEWTONSOFT, folder)
    compiler, runtime = need("mcs", missing, "mono-mcs"), need("mono", missing, "mono-runtime")
    return [[compiler, "-r:Newtonsoft.Json.dll", "Embed.cs"], [runtime, "Embed.exe"]]


def cargo(folder: Path, missing: Missing) -> Commands:
    """A crate of the sample; its libraries are Debian's, so nothing is fetched."""
    if not list(CRATES.glob("jsonwebtoken-*")):
        missing("The crate jsonwebtoken is not here: install librust-jsonwebtoken-dev.")
    (folder / ".cargo").mkdir()
    (folder / ".cargo" / "config.toml").write_text(
        f'[source.crates-io]\nreplace-with = "debian"\n[source.debian]\ndirectory = "{CRATES}"\n'
    )
    (folder / "Cargo.toml").write_text(
        '[package]\nname = "embed"\nversion = "1.0.0"\nedition = "2021"\n'
        '[[bin]]\nname = "embed"\npath = "embed.rs"\n'
        '[dependencies]\njsonwebtoken = "8"\nserde_json = "1"\n'
    )
    return [[need("cargo", missing, "cargo"), "run", "--quiet", "--offline"]]


LANGUAGES: Mapping[str, tuple[str, Prepare]] = {
    "node": ("sample.cjs", run_node),
    "python": ("sample.py", python("")),
    "flask": ("sample.py", python(FLASK)),
    "django": ("sample.py", python(DJANGO)),
    "fastapi": ("sample.py", python(FASTAPI)),
    "ruby": ("sample.rb", script("ruby", "ruby and ruby-jwt", "sample.rb")),
    "php": ("sample.php", script("php", "php-cli", "sample.php")),
    "java": ("Embed.java", jvm("Embed.java", JACKSON, "libjackson2-databind-java")),
    "go": ("main.go", script("go", "golang-go", "run", "main.go")),
    "csharp": ("Embed.cs", mono),
    "clojure": ("embed.clj", jvm("clojure.main embed.clj", CLOJURE, "libdata-json-clojure")),
    "rust": ("embed.rs", cargo),
    "elixir": (
        "sample.exs",
        script("elixir", "elixir, erlang-jose and erlang-jiffy", "sample.exs"),
    ),
    "shell": ("sample.sh", script("sh", "a shell", "sample.sh")),
}
"""The file's name and how it is run, by the window's name of the language."""


def run_sample(language: str, source: str, folder: Path, missing: Missing) -> str:
    """The URL that a sample prints, or puts into its page."""
    name, prepare = LANGUAGES[language]
    (folder / name).write_text(source, "utf-8")
    places = {"NODE_PATH": str(FRONTEND / "node_modules"), "GOCACHE": str(folder / "go")}
    environment = {**os.environ, **places, "LC_ALL": "C.UTF-8", "GO111MODULE": "off"}
    printed = ""
    for command in prepare(folder, missing):
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=240, check=False
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        printed = done.stdout
    frame = re.search(r'<iframe src="([^"]+)"', printed)
    return html.unescape(frame[1]) if frame else printed.strip()


@pytest.fixture(scope="module")
def samples(stage: Stage) -> Mapping[str, str]:
    return write_samples(stage, "echo", {"account": [ACME], "word": WORDS})


@pytest.fixture(scope="module")
def bare(stage: Stage) -> Mapping[str, str]:
    return write_samples(stage, "open", {})


def test_every_server_language_of_the_window_is_run(samples: Mapping[str, str]) -> None:
    clients = {
        "html",
        "element",
        "mustache",
        "pug",
        "erb",
        "jinja",
        "blade",
        "jsx",
        "vue",
        "svelte",
    }
    assert samples.keys() - clients == LANGUAGES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_copied_sample_opens_the_embed_with_its_values(
    language: str, stage: Stage, samples: Mapping[str, str], tmp_path: Path, missing: Missing
) -> None:
    url = run_sample(language, samples[language], tmp_path, missing)
    address = urlsplit(url)
    assert f"{address.scheme}://{address.netloc}" == SITE
    assert f"#{address.fragment}" == HASH
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(address.path)
        assert page.status_code == 200, page.text
        token = address.path.rpartition("/")[2]
        rows = (await viewer.get(f"/api/embed/card/{token}/query")).json()["data"]["rows"]
    assert rows == [[WORDS, note] for note in NOTES]


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "rust"])
async def test_a_sample_without_locked_parameters_opens_too(
    language: str, stage: Stage, bare: Mapping[str, str], tmp_path: Path, missing: Missing
) -> None:
    """An empty map is where languages differ; Rust's takes JSON as it stands and compiles for long."""
    address = urlsplit(run_sample(language, bare[language], tmp_path, missing))
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(address.path)
    assert page.status_code == 200, page.text
    assert "Floating" in page.text


def render(language: str, source: str, folder: Path, missing: Missing) -> str:
    """A page sample filled by its own template language."""
    if language == "jinja":
        return jinja2.Environment(autoescape=True).from_string(source).render(iframe_url=URL)
    if language == "django":
        return Engine().from_string(source).render(Context({"iframe_url": URL}))
    (folder / "page.erb").write_text(source, "utf-8")
    program = "require 'erb'; @iframe_url = ERB::Util.html_escape(ARGV[0]); print ERB.new(File.read('page.erb')).result"
    command = [need("ruby", missing, "ruby"), "-e", program, URL]
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", check=True
    ).stdout


URL = f"{SITE}/embed/question/a.b.c?city=Oslo&plan=#theme=night"


@pytest.mark.parametrize("language", ["jinja", "django", "erb"])
def test_a_page_sample_shows_the_url_of_the_server(
    language: str, samples: Mapping[str, str], tmp_path: Path, missing: Missing
) -> None:
    source = samples["jinja" if language == "django" else language]
    page = render(language, source, tmp_path, missing)
    found = re.search(r'<iframe\s+src="([^"]+)"\s+title="([^"]+)"', page)
    assert found
    assert (html.unescape(found[1]), html.unescape(found[2])) == (URL, "Orders & more")
