"""Every line of the token contract, and what a ring of keys adds to it."""

from __future__ import annotations

import hashlib
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.tokens.claims import require_embedding_params, require_id, require_params
from signboard.tokens.errors import (
    EmbeddingParamsMissing,
    SecretMissing,
    TokenCorrupt,
    TokenExpired,
    TokenNotYetValid,
    TokenRefused,
)
from signboard.tokens.keyring import Key, KeyRing, KeyState, Purpose
from signboard.tokens.mint import mint, mint_preview, new_secret
from signboard.tokens.verify import verify
from tests.tokens import contract
from tests.tokens.contract import GOOD, NOW, OTHER_SECRET, SECRET, Row, sign, with_claims

pytestmark = pytest.mark.pure


def key(
    secret: str = SECRET,
    state: KeyState = KeyState.SIGNING,
    *,
    id: int = 1,
    kid: str = "",
    expires_at: float | None = None,
) -> Key:
    return Key(id, f"key {id}", secret.encode(), state, 0.0, expires_at, kid)


RING = KeyRing(1, (key(),))


@pytest.mark.parametrize("row", contract.VERIFY, ids=lambda row: f"{row.section} {row.case}")
def test_contract_of_verify(row: Row) -> None:
    if row.text is None:
        assert verify(row.token, RING, NOW).key_id == 1
        return
    with pytest.raises(TokenRefused) as refused:
        verify(row.token, RING, NOW)
    assert str(refused.value) == row.text
    assert refused.value.status == 400


@pytest.mark.parametrize(("kind", "case", "resource", "expected"), contract.RESOURCE)
def test_contract_of_resource(
    kind: Literal["question", "dashboard"], case: str, resource: object, expected: int | str
) -> None:
    claims = verify(sign({"resource": resource}), RING, NOW)
    if expected in (1, 2, 8, contract.ENTITY_ID):
        assert require_id(claims, kind) == expected
        return
    with pytest.raises(TokenRefused) as refused:
        require_id(claims, kind)
    assert str(refused.value).startswith(str(expected))


def test_malformed_id_says_what_an_id_is() -> None:
    with pytest.raises(TokenRefused, match="integer greater than zero"):
        require_id(verify(sign({"resource": {"question": "8" * 500}}), RING, NOW), "question")


@pytest.mark.parametrize(("case", "claims", "expected"), contract.PARAMS)
def test_contract_of_params(case: str, claims: dict[str, object], expected: object) -> None:
    verified = verify(sign({"resource": {"question": 1}} | claims), RING, NOW)
    if isinstance(expected, str):
        with pytest.raises(TokenRefused) as refused:
            require_params(verified)
        assert str(refused.value) == expected
    else:
        assert require_params(verified) == expected


def test_header_is_judged_before_the_secret_and_the_secret_before_the_signature() -> None:
    empty = KeyRing(1)
    with pytest.raises(TokenRefused, match="cannot be `none`"):
        verify(sign(header={"alg": "none"}), empty, NOW)
    with pytest.raises(SecretMissing, match=contract.NO_SECRET):
        verify(sign(secret=OTHER_SECRET), empty, NOW)


def test_signature_is_judged_before_the_time() -> None:
    with pytest.raises(TokenCorrupt):
        verify(sign(GOOD | {"exp": 1}, secret=OTHER_SECRET), RING, NOW)


def test_every_accepted_key_is_tried_whatever_the_kid_says() -> None:
    ring = KeyRing(1, (key(id=1, kid="a"), key(OTHER_SECRET, KeyState.ACCEPTED, id=2, kid="b")))
    for kid in ("a", "b", "unknown"):
        token = sign(header={"alg": "HS256", "kid": kid}, secret=OTHER_SECRET)
        assert verify(token, ring, NOW).key_id == 2


def test_kid_prefers_its_key_when_two_have_the_same_secret() -> None:
    ring = KeyRing(1, (key(id=1, kid="a"), key(id=2, kid="b", state=KeyState.ACCEPTED)))
    assert verify(sign(header={"alg": "HS256", "kid": "b"}), ring, NOW).key_id == 2


@pytest.mark.parametrize("state", [KeyState.RETIRED, KeyState.PREVIEW])
def test_retired_and_preview_keys_open_no_embed(state: KeyState) -> None:
    ring = KeyRing(1, (key(), key(OTHER_SECRET, state, id=2)))
    with pytest.raises(TokenCorrupt):
        verify(sign(secret=OTHER_SECRET), ring, NOW)


def test_ring_with_only_retired_keys_has_no_secret() -> None:
    with pytest.raises(SecretMissing):
        verify(sign(), KeyRing(1, (key(state=KeyState.RETIRED),)), NOW)


def test_expired_key_opens_nothing_also_for_a_token_seen_before() -> None:
    ring = KeyRing(1, (key(expires_at=NOW + 10.0),))
    token = sign()
    assert verify(token, ring, NOW)
    with pytest.raises(TokenCorrupt):
        verify(token, ring, NOW + 10)


def test_times_are_looked_at_again_for_a_token_seen_before() -> None:
    token = with_claims(exp=NOW + 10, nbf=NOW - 10)
    assert verify(token, RING, NOW)
    with pytest.raises(TokenExpired):
        verify(token, RING, NOW + 70)
    with pytest.raises(TokenNotYetValid):
        verify(token, RING, NOW - 71)


def test_token_seen_under_one_ring_is_unknown_to_another_of_the_same_version() -> None:
    token = sign()
    assert verify(token, KeyRing(7, (key(),)), NOW)
    for other in (KeyRing(7, (key(OTHER_SECRET),)), KeyRing(7, (key(state=KeyState.RETIRED),))):
        with pytest.raises(TokenRefused):
            verify(token, other, NOW)


def test_rings_are_equal_by_content() -> None:
    assert KeyRing(1, (key(),)) == KeyRing(1, (key(),))
    assert hash(KeyRing(1, (key(),))) == hash(KeyRing(1, (key(),)))
    assert KeyRing(1, (key(),)) != KeyRing(2, (key(),))
    assert KeyRing(1, (key(),)) != "ring"


def test_fraction_of_a_second_does_not_expire_a_token() -> None:
    assert verify(with_claims(exp=NOW - 59), RING, NOW + 0.9)


def test_claims_cannot_be_changed() -> None:
    claims = verify(with_claims(params={"a": [1, {"b": [2]}]}), RING, NOW)
    with pytest.raises(TypeError):
        require_params(claims)["a"] = 2  # type: ignore[index]
    assert require_params(claims)["a"] == (1, {"b": (2,)})


def test_fingerprint_is_eight_characters_of_the_hash() -> None:
    token = sign()
    assert verify(token, RING, NOW).fingerprint == hashlib.sha256(token.encode()).hexdigest()[:8]


@pytest.mark.parametrize(
    ("claims", "locale", "timezone"),
    [
        ({}, None, None),
        ({"locale": "de-CH", "timezone": "Europe/Zurich"}, "de-CH", "Europe/Zurich"),
        ({"locale": "pt_BR", "tz": "America/Argentina/Buenos_Aires"}, "pt_BR", "America/Argentina/Buenos_Aires"),
        ({"locale": 7, "timezone": ["UTC"]}, None, None),
        ({"locale": "<script>", "timezone": "../../etc/passwd"}, None, "../../etc/passwd"),
        ({"locale": "x" * 100, "timezone": "A" * 100}, None, "A" * 64),
    ],
)  # fmt: skip
def test_locale_and_time_zone_are_optional_words(
    claims: dict[str, object], locale: str | None, timezone: str | None
) -> None:
    verified = verify(with_claims(**claims), RING, NOW)
    assert (verified.locale, verified.timezone) == (locale, timezone)


PREVIEW_KEY = key(OTHER_SECRET, KeyState.PREVIEW, id=9)
BOTH = KeyRing(1, (key(), PREVIEW_KEY))


def preview(now: float = NOW, **changes: object) -> str:
    claims = {"embedding_params": {"state": "locked"}, "author": 3, "params": {}} | changes
    return mint_preview(PREVIEW_KEY, resource={"question": 1}, now=now, **claims)  # type: ignore[arg-type]


def test_preview_token_opens_a_preview_and_names_its_author() -> None:
    claims = verify(preview(), BOTH, NOW, purpose=Purpose.PREVIEW)
    assert (claims.key_id, claims.author, claims.exp) == (9, 3, NOW + 600)
    assert require_embedding_params(claims) == {"state": "locked"}


def test_preview_token_opens_no_embed_and_an_embed_token_no_preview() -> None:
    with pytest.raises(TokenCorrupt):
        verify(preview(), BOTH, NOW)
    with pytest.raises(TokenCorrupt):
        verify(with_claims(purpose="preview", exp=NOW + 60), BOTH, NOW, purpose=Purpose.PREVIEW)
    with pytest.raises(SecretMissing):
        verify(preview(), RING, NOW, purpose=Purpose.PREVIEW)


def test_preview_token_lives_ten_minutes_at_most() -> None:
    with pytest.raises(TokenExpired):
        verify(preview(), BOTH, NOW + 660, purpose=Purpose.PREVIEW)
    for lifetime in (None, NOW + 661):
        token = mint(
            PREVIEW_KEY, resource={}, params={}, exp=lifetime, extra={"purpose": "preview"}
        )
        with pytest.raises(TokenCorrupt):
            verify(token, BOTH, NOW, purpose=Purpose.PREVIEW)


def test_preview_key_signs_nothing_but_previews() -> None:
    token = mint(PREVIEW_KEY, resource={}, params={}, exp=NOW + 60)
    with pytest.raises(TokenCorrupt):
        verify(token, BOTH, NOW, purpose=Purpose.PREVIEW)


def test_embedding_params_count_only_in_previews() -> None:
    claims = verify(with_claims(_embedding_params={"state": "enabled"}, author=1), BOTH, NOW)
    assert (claims.embedding_params, claims.author) == (None, None)
    with pytest.raises(EmbeddingParamsMissing) as refused:
        require_embedding_params(claims)
    assert str(refused.value) == "Token is missing value for keypath [:_embedding_params]"


def test_minted_token_carries_the_kid_and_verifies() -> None:
    ring = KeyRing(1, (key(kid="k1"),))
    assert ring.signing is not None
    token = mint(
        ring.signing, resource={"dashboard": 5}, params={"a": ("x", 1)}, exp=NOW, extra={"sub": 4}
    )
    claims = verify(token, ring, NOW)
    assert (claims.kid, claims.resource, claims.params) == ("k1", {"dashboard": 5}, {"a": ("x", 1)})
    assert verify(mint(SECRET.encode(), resource={}, params={}), ring, NOW).kid is None


def test_new_secrets_are_64_hexadecimal_characters_and_differ() -> None:
    first, second = new_secret(), new_secret()
    assert first != second
    assert len(first) == 64 == len(bytes.fromhex(first)) * 2


@given(st.text(max_size=300))
def test_no_text_opens_anything_or_breaks_verify(text: str) -> None:
    with pytest.raises(TokenRefused):
        verify(text, RING, NOW)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_no_signed_bytes_break_verify(header: bytes, payload: bytes) -> None:
    token = sign(raw_header=header or b"{}", raw_payload=payload)
    with pytest.raises(TokenRefused):
        verify(token, RING, NOW)


@given(st.integers(0, len(sign()) - 1), st.sampled_from("ABCxyz019-_.=\x00é"))
def test_one_character_changed_is_refused(position: int, character: str) -> None:
    token = sign()
    changed = token[:position] + character + token[position + 1 :]
    if changed != token:
        with pytest.raises(TokenRefused):
            verify(changed, RING, NOW)
