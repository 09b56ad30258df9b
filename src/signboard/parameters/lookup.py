"""Which parameter's choices may be asked for, and what constraints on a value list are called.

Value lists name parameters by id where everything else names them by slug (embedding-protocol 2.2).
Decides only who may ask; what may be seen is decided by the locks, in `catalog/choices.py`.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import ClassVar

from signboard.errors import Audience
from signboard.parameters.declared import Access, Parameter, Policy
from signboard.parameters.errors import ParameterRefused


class ParameterNotSearchable(ParameterRefused):
    """The values of a locked, disabled or unknown parameter are nobody's business."""

    code: ClassVar[str] = "parameters.not-searchable"
    text: ClassVar[str] = "Cannot search for values: {slug} is not an enabled parameter."


class ParameterNotRemappable(ParameterNotSearchable):
    """The same for the label of one value."""

    code: ClassVar[str] = "parameters.not-remappable"
    text: ClassVar[str] = (
        "Cannot get remapped value for parameter: {slug} is not an enabled parameter."
    )


class ParameterInToken(ParameterRefused):
    """The token has set this parameter; there is nothing to choose."""

    code: ClassVar[str] = "parameters.set-in-token"
    text: ClassVar[str] = (
        """You can't specify a value for "{slug}" if it's already set in the JWT."""
    )


class UnknownConstraint(ParameterRefused):
    """A value list was constrained by something that is no parameter's id."""

    code: ClassVar[str] = "parameters.unknown-constraint"
    shown_to: ClassVar[Audience] = Audience.HOST
    text: ClassVar[str] = (
        "Invalid query params: could not determine slug for parameter with ID :{parameter}"
    )


def require_choosable(
    declared: Sequence[Parameter],
    policy: Policy,
    signed: Container[str],
    parameter_id: str,
    refusal: type[ParameterNotSearchable] = ParameterNotSearchable,
) -> Parameter:
    """The parameter, when a viewer may choose among its values: editable, not set in the token.

    `signed` are the slugs that the token names. Errors: `refusal`, `parameters.set-in-token`.
    """
    found = next((one for one in declared if one.id == parameter_id), None)
    if found is None or policy.get(found.slug) is not Access.EDITABLE:
        raise refusal(slug=f'"{found.slug}"' if found else "nil")
    if found.slug in signed:
        raise ParameterInToken(slug=found.slug)
    return found


def constraints_by_slug(
    declared: Sequence[Parameter], by_id: Mapping[str, object]
) -> Mapping[str, object]:
    """The other filters' values by slug, from values by id. Errors: `parameters.unknown-constraint`.

    >>> constraints_by_slug([Parameter("p1", "state", "State", "string/=")], {"p1": "AK"})
    {'state': 'AK'}
    """
    slugs = {parameter.id: parameter.slug for parameter in declared}
    unknown = next((key for key in by_id if key not in slugs), None)
    if unknown is not None:
        raise UnknownConstraint(parameter=unknown)
    return {slugs[key]: value for key, value in by_id.items()}
