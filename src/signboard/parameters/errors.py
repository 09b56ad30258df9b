"""Why a parameter or its value is refused: one class a reason, each with the wire's exact text.

FROZEN where embedding-protocol 1.5 gives the text, the colon before the slug included; held by
tests/parameters. No text carries a value: a locked one must not reach a browser.
"""

from __future__ import annotations

from typing import ClassVar

from signboard.errors import Audience, Fault, SignboardError


class ParameterRefused(SignboardError):
    """A value that may not be set here, or that means nothing."""

    code: ClassVar[str] = "parameters.refused"
    status: ClassVar[int] = 400
    fault: ClassVar[Fault] = Fault.HOST
    shown_to: ClassVar[Audience] = Audience.VIEWER
    text: ClassVar[str] = "Invalid parameter values"


class ParameterDisabled(ParameterRefused):
    """A value, even null, for a disabled parameter. Public: `slug`."""

    code: ClassVar[str] = "parameters.disabled"
    text: ClassVar[str] = "You're not allowed to specify a value for :{slug}."


class ParameterSetTwice(ParameterRefused):
    """An editable parameter stands in the token and in the URL. Public: `slug`."""

    code: ClassVar[str] = "parameters.set-twice"
    text: ClassVar[str] = "You can't specify a value for :{slug} if it's already set in the JWT."


class LockMissing(ParameterRefused):
    """A locked parameter is missing, null or blank in the token. Public: `slug`."""

    code: ClassVar[str] = "parameters.lock-missing"
    text: ClassVar[str] = "You must specify a value for :{slug} in the JWT."


class LockChosen(ParameterRefused):
    """The URL tries to set a locked parameter. Public: `slug`."""

    code: ClassVar[str] = "parameters.lock-chosen"
    fault: ClassVar[Fault] = Fault.VIEWER
    text: ClassVar[str] = "You can only specify a value for :{slug} in the JWT."


class ParameterUnknown(ParameterRefused):
    """A slug that the item's visibility map does not list. Public: `slug`."""

    code: ClassVar[str] = "parameters.unknown"
    text: ClassVar[str] = "Unknown parameter :{slug}."


class ParameterUnmatched(ParameterRefused):
    """A listed slug with a value, but no parameter of that slug. Public: `slug`, `found`."""

    code: ClassVar[str] = "parameters.unmatched"
    fault: ClassVar[Fault] = Fault.AUTHOR
    text: ClassVar[str] = 'No matching parameter with slug "{slug}". Found: ({found})'


class QueryStringMalformed(ParameterRefused):
    """`parameters=` holds JSON that is not an object of slug to value."""

    code: ClassVar[str] = "parameters.query-string-malformed"
    fault: ClassVar[Fault] = Fault.VIEWER


class ValueMalformed(ParameterRefused):
    """An object, a list in a list, or a null among values. Public: `slug`."""

    code: ClassVar[str] = "parameters.value-malformed"
    error_type: ClassVar[str | None] = "invalid-parameter"
    text: ClassVar[str] = (
        "The value of :{slug} must be a text, a number, true, false or a list of these."
    )


class LockNoUnit(ParameterRefused):
    """A locked unit of time that is none, so that it may be what another lock was. Public: `slug`."""

    code: ClassVar[str] = "parameters.lock-no-unit"
    text: ClassVar[str] = "The value of :{slug} in the JWT must be a unit of time, such as month."


class TextUnstorable(ParameterRefused):
    """A text with NUL or half a surrogate pair, which no database can compare."""

    code: ClassVar[str] = "parameters.text-unstorable"
    fault: ClassVar[Fault] = Fault.VIEWER
    error_type: ClassVar[str | None] = "invalid-parameter"
    text: ClassVar[str] = "A value contains a character that no database can store. Remove it."


class ValueInvalid(ParameterRefused):
    """A value that is not of the parameter's type. Public: `expected`."""

    code: ClassVar[str] = "parameters.value-invalid"
    fault: ClassVar[Fault] = Fault.VIEWER
    error_type: ClassVar[str | None] = "invalid-parameter"
    text: ClassVar[str] = "The value is not {expected}."


class DateInvalid(ValueInvalid):
    """A date value that no decoder of bi-core B2.3 fits."""

    code: ClassVar[str] = "parameters.date-invalid"
    text: ClassVar[str] = (
        "Don't know how to parse date string: invalid format. "
        "Use a form such as 2024-01-31, 2024-01-01~2024-01-31, 2024-01, Q1-2024 or past30days."
    )


class ArityWrong(ValueInvalid):
    """Too few or too many values. Public: `type`, `expected`, `received`."""

    code: ClassVar[str] = "parameters.arity-wrong"
    text: ClassVar[str] = "Invalid values for {type}: expected {expected} but received {received}."


class TypeUnknown(ValueInvalid):
    """A parameter type that we do not know. Public: `type`."""

    code: ClassVar[str] = "parameters.type-unknown"
    fault: ClassVar[Fault] = Fault.AUTHOR
    text: ClassVar[str] = "Invalid parameter type {type}."
