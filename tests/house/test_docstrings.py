"""Every module says what it decides, every public function what the caller gets."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import HISTORY, PACKAGE, functions, name, python_files, tree

FILES = [file for file in python_files() if PACKAGE in file.parents and HISTORY not in file.parents]


def test_every_module_opens_with_a_docstring() -> None:
    silent = {
        name(f) for f in python_files() if f.stat().st_size and not ast.get_docstring(tree(f))
    }
    assert silent == set()


def test_every_public_function_and_class_is_documented() -> None:
    silent = {
        f"{name(file)}:{node.lineno} {node.name}"
        for file in FILES
        for node in tree(file).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    }
    assert silent == set()


def test_no_docstring_sections_repeat_the_signature() -> None:
    words = ("Args:", "Arguments:", "Parameters\n", ":param ", ":return")
    repeating = {
        f"{name(file)}:{node.lineno} {node.name}"
        for file in FILES
        for node in functions(file)
        if any(word in (ast.get_docstring(node) or "") for word in words)
    }
    assert repeating == set()


def test_imports_inside_functions_give_their_reason() -> None:
    bare = set()
    for file in FILES:
        lines = file.read_text().splitlines()
        for function in functions(file):
            for node in ast.walk(function):
                if not isinstance(node, ast.Import | ast.ImportFrom):
                    continue
                around = lines[node.lineno - 2 : (node.end_lineno or node.lineno)]
                if not any("#" in line for line in around):
                    bare.add(f"{name(file)}:{node.lineno}")
    assert bare == set()


@pytest.mark.parametrize("mark", ["TODO", "FIXME", "XXX", "HACK"])
def test_nothing_is_left_for_later_in_a_comment(mark: str) -> None:
    word = f"# {mark}"
    assert [name(file) for file in python_files() if word in file.read_text()] == []
