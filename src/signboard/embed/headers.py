"""Headers of what viewers receive: who may frame the page and what the page may reach.

Source: decision 17, embedding-protocol 2.9. A page may be framed by anybody unless origins are
configured; it loads nothing but its own script and calls nothing but its own fragments.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")

REFERENCE_HEADER = "x-signboard-reference"
"""What a reader of a refusal quotes, and the log line holds."""

UNCACHED = {
    "cache-control": "max-age=0, no-cache, must-revalidate, proxy-revalidate",
    "expires": "Thu, 01 Jan 1970 00:00:00 GMT",
}
"""On whatever a token opens. There is no `last-modified`: a body that many viewers of one scope
share would tell each of them when another looked (see docs/decisions/0015)."""

EVERY = {
    "x-content-type-options": "nosniff",
    "x-permitted-cross-domain-policies": "none",
    "strict-transport-security": "max-age=31536000",
    "referrer-policy": "no-referrer",
}
"""On every answer of the house."""


def script_hash(script: str) -> str:
    """The CSP source expression that allows exactly this inline script."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def is_host(text: str) -> bool:
    """True for a name or address with or without a port, and nothing that means more in a policy."""
    return _HOST.fullmatch(text) is not None


def page_headers(
    *,
    host: str,
    base_path: str,
    head_script: str,
    ancestors: Sequence[str],
    door: str = "embed",
) -> dict[str, str]:
    """Headers of an embed page. `ancestors` empty means that any page may frame it.

    `door` is the first word of the page's path: it calls the fragments of that door only.
    `host` stands without a scheme: the page's own counts, also behind a proxy that ends TLS.
    """
    own = f"{host}{base_path}/{door}/-/" if is_host(host) else "'none'"
    fonts = f" {own}fonts/" if is_host(host) else ""  # the rules of a font that the address names
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'self'; "
        f"script-src 'self' {script_hash(head_script)}; style-src 'unsafe-inline'{fonts}; "
        f"img-src http: https: data:; font-src 'self'; connect-src {own}; "
        f"frame-ancestors {' '.join(ancestors) or '*'}"
    )
    return {
        **EVERY,
        "content-security-policy": policy,
        **UNCACHED,
        "cross-origin-embedder-policy": "credentialless",
        "cross-origin-resource-policy": "cross-origin",
    }


def api_headers() -> dict[str, str]:
    """Headers of the embed API and of fragments: never framed, never stored by a cache."""
    return {
        **EVERY,
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "x-frame-options": "DENY",
        **UNCACHED,
    }
