"""All settings: their names, defaults, ranges and help, and what the environment fixes.

Decides what a setting may be and where its value comes from. Reads no database and no file:
stored values travel with the catalog, rooms receive a `Settings`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from signboard.appearance import find_problems
from signboard.errors import Audience, Fault, SignboardError


class SettingRefused(SignboardError):
    """A value that the setting cannot take. `reason` is the whole text and says what is allowed."""

    code, status, fault, shown_to = "settings.invalid", 400, Fault.AUTHOR, Audience.AUTHOR
    text = "{reason}"


class SettingUnknown(SignboardError):
    """No setting has this name."""

    code, status, fault, shown_to = "settings.unknown", 404, Fault.AUTHOR, Audience.AUTHOR
    text = "There is no setting {name}. See docs/settings.md for the list."


class SettingFixed(SignboardError):
    """The environment decides; writing a stored value would change nothing."""

    code, status, fault, shown_to = "settings.fixed", 400, Fault.AUTHOR, Audience.AUTHOR
    text = "{name} is fixed by the environment variable {variable}. Change it there and restart."


_Validate = Callable[[str, object], object]
"""(setting's name, value) -> clean value; raises `SettingRefused`."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One setting. `attribute` is its name in `Settings`, None when it lives elsewhere (keys).

    `public` settings may be read without a session. `aliases` are other wire names for the same
    setting. `variables` are the environment variables that fix it, ours first.
    """

    name: str
    attribute: str | None
    default: object
    help: str
    check: _Validate = field(repr=False)
    is_secret: bool = False
    public: bool = False
    aliases: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()

    def validate(self, value: object) -> object:
        """Return the clean value; None means the default. Raises `settings.invalid`."""
        return self.default if value is None else self.check(self.name, value)

    def parse(self, text: str) -> object:
        """Return the value that a text from the environment or a form means."""
        return self.validate(text.strip() or None)


def _bool(name: str, value: object) -> object:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise SettingRefused(reason=f"{name} must be true or false.")


def _int(low: int, high: int) -> _Validate:
    def check(name: str, value: object) -> object:
        text = value if isinstance(value, str) else str(value)
        if not isinstance(value, bool) and re.fullmatch(r"[0-9]{1,18}", text):
            number = int(text)
            if low <= number <= high:
                return number
        raise SettingRefused(reason=f"{name} must be a whole number from {low} to {high}.")

    return check


def _one_of(*words: str) -> _Validate:
    def check(name: str, value: object) -> object:
        if isinstance(value, str) and value in words:
            return value
        raise SettingRefused(reason=f"{name} must be one of: {', '.join(words)}.")

    return check


def _text(name: str, value: object) -> object:
    if isinstance(value, str) and 0 < len(value.strip()) <= 200 and value.isprintable():
        return value.strip()
    raise SettingRefused(reason=f"{name} must be a text of 1 to 200 characters in one line.")


def _url(name: str, value: object) -> object:
    text = value if not isinstance(value, str) or "://" in value else f"https://{value}"
    if isinstance(text, str) and _ADDRESS.fullmatch(text):
        return text.rstrip("/")
    raise SettingRefused(
        reason=f"{name} must be an http or https address such as https://bi.example.com."
    )


_ADDRESS = re.compile(
    r"https?://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(/[A-Za-z0-9._~%/@:+-]*)?"
)


def _logo(name: str, value: object) -> object:
    # Shown by <img> alone, where an SVG runs no script and loads nothing.
    pattern = r"data:image/(png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}"
    if isinstance(value, str) and len(value) <= 90_000 and re.fullmatch(pattern, value):
        return value
    raise SettingRefused(
        reason=f"{name} must be a PNG, JPEG, WebP or SVG picture of 64 KB at most."
    )


def _locale(name: str, value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", value):
        return value.replace("_", "-")
    raise SettingRefused(reason=f"{name} must be a language tag such as en, de or pt-BR.")


def _timezone(name: str, value: object) -> object:
    try:
        return ZoneInfo(str(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        reason = f"{name} must be a time zone such as UTC or Europe/Vienna."
        raise SettingRefused(reason=reason) from error


def _mapping(name: str, value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise SettingRefused(reason=f"{name} must be a JSON object.")


def _look(name: str, value: object) -> object:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise SettingRefused(reason=f"{name} must be a JSON object.") from None
    problems = find_problems(value)
    if problems or not isinstance(value, Mapping):
        raise SettingRefused(reason=f"{name}: {problems[0]} See docs/appearance.md for the list.")
    return dict(value)


def _origins(name: str, value: object) -> object:
    words = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(words, list | tuple):
        raise SettingRefused(reason=f"{name} must be a list of origins.")
    origin = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:([0-9]{1,5}|\*))?", re.IGNORECASE)
    for word in words:
        if not isinstance(word, str) or not origin.fullmatch(word):
            raise SettingRefused(
                reason=f"{name}: each origin looks like https://app.example.com or https://*.example.com."
            )
    return tuple(dict.fromkeys(words))


def _words(name: str, value: object) -> object:
    words = value.split(",") if isinstance(value, str) else value
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        raise SettingRefused(reason=f"{name} must be a list of texts.")
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def _issuer(name: str, value: object) -> object:
    if isinstance(value, str) and _ADDRESS.fullmatch(value.strip()):
        address = value.strip()
        if address.startswith("https://") or re.match(_HERE, address):
            return address  # with its slash or without: the provider's own spelling counts
    raise SettingRefused(reason=f"{name} must be an https address, as the provider writes it.")


_HERE = r"http://(localhost|127\.0\.0\.1|\[::1\])([:/]|$)"


def _secret(name: str, value: object) -> object:
    if isinstance(value, str) and value.strip():
        return value.strip()  # what a key must look like is the key ring's to say
    raise SettingRefused(reason=f"{name} must be a text.")


_LIST = (
    # -- the instance
    Definition("site-url", "site_url", None, "Address of this server as hosts and viewers reach it; used in generated code and links.", _url, public=True),
    Definition("studio-url", "studio_url", None, "Address of the studio as authors reach it, where that is another host than the site URL's; used in invitations and for sign-in.", _url),
    Definition("site-name", "site_name", "Signboard", "Name shown to authors.", _text, public=True),
    Definition("site-logo", "site_logo", None, "Picture beside the name: a data: URL of a PNG, JPEG, WebP or SVG file of 64 KB at most.", _logo, public=True),
    Definition("site-locale", "site_locale", "en", "Language of numbers, dates and texts where neither token nor browser names one.", _locale, public=True),
    Definition("report-timezone", "report_timezone", "UTC", "Time zone in which `today` begins and timestamps are shown.", _timezone, public=True),
    Definition("start-of-week", "start_of_week", "sunday", "First day of a week in relative dates.", _one_of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"), public=True),
    Definition("humanization-strategy", "humanization_strategy", "simple", "simple: `created_at` is shown as Created At; none: names stay as they are.", _one_of("simple", "none"), public=True),
    Definition("custom-formatting", "custom_formatting", MappingProxyType({}), "Number, date and currency formats for the whole instance, as in a question's column settings.", _mapping, public=True),
    # -- embedding
    Definition("enable-embedding", "enable_embedding", False, "The switch for every signed embed.", _bool, public=True, aliases=("enable-embedding-static",)),
    Definition("embedding-secret-key", None, None, "The key that hosts sign with: 64 lower-case hexadecimal characters.", _secret, is_secret=True),
    Definition("enable-public-sharing", "enable_public_sharing", False, "The switch for every public link.", _bool, public=True),
    Definition("embedding-empty-locked-list", "embedding_empty_locked_list", "no-rows", "What a locked `[]` means: no-rows (nothing is shown) or no-filter (everything is shown, and each use is audited).", _one_of("no-rows", "no-filter")),
    Definition("embedding-scope-check", "embedding_scope_check", "enforce", "What happens to cards that do not obey every locked parameter: enforce (publishing is refused, and a card that was changed is not shown) or warn (both happen, and each publishing is audited).", _one_of("enforce", "warn")),
    Definition("embed-frame-ancestors", "embed_frame_ancestors", (), "Origins that may frame embeds; empty allows all.", _origins),
    Definition("embed-appearance", "embed_appearance", MappingProxyType({}), "Design tokens of every embed: colours, fonts, corners, spacing; an item or a token may say otherwise. A JSON object, see docs/appearance.md.", _look),
    Definition("embed-badge", "embed_badge", False, "Shows `Powered by Signboard` under embeds.", _bool),
    Definition("embed-parallel-queries", "embed_parallel_queries", 4, "Queries that one dashboard view may run at the same time.", _int(1, 64)),
    Definition("embed-max-catalog-age", "embed_max_catalog_age_seconds", 3600, "Seconds that embeds go on when our own database is down.", _int(1, 604_800)),
    # -- sign-in
    Definition("openid-issuer", "openid_issuer", None, "Address of the OpenID Connect provider, as it writes it itself; empty switches its sign-in off.", _issuer),
    Definition("openid-client-id", "openid_client_id", None, "What the provider calls this application.", _text),
    Definition("openid-client-secret", None, None, "The secret that the provider gave this application; kept sealed.", _secret, is_secret=True),
    Definition("openid-name", "openid_name", "Single sign-on", "What the sign-in page calls the provider.", _text),
    Definition("openid-domains", "openid_domains", (), "Domains of e-mail addresses that may sign in by the provider; empty allows all.", _words),
    Definition("openid-group-claim", "openid_group_claim", "groups", "The claim that lists a person's groups.", _text),
    Definition("openid-admin-groups", "openid_admin_groups", (), "Groups whose members are administrators.", _words),
    Definition("openid-author-groups", "openid_author_groups", (), "Groups whose members are authors.", _words),
    Definition("openid-reader-groups", "openid_reader_groups", (), "Groups whose members are readers.", _words),
    Definition("openid-default-role", "openid_default_role", "reader", "Role of somebody in none of these groups: reader, author, or none (may not sign in).", _one_of("none", "reader", "author")),
    # -- limits
    Definition("unaggregated-query-row-limit", "unaggregated_row_limit", 2_000, "Rows of a result without aggregation.", _int(1, 1_048_575)),
    Definition("aggregated-query-row-limit", "aggregated_row_limit", 10_000, "Rows of an aggregated result.", _int(1, 1_048_575)),
    Definition("preview-row-limit", "preview_row_limit", 2_000, "Rows of a result in previews.", _int(1, 1_048_575)),
    Definition("upload-max-bytes", "upload_max_bytes", 512 * 1024 * 1024, "Bytes of a file that an administrator uploads as a database.", _int(1, 2**40)),
    Definition("query-timeout-ms", "query_timeout_ms", 30_000, "Milliseconds after which a query is stopped at its source.", _int(100, 3_600_000)),
    # -- cache
    Definition("viewer-cache-ttl-seconds", "viewer_cache_ttl_seconds", 60, "Seconds that viewers may be shown a kept result.", _int(0, 2_592_000)),
    Definition("author-cache-ttl-seconds", "author_cache_ttl_seconds", 0, "Seconds that authors may be shown a kept result.", _int(0, 2_592_000)),
    Definition("cache-max-bytes", "cache_max_bytes", 64 * 1024 * 1024, "Memory for kept results in one process.", _int(0, 2**40)),
)  # fmt: skip

_MB_NAMES = ("site-url", "embedding-secret-key", "enable-embedding", "enable-embedding-static")


def _variables(definition: Definition) -> tuple[str, ...]:
    names = (definition.name, *definition.aliases)
    words = [name.upper().replace("-", "_") for name in names]
    foreign = [name.upper().replace("-", "_") for name in names if name in _MB_NAMES]
    return (*(f"SIGNBOARD_{word}" for word in words), *(f"MB_{word}" for word in foreign))


DEFINITIONS: Mapping[str, Definition] = MappingProxyType(
    {one.name: replace(one, variables=_variables(one)) for one in _LIST}
)
"""All settings by wire name, in the order they are documented. Aliases are not keys: `definition`."""

_ALIASES = {alias: one.name for one in _LIST for alias in one.aliases}


def definition(name: str) -> Definition:
    """Return the definition of a setting by its name or an alias; raises `settings.unknown`.

    >>> definition("enable-embedding-static").name
    'enable-embedding'
    """
    found = DEFINITIONS.get(_ALIASES.get(name, name))
    if found is None:
        raise SettingUnknown(name=name)
    return found


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting's value at one version of the catalog; units stand in the names."""

    site_url: str | None = None
    studio_url: str | None = None
    site_name: str = "Signboard"
    site_logo: str | None = None
    site_locale: str = "en"
    report_timezone: str = "UTC"
    start_of_week: str = "sunday"
    humanization_strategy: str = "simple"
    custom_formatting: Mapping[str, object] = field(default_factory=dict)
    enable_embedding: bool = False
    enable_public_sharing: bool = False
    embedding_empty_locked_list: str = "no-rows"
    embedding_scope_check: str = "enforce"
    embed_frame_ancestors: tuple[str, ...] = ()
    embed_appearance: Mapping[str, object] = field(default_factory=dict)
    embed_badge: bool = False
    embed_parallel_queries: int = 4
    embed_max_catalog_age_seconds: int = 3600
    openid_issuer: str | None = None
    openid_client_id: str | None = None
    openid_name: str = "Single sign-on"
    openid_domains: tuple[str, ...] = ()
    openid_group_claim: str = "groups"
    openid_admin_groups: tuple[str, ...] = ()
    openid_author_groups: tuple[str, ...] = ()
    openid_reader_groups: tuple[str, ...] = ()
    openid_default_role: str = "reader"
    unaggregated_row_limit: int = 2_000
    aggregated_row_limit: int = 10_000
    preview_row_limit: int = 2_000
    upload_max_bytes: int = 512 * 1024 * 1024
    query_timeout_ms: int = 30_000
    viewer_cache_ttl_seconds: int = 60
    author_cache_ttl_seconds: int = 0
    cache_max_bytes: int = 64 * 1024 * 1024

    @property
    def studio_address(self) -> str | None:
        """Where authors go: `studio-url`, else `site-url`, else None, which is where they came to."""
        return self.studio_url or self.site_url


def fixed_by_environment(environ: Mapping[str, str]) -> Mapping[str, str]:
    """Return wire name -> environment variable for every setting that the environment decides.

    A variable that is set but blank decides nothing.

    >>> fixed_by_environment({"MB_SITE_URL": "https://bi.example.com", "SIGNBOARD_SITE_NAME": ""})
    {'site-url': 'MB_SITE_URL'}
    """
    fixed: dict[str, str] = {}
    for one in DEFINITIONS.values():
        present = [name for name in one.variables if environ.get(name, "").strip()]
        if present:
            fixed[one.name] = present[0]
    return fixed


def environment_value(name: str, environ: Mapping[str, str]) -> str | None:
    """Return the trimmed text that the environment gives a setting, None when it gives none.

    Raises `settings.invalid` when two of its variables disagree.
    """
    one = definition(name)
    present = [variable for variable in one.variables if environ.get(variable, "").strip()]
    if len({environ[variable].strip() for variable in present}) > 1:
        reason = f"{' and '.join(present)} mean the same setting but differ. Keep one of them."
        raise SettingRefused(reason=reason)
    return environ[present[0]].strip() if present else None


def resolve(stored: Mapping[str, object], environ: Mapping[str, str]) -> Settings:
    """Return the effective settings: environment before stored value before default.

    `stored` is wire name -> JSON value. A stored value that a newer version no longer accepts
    falls back to the default; a wrong value in the environment raises `settings.invalid`, and so
    do two variables of one setting that disagree.
    """
    values: dict[str, object] = {}
    for one in DEFINITIONS.values():
        if one.attribute is None:
            continue
        text = environment_value(one.name, environ)
        values[one.attribute] = (
            _stored_value(one, stored.get(one.name)) if text is None else one.parse(text)
        )
    return Settings(**values)  # type: ignore[arg-type]  # one attribute a definition: held by a test


def _stored_value(one: Definition, value: object) -> object:
    try:
        return one.validate(value)
    except SettingRefused:
        return one.default


@dataclass(frozen=True, slots=True)
class Startup:
    """What must be known before our own database is open.

    `database_url` is None for SQLite in `state_dir`. `encryption_key` is None when the key lives in
    a file of `state_dir`. Both hold secrets and never show in a repr.
    """

    DEFAULT_STATE: ClassVar[str] = "signboard-state"

    state_dir: Path
    database_url: str | None = field(default=None, repr=False)
    encryption_key: bytes | None = field(default=None, repr=False)

    @classmethod
    def from_environment(
        cls, environ: Mapping[str, str], state_dir: Path | str | None = None
    ) -> Startup:
        """Return the start-up values; raises `settings.invalid` for a weak encryption key or a foreign URL."""
        url = environ.get("SIGNBOARD_DATABASE_URL", "").strip() or None
        if url and not re.match(r"postgres(ql)?(\+psycopg)?://", url):
            reason = (
                "SIGNBOARD_DATABASE_URL must begin with postgresql://. Leave it out for SQLite in"
                " the state folder."
            )
            raise SettingRefused(reason=reason)
        key = environ.get("SIGNBOARD_ENCRYPTION_KEY", "").strip()
        if key and len(key.encode()) < 32:
            reason = "SIGNBOARD_ENCRYPTION_KEY must have at least 32 bytes of random text."
            raise SettingRefused(reason=reason)
        folder = state_dir or environ.get("SIGNBOARD_STATE_DIR", "").strip() or cls.DEFAULT_STATE
        return cls(Path(folder), url, key.encode() or None)
