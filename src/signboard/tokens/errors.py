"""Why a token or a secret is refused: one class a reason, each with the wire's exact text.

The texts are what hosts find in their logs; FROZEN, held by tests/tokens/contract.py
(spec: embedding-protocol 1.5). None of them carries a claim's value but the time that was missed.
"""

from __future__ import annotations

from typing import ClassVar

from signboard.errors import Audience, Fault, SignboardError


class TokenRefused(SignboardError):
    """The token does not open anything; the host has to sign another one."""

    code: ClassVar[str] = "tokens.refused"
    status: ClassVar[int] = 400
    fault: ClassVar[Fault] = Fault.HOST
    shown_to: ClassVar[Audience] = Audience.VIEWER
    text: ClassVar[str] = "Message seems corrupt or manipulated"


class TokenCorrupt(TokenRefused):
    """Wrong form, wrong key, wrong algorithm, or too long to be one of ours."""

    code: ClassVar[str] = "tokens.corrupt"


class AlgorithmMissing(TokenRefused):
    """The header names no algorithm."""

    code: ClassVar[str] = "tokens.algorithm-missing"
    text: ClassVar[str] = "JWT is missing `alg`."


class AlgorithmNone(TokenRefused):
    """The header says that the token is not signed."""

    code: ClassVar[str] = "tokens.algorithm-none"
    text: ClassVar[str] = "JWT `alg` cannot be `none`."


class PayloadCorrupt(TokenCorrupt):
    """The signature is right, but what it signs is not a JSON object with unique keys.

    The full stop is the wire's way to tell it from a wrong signature.
    """

    code: ClassVar[str] = "tokens.payload-corrupt"
    text: ClassVar[str] = "Message seems corrupt or manipulated."


class TokenExpired(TokenRefused):
    """`exp` is at least 60 seconds ago. Public: `exp`, the claim's own number."""

    code: ClassVar[str] = "tokens.expired"
    text: ClassVar[str] = "Token is expired ({exp})"


class TokenNotYetValid(TokenRefused):
    """`nbf` is more than 60 seconds ahead. Public: `nbf`, the claim's own number."""

    code: ClassVar[str] = "tokens.not-yet-valid"
    text: ClassVar[str] = "Token is not yet valid ({nbf})"


class SecretMissing(TokenRefused):
    """No key could accept anything: none was made, or all are retired."""

    code: ClassVar[str] = "tokens.secret-missing"
    fault: ClassVar[Fault] = Fault.AUTHOR
    text: ClassVar[str] = "The embedding secret key has not been set."


class QuestionMissing(TokenRefused):
    """The token names no question, but a question's path was asked."""

    code: ClassVar[str] = "tokens.question-missing"
    text: ClassVar[str] = "Token is missing value for keypath [:resource :question]"


class DashboardMissing(TokenRefused):
    """The token names no dashboard, but a dashboard's path was asked."""

    code: ClassVar[str] = "tokens.dashboard-missing"
    text: ClassVar[str] = "Token is missing value for keypath [:resource :dashboard]"


class ParamsMissing(TokenRefused):
    """`params` is absent, null or false. An empty object is enough."""

    code: ClassVar[str] = "tokens.params-missing"
    text: ClassVar[str] = "Token is missing value for keypath [:params]"


class EmbeddingParamsMissing(TokenRefused):
    """A preview token without the unsaved visibility settings."""

    code: ClassVar[str] = "tokens.embedding-params-missing"
    fault: ClassVar[Fault] = Fault.US
    text: ClassVar[str] = "Token is missing value for keypath [:_embedding_params]"


class QuestionIdNotPositive(TokenRefused):
    """`resource.question` is a number, but no id."""

    code: ClassVar[str] = "tokens.question-id-not-positive"
    text: ClassVar[str] = "Card id should be a positive integer."


class DashboardIdNotPositive(TokenRefused):
    """`resource.dashboard` is a number, but no id."""

    code: ClassVar[str] = "tokens.dashboard-id-not-positive"
    text: ClassVar[str] = "Dashboard id should be a positive integer."


class ResourceIdMalformed(TokenRefused):
    """The id is neither a number nor an entity id. Public: `value`, as JSON, at most 40 characters."""

    code: ClassVar[str] = "tokens.resource-id-malformed"
    text: ClassVar[str] = (
        "Invalid input: {value}. Value must be an integer greater than zero, or an entity id."
    )


class SecretMalformed(SignboardError):
    """A text for `embedding-secret-key` that is not 64 lower-case hexadecimal characters."""

    code: ClassVar[str] = "tokens.secret-malformed"
    status: ClassVar[int] = 400
    fault: ClassVar[Fault] = Fault.AUTHOR
    shown_to: ClassVar[Audience] = Audience.AUTHOR
    text: ClassVar[str] = (
        "Invalid embedding-secret-key! Secret key must be a hexadecimal-encoded 256-bit key "
        "(i.e., a 64-character string)."
    )


class SecretUnsafe(SignboardError):
    """A secret that others could know or guess. Public: `reason`; never the secret itself."""

    code: ClassVar[str] = "tokens.secret-unsafe"
    status: ClassVar[int] = 400
    fault: ClassVar[Fault] = Fault.AUTHOR
    shown_to: ClassVar[Audience] = Audience.AUTHOR
    text: ClassVar[str] = (
        "This secret is refused: {reason}. Make a new one with `openssl rand -hex 32`."
    )
