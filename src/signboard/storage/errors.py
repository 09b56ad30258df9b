"""What can go wrong with our own database, and what the operator does next."""

from __future__ import annotations

from signboard.errors import Audience, Fault, SignboardError


class StorageError(SignboardError):
    """Our own database failed in a way that nothing below describes better."""

    code, status, fault, shown_to = "storage.failed", 503, Fault.US, Audience.OPERATOR
    text = "Our own database refused the request. See the log for its message, then try again."


class StorageLocked(StorageError):
    """Another process holds the write lock longer than we wait. Nothing was written."""

    code = "storage.locked"
    text = (
        "Our own database is locked by another process; nothing was written. Try again, and look"
        " for a backup or a copy that holds it open."
    )


class StorageReadOnly(StorageError):
    """The file, its folder or the server takes no writes. Nothing was written."""

    code = "storage.read-only"
    text = (
        "Our own database is read-only; nothing was written. Give the process write access to"
        " the state folder, or point SIGNBOARD_DATABASE_URL at the primary server."
    )


class StorageFull(StorageError):
    """No space is left where our database lives. Nothing was written."""

    code = "storage.full"
    text = "The disk of our own database is full; nothing was written. Free some space, then try again."


class StorageUnavailable(StorageError):
    """Our database cannot be opened or reached."""

    code = "storage.unavailable"
    text = (
        "Our own database cannot be reached. Check that the server runs and SIGNBOARD_DATABASE_URL"
        " is right, or that the state folder exists and is a local disk."
    )


class SchemaTooNew(StorageError):
    """A newer version of Signboard has migrated the database; an old process must not touch it."""

    code = "storage.schema-too-new"
    text = (
        "The database is at revision {found}, this version of Signboard knows only up to {known}."
        " Start the newer version, or restore the backup that was made before its first start."
    )


class EncryptionKeyWrong(StorageError):
    """Sealed secrets do not open with this key."""

    code = "storage.encryption-key-wrong"
    text = (
        "The stored credentials cannot be opened with this encryption key. Start with the key"
        " they were made with: SIGNBOARD_ENCRYPTION_KEY, or the file encryption.key of the state"
        " folder. All processes on one database need the same key."
    )


class EncryptionKeyUnusable(StorageError):
    """The key file is missing its content, readable by others, or cannot be written."""

    code = "storage.encryption-key-unusable"
    text = "The encryption key file {path} cannot be used: {reason}."
