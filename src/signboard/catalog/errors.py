"""Why a write to the catalog is refused, and when the copy in memory is too old to serve from."""

from __future__ import annotations

from signboard.errors import Audience, Fault, SignboardError


class EmbeddingOff(SignboardError):
    """The switch for embedding is off. FROZEN: the wire's text (spec: embedding-protocol 1.5)."""

    code, status, fault, shown_to = "catalog.embedding-off", 400, Fault.AUTHOR, Audience.VIEWER
    text = "Embedding is not enabled."


class Refused(SignboardError):
    """A body that cannot be stored. `reason` is the whole text and says what is allowed."""

    code, status, fault, shown_to = "catalog.refused", 400, Fault.AUTHOR, Audience.AUTHOR
    text = "{reason}"


class NothingThere(SignboardError):
    """An author asked to change something that does not exist."""

    code, status, fault, shown_to = "catalog.nothing-there", 404, Fault.AUTHOR, Audience.AUTHOR
    text = "Not found."


class ChangedMeanwhile(SignboardError):
    """Somebody else saved between an author's reading and writing; nothing was overwritten.

    `private` holds `version`, `author_id` and `at` (Unix time) of what is stored.
    """

    code, status, fault = "catalog.changed-meanwhile", 409, Fault.AUTHOR
    shown_to = Audience.AUTHOR
    text = "Somebody else saved this in the meantime. Load their version, or save yours as a copy."


class SecretElsewhere(SignboardError):
    """A stored secret would go to another place, or as another user, than it was given for."""

    code, status, fault = "catalog.secret-elsewhere", 400, Fault.AUTHOR
    shown_to = Audience.AUTHOR
    text = (
        "The stored password is for the server and user it was typed for. Type the password again."
    )


class OwnDatabase(SignboardError):
    """Our own database can never be a source: it holds keys and sessions (decision 13)."""

    code, status, fault, shown_to = "catalog.own-database", 400, Fault.AUTHOR, Audience.AUTHOR
    text = "This is Signboard's own database. Connect the database that holds your data instead."


class CatalogTooOld(SignboardError):
    """Our own database has not answered for longer than `embed-max-catalog-age`."""

    code, status, fault, shown_to = "catalog.too-old", 503, Fault.US, Audience.VIEWER
    text = "This view is not available right now. Try again in a few minutes."
