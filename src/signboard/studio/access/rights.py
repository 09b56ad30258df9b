"""What each role may ask of the authors' API. The one place that decides it.

Readers look: every GET, and the few POSTs that run what others have saved. All other writes are
closed to them unless they are named here, so that a new route is closed until somebody opens it.
"""

from __future__ import annotations

from signboard.studio.access.identity import Role

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_DASHCARD = "{dashboard_id}/dashcard/{dashcard_id}/card/{card_id}"

READERS_WRITES = frozenset(
    {
        # their own account
        ("DELETE", "/api/session"),
        ("PUT", "/api/signboard/account"),
        ("PUT", "/api/signboard/account/password"),
        ("DELETE", "/api/signboard/account/sessions/{session_id}"),
        ("DELETE", "/api/signboard/account/sessions"),
        ("PUT", "/api/signboard/kept/{entity}/{item_id}/opened"),
        ("PUT", "/api/signboard/kept/{entity}/{item_id}/favourite"),
        ("DELETE", "/api/signboard/kept/{entity}/{item_id}/favourite"),
        # what others have saved, with values of the reader's choice
        ("POST", "/api/card/{card_id}/query"),
        ("POST", "/api/card/{card_id}/query/{kind}"),
        ("POST", "/api/card/pivot/{card_id}/query"),
        ("POST", f"/api/dashboard/{_DASHCARD}/query"),
        ("POST", f"/api/dashboard/{_DASHCARD}/query/{{kind}}"),
        ("POST", f"/api/dashboard/pivot/{_DASHCARD}/query"),
        ("POST", "/api/signboard/preview-token"),
    }
)


def may_call(role: Role, method: str, route: str) -> bool:
    """True when this role may call this route (its template) as far as authors go.

    What only administrators may do, the routes say themselves by asking for an `Admin`.

    >>> may_call(Role.READER, "GET", "/api/card"), may_call(Role.READER, "POST", "/api/dataset")
    (True, False)
    """
    return role.may_write or method in _SAFE or (method, route) in READERS_WRITES
