"""The classic `dataset_query`: what every client reads, whatever form it was written in (rest-api 9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_OLD_TAG_WORDS = {"display_name": "display-name", "widget_type": "widget-type"}


def classic_query(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return the query in the classic shape; a classic one comes back as it was sent.

    A query of stages that begins with SQL becomes `{database, type: "native", native}`; the tags'
    old spellings and list form are mended. Structured stages are left as they are.

    >>> classic_query({"database": 1, "stages": [{"native": "select 1"}]})["native"]["query"]
    'select 1'
    """
    stages = sent.get("stages")
    if isinstance(stages, list) and len(stages) == 1 and isinstance(stages[0], Mapping):
        stage = stages[0]
        if isinstance(stage.get("native"), str):
            classic = {"query": stage["native"], "template-tags": _tags(stage.get("template-tags"))}
            kept = {"database": sent.get("database"), "type": "native", "native": classic}
            return kept | ({"parameters": sent["parameters"]} if "parameters" in sent else {})
        return dict(sent)
    native: Any = sent.get("native")
    if not isinstance(native, Mapping):
        return dict(sent)
    old, tags = native.get("template_tags"), native.get("template-tags")
    if old is None and not isinstance(tags, list):
        return dict(sent)
    rest = {key: value for key, value in native.items() if key != "template_tags"}
    return {**sent, "native": {**rest, "template-tags": _tags(tags if tags is not None else old)}}


def _tags(raw: object) -> dict[str, Any]:
    """Tags by name, from a mapping or a list."""
    if isinstance(raw, list):
        raw = {one["name"]: one for one in raw if isinstance(one, Mapping) and "name" in one}
    if not isinstance(raw, Mapping):
        return {}
    return {str(name): _tag(one) for name, one in raw.items()}


def _tag(raw: object) -> Any:
    if not isinstance(raw, Mapping):
        return raw
    return {_OLD_TAG_WORDS.get(key, key): value for key, value in raw.items()}
