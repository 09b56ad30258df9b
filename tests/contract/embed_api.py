"""The embed API's contract as data: hold it against embedding-protocol line by line.

Each row: where it stands, the case, the path with `{token}`, the item that the token names, what
else is in the token (`exp_in`: seconds from the request), and the exact answer. `params` None means Acme's account, locked.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.embed.stage import ACME

CARD, DASH = "/api/embed/card/{token}", "/api/embed/dashboard/{token}"
ROWS, CARD_ROWS = CARD + "/query", DASH + "{card}"
LIST = "/values"
LOCK = {"account": [ACME]}
NOW = int(time.time())

CORRUPT = "Message seems corrupt or manipulated"
OFF_HERE = "Embedding is not enabled for this object."
DISABLED = "You're not allowed to specify a value for :note."
TWICE = "You can't specify a value for :category if it's already set in the JWT."
MUST = "You must specify a value for :account in the JWT."
ONLY = "You can only specify a value for :account in the JWT."


class Row(NamedTuple):
    """One line of the contract; `text` None means that the answer is good."""

    section: str
    case: str
    path: str
    item: str
    text: str | None
    params: Any = None
    claims: Mapping[str, Any] = MappingProxyType({})
    status: int = 400


REFUSALS: tuple[Row, ...] = (
    # the token's times
    Row("1.3", "expired 60 s ago", CARD, "orders", f"Token is expired ({NOW - 60})",
        claims={"exp": NOW - 60}),
    Row("1.3", "expired long ago", ROWS, "orders", "Token is expired (1234567890)",
        claims={"exp": 1234567890}),
    Row("1.3", "not yet", DASH, "overview", f"Token is not yet valid ({NOW + 9000})",
        claims={"nbf": NOW + 9000}),
    # the resource
    Row("1.5", "a dashboard's token on a card path", CARD, "overview",
        "Token is missing value for keypath [:resource :question]"),
    Row("1.5", "a question's token on a dashboard path", DASH, "orders",
        "Token is missing value for keypath [:resource :dashboard]"),
    Row("1.5", "id is zero", CARD, "orders", "Card id should be a positive integer.",
        claims={"resource": {"question": 0}}),
    Row("1.5", "id is negative", DASH, "overview", "Dashboard id should be a positive integer.",
        claims={"resource": {"dashboard": -1}}),
    Row("1.5", "unknown question", CARD, "orders", "Not found.",
        claims={"resource": {"question": 999999}}),
    Row("1.5", "unknown dashboard", DASH, "overview", "Not found.",
        claims={"resource": {"dashboard": 999999}}),
    Row("1.5", "unknown entity id", CARD, "orders", "Not found.",
        claims={"resource": {"question": "abcdefghijklmnopqrstu"}}),
    Row("1.5", "archived question", CARD, "gone", "Not found."),
    Row("1.5", "archived question's rows", ROWS, "gone", "Not found."),
    Row("1.5", "archived dashboard", DASH, "shelved", "Not found."),
    Row("1.5", "unpublished question", CARD, "draft", OFF_HERE),
    Row("1.5", "unpublished question's rows", ROWS, "draft", OFF_HERE),
    Row("1.5", "unpublished dashboard", DASH, "off", OFF_HERE),
    # params
    Row("1.5", "params missing", CARD, "orders",
        "Token is missing value for keypath [:params]", claims={"params": None}),
    Row("1.5", "params false", ROWS, "orders",
        "Token is missing value for keypath [:params]", claims={"params": False}),
    # who may set what: the table of 3.2, on a question and on a dashboard's card
    *(
        row
        for path, item in ((ROWS, "orders"), (CARD_ROWS, "overview"))
        for row in (
            Row("3.2", "lock missing", path, item, MUST, {}),
            Row("3.2", "lock null", path, item, MUST, {"account": None}),
            Row("3.2", "lock empty text", path, item, MUST, {"account": ""}),
            Row("3.2", "lock blank text", path, item, MUST, {"account": "  "}),
            Row("3.2", "lock missing and in the URL", path + "?account=1", item, MUST, {}),
            Row("3.2", "lock in token and URL", path + "?account=1", item, ONLY),
            Row("3.2", "lock in token and cleared in the URL", path + "?account=", item, ONLY),
            Row("3.2", "lock in the URL's JSON", path + '?parameters={"account":[1]}', item, ONLY),
            Row("3.2", "editable in token and URL", path + "?category=x", item, TWICE,
                LOCK | {"category": "Chairs"}),
            Row("3.2", "editable null in token, value in URL", path + "?category=x", item, TWICE,
                LOCK | {"category": None}),
            Row("3.2", "unlisted in the URL", path + "?nobody=1", item,
                "Unknown parameter :nobody."),
            Row("3.2", "unlisted in the token", path, item, "Unknown parameter :nobody.",
                LOCK | {"nobody": 1}),
            Row("3.2", "tracking words are no parameters to the API", path + "?utm_source=mail",
                item, "Unknown parameter :utm_source."),
            Row("3.3", "parameters= is a list", path + "?parameters=[1]", item,
                "Invalid parameter values"),
            Row("3.3", "parameters= is no JSON", path + "?parameters={", item,
                "Unknown parameter :parameters."),
        )
    ),
    Row("3.2", "disabled in the token", ROWS, "orders", DISABLED, LOCK | {"note": "x"}),
    Row("3.2", "disabled and null in the token", ROWS, "orders", DISABLED, LOCK | {"note": None}),
    Row("3.2", "disabled and [] in the token", ROWS, "orders", DISABLED, LOCK | {"note": []}),
    Row("3.2", "disabled in the URL", ROWS + "?note=x", "orders", DISABLED),
    Row("3.2", "disabled and cleared in the URL", ROWS + "?note=", "orders", DISABLED),
    Row("3.2", "disabled on a dashboard", CARD_ROWS + "?hidden=x", "overview",
        "You're not allowed to specify a value for :hidden."),
    Row("1.5", "listed, but no such parameter", CARD_ROWS + "?stale=1", "unwired",
        'No matching parameter with slug "stale". Found: ("account")'),
    Row("3.2", "a value that is an object", ROWS, "orders",
        "The value of :account must be a text, a number, true, false or a list of these.",
        {"account": {"a": 1}}),
    # positions
    Row("1.5", "a card of another dashboard", DASH + "{foreign_card}", "other",
        "Card {foreign_question} does not belong to dashboard {dashboard}"),
    Row("1.5", "a dashcard that is not there", DASH + "/dashcard/999999/card/1", "overview",
        "Card 1 does not belong to dashboard {dashboard}"),
    Row("2.2", "a dashcard that is a word", DASH + "/dashcard/x/card/1", "overview",
        "API endpoint does not exist.", status=404),
    Row("2.2", "a dashcard of a thousand digits", DASH + f"/dashcard/{'9' * 1000}/card/1",
        "overview", "API endpoint does not exist.", status=404),
    # value lists
    Row("1.5", "values of a locked parameter", DASH + "/params/p-account" + LIST, "overview",
        'Cannot search for values: "account" is not an enabled parameter.'),
    Row("1.5", "values of a disabled parameter", DASH + "/params/p-hidden" + LIST, "overview",
        'Cannot search for values: "hidden" is not an enabled parameter.'),
    Row("1.5", "values of an unlisted parameter", DASH + "/params/p-product" + LIST, "overview",
        'Cannot search for values: "product" is not an enabled parameter.'),
    Row("1.5", "values of an unknown id", DASH + "/params/nobody" + LIST, "overview",
        "Cannot search for values: nil is not an enabled parameter."),
    Row("1.5", "search in a locked parameter", CARD + "/params/t-account/search/1", "orders",
        'Cannot search for values: "account" is not an enabled parameter.'),
    Row("1.5", "values of a parameter in the token", CARD + "/params/t-category" + LIST, "orders",
        'You can\'t specify a value for "category" if it\'s already set in the JWT.',
        LOCK | {"category": "Chairs"}),
    Row("1.5", "constraint that is no parameter id", DASH + "/params/p-category/values?x=1",
        "overview", "Invalid query params: could not determine slug for parameter with ID :x"),
    Row("1.5", "constraint by slug", DASH + "/params/p-category/values?note=1", "overview",
        "Invalid query params: could not determine slug for parameter with ID :note"),
    Row("3.7", "values without the lock", DASH + "/params/p-category" + LIST, "overview", MUST, {}),
    Row("3.7", "values with the lock null", DASH + "/params/p-category" + LIST, "overview", MUST,
        {"account": None}),
    Row("3.7", "values with a constraint on the lock",
        DASH + "/params/p-category/values?p-account=1", "overview", ONLY),
    # everything else under the prefix
    Row("1.1", "an endpoint that does not exist", CARD + "/nothing", "orders",
        "API endpoint does not exist.", status=404),
    Row("2.2", "no such kind of item", "/api/embed/document/{token}", "orders",
        "API endpoint does not exist.", status=404),
)  # fmt: skip

GOOD: tuple[Row, ...] = (
    Row("1.2", "no exp", ROWS, "orders", None, status=202),
    Row("1.3", "expired 58 s ago", ROWS, "orders", None, claims={"exp_in": -58}, status=202),
    Row("1.3", "exp in milliseconds", ROWS, "orders", None, claims={"exp": NOW * 1000}, status=202),
    Row("1.3", "issued in the future", ROWS, "orders", None, claims={"iat": NOW + 9e6}, status=202),
    Row("1.2", "other claims", ROWS, "orders", None, status=202,
        claims={"iss": 7, "aud": ["x"], "sub": 42, "jti": 7, "_embedding_params": {"note": "enabled"}}),
    Row("1.4", "a card is described without the lock", CARD, "orders", None, {}, status=200),
    Row("1.4", "a dashboard is described without the lock", DASH, "overview", None, {}, status=200),
    Row("1.2", "params [] of PHP", CARD, "orders", None, [], status=200),
    Row("3.2", "editable in the token", ROWS, "orders", None, LOCK | {"category": "Chairs"},
        status=202),
    Row("3.2", "blank text in the token is not given", ROWS + "?category=Chairs", "orders", None,
        LOCK | {"category": " "}, status=202),
    Row("3.2", "editable in the URL", ROWS + "?category=Chairs", "orders", None, status=202),
    Row("3.2", "editable cleared", ROWS + "?category=", "orders", None, status=202),
    Row("3.3", "parameters= wins over plain keys", ROWS + '?parameters={"category":["Chairs"]}&nobody=1',
        "orders", None, status=202),
    Row("3.3", "format_rows is no parameter", ROWS + "?format_rows=true&pivot_results=false",
        "orders", None, status=202),
    Row("3.4", "a scalar lock", ROWS, "orders", None, {"account": ACME}, status=202),
    Row("3.4", "a lock as text", ROWS, "orders", None, {"account": str(ACME)}, status=202),
    Row("3.4", "a number as text", ROWS + "?minimum=20", "orders", None, status=202),
    Row("2.2", "trailing slash", ROWS + "/", "orders", None, status=202),
    Row("2.2", "an empty dashboard", DASH, "empty", None, {}, status=200),
)  # fmt: skip
