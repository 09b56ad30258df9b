"""The vault: credentials of sources and signing keys are sealed before they reach our database."""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from signboard.settings import Startup
from signboard.storage.errors import EncryptionKeyUnusable, EncryptionKeyWrong

KEY_FILE = "encryption.key"


class Vault:
    """Seals mappings of JSON values with one key and opens what the same key has sealed.

    `key` is any 32 bytes or more. FROZEN: the way from key to cipher, stored secrets depend on it.

    >>> vault = Vault(b"k" * 32)
    >>> vault.open(vault.seal({"password": "p"}))
    {'password': 'p'}
    """

    def __init__(self, key: bytes) -> None:
        derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"signboard vault 1")
        self._fernet = Fernet(base64.urlsafe_b64encode(derive.derive(key)))

    @classmethod
    def from_startup(cls, startup: Startup) -> Vault:
        """Return the vault of the environment's key or of the key file, made at first start.

        Raises `storage.encryption-key-unusable` when the file cannot be made or read.
        """
        return cls(startup.encryption_key or _load_key_file(startup.state_dir / KEY_FILE))

    def seal(self, mapping: Mapping[str, object]) -> bytes:
        """Return the sealed mapping; the same mapping never looks the same twice."""
        return self._fernet.encrypt(json.dumps(dict(mapping)).encode())

    def open(self, sealed: bytes) -> dict[str, object]:
        """Return what was sealed; raises `storage.encryption-key-wrong`."""
        try:
            opened = json.loads(self._fernet.decrypt(bytes(sealed)))
        except InvalidToken as error:
            raise EncryptionKeyWrong from error
        return dict(opened)


def _load_key_file(path: Path) -> bytes:
    try:
        if not path.exists():
            _make_key_file(path)
        if path.stat().st_mode & 0o077:
            raise EncryptionKeyUnusable(path=path, reason="others may read it; run chmod 600 on it")
        key = path.read_bytes().strip()
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise EncryptionKeyUnusable(path=path, reason=reason) from error
    if len(key) < 32:
        raise EncryptionKeyUnusable(path=path, reason="it is shorter than 32 bytes; restore it")
    return key


def _make_key_file(path: Path) -> None:
    """Make the file whole or not at all; of two processes that start together, one wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{KEY_FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_urlsafe(32).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink()
