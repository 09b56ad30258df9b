"""What an embed page sends for its widgets (embedding-protocol 3.5).

The API leaves a parameter that nobody mentions to the question's own default. The page mentions
every widget that it shows, so that what one sees is what counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from signboard.parameters.declared import Parameter, Scalar, Value
from signboard.parameters.errors import ParameterRefused
from signboard.parameters.resolve import chosen_value
from signboard.parameters.types import (
    OPEN_SIDE,
    UNITS,
    Family,
    require_kind,
    takes_list,
    takes_open_sides,
    to_boolean,
    to_number,
)


def page_values(visible: Sequence[Parameter], chosen: Mapping[str, object]) -> Mapping[str, Value]:
    """The value of every visible widget by slug, in the widgets' order; None when it is unset.

    `chosen` are the page's query values; keys that are no visible slug are ignored (decision 8).
    A missing key takes the parameter's default, a cleared one none; a required widget is never
    unset while it has a default. Texts of number widgets are split at commas, and one that is no
    number empties the widget; so does a unit of time that it does not offer, or an unknown boolean.
    Errors: `parameters.value-malformed`, `parameters.text-unstorable`.

    >>> page_values([Parameter("a", "n", "N", "number/=", default=7)], {"n": "1,2"})
    {'n': (1, 2)}
    """
    return {parameter.slug: _page_value(parameter, chosen) for parameter in visible}


def _page_value(parameter: Parameter, chosen: Mapping[str, object]) -> Value:
    default = chosen_value(parameter, parameter.default)
    if parameter.slug not in chosen:
        return default
    value = _typed(parameter, chosen_value(parameter, chosen[parameter.slug]))
    return default if value is None and parameter.required else value


def _typed(parameter: Parameter, value: Value) -> Value:
    """The value as the widget's type spells it, None when it cannot be spelled."""
    if value is None:
        return None
    try:
        family = require_kind(parameter.type).family
        if family is Family.NUMBER:
            items = tuple(_number(parameter, item) for one in _items(value) for item in _split(one))
        elif family is Family.BOOLEAN:
            items = tuple(to_boolean(item) for item in _items(value))
        elif family is Family.UNIT:
            return value if value in (parameter.units or UNITS) else None
        else:
            return value
    except ParameterRefused:
        return None
    return items if takes_list(parameter.type) or len(items) > 1 else items[0]


def _items(value: Value) -> tuple[Scalar, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _split(item: Scalar) -> tuple[Scalar, ...]:
    return tuple(item.split(",")) if isinstance(item, str) else (item,)


def _number(parameter: Parameter, item: Scalar) -> Scalar:
    """A number; the open side of a range stays blank."""
    is_open = item == OPEN_SIDE and takes_open_sides(parameter.type)
    return item if is_open else to_number(item)
