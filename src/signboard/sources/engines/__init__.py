"""The kinds of databases, by their wire names. A new engine is one file or folder and one line here.

An engine's module is imported when the engine is first asked for, because its driver is optional
and slow to load.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import cast

from signboard.sources.base import Engine
from signboard.sources.errors import DriverMissing, UnknownEngine

_CLASSES = {
    "sqlite": "sqlite:Sqlite",
    "postgres": "postgresql:Postgresql",
    "mysql": "mysql.engine:Mysql",
    "duckdb": "duckdb.engine:Duckdb",
}
_ALIASES = {"postgresql": "postgres", "mariadb": "mysql"}
_EXTRAS = {"postgres": "postgresql"}


@cache
def _load(name: str) -> Engine:
    module, _, attribute = _CLASSES[name].partition(":")
    try:
        loaded = import_module(f"{__name__}.{module}")
    except ModuleNotFoundError as error:
        raise DriverMissing(
            engine=name, extra=_EXTRAS.get(name, name), private={"driver_message": str(error)}
        ) from None
    return cast("Engine", getattr(loaded, attribute)())


class _Engines(Mapping[str, Engine]):
    """Engines by wire name; `postgresql` and `mariadb` are other words for `postgres` and `mysql`.

    Errors: `sources.unknown-engine`, and `sources.driver-missing` when the extra is not installed.
    """

    def __getitem__(self, name: str) -> Engine:
        known = _ALIASES.get(name, name)
        if known not in _CLASSES:
            raise UnknownEngine(engine=name, known=", ".join(_CLASSES))
        return _load(known)

    def __contains__(self, name: object) -> bool:
        return name in _CLASSES or name in _ALIASES

    def __iter__(self) -> Iterator[str]:
        return iter(_CLASSES)

    def __len__(self) -> int:
        return len(_CLASSES)


ENGINES: Mapping[str, Engine] = _Engines()
