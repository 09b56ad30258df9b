"""What values mean, as data: hold it against embedding-protocol 3.2 to 3.5 and decision 5.

Each row: where it stands, the case, the item, what the token locks or sets beside Acme's account,
the query string, and the notes of Acme that are shown. The data stands in tests/embed/warehouses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import quote

from tests.embed.stage import (
    ACME,
    BLUE,
    DISABLED,
    EDITABLE,
    LOCKED,
    Stage,
    add_dashboard,
    card,
    parameter,
    wire,
)

ONE, TWO, THREE = "Acme note one", "Acme note two", "Acme note three"
ALL = {ONE, TWO, THREE}
NONE: set[str] = set()
LOCK = {"account": [ACME]}


class Row(NamedTuple):
    """One line; `params` None means Acme's account alone."""

    section: str
    case: str
    item: str
    query: str
    notes: set[str]
    params: Mapping[str, Any] = MappingProxyType(LOCK)


def sent(**values: Any) -> str:
    """The newer query form: one JSON object of slug to value."""
    return f"parameters={quote(json.dumps(values))}"


def lock(**values: Any) -> dict[str, Any]:
    return LOCK | values


SELECT = "SELECT note FROM orders WHERE {{account}}"
_DATES = (
    ("a day", "2024-01-05", {ONE}),
    ("a day with a time", "2024-01-05T00:00:00", {ONE}),
    ("a month", "2024-02", {TWO}),
    ("a quarter", "Q1-2024", ALL),
    ("another quarter", "Q2-2024", NONE),
    ("a range", "2024-01-06~2024-02-10", {TWO}),
    ("before, without the day", "~2024-02-10", {ONE}),
    ("after, without the day", "2024-02-10~", {THREE}),
    ("today", "today", NONE),
    ("yesterday", "yesterday", NONE),
    ("this week", "thisweek", NONE),
    ("last month", "lastmonth", NONE),
    ("past days", "past9000days", ALL),
    ("past years with this one", "past30years~", ALL),
    ("next days", "next7days", NONE),
    ("past days from years ago", "past30days-from-90years", NONE),
    ("without months", "exclude-months-Jan", {TWO, THREE}),
    ("without days", "exclude-days-Fri", {TWO}),  # the 5th of January and 15th of March
    ("without quarters", "exclude-quarters-1", NONE),
)

ROWS: tuple[Row, ...] = (
    # who may set what, and what an empty value is: 3.2, decision 5
    Row("3.2", "a locked empty list matches no row", "field", "", NONE, {"account": []}),
    Row("3.2", "a locked list of blanks matches no row", "field", "", NONE, {"account": ["", None]}),
    Row("3.2", "two locks of one parameter are either", "field", "", ALL, {"account": [ACME, 5]}),
    Row("3.2", "several locks are both", "twice", "", {THREE}, lock(category=["Chairs"])),
    Row("3.2", "one lock that matches nothing", "twice", "", NONE, lock(category=[])),
    Row("3.2", "editable in the token", "field", "", {THREE}, lock(category=["Chairs"])),
    Row("3.2", "editable null in the token is no value", "field", "", ALL, lock(category=None)),
    Row("3.2", "editable [] in the token is no value", "field", "", ALL, lock(category=[])),
    Row("3.2", "blank in the token is not given", "field", "category=Chairs", {THREE},
        lock(category="  ")),
    # query forms: 3.3
    Row("3.3", "plain key", "field", "category=Chairs", {THREE}),
    Row("3.3", "repeated key", "field", "category=Chairs&category=Acme%20Anvils", ALL),
    Row("3.3", "a space as plus", "field", "category=Acme+Anvils", {ONE, TWO}),
    Row("3.3", "JSON scalar", "field", sent(category="Chairs"), {THREE}),
    Row("3.3", "JSON list", "field", sent(category=["Chairs", "nobody's"]), {THREE}),
    Row("3.3", "JSON number", "field", sent(least=20.25), {TWO, THREE}),
    Row("3.3", "JSON null", "field", sent(category=None), ALL),
    Row("3.3", "JSON wins over plain keys", "field", sent(category=["Chairs"]) + "&least=9999",
        {THREE}),
    Row("3.3", "an empty JSON object is nothing chosen", "field", "parameters=%7B%7D&least=9999", ALL),
    Row("3.3", "switches of exports are no parameters", "field",
        "format_rows=true&pivot_results=true&category=Chairs", {THREE}),
    Row("3.3", "a key that starts with a digit", "digits", "2nd_date_seen=2024-02-10", {TWO}),
    Row("3.3", "an upper-case key", "digits", "NAME=Acme%20note%20one", {ONE}),
    Row("3.3", "digits stay text", "field", "word=513", NONE),
    Row("3.3", "true stays text", "field", "word=true", NONE),
    # value shapes: 3.4
    Row("3.4", "a lone value of an operator", "field", "words=ONE", {ONE}),
    Row("3.4", "a lone value in a list", "field", sent(words=["ONE"]), {ONE}),
    Row("3.4", "contains in any case", "field", "words=NOTE%20T", {TWO, THREE}),
    Row("3.4", "a locked number", "field", "", ALL, {"account": ACME}),
    Row("3.4", "a locked number as text", "field", "", ALL, {"account": str(ACME)}),
    Row("3.4", "a locked list of texts", "field", "", ALL, {"account": [str(ACME)]}),
    Row("3.4", "another's id beside the own is the token's word", "field", "words=one", {ONE},
        {"account": [ACME, str(BLUE) + "0"]}),
    Row("3.4", "number as text", "field", "least=20.25", {TWO, THREE}),
    Row("3.4", "number in the token", "field", "", {THREE}, lock(least=25)),
    Row("3.4", "number as text in the token", "field", "", {THREE}, lock(least="25")),
    Row("3.4", "between", "field", sent(sums=[20, 30]), {TWO, THREE}),
    Row("3.4", "between with texts", "field", sent(sums=["20.25", 29]), {TWO}),
    Row("3.4", "between with a large whole number as text", "field",
        sent(sums=["-9223372036854775809", 11]), {ONE}),
    Row("3.4", "between with one open side", "field", sent(sums=[None, 25]), {ONE, TWO}),
    Row("3.4", "several values in IN", "several", "", {ONE, THREE}, lock(numbers=[1, 3])),
    Row("3.4", "one value in IN", "several", "", {TWO}, lock(numbers="2")),
    Row("3.4", "boolean true", "flag", sent(flag=True), {THREE}),
    Row("3.4", "boolean as text", "flag", "flag=false", {ONE, TWO}),
    *(Row("3.4", f"date: {case}", "field", f"placed={value}", notes) for case, value, notes in _DATES),
    *(Row("3.4", f"date locked: {case}", "field", "", notes, lock(placed=value))
      for case, value, notes in _DATES[:7]),
    Row("3.4", "date of a plain variable", "digits", sent(**{"2nd_date_seen": "2024-03-15"}), {THREE}),
    # defaults: 3.5
    Row("3.5", "nobody mentions it: the default", "default", "", {THREE}),
    Row("3.5", "cleared in the URL: no default", "default", "category=", ALL),
    Row("3.5", "null: no default", "default", sent(category=None), ALL),
    Row("3.5", "an empty list: no default", "default", sent(category=[]), ALL),
    Row("3.5", "null in the token: no default", "default", "", ALL, lock(category=None)),
    Row("3.5", "[] in the token: no default", "default", "", ALL, lock(category=[])),
    Row("3.5", "blank in the token: the default", "default", "", {THREE}, lock(category="")),
    Row("3.5", "a value: no default", "default", "category=Acme%20Anvils", {ONE, TWO}),
    Row("3.5", "disabled: the default", "disabled", "", {THREE}),
    Row("3.5", "locked: no default", "locked", "", {ONE, TWO}, lock(category="Acme Anvils")),
    Row("3.5", "locked []: no default, no row", "locked", "", NONE, lock(category=[])),
    Row("3.5", "required with a default", "required", "", {THREE}),
    Row("3.5", "required and cleared: the default again", "required", "category=", {THREE}),
    Row("3.5", "required and null in the token: the default again", "required", "", {THREE},
        lock(category=None)),
    Row("3.5", "a dashboard's card that nobody mentions: the card's default", "board", "", {THREE}),
    Row("3.5", "a dashboard's filter cleared: no default of the card", "board", "category=", ALL),
    Row("3.5", "a dashboard's filter set", "board", "category=Acme%20Anvils", {ONE, TWO}),
    Row("3.5", "a dashboard's disabled filter: the card's default", "closed board", "", {THREE}),
    # slugs: 3.1
    Row("3.1", "a slug with an accent, decoded", "accents", "usu%C3%A1rio=Chairs", {THREE}),
    Row("3.1", "a slug with an accent, as it is stored", "accents", "usu%25C3%25A1rio=Chairs", {THREE}),
    Row("3.1", "an accent in the token, decoded", "accents", "", {THREE}, lock(usuário="Chairs")),
    Row("3.1", "an accent in the token, as it is stored", "accents", "", {THREE},
        LOCK | {"usu%C3%A1rio": "Chairs"}),
)  # fmt: skip

BOARDS = {"board", "closed board", "accents"}
FIELD = f"""{SELECT} AND {{{{category}}}} AND {{{{words}}}} AND {{{{sums}}}} AND {{{{placed}}}}
[[AND total >= {{{{least}}}}]] [[AND note = {{{{word}}}}]]"""
DIGITS = f"{SELECT} [[AND placed_on = {{{{2nd_date_seen}}}}]] [[AND note = {{{{NAME}}}}]]"
CATEGORY = f"{SELECT} [[AND {{{{category}}}}]]"


def add_meanings(stage: Stage) -> None:
    """The items of the table on a stage."""
    account = {"account": stage.account_tag}
    category = stage.dimension("orders", "category", "string/=")
    chairs = {**category, "default": ["Chairs"]}
    field = {
        **account,
        "category": category,
        "words": stage.dimension("orders", "note", "string/contains"),
        "sums": stage.dimension("orders", "total", "number/between"),
        "placed": stage.dimension("orders", "placed_on", "date/all-options"),
        "least": {"type": "number"},
        "word": {"type": "text"},
    }
    opened = dict.fromkeys(field, EDITABLE) | {"account": LOCKED}
    stage.publish("field", FIELD, field, **opened)
    both = {"account": LOCKED, "category": LOCKED}
    stage.publish("twice", CATEGORY, account | {"category": category}, **both)
    digits = {**account, "2nd_date_seen": {"type": "date"}, "NAME": {"type": "text"}}
    policy = {"account": LOCKED, "2nd_date_seen": EDITABLE, "NAME": EDITABLE}
    stage.publish("digits", DIGITS, digits, **policy)
    numbers = {**account, "numbers": {"type": "number"}}
    several = f"{SELECT} AND id IN ({{{{numbers}}}})"
    stage.publish("several", several, numbers, account=LOCKED, numbers=EDITABLE)
    flag = {**account, "flag": {"type": "boolean"}}
    stage.publish("flag", f"{SELECT} AND (total > 25) = {{{{flag}}}}", flag, account=LOCKED, flag=EDITABLE)  # fmt: skip
    for name, access in (("default", EDITABLE), ("disabled", DISABLED), ("locked", LOCKED)):
        stage.publish(name, CATEGORY, account | {"category": chairs}, account=LOCKED, category=access)  # fmt: skip
    required = {**account, "category": {**chairs, "required": True}}
    stage.publish("required", f"{SELECT} AND {{{{category}}}}", required, account=LOCKED, category=EDITABLE)  # fmt: skip
    _add_boards(stage, stage.ids["default"])


def _add_boards(stage: Stage, question: int) -> None:
    for name, slug, access in (
        ("board", "category", EDITABLE),
        ("closed board", "category", DISABLED),
        ("accents", "usu%C3%A1rio", EDITABLE),
    ):
        filters = [parameter("account", "id"), parameter("category", "string/=") | {"slug": slug}]
        wires = [wire(one, question, one) for one in ("account", "category")]
        cards = [card(question, 0, parameter_mappings=wires)]
        add_dashboard(stage, name, filters, cards, {"account": LOCKED, slug: access})
