"""Visualization settings read with the type that is expected; anything else counts as unset."""

from __future__ import annotations

from collections.abc import Mapping

Settings = Mapping[str, object]
_LARGEST = 1e300


def find_text(settings: Settings, key: str) -> str | None:
    """Return a text with something in it, else None."""
    value = settings.get(key)
    return value if isinstance(value, str) and value.strip() else None


def find_number(settings: Settings, key: str) -> float | None:
    """Return a number below 1e300 in size (numbers in text count), else None."""
    value = settings.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < _LARGEST else None


def has_flag(settings: Settings, key: str, otherwise: bool = False) -> bool:
    """Return a boolean setting, `otherwise` when it is unset."""
    value = settings.get(key)
    return value if isinstance(value, bool) else otherwise


def find_names(settings: Settings, key: str) -> list[str]:
    """Return a list of column names; a lone name counts as a list of one."""
    value = settings.get(key)
    if isinstance(value, str):
        return [value]
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


def get_mapping(settings: Settings, key: str) -> Settings:
    """Return a nested mapping, empty when unset."""
    value = settings.get(key)
    return value if isinstance(value, Mapping) else {}


def get_mappings(settings: Settings, key: str) -> list[Settings]:
    """Return the mappings of a list, in order, empty when unset; a lone mapping counts as one."""
    value = settings.get(key)
    if isinstance(value, Mapping):
        return [value]
    return [e for e in value if isinstance(e, Mapping)] if isinstance(value, list) else []
