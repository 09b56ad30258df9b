"""Every sample of the embedding window runs in its own language: servers' tokens open the embed, pages show it."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import NoReturn, Protocol
from urllib.parse import urlsplit

import jinja2
import jwt
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
THEME = {
    "accent": "#7c3aed",
    "radius": 4,
    "border-width": 1.5,
    "font": "Acme's $ans %s",
    "series": ["#7c3aed", "#db2777"],
    "night": {"accent": "#a78bfa", "series": []},
}
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


def write_samples(
    stage: Stage,
    item: str,
    params: Mapping[str, object],
    *,
    name: str = "Orders & more",
    theme: Mapping[str, object] | None = None,
) -> Mapping[str, str]:
    """The samples as the window shows them, in every language."""
    wish = {
        "siteUrl": SITE,
        "secretKey": stage.secret.decode(),
        "kind": "question",
        "id": stage.ids[item],
        "name": name,
        "params": params,
        "hash": HASH,
        "theme": theme or {},
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
    return write_samples(stage, "echo", {"account": [ACME], "word": WORDS}, theme=THEME)


@pytest.fixture(scope="module")
def bare(stage: Stage) -> Mapping[str, str]:
    return write_samples(stage, "open", {})


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
        assert jwt.decode(token, options={"verify_signature": False})["theme"] == THEME
        assert "--sb-accent:#7c3aed" in page.text
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
    token = address.path.rpartition("/")[2]
    assert "theme" not in jwt.decode(token, options={"verify_signature": False})
    assert "Floating" in page.text


NAME = 'The "best" {{shops}} <b> & @more <%= 1 %> {% if %}'
ERB = """
require 'erb'
@iframe_url = ERB::Util.html_escape(ARGV[0]) # Rails does that by itself
print ERB.new(File.read('page.erb')).result
"""
NOT_RENDERED = {"blade"}
"""Laravel comes from Composer alone."""


class Frame(HTMLParser):
    """The attributes of a page's one iframe, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(page)
        (self.attributes,) = self.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what an iframe says."""
        if tag == "iframe":
            self.found.append(dict(attrs))


@pytest.fixture(scope="module")
def named(stage: Stage) -> Mapping[str, str]:
    """Samples of an item whose name means something in every template language."""
    return write_samples(stage, "echo", {"account": [ACME], "word": "x"}, name=NAME)


@pytest.fixture(scope="module")
def signed_url(
    named: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory, missing: Missing
) -> str:
    """What the Python sample prints."""
    return run_sample("python", named["python"], tmp_path_factory.mktemp("python"), missing)


@pytest.fixture(scope="module")
def from_node(
    named: Mapping[str, str], signed_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, str]:
    """The pages that Node's template languages make, all in one run."""
    folder = tmp_path_factory.mktemp("render")
    (folder / "node_modules").symlink_to(FRONTEND / "node_modules")
    shutil.copy(Path(__file__).with_name("render.mjs"), folder)
    (folder / "wish.json").write_text(json.dumps({"samples": named, "iframeUrl": signed_url}))
    done = subprocess.run(
        [node(), "render.mjs", "wish.json"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: Mapping[str, str] = json.loads(done.stdout)
    return found


def render(language: str, source: str, url: str, folder: Path, missing: Missing) -> str:
    """A page sample filled by its own template language."""
    if language == "html":
        return source.replace("PUT_THE_URL_HERE", html.escape(url))
    if language == "jinja":
        return jinja2.Environment(autoescape=True).from_string(source).render(iframe_url=url)
    if language == "django":
        return Engine().from_string(source).render(Context({"iframe_url": url}))
    (folder / "page.erb").write_text(source, "utf-8")
    command = [need("ruby", missing, "ruby"), "-e", ERB, url]
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", check=True
    ).stdout


FROM_NODE = ("mustache", "pug", "jsx", "vue", "svelte")


def test_every_page_language_of_the_window_is_rendered(samples: Mapping[str, str]) -> None:
    """The web component is rendered in a browser: tests/browser/test_share_window.py."""
    here = {"html", "jinja", "erb", *FROM_NODE}
    assert samples.keys() - LANGUAGES.keys() == here | {"element"} | NOT_RENDERED


@pytest.mark.parametrize("language", ["html", "jinja", "django", "erb", *FROM_NODE])
def test_a_page_sample_shows_the_signed_url(
    language: str,
    named: Mapping[str, str],
    signed_url: str,
    tmp_path: Path,
    missing: Missing,
    request: pytest.FixtureRequest,
) -> None:
    if language in FROM_NODE:
        page = request.getfixturevalue("from_node")[language]
    else:
        source = named["jinja" if language == "django" else language]
        page = render(language, source, signed_url, tmp_path, missing)
    assert signed_url.endswith(HASH)
    assert HASH.replace("&", "&amp;") in page.replace("&#x3D;", "=")
    frame = Frame(page).attributes
    assert (frame["src"], frame["title"]) == (signed_url, NAME)
