"""The vault and its key file."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from signboard.settings import Startup
from signboard.storage.errors import EncryptionKeyUnusable, EncryptionKeyWrong
from signboard.storage.secrets import KEY_FILE, Vault

KEY = b"k" * 32


def test_sealed_mapping_comes_back_and_shows_nothing() -> None:
    mapping = {"password": "päss🔑word", "port": 5432, "ssl": None}
    sealed = Vault(KEY).seal(mapping)
    assert Vault(KEY).open(sealed) == mapping
    assert b"word" not in sealed
    assert Vault(KEY).seal(mapping) != sealed


def test_what_an_earlier_version_has_sealed_still_opens() -> None:
    """FROZEN: databases out there hold secrets that were sealed this way."""
    sealed = (
        b"gAAAAABrAqR0xrIECLhg6ucMm_yLtIionvnj0NtGgH-AUozln0RsqSnpZQeczKxK8gJzUWQiQUztNTwGT5zMXt1O"
        b"8cWitMnsO4-5Wj2wfiKO55D32S7lf28="
    )
    assert Vault(KEY).open(sealed) == {"password": "p"}


def test_wrong_key_is_a_clear_error() -> None:
    with pytest.raises(EncryptionKeyWrong, match="SIGNBOARD_ENCRYPTION_KEY"):
        Vault(b"x" * 32).open(Vault(KEY).seal({}))


def test_key_file_is_made_once_with_mode_0600(tmp_path: Path) -> None:
    vault = Vault.from_startup(Startup(tmp_path))
    file = tmp_path / KEY_FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Vault.from_startup(Startup(tmp_path)).open(vault.seal({"a": 1})) == {"a": 1}
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_two_first_starts_at_once_agree_on_one_key(tmp_path: Path) -> None:
    vaults: list[Vault] = []
    barrier = threading.Barrier(8)

    def start() -> None:
        barrier.wait()
        vaults.append(Vault.from_startup(Startup(tmp_path)))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.open(vaults[0].seal({"a": 1})) for one in vaults] == [{"a": 1}] * 8


def test_environment_key_stands_above_the_file(tmp_path: Path) -> None:
    vault = Vault.from_startup(Startup(tmp_path, encryption_key=KEY))
    assert Vault(KEY).open(vault.seal({"a": 1})) == {"a": 1}
    assert not (tmp_path / KEY_FILE).exists()


@pytest.mark.parametrize(
    ("content", "mode", "reason"),
    [(b"k" * 40, 0o644, "chmod 600"), (b"short", 0o600, "shorter than 32 bytes")],
)
def test_unusable_key_file_is_refused(
    tmp_path: Path, content: bytes, mode: int, reason: str
) -> None:
    file = tmp_path / KEY_FILE
    file.write_bytes(content)
    os.chmod(file, mode)
    with pytest.raises(EncryptionKeyUnusable, match=reason):
        Vault.from_startup(Startup(tmp_path))
