"""Files, functions and folders stay small enough to be read in one sitting."""

from __future__ import annotations

import ast
import math
from collections import Counter

from tests.house.source import HISTORY, PACKAGE, functions, name, python_files

MAX_FILE_LINES = 500
P90_FILE_LINES = 350
MAX_FUNCTION_LINES = 60
MAX_PARAMETERS = 7
MAX_FILES = 15


def _lines(text: str) -> int:
    return text.count("\n") + 1


def test_no_file_is_longer_than_500_lines() -> None:
    sizes = {name(file): _lines(file.read_text()) for file in python_files()}
    assert {f: n for f, n in sizes.items() if n > MAX_FILE_LINES} == {}


def test_nine_files_of_ten_have_at_most_350_lines() -> None:
    sizes = sorted(_lines(file.read_text()) for file in python_files() if PACKAGE in file.parents)
    assert sizes[math.ceil(len(sizes) * 0.9) - 1] <= P90_FILE_LINES


def test_no_function_is_longer_than_60_lines() -> None:
    long = {
        f"{name(file)}:{node.lineno} {node.name}": size
        for file in python_files()
        for node in functions(file)
        if (size := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert long == {}


def test_no_function_takes_more_than_seven_parameters() -> None:
    def count(arguments: ast.arguments) -> int:
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        return sum(argument.arg not in ("self", "cls") for argument in named)

    wide = {
        f"{name(file)}:{node.lineno} {node.name}": count(node.args)
        for file in python_files()
        if PACKAGE in file.parents
        for node in functions(file)
        if count(node.args) > MAX_PARAMETERS
    }
    assert wide == {}


def test_no_folder_holds_more_than_15_files() -> None:
    folders = Counter(
        file.parent for file in PACKAGE.rglob("*.py") if HISTORY not in (file.parent, *file.parents)
    )
    assert {name(folder): n for folder, n in folders.items() if n > MAX_FILES} == {}
