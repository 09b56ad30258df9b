"""Text cards as plain blocks, for paper: the same Markdown, without HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markdown_it.token import Token

from signboard.charts.kinds.texts.text import parse_text

Block = Mapping[str, object]
"""`kind` (heading, paragraph, item), `level`, for items a `mark`, and `parts`: runs of one style."""


def read_prose(text: str) -> list[Block]:
    """Return the blocks of a Markdown text in reading order; tables are read line by line.

    >>> read_prose("# A *b*")[0]["parts"]
    [{'text': 'A '}, {'text': 'b', 'is_emph': True}]
    """
    blocks: list[Block] = []
    lists: list[int | None] = []
    kind, level, mark = "paragraph", 0, ""
    for token in parse_text(text):
        if token.type == "heading_open":
            kind, level = "heading", int(token.tag[1])
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(
                None if token.type.startswith("bullet") else int(token.attrGet("start") or 1)
            )
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            number = lists[-1]
            mark = "•" if number is None else f"{number}."
            lists[-1] = None if number is None else number + 1
        elif token.type in ("fence", "code_block"):
            parts = [{"text": token.content.rstrip("\n"), "is_code": True}]
            blocks.append({"kind": "paragraph", "level": 0, "parts": parts})
        elif token.type == "inline":
            parts = list(_parts(token.children or []))
            if lists and kind != "heading":
                blocks.append(
                    {"kind": "item", "level": len(lists) - 1, "mark": mark, "parts": parts}
                )
                mark = ""
            else:
                blocks.append({"kind": kind, "level": level, "parts": parts})
            kind, level = "paragraph", 0
    return blocks


def _parts(children: list[Token]) -> Iterator[dict[str, object]]:
    style: dict[str, object] = {}
    for token in children:
        if token.type == "link_open":
            style["href"] = token.attrGet("href")
        elif token.type in ("strong_open", "em_open"):
            style["is_strong" if token.type == "strong_open" else "is_emph"] = True
        elif token.type == "link_close":
            style.pop("href", None)
        elif token.type in ("strong_close", "em_close"):
            style.pop("is_strong" if token.type == "strong_close" else "is_emph", None)
        elif token.type in ("softbreak", "hardbreak"):
            yield {"text": " " if token.type == "softbreak" else "\n"}
        elif token.content:
            code = {"is_code": True} if token.type == "code_inline" else {}
            yield {"text": token.content, **style, **code}
