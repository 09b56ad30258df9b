"""A file is named after the noun or verb it is about: general names grow monsters."""

from __future__ import annotations

from tests.house.source import PACKAGE, name, python_files

FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "core", "base", "misc"}
FORBIDDEN_PARTS = {"manager", "handler", "service", "utils", "helpers"}
ALLOWED = {"src/signboard/sources/base.py"}  # the protocol of all engines


def test_no_file_or_folder_has_a_general_name() -> None:
    general = {
        name(file)
        for file in python_files()
        for word in (file.stem, file.parent.name)
        if word in FORBIDDEN or FORBIDDEN_PARTS & set(word.split("_"))
    }
    assert general - ALLOWED == set()


def test_tests_mirror_the_rooms() -> None:
    rooms = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()}
    others = {
        "house",
        "browser",
        "contract",
        "conformance",
        "examples",
        "scripts",
        "docs",
        "fuzz",
        "benchmarks",
    }
    tests = {
        folder.name
        for folder in (PACKAGE.parent.parent / "tests").iterdir()
        if folder.is_dir() and any(folder.glob("test_*.py"))
    }
    files = {file.stem for file in PACKAGE.glob("*.py")}
    assert tests - rooms - others - files == set()
