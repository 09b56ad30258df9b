"""Settings: names, ranges, the environment, and the page that lists them."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from signboard.settings import (
    DEFINITIONS,
    SettingRefused,
    Settings,
    SettingUnknown,
    Startup,
    definition,
    fixed_by_environment,
    resolve,
)

pytestmark = pytest.mark.pure

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"


def test_every_attribute_has_one_definition_with_the_same_default() -> None:
    defaults = {
        field.name: getattr(Settings(), field.name) for field in dataclasses.fields(Settings)
    }
    assert {one.attribute: one.default for one in DEFINITIONS.values() if one.attribute} == defaults


def test_defaults_are_their_own_valid_values() -> None:
    for one in DEFINITIONS.values():
        if one.default is not None:
            assert one.validate(one.default) == one.default


def test_nothing_stored_and_nothing_set_gives_the_defaults() -> None:
    assert resolve({}, {}) == Settings()
    assert Settings().enable_embedding is False


def test_environment_stands_above_what_is_stored() -> None:
    stored = {"site-name": "Stored", "query-timeout-ms": 5_000}
    found = resolve(stored, {"SIGNBOARD_SITE_NAME": "Environment"})
    assert (found.site_name, found.query_timeout_ms) == ("Environment", 5_000)


@pytest.mark.parametrize(
    "variable",
    [
        "SIGNBOARD_ENABLE_EMBEDDING",
        "SIGNBOARD_ENABLE_EMBEDDING_STATIC",
        "MB_ENABLE_EMBEDDING",
        "MB_ENABLE_EMBEDDING_STATIC",
    ],
)
def test_embedding_is_switched_on_by_any_of_its_names(variable: str) -> None:
    environ = {variable: " true "}
    assert resolve({}, environ).enable_embedding is True
    assert fixed_by_environment(environ) == {"enable-embedding": variable}


def test_only_the_embedding_settings_have_foreign_names() -> None:
    foreign = {one.name for one in DEFINITIONS.values() if any("MB_" in v for v in one.variables)}
    assert foreign == {"site-url", "embedding-secret-key", "enable-embedding"}


def test_the_studio_is_where_the_site_is_unless_it_is_said() -> None:
    site = {"SIGNBOARD_SITE_URL": "https://charts.example.com"}
    assert resolve({}, {}).studio_address is None
    assert resolve({}, site).studio_address == "https://charts.example.com"
    own = {**site, "SIGNBOARD_STUDIO_URL": "https://studio.example.com"}
    assert resolve({}, own).studio_address == "https://studio.example.com"
    assert resolve({}, own).site_url == "https://charts.example.com"


def test_two_variables_that_disagree_stop_the_start() -> None:
    environ = {"MB_ENABLE_EMBEDDING": "true", "MB_ENABLE_EMBEDDING_STATIC": "false"}
    with pytest.raises(SettingRefused, match="mean the same setting but differ"):
        resolve({}, environ)
    assert resolve({}, dict.fromkeys(environ, "true")).enable_embedding is True


def test_blank_variable_decides_nothing() -> None:
    assert resolve({"site-name": "Kept"}, {"SIGNBOARD_SITE_NAME": "  "}).site_name == "Kept"


def test_wrong_value_in_the_environment_stops_the_start() -> None:
    with pytest.raises(SettingRefused, match="whole number from 100 to 3600000"):
        resolve({}, {"SIGNBOARD_QUERY_TIMEOUT_MS": "soon"})


def test_stored_value_that_is_no_longer_valid_falls_back_to_the_default() -> None:
    assert resolve({"embedding-empty-locked-list": "everything"}, {}) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "clean"),
    [
        ("site-url", "https://bi.example.com/path/", "https://bi.example.com/path"),
        ("site-url", "bi.example.com", "https://bi.example.com"),
        ("studio-url", "studio.example.com/", "https://studio.example.com"),
        ("site-locale", "pt_BR", "pt-BR"),
        ("report-timezone", "Europe/Vienna", "Europe/Vienna"),
        ("enable-embedding", "yes", True),
        ("embed-frame-ancestors", "https://a.example, https://*.b.example:8443", ("https://a.example", "https://*.b.example:8443")),
        ("embed-frame-ancestors", ["https://a.example"], ("https://a.example",)),
        ("cache-max-bytes", "0", 0),
        ("query-timeout-ms", 100, 100),
    ],
)  # fmt: skip
def test_valid_values_are_cleaned(name: str, value: object, clean: object) -> None:
    assert definition(name).validate(value) == clean


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("site-url", "javascript:alert(1)"),
        ("site-url", "https://x.example/?q=1"),
        ("site-url", 'https://x.example/"><script>'),
        ("site-url", "https://"),
        ("site-logo", "https://evil.example/x.png"),
        ("site-logo", "data:text/html;base64,PGI+"),
        ("site-logo", "data:image/png;base64," + "A" * 90_000),
        ("site-name", ""),
        ("site-name", "a\nb"),
        ("site-name", 7),
        ("site-locale", "../etc"),
        ("report-timezone", "Mars/Olympus"),
        ("report-timezone", "../../etc/passwd"),
        ("start-of-week", "Sunday"),
        ("enable-embedding", 1),
        ("enable-embedding", "on and off"),
        ("query-timeout-ms", True),
        ("query-timeout-ms", 99),
        ("query-timeout-ms", 1e5),
        ("query-timeout-ms", "٣٠٠٠"),
        ("custom-formatting", []),
        ("embed-frame-ancestors", "*"),
        ("embed-frame-ancestors", ["https://a.example; script-src *"]),
        ("embed-frame-ancestors", {"a": 1}),
        ("embedding-empty-locked-list", "maybe"),
        ("embedding-secret-key", 7),
    ],
)
def test_wrong_values_are_refused_with_a_text(name: str, value: object) -> None:
    with pytest.raises(SettingRefused, match=name):
        definition(name).validate(value)


def test_none_means_the_default() -> None:
    assert definition("site-name").validate(None) == "Signboard"
    assert definition("site-url").parse("  ") is None


def test_unknown_setting_is_refused() -> None:
    with pytest.raises(SettingUnknown, match="no setting colour"):
        definition("colour")


def test_secrets_are_never_public() -> None:
    assert [one.name for one in DEFINITIONS.values() if one.is_secret and one.public] == []
    assert definition("embedding-secret-key").is_secret


def test_page_lists_every_setting_with_its_default_and_help() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| (.+?) \| (.+?) \|$", PAGE.read_text(), re.MULTILINE)
    shown = {
        name: (default.strip("`"), text.replace("\\|", "|"))
        for name, default, text in rows
        if name in DEFINITIONS
    }
    assert shown == {one.name: (_shown(one.default), one.help) for one in DEFINITIONS.values()}


def _shown(default: object) -> str:
    if default is None or default in ((), {}):
        return "–"
    return str(default).lower() if isinstance(default, bool) else str(default)


def test_startup_reads_its_three_variables() -> None:
    key = "k3y" * 12
    environ = {
        "SIGNBOARD_DATABASE_URL": "postgresql://u:p@db/signboard",
        "SIGNBOARD_ENCRYPTION_KEY": key,
        "SIGNBOARD_STATE_DIR": "/var/lib/signboard",
    }
    found = Startup.from_environment(environ)
    assert found == Startup(Path("/var/lib/signboard"), environ["SIGNBOARD_DATABASE_URL"], key.encode())  # fmt: skip
    assert key not in repr(found)
    assert "u:p" not in repr(found)
    assert Startup.from_environment(environ, "elsewhere").state_dir == Path("elsewhere")
    assert Startup.from_environment({}) == Startup(Path("signboard-state"))


@pytest.mark.parametrize(
    ("variable", "value"),
    [("SIGNBOARD_DATABASE_URL", "mysql://x/y"), ("SIGNBOARD_ENCRYPTION_KEY", "short")],
)
def test_startup_refuses_what_cannot_work(variable: str, value: str) -> None:
    with pytest.raises(SettingRefused, match=variable):
        Startup.from_environment({variable: value})
