"""The token contract as data: hold it against embedding-protocol section 1 line by line.

Each row is a token as it arrives and the exact answer. `None` means that the token is good.
`NOW` is the clock of every row.
"""

from __future__ import annotations

import base64
import hmac
import json
from typing import NamedTuple

NOW = 1_700_000_000
SECRET = "7f3a9c51e0b84d26a1c7f0935e8b2d46c9d1a7e35f80b24c6e9a13d57b0f8c42"
OTHER_SECRET = "c2d8f1a0479b3e6580f7d2c49a1b6e3d58c0a7f2941e3b6d8f05c7a2e9b41d63"

CORRUPT = "Message seems corrupt or manipulated"
CORRUPT_PAYLOAD = "Message seems corrupt or manipulated."
NO_ALGORITHM = "JWT is missing `alg`."
NONE_ALGORITHM = "JWT `alg` cannot be `none`."
NO_SECRET = "The embedding secret key has not been set."
NO_QUESTION = "Token is missing value for keypath [:resource :question]"
NO_DASHBOARD = "Token is missing value for keypath [:resource :dashboard]"
NO_PARAMS = "Token is missing value for keypath [:params]"
QUESTION_ID = "Card id should be a positive integer."
ENTITY_ID = "lkjhGFDSA_-0123456789"
DASHBOARD_ID = "Dashboard id should be a positive integer."


def encode(data: bytes | str) -> str:
    raw = data.encode() if isinstance(data, str) else data
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def sign(
    payload: object = None,
    header: object = None,
    *,
    secret: str | bytes = SECRET,
    digest: str = "sha256",
    raw_payload: bytes | None = None,
    raw_header: bytes | None = None,
) -> str:
    """A token signed by hand, with whatever header and payload a row wants."""
    first = (
        raw_header
        or json.dumps({"alg": "HS256", "typ": "JWT"} if header is None else header).encode()
    )
    second = (
        json.dumps(GOOD if payload is None else payload).encode()
        if raw_payload is None
        else raw_payload
    )
    message = f"{encode(first)}.{encode(second)}"
    key = secret.encode() if isinstance(secret, str) else secret
    return f"{message}.{encode(hmac.new(key, message.encode(), digest).digest())}"


GOOD: dict[str, object] = {"resource": {"question": 1}, "params": {}}


class Row(NamedTuple):
    """One line of the contract: where it stands, what arrives, what is answered."""

    section: str
    case: str
    token: str
    text: str | None


def with_claims(**claims: object) -> str:
    return sign(GOOD | claims)


def _tampered() -> str:
    head, payload, signature = sign().split(".")
    other = encode(json.dumps({"resource": {"question": 2}, "params": {}}))
    return f"{head}.{other}.{signature}" if payload != other else ""


HEADER, PAYLOAD, SIGNATURE = sign().split(".")
NONE_HEADER = encode('{"alg":"none"}')

VERIFY: tuple[Row, ...] = (
    Row("1.1", "HS256 with the secret's characters as key", sign(), None),
    Row("1.1", "secret decoded from hexadecimal", sign(secret=bytes.fromhex(SECRET)), CORRUPT),
    Row("1.1", "typ absent", sign(header={"alg": "HS256"}), None),
    Row("1.1", "typ is anything", sign(header={"alg": "HS256", "typ": 7}), None),
    Row("1.1", "kid unknown", sign(header={"alg": "HS256", "kid": "nobody"}), None),
    Row("1.1", "kid in Latin-1", sign(raw_header=b'{"alg":"HS256","kid":"\xfc"}'), None),
    Row("1.1", "kid is no text", sign(header={"alg": "HS256", "kid": [1]}), None),
    Row("1.1", "other header names", sign(header={"alg": "HS256", "x": {"y": 1}}), None),
    Row("1.1", "padded parts", f"{HEADER}.{PAYLOAD}.{SIGNATURE}=", None),
    Row("1.1", "signature altered", f"{HEADER}.{PAYLOAD}.{SIGNATURE[:-2]}AA", CORRUPT),
    Row("1.1", "signature with a foreign character", f"{HEADER}.{PAYLOAD}.{SIGNATURE}!", CORRUPT),
    Row("1.1", "payload altered", _tampered(), CORRUPT),
    Row("1.5", "alg missing", sign(header={"typ": "JWT"}), NO_ALGORITHM),
    Row("1.5", "alg null", sign(header={"alg": None}), NO_ALGORITHM),
    Row("1.5", "alg none", sign(header={"alg": "none"}), NONE_ALGORITHM),
    Row(
        "1.5",
        "alg none without signature",
        f"{NONE_HEADER}.{PAYLOAD}.",
        NONE_ALGORITHM,
    ),
    Row("1.5", "alg none in two parts", f"{NONE_HEADER}.{PAYLOAD}", NONE_ALGORITHM),
    Row("decision 1", "alg None is no spelling of none", sign(header={"alg": "None"}), CORRUPT),
    Row("decision 1", "alg HS512 over an HS256 signature", sign(header={"alg": "HS512"}), CORRUPT),
    Row("1.5", "alg HS512, really", sign(header={"alg": "HS512"}, digest="sha512"), CORRUPT),
    Row("1.5", "alg HS256, signed with SHA-512", sign(digest="sha512"), CORRUPT),
    Row("1.5", "alg RS256", sign(header={"alg": "RS256"}), CORRUPT),
    Row("1.5", "alg hs256", sign(header={"alg": "hs256"}), CORRUPT),
    Row("1.5", "alg is a list", sign(header={"alg": ["HS256"]}), CORRUPT),
    Row("1.5", "wrong key", sign(secret=OTHER_SECRET), CORRUPT),
    Row("1.5", "empty text", "", CORRUPT),
    Row("1.5", "one part", HEADER, CORRUPT),
    Row("1.5", "two parts", f"{HEADER}.{PAYLOAD}", CORRUPT),
    Row("1.5", "four parts", f"{sign()}.{SIGNATURE}", CORRUPT),
    Row("1.5", "empty signature", f"{HEADER}.{PAYLOAD}.", CORRUPT),
    Row("1.5", "header is not base64url", f"!{HEADER}.{PAYLOAD}.{SIGNATURE}", CORRUPT),
    Row("1.5", "header is not JSON", sign(raw_header=b"alg=HS256"), CORRUPT),
    Row("1.5", "header is a list", sign(header=["HS256"]), CORRUPT),
    Row("1.5", "header nests without end", sign(raw_header=b'{"alg":' * 900), CORRUPT),
    Row("1.5", "not ASCII", "ключ.ключ.ключ", CORRUPT),
    Row("1.5", "half a surrogate pair", f"{HEADER}.{PAYLOAD}\ud800.{SIGNATURE}", CORRUPT),
    Row("1.5", "line break at the end", sign() + "\n", CORRUPT),
    Row("stack", "longer than 8 KB", sign(GOOD | {"x": "y" * 8192}), CORRUPT),
    Row("stack", "1 MB", "e" * 1_000_000, CORRUPT),
    Row("1.5", "payload is not JSON", sign(raw_payload=b"hello"), CORRUPT_PAYLOAD),
    Row("1.5", "payload is empty", sign(raw_payload=b""), CORRUPT_PAYLOAD),
    Row("1.5", "payload is not UTF-8", sign(raw_payload=b'{"a":"\xff"}'), CORRUPT_PAYLOAD),
    Row("1.5", "payload is a list", sign(raw_payload=b"[]"), CORRUPT_PAYLOAD),
    Row("1.5", "payload is a text", sign(raw_payload=b'"x"'), CORRUPT_PAYLOAD),
    Row("1.5", "payload nests without end", sign(raw_payload=b'{"a":' * 900), CORRUPT_PAYLOAD),
    Row("1.5", "payload has NaN", sign(raw_payload=b'{"exp":NaN}'), CORRUPT_PAYLOAD),
    Row("1.5", "payload has 1e999", sign(raw_payload=b'{"exp":1e999}'), CORRUPT_PAYLOAD),
    Row(
        "RFC 7519 4", "a claim is repeated", sign(raw_payload=b'{"exp":1,"exp":2}'), CORRUPT_PAYLOAD
    ),
    Row(
        "RFC 7519 4",
        "a slug is repeated",
        sign(raw_payload=b'{"params":{"a":1,"a":2}}'),
        CORRUPT_PAYLOAD,
    ),
    Row("1.3", "exp absent", sign(), None),
    Row("1.3", "exp null", with_claims(exp=None), None),
    Row("1.3", "exp ahead", with_claims(exp=NOW + 600), None),
    Row("1.3", "exp 59 s ago", with_claims(exp=NOW - 59), None),
    Row("1.3", "exp 60 s ago", with_claims(exp=NOW - 60), f"Token is expired ({NOW - 60})"),
    Row("1.3", "exp long ago", with_claims(exp=1234567890), "Token is expired (1234567890)"),
    Row("1.3", "exp zero", with_claims(exp=0), "Token is expired (0)"),
    Row("1.3", "exp negative", with_claims(exp=-5), "Token is expired (-5)"),
    Row(
        "1.3",
        "exp with a fraction",
        with_claims(exp=1234567890.5),
        "Token is expired (1234567890.5)",
    ),
    Row("1.3", "exp in milliseconds is far ahead", with_claims(exp=NOW * 1000), None),
    Row("1.3", "exp of a hundred digits", with_claims(exp=10**100), None),
    Row("fail closed", "exp is a text", with_claims(exp="2999999999"), CORRUPT_PAYLOAD),
    Row("fail closed", "exp is true", with_claims(exp=True), CORRUPT_PAYLOAD),
    Row("fail closed", "exp is false", with_claims(exp=False), CORRUPT_PAYLOAD),
    Row("1.3", "nbf 60 s ahead", with_claims(nbf=NOW + 60), None),
    Row("1.3", "nbf 61 s ahead", with_claims(nbf=NOW + 61), f"Token is not yet valid ({NOW + 61})"),
    Row(
        "1.3", "expired and not yet valid", with_claims(exp=1, nbf=NOW * 2), "Token is expired (1)"
    ),
    Row("1.3", "iat ahead", with_claims(iat=NOW * 2), None),
    Row("1.3", "iat is a text", with_claims(iat="yesterday"), None),
    Row("1.3", "iat with a fraction", with_claims(iat=NOW + 0.123), None),
    Row("1.2", "aud is anything", with_claims(aud=["a", 1]), None),
    Row("1.2", "sub is a number", with_claims(sub=42), None),
    Row("1.2", "jti is a number", with_claims(jti=7), None),
    Row("1.2", "iss is an object", with_claims(iss={}), None),
    Row("1.2", "claims that nobody knows", with_claims(x=[{"y": None}]), None),
    Row(
        "1.2", "_embedding_params is ignored", with_claims(_embedding_params={"a": "locked"}), None
    ),
    Row("1.2", "no resource, no params: decided later", sign({}), None),
)

RESOURCE: tuple[tuple[str, str, object, int | str], ...] = (
    # kind, case, resource, id or text
    ("question", "number", {"question": 8}, 8),
    ("dashboard", "number", {"dashboard": 8}, 8),
    ("question", "entity id", {"question": ENTITY_ID}, ENTITY_ID),
    ("question", "both named: each path reads its own", {"question": 1, "dashboard": 2}, 1),
    ("dashboard", "both named: each path reads its own", {"question": 1, "dashboard": 2}, 2),
    ("question", "the other kind", {"dashboard": 8}, NO_QUESTION),
    ("dashboard", "the other kind", {"question": 8}, NO_DASHBOARD),
    ("question", "null", {"question": None}, NO_QUESTION),
    ("question", "resource is a text", "question", NO_QUESTION),
    ("dashboard", "resource is a list", [1], NO_DASHBOARD),
    ("question", "resource is null", None, NO_QUESTION),
    ("question", "zero", {"question": 0}, QUESTION_ID),
    ("question", "negative", {"question": -1}, QUESTION_ID),
    ("dashboard", "negative", {"dashboard": -1}, DASHBOARD_ID),
    ("dashboard", "fraction", {"dashboard": 1.5}, DASHBOARD_ID),
    ("question", "number as text", {"question": "8"}, 'Invalid input: "8".'),
    ("dashboard", "number as text", {"dashboard": "8"}, 'Invalid input: "8".'),
    ("question", "text of another length", {"question": "x" * 20}, "Invalid input: "),
    ("question", "true", {"question": True}, "Invalid input: true."),
    ("question", "list", {"question": [8]}, "Invalid input: [8]."),
    ("question", "object", {"question": {"id": 8}}, 'Invalid input: {"id": 8}.'),
)

PARAMS: tuple[tuple[str, dict[str, object], object], ...] = (
    # case, claims, params or text
    ("empty object", {"params": {}}, {}),
    ("values", {"params": {"a": 1, "b": ["x"], "c": None}}, {"a": 1, "b": ("x",), "c": None}),
    ("empty list counts as empty object (decision 1)", {"params": []}, {}),
    ("missing", {}, NO_PARAMS),
    ("null", {"params": None}, NO_PARAMS),
    ("false", {"params": False}, NO_PARAMS),
    ("true", {"params": True}, NO_PARAMS),
    ("text", {"params": "a=1"}, NO_PARAMS),
    ("zero", {"params": 0}, NO_PARAMS),
    ("list with something", {"params": [{"a": 1}]}, NO_PARAMS),
)
