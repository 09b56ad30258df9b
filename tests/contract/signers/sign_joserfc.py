"""A host in Python: signs with joserfc, as hosts that already speak OpenID Connect do."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from joserfc import jwt
from joserfc.jwk import OctKey

WORDS = "Größe “ù” \u2028 🐎 a/b <i> \\ ' \""


def sign(payload: dict[str, Any], key: str, algorithm: str = "HS256", **header: str) -> str:
    head = {"alg": algorithm, **header}
    return jwt.encode(head, payload, OctKey.import_key(key), algorithms=[algorithm])


def main(key: str, question: str, entity_id: str, account: str, open_question: str) -> None:
    resource, lock = {"question": int(question)}, {"account": [int(account)]}
    now = round(time.time())
    exp = now + (60 * 10)
    good = {"resource": resource, "params": lock, "exp": exp}
    more: dict[str, Any] = {"nbf": now, "iat": time.time(), "aud": ["https://bi.example", "x"]}
    more |= {"iss": "https://host.example", "jti": "7-ü", "sub": "42", "user": {"roles": []}}
    tokens = {
        "with exp": sign(good, key),
        "without exp": sign({"resource": resource, "params": lock}, key),
        "exp with a fraction": sign(good | {"exp": time.time() + 600}, key),
        "entity id": sign(good | {"resource": {"question": entity_id}}, key),
        "lock as a number": sign(good | {"params": {"account": int(account)}}, key),
        "lock as text": sign(good | {"params": {"account": account}}, key),
        "words": sign(good | {"params": lock | {"word": WORDS}}, key),
        "no value": sign(good | {"params": lock | {"word": None}}, key),
        "more claims": sign(good | more, key),
        "unknown key id": sign(good, key, kid="2019-ü"),
        "nothing to set": sign(good | {"resource": {"question": int(open_question)}, "params": {}}, key),
        "expired": sign(good | {"exp": now - 3600}, key),
        "another key": sign(good, f"{key}0"),
        "another algorithm": sign(good, key, algorithm="HS384"),
    }  # fmt: skip
    print(json.dumps(tokens))


if __name__ == "__main__":
    main(*sys.argv[1:])
