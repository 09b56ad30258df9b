"""How a text file of columns is read: its delimiter, and its numbers with a decimal comma.

DuckDB's sniffer does the most of it. What it misses: a delimiter that the commas of the values
outvote, and `1.234,56`, which it takes for a text. A column becomes numbers only where every value
of it is written so; nothing is guessed from one value, and nothing in files whose delimiter is a
comma.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import duckdb

_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_MOST_HEADER_BYTES = 65_536
_SAMPLE_ROWS = 1000
_PADDING = ", null_padding = true"
# 12 · 1.234.567 · 1 234,5 · -0,25; not 0.123, which no group of thousands looks like.
_NUMBER = r"[+-]?(\d+|[1-9]\d{0,2}([. \x{a0}\x{202f}]\d{3})+)(,\d+)?"
_GROUPING = r"[. \x{a0}\x{202f}]"


@dataclass(frozen=True, slots=True)
class _Form:
    """What the sniffer found, with the delimiter as we know it."""

    delimiter: str
    has_header: bool
    skipped_rows: int
    types: dict[str, str]
    padding: str = ""

    @property
    def options(self) -> str:
        """The words for `read_csv`, so that it finds nothing else."""
        header = str(self.has_header).lower()
        return f"delim = {quote(self.delimiter)}, header = {header}, skip = {self.skipped_rows}{self.padding}"


def select_from(raw: duckdb.DuckDBPyConnection, paths: Sequence[str]) -> str:
    """The SELECT that shows these files as one table; the first says what form all have."""
    files = f"[{', '.join(map(quote, paths))}]"
    form = _find_form(raw, paths[0])
    if form is None or form.delimiter == ",":
        return f"SELECT * FROM read_csv({files})"
    texts = f"FROM read_csv({files}, {form.options}, all_varchar = true)"
    numbers = _find_numbers(raw, texts, form.types)
    if not numbers:
        return f"SELECT * FROM read_csv({files}, {form.options})"
    casts = ", ".join(f"{_cast(_name(column))} AS {_name(column)}" for column in numbers)
    types = ", ".join(f"{quote(column)}: 'VARCHAR'" for column in numbers)
    read = f"read_csv({files}, {form.options}, types = {{{types}}})"
    return f"SELECT * REPLACE ({casts}) FROM {read}"


def quote(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def delimiter_of(line: str) -> str | None:
    """The one delimiter that a first line holds outside of quotes; None when it does not tell.

    >>> delimiter_of("Kunde;Ort;Umsatz"), delimiter_of('"a;b",c'), delimiter_of("a;b,c")
    (';', ',', None)
    """
    rest = _QUOTED.sub("", line)
    found = [one for one in _DELIMITERS if one in rest]
    return found[0] if len(found) == 1 else None


def _find_form(raw: duckdb.DuckDBPyConnection, path: str) -> _Form | None:
    """The file's form; None where DuckDB finds none, which the view's own error tells better."""
    line = _first_line(path)
    delimiter = delimiter_of(line)
    sniffed = _sniff(raw, path)
    if delimiter in {None, ","} or (sniffed is not None and sniffed.delimiter == delimiter):
        return sniffed
    options = f", delim = {quote(delimiter or '')}"
    named = _sniff(raw, path, options)
    # A title above the table may hold a delimiter by chance: then no such columns are found.
    if named is not None and len(named.types) == len(_QUOTED.sub("", line).split(delimiter)):
        return named
    if sniffed is None or len(sniffed.types) == 1:  # rows that end early make all one column
        return _sniff(raw, path, options, _PADDING)
    return sniffed


def _first_line(path: str) -> str:
    opening = gzip.open if path.lower().endswith(".gz") else open
    try:
        with opening(path, "rb") as file:
            return bytes(file.readline(_MOST_HEADER_BYTES)).decode("utf-8", "replace")
    except (OSError, EOFError):
        return ""


def _sniff(
    raw: duckdb.DuckDBPyConnection, path: str, options: str = "", padding: str = ""
) -> _Form | None:
    what = (
        f"Delimiter, HasHeader, SkipRows, Columns FROM sniff_csv({quote(path)}{options}{padding})"
    )
    try:
        found = raw.execute(f"SELECT {what}").fetchone()
    except duckdb.Error:
        return None
    if found is None:
        return None
    delimiter, has_header, skipped_rows, columns = found
    types = {column["name"]: column["type"] for column in columns}
    return _Form(delimiter, has_header, skipped_rows, types, padding)


def _find_numbers(
    raw: duckdb.DuckDBPyConnection, texts: str, types: dict[str, str]
) -> Collection[str]:
    """Columns whose every value is a number with a decimal comma, or with groups beside one that is.

    `1.234` alone is a number with a decimal point to DuckDB; in a file of decimal commas it is not.
    """
    candidates = [name for name, kind in types.items() if kind in ("VARCHAR", "DOUBLE")]
    for rows in (f"(SELECT * {texts} LIMIT {_SAMPLE_ROWS})", f"(SELECT * {texts})"):
        candidates = _fitting(raw, rows, candidates, types)
        if not candidates:
            break
    return candidates


def _fitting(
    raw: duckdb.DuckDBPyConnection, rows: str, candidates: list[str], types: dict[str, str]
) -> list[str]:
    asked = []
    for name in candidates:
        value = f"nullif(trim({_name(name)}), '')"
        asked += [
            f"bool_and(regexp_full_match({value}, {quote(_NUMBER)}))",
            f"bool_or(contains({value}, ','))",
        ]
    found = raw.execute(f"SELECT {', '.join(asked)} FROM {rows}").fetchone() if asked else None
    if found is None:
        return []
    judged = dict(zip(candidates, zip(found[::2], found[1::2], strict=True), strict=True))
    fitting = [name for name, (fits, _) in judged.items() if fits]
    if not any(judged[name][1] for name in fitting):
        return []
    return [name for name in fitting if judged[name][1] or types[name] == "DOUBLE"]


def _cast(column: str) -> str:
    digits = f"regexp_replace(nullif(trim({column}), ''), {quote(_GROUPING)}, '', 'g')"
    return f"CAST(replace({digits}, ',', '.') AS DOUBLE)"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
