"""Hostile values. Each carries a mark, so that a piece of it in the text of a statement is seen."""

from __future__ import annotations

from urllib.parse import quote

MARKS = ("zq7f", "918273", "2931")
"""No name, number or year of the stage holds these; every hostile text holds one that can."""

TEXTS: tuple[str, ...] = (
    # quotes and comments of every engine
    "zq7f' OR '1'='1",
    "zq7f\" OR 1=1 --",
    "zq7f`; DROP TABLE orders; #",
    "zq7f'; DELETE FROM orders; COMMIT; /*",
    "*/ zq7f /* -- \n OR 1=1",
    "zq7f\\' OR 1=1 -- \\",
    "E'\\x27zq7f' $$zq7f$$ $zq7f$ ",
    # our own template language, and placeholders of drivers
    "zq7f ]] OR 1=1 [[",
    "zq7f }} OR {{account}}",
    "{{zq7f}} [[ {{account}} ]]",
    "zq7f $1 ? %s %(zq7f)s :zq7f @p1",
    "%zq7f_\\%",
    # bytes that no database or page likes
    "zq7f\0nul",
    "zq7f\ud800lone",
    "zq7f\udfff",
    "zq7f\u202e\u2028\u2029\r\n\t\x1b[31m\x7f",
    "zq7f\ufeff\ufffe🐎👩‍👩‍👧",
    "zq7f" + "é" * 3_000,
    "zq7f" * 5_000,
    # places and markup
    "../../../../etc/zq7f",
    "%2e%2e%2fzq7f%00",
    "//zq7f.example/..%5c",
    "javascript:zq7f",
    "</script></template><img src=x onerror=zq7f>",
    '" onload="zq7f',
    "=cmd|' /C zq7f'!A0",
    # numbers that are none, or too much
    "1e999", "-1e999", "1e-999", "NaN", "Infinity", "-0", "0x918273", "918_273", "918273,918273,",
    "918273" * 60, "9223372036854775808", "-9223372036854775809", "٩١٨", "918273.918273.1", "1e918273",
    # dates that are none, or too far
    "2931-02-30", "2931-13-45", "0000-00-00", "-2931-01-01", "99999-01-01", "2931-01-01T99:99:99",
    "2931-01-01T10:00:00+99:00", "~", "2931-01-01~", "~2931-99-99", "2931-12-31~2931-01-01",
    "9999-12-31~", "~0001-01-01", "0001-01-01", "Q9-2931", "2931-99", "past918273days", "past918273918273years~",
    "next918273months-from-918273years", "past0days", "past-918273days", "exclude-hours-918273",
    "exclude-days-zq7f", "exclude-months-", "last", "todayzq7f", "month-of-zq7f",
    # emptiness
    "", " ", "\t", "null", "true", "undefined", "[]", "{}",
)  # fmt: skip


def _deep(opening: str, closing: str, times: int) -> str:
    return opening * times + closing * times


JSONS: tuple[str, ...] = (
    "null", "true", "false", "[]", "{}", "0", "-0.0", "1e308", "1e999", "-1e999", "NaN", "Infinity",
    "918273918273918273918273918273", '"zq7f"', '["zq7f"]', "[null]", "[[]]", '[["zq7f"]]', '[{"a": "zq7f"}]',
    '{"zq7f": {"$gt": ""}}', '{"sql": "zq7f OR 1=1"}', '["zq7f", 918273, true, null, 1.5]', "[true, false]",
    '"\\ud800zq7f"', '"zq7f\\u0000"', '["\\udfff\\ud800"]', '[1e999, "zq7f"]',
    "[" + ",".join(['"zq7f"'] * 400) + "]",
    _deep("[", "]", 60), _deep("[", "]", 4_000), _deep('{"zq7f":', "}", 900), '{"a":1,"a":2}', '{"zq7f":', "[1,", "'zq7f'",
)  # fmt: skip
"""JSON texts, good and bad, for places where one value is expected."""

PIECES: tuple[str, ...] = (
    "zq7f", "..", ".", "%2f", "%2F..%2f", "%5c", "%00", "%ED%A0%80", "%ff%fe", "%", "%zz", "a%2fb", ";zq7f", "zq7f//",
    "0", "-1", "1.5", "1e3", "918273", "999999999999999999", "9" * 40, "%D9%A1", "é", "+", "%20", "%0d%0aX-Zq7f:1",
    "{zq7f}", "csv", "CSV", "csv.", "null", "undefined", "zq7f" * 500, "e" * 9_000,
)  # fmt: skip
"""Pieces of a path, as they stand in the request line."""

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"accept-language", b"zq7f;q=9,\xff\xfe,*;q=-1"),
    (b"accept-language", b"de-" + b"x" * 4_000),
    (b"accept-language", b"../../zq7f"),
    (b"accept-encoding", b"br;q=zq7f, gzip;q=1e999, \x00"),
    (b"host", b"zq7f'\"><.example:99999"),
    (b"host", b""),
    (b"x-forwarded-host", b"zq7f.example"),
    (b"x-forwarded-proto", b"javascript"),
    (b"x-forwarded-for", b"zq7f, ::1, 999.999.999.999"),
    (b"x-signboard-token", b"\xff.zq7f.\x00"),
    (b"x-signboard-token", b"a" * 9_000),
    (b"cookie", b"metabase.SESSION=zq7f; signboard.session=; =;;"),
    (b"authorization", b"Bearer zq7f"),
    (b"x-metabase-session", b"zq7f"),
    (b"x-api-key", b"sb_zq7f"),
    (b"if-none-match", b'W/"zq7f", *'),
    (b"range", b"bytes=-1,918273-1"),
    (b"content-type", b"multipart/form-data; boundary=zq7f"),
    (b"content-type", b"application/json; charset=zq7f"),
    (b"origin", b"null"),
    (b"referer", b"http://zq7f/\xff"),
)


def percent(text: str) -> str:
    """A text as a query string or a path holds it; a lone surrogate as its three bytes."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")
