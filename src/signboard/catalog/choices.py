"""Which column a widget's choices come from, and which locks and links narrow them.

Decides only from what is declared: fields, foreign keys, wirings. A lock that cannot be carried
to the choices' table closes the list; it is never left out (decision 7).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass

from signboard.catalog.closure import Loaded, Placed, dashcard_questions
from signboard.catalog.find import find_target_field, only_groups
from signboard.catalog.models import Catalog, Question, SourceField
from signboard.catalog.scope import find_leak
from signboard.catalog.stored.labels import find_far_label
from signboard.parameters.bound import Bound
from signboard.parameters.declared import (
    FieldTarget,
    Parameter,
    Scalar,
    Target,
    TargetKind,
    Value,
    ValuesSource,
)
from signboard.parameters.errors import ParameterRefused
from signboard.parameters.types import to_number
from signboard.queries.statement import FieldRef
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.tags import TagType
from signboard.queries.value_list import Constraint, Hop, Label

MAX_TABLES = 5
"""How many tables a foreign-key walk may touch (spec: bi-core B3.7)."""


@dataclass(frozen=True, slots=True)
class StaticChoices:
    """Choices that the author wrote down; they are no query and no lock applies."""

    pairs: tuple[tuple[Scalar, str], ...]


@dataclass(frozen=True, slots=True)
class FieldChoices:
    """The distinct values of a column under constraints, and what people read instead of them."""

    source_id: int
    field: FieldRef
    constraints: tuple[Constraint, ...]
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class QuestionChoices:
    """Two columns, by name, of another question's rows; `placed` is wired to the item's locks."""

    placed: Placed
    bound: Bound
    value: str
    label: str | None


class NoChoices:
    """A lock matches nothing or cannot be applied: the list is empty."""


Choices = StaticChoices | FieldChoices | QuestionChoices | NoChoices


def choices_of(loaded: Loaded, parameter_id: str, bound: Bound) -> Choices | None:
    """Where the choices of a visible parameter come from; None when any text may be typed."""
    by_id = {parameter.id: parameter for parameter in loaded.parameters}
    parameter = by_id.get(parameter_id)
    if parameter is None or parameter.values_source.query_type == "none":
        return None
    if parameter.values_source.kind == "static-list":
        return StaticChoices(parameter.values_source.static)
    if parameter.values_source.kind == "card":
        return _question_choices(loaded, parameter.values_source, bound)
    field = next(iter(_fields(loaded, parameter)), None)
    return None if field is None else field_choices(loaded, parameter, field, bound)


def has_labels(choices: Choices) -> bool:
    """True when a value of these choices may have another name; else nothing need be asked."""
    return not isinstance(choices, FieldChoices) or choices.label is not None


def spell_value(choices: Choices | None, text: str) -> Scalar:
    """A value of a query string as its column spells it: a number where the column holds numbers."""
    if isinstance(choices, FieldChoices) and choices.field.base_type.is_numeric:
        with suppress(ParameterRefused):
            return to_number(text)
    return text


def field_choices(
    loaded: Loaded, parameter: Parameter, field: SourceField, bound: Bound
) -> FieldChoices | NoChoices:
    """The values of one column that a parameter filters, under every lock and its linked filters."""
    constraints: list[Constraint] = []
    for other in loaded.parameters:
        is_lock = other.id in bound.locked_ids
        is_linked = is_lock or other.id in parameter.filtering_parameters
        if other.id == parameter.id or not is_linked:
            continue
        if is_lock and other.id in bound.matches_nothing:
            return NoChoices()
        if is_lock and not _restricts(loaded, other):
            continue
        value = bound.given.get(other.id)
        if value is None and not is_lock:
            continue
        constraint = _constraint(loaded, field, other, value, is_lock=is_lock)
        if constraint is not None:
            constraints.append(constraint)
        elif is_lock:
            return NoChoices()
    table = loaded.catalog.tables[field.table_id]
    label = _label(loaded.catalog, field)
    return FieldChoices(table.source_id, field.ref, tuple(constraints), label)


def _label(catalog: Catalog, field: SourceField) -> Label | None:
    if field.labels is not None and field.labels.words:
        return Label(words=field.labels.words)
    label = find_label_field(catalog, field)
    if label is None:
        return None
    key = catalog.fields.get(field.fk_target_field_id or 0)
    is_far = key is not None and field.labels is not None and field.labels.field_id is not None
    return Label(label.ref, Hop(field.ref, key.ref) if key and is_far else None)


def find_label_field(catalog: Catalog, field: SourceField) -> SourceField | None:
    """The column that names what a value stands for: the one that an author chose for a foreign key,
    or the `type/Name` column of a primary key's own table.
    """
    if field.labels is not None and field.labels.field_id is not None:
        return find_far_label(catalog, field, field.labels.field_id)
    table = catalog.tables.get(field.table_id)
    is_key = field.is_primary_key or field.ref.semantic_type == "type/PK"
    if table is None or not is_key:
        return None
    own = (catalog.fields[one] for one in table.field_ids)
    return next(
        (
            one
            for one in own
            if one.ref.semantic_type == "type/Name"
            and one.is_active
            and one.visibility == "normal"
            and one.id != field.id
        ),
        None,
    )


def parameter_fields(loaded: Loaded, parameter: Parameter) -> tuple[SourceField, ...]:
    """Every column that a parameter filters, each once, first wired first."""
    return tuple(dict.fromkeys(_fields(loaded, parameter)))


def _question_choices(
    loaded: Loaded, source: ValuesSource, bound: Bound
) -> QuestionChoices | NoChoices:
    """Another question's rows, under every lock; its own tags keep their defaults.

    A question that does not obey each locked parameter (decision 6), and that nobody vouched for,
    gives no choices: which of its rows are this viewer's, nobody can say.
    """
    question = loaded.catalog.questions.get(source.card_id or 0)
    if question is None or question.is_archived or source.value_field is None:
        return NoChoices()
    placed = _wired_to_locks(loaded, question)
    leak = find_leak(placed)
    if placed.matches_nothing(bound) or (leak is not None and not leak.is_vouched):
        return NoChoices()
    return QuestionChoices(placed, bound, source.value_field, source.label_field)


def _wired_to_locks(loaded: Loaded, question: Question) -> Placed:
    """The question with each locked parameter on every tag or column of its own that it filters."""
    wiring: list[tuple[Parameter, Target]] = []
    for parameter in loaded.locks:
        targets = [to for fed, to in _feeds(loaded, parameter) if fed.id == question.id]
        columns = {field.id for field in _fields(loaded, parameter)}
        if _restricts(loaded, parameter):
            targets += _targets_on(loaded.catalog, question, columns)
        wiring.extend((parameter, target) for target in dict.fromkeys(targets))
    vouches = loaded.item.vouches
    return Placed(loaded.catalog, question, {}, tuple(wiring), locks=loaded.locks, vouches=vouches)


def _targets_on(catalog: Catalog, question: Question, columns: Set[int]) -> list[Target]:
    """The field filters of a question on these columns, or its table's columns themselves."""
    query = question.query
    if isinstance(query, StructuredQuery):
        table = catalog.tables.get(query.table_id or 0)
        own = [one for one in (table.field_ids if table else ()) if one in columns]
        return [Target(TargetKind.DIMENSION, field=FieldTarget(one)) for one in own]
    return [
        Target(TargetKind.DIMENSION, name)
        for name, tag in query.tags.items()
        if tag.type is TagType.DIMENSION and tag.field_id in columns
    ]


def _constraint(
    loaded: Loaded, field: SourceField, other: Parameter, value: Value, *, is_lock: bool
) -> Constraint | None:
    """The other parameter's filter, carried along foreign keys to the choices' table."""
    if value is None:
        return None
    catalog = loaded.catalog
    candidates = [
        (path, target)
        for target in _fields(loaded, other)
        if (path := find_path(catalog, field.table_id, target, is_lock=is_lock)) is not None
    ]
    if not candidates:
        return None
    path, target = min(candidates, key=lambda pair: len(pair[0]))
    return Constraint(target.ref, other.type, value, path, is_lock)


def find_path(
    catalog: Catalog, start: int, goal: SourceField, *, is_lock: bool
) -> tuple[Hop, ...] | None:
    """The shortest walk from a table to a column's along foreign keys, both ways; None if none.

    A hop is (column of the nearer table, column of the farther one). For a lock a walk that went
    up to a shared parent may not come down to its other children: every customer's reviews hang on
    a product that this customer has ordered. Down to the locked column itself is the parent's own
    key, and is no such walk.
    """
    neighbours = _neighbours(catalog)
    here = (start, False)
    seen = {here}
    queue: deque[tuple[tuple[int, bool], tuple[Hop, ...]]] = deque([(here, ())])
    while queue:
        (table, has_climbed), path = queue.popleft()
        if table == goal.table_id:
            return path
        if len(path) + 1 >= MAX_TABLES:
            continue
        for edge in neighbours.get(table, ()):
            is_detour = is_lock and has_climbed and not edge.is_up
            if is_detour and edge.hop.far != goal.ref:
                continue
            beyond = (edge.beyond, has_climbed or edge.is_up)
            if beyond not in seen:
                seen.add(beyond)
                queue.append((beyond, (*path, edge.hop)))
    return None


@dataclass(frozen=True, slots=True)
class _Edge:
    """A foreign key seen from one of its tables; up is from the child to its parent."""

    hop: Hop
    beyond: int
    is_up: bool


def _neighbours(catalog: Catalog) -> Mapping[int, list[_Edge]]:
    edges: dict[int, list[_Edge]] = {}
    for field in catalog.fields.values():
        target = catalog.fields.get(field.fk_target_field_id or 0)
        if target is None or not (field.is_active and target.is_active):
            continue
        up = _Edge(Hop(field.ref, target.ref), target.table_id, is_up=True)
        down = _Edge(Hop(target.ref, field.ref), field.table_id, is_up=False)
        edges.setdefault(field.table_id, []).append(up)
        edges.setdefault(target.table_id, []).append(down)
    return edges


def _feeds(loaded: Loaded, parameter: Parameter) -> Iterator[tuple[Question, Target]]:
    """(question, target) pairs that a parameter feeds, text cards left out."""
    if loaded.question is not None:
        if parameter.target is not None:
            yield loaded.question, parameter.target
        return
    assert loaded.dashboard is not None
    for dashcard in loaded.dashboard.dashcards:
        for wire in dashcard.wirings:
            if wire.parameter_id != parameter.id or wire.target.kind is TargetKind.TEXT:
                continue
            for question_id in dashcard_questions(dashcard):
                question = loaded.catalog.questions.get(question_id)
                if question is not None and wire.question_id in (None, question_id):
                    yield question, wire.target


def _restricts(loaded: Loaded, parameter: Parameter) -> bool:
    """True when rows depend on the parameter: it feeds a query, and not as a unit of time alone."""
    fed = list(_feeds(loaded, parameter))
    return bool(fed) and not only_groups(parameter, fed)


def _fields(loaded: Loaded, parameter: Parameter) -> Iterator[SourceField]:
    """The columns that a parameter filters, first wired first."""
    for question, target in _feeds(loaded, parameter):
        field = find_target_field(loaded.catalog, question, target)
        if field is not None and field.is_active:
            yield field
