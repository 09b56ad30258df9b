"""Why a query cannot be built. Texts name tags, never values and never SQL."""

from __future__ import annotations

from typing import ClassVar

from signboard.errors import Audience, Fault, SignboardError


class QueryRefused(SignboardError):
    """The query, or what was given to it, cannot become a statement."""

    code: ClassVar[str] = "queries.refused"
    status: ClassVar[int] = 400
    fault: ClassVar[Fault] = Fault.AUTHOR
    shown_to: ClassVar[Audience] = Audience.AUTHOR
    text: ClassVar[str] = "This query cannot be run. Open the question and mend its SQL."
    error_type: ClassVar[str | None] = "invalid-query"


class BracketUnclosed(QueryRefused):
    """An opener without its closer."""

    code: ClassVar[str] = "queries.bracket-unclosed"
    text: ClassVar[str] = "Invalid query: found '[[' or '{{' with no matching ']]' or '}}'"


class ClauseWithoutTag(QueryRefused):
    """An optional clause that nothing could switch off."""

    code: ClassVar[str] = "queries.clause-without-tag"
    text: ClassVar[str] = "[[...]] clauses must contain at least one '{{...}}' clause."


class ClauseTooDeep(QueryRefused):
    """Optional clauses nested beyond reason."""

    code: ClassVar[str] = "queries.clause-too-deep"
    text: ClassVar[str] = "Invalid query: '[[' is nested too deeply. Flatten the optional clauses."


class TagEmpty(QueryRefused):
    """Braces around nothing."""

    code: ClassVar[str] = "queries.tag-empty"
    text: ClassVar[str] = "Invalid '{{...}}' clause: expected a param name"


class TagMalformed(QueryRefused):
    """Braces around something that is no name."""

    code: ClassVar[str] = "queries.tag-malformed"
    text: ClassVar[str] = "Invalid '{{...}}' clause: a name cannot hold brackets or braces."


class TagUndefined(QueryRefused):
    """A tag in the text that the question does not define. Public: `name`."""

    code: ClassVar[str] = "queries.tag-undefined"
    text: ClassVar[str] = 'The variable "{name}" is used but not defined. Define it or remove it.'


class FieldMissing(QueryRefused):
    """A field filter whose column is gone or was never chosen. Public: `id`."""

    code: ClassVar[str] = "queries.field-missing"
    text: ClassVar[str] = "Can't find field with ID: {id}"


class CardMissing(QueryRefused):
    """A reference to a question that does not exist. Public: `id`."""

    code: ClassVar[str] = "queries.card-missing"
    text: ClassVar[str] = "Card {id} not found."


class CardFailed(QueryRefused):
    """A referenced question that cannot be compiled. Public: `id`, `reason`."""

    code: ClassVar[str] = "queries.card-failed"
    text: ClassVar[str] = "The referenced card {id} cannot be run: {reason}"


class ReferenceCircular(QueryRefused):
    """Questions or snippets that refer to each other in a circle. Public: `name`."""

    code: ClassVar[str] = "queries.reference-circular"
    text: ClassVar[str] = 'The reference "{name}" leads back to itself. Remove one of the steps.'


class ReferencesTooMany(QueryRefused):
    """So many references that the statement would never end."""

    code: ClassVar[str] = "queries.references-too-many"
    text: ClassVar[str] = "The query leads to too many referenced cards or snippets. Use fewer."


class SnippetMissing(QueryRefused):
    """A snippet that does not exist. Public: `name`."""

    code: ClassVar[str] = "queries.snippet-missing"
    text: ClassVar[str] = 'Snippet "{name}" not found.'


class SnippetFailed(QueryRefused):
    """A snippet whose brackets or tags cannot be read. Public: `name`, `reason`."""

    code: ClassVar[str] = "queries.snippet-failed"
    text: ClassVar[str] = 'The snippet "{name}" cannot be used: {reason}'


class ReferenceUnsupported(QueryRefused):
    """A reference where nothing can look it up. Public: `name`."""

    code: ClassVar[str] = "queries.reference-unsupported"
    text: ClassVar[str] = 'The reference "{name}" is not supported here yet. Write its SQL out.'


class ValueNeeded(QueryRefused):
    """A required variable without value and default. Public: `display_name`."""

    code: ClassVar[str] = "queries.value-needed"
    fault: ClassVar[Fault] = Fault.VIEWER
    shown_to: ClassVar[Audience] = Audience.VIEWER
    error_type: ClassVar[str | None] = "missing-required-parameter"
    text: ClassVar[str] = (
        "You'll need to pick a value for '{display_name}' before this query can run."
    )


class ValuesMissing(QueryRefused):
    """Variables outside optional clauses have no value. Public: `names`, as the wire's set."""

    code: ClassVar[str] = "queries.values-missing"
    fault: ClassVar[Fault] = Fault.VIEWER
    shown_to: ClassVar[Audience] = Audience.VIEWER
    error_type: ClassVar[str | None] = "missing-required-parameter"
    text: ClassVar[str] = "Cannot run the query: missing required parameters: {names}"


class ValuesConflict(QueryRefused):
    """Several different values reach one variable. Public: `name`."""

    code: ClassVar[str] = "queries.values-conflict"
    error_type: ClassVar[str | None] = "invalid-parameter"
    text: ClassVar[str] = "Multiple conflicting values were given for '{name}'"


class ValueRefused(QueryRefused):
    """A value that does not fit its tag. Public: `name`, `reason`; never the value."""

    code: ClassVar[str] = "queries.value-refused"
    fault: ClassVar[Fault] = Fault.VIEWER
    shown_to: ClassVar[Audience] = Audience.VIEWER
    error_type: ClassVar[str | None] = "invalid-parameter"
    text: ClassVar[str] = 'Error determining value for parameter "{name}": {reason}'


class LockLost(QueryRefused):
    """A locked parameter arrived without a value: an error of ours, stopped before it opens rows."""

    code: ClassVar[str] = "queries.lock-lost"
    fault: ClassVar[Fault] = Fault.US
    shown_to: ClassVar[Audience] = Audience.OPERATOR
    text: ClassVar[str] = 'The locked parameter "{name}" lost its value. Report the reference.'
