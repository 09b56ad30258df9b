"""The settings of the instance."""

from __future__ import annotations

from typing import Any

from fastapi import Response
from typing_extensions import TypedDict

from signboard.catalog.keys import SECRET_SETTING
from signboard.catalog.settings import load_secret, write_setting
from signboard.settings import DEFINITIONS, Definition, definition, fixed_by_environment
from signboard.studio.answers import answer_json, no_content
from signboard.studio.bodies import Body
from signboard.studio.context import Admin, Author, Studio, StudioHere
from signboard.studio.errors import NotPermitted
from signboard.studio.routes.documented import router

HIDDEN = "**********"
settings = router("settings")


class SettingValue(Body):
    """The new value; null goes back to the default."""

    value: Any = None


class SettingShape(TypedDict):
    """One setting. A secret's value is masked here."""

    key: str
    value: object
    description: str
    default: object
    is_env_setting: bool
    env_name: str | None


@settings.get("/setting", response_model=list[SettingShape])
def list_settings(studio: StudioHere, _: Admin) -> Response:
    """List all settings, aliases too; secrets are masked."""
    fixed = fixed_by_environment(studio.store.environ)
    listed: list[SettingShape] = [
        {
            "key": name,
            "value": _masked(_value(studio, one)) if one.is_secret else _value(studio, one),
            "description": one.help,
            "default": one.default,
            "is_env_setting": one.name in fixed,
            "env_name": fixed.get(one.name) or (one.variables[0] if one.variables else None),
        }
        for one in DEFINITIONS.values()
        for name in (one.name, *one.aliases)
    ]
    return answer_json(listed)


@settings.get("/setting/{key}", response_model=object)
def get_setting(studio: StudioHere, identity: Author, key: str) -> Response:
    """Return the bare value. Authors read public settings, administrators all, the secret too."""
    one = definition(key)
    if not identity.is_admin and (one.is_secret or not one.public):
        raise NotPermitted
    value = _value(studio, one)
    return answer_json(_masked(value) if _is_kept(one) else value)


@settings.put("/setting/{key}", status_code=204)
def put_setting(studio: StudioHere, _: Admin, key: str, body: SettingValue) -> Response:
    """Write one setting; it counts at once here and within a second everywhere."""
    write_setting(studio.store, key, body.value)
    return no_content()


@settings.put("/setting", status_code=204)
def put_settings(studio: StudioHere, _: Admin, body: dict[str, Any]) -> Response:
    """Write several settings; names and values are checked before anything is written."""
    for key, value in body.items():
        definition(key).validate(value)
    for key, value in body.items():
        write_setting(studio.store, key, value)
    return no_content()


def _value(studio: Studio, one: Definition) -> object:
    if one.name == SECRET_SETTING:
        signing = studio.catalog.keys.signing
        return None if signing is None else signing.secret.decode(errors="replace")
    if _is_kept(one):
        return load_secret(studio.store, one.name)
    return None if one.attribute is None else getattr(studio.catalog.settings, one.attribute)


def _is_kept(one: Definition) -> bool:
    """True for a secret that nobody needs to read again, so that nobody can."""
    return one.is_secret and one.name != SECRET_SETTING


def _masked(value: object) -> str | None:
    return HIDDEN + str(value)[-2:] if value else None
