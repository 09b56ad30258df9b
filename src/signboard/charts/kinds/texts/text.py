"""Text cards: CommonMark without raw HTML; links and images http, https and mailto only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from signboard.results.formats import clean

_SAFE = {"http", "https", "mailto"}
_LONGEST = 100_000


class _Renderer(RendererHTML):
    """Links leave the frame and tell nobody where they came from."""

    def link_open(self, tokens: list[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        tokens[index].attrSet("target", "_blank")
        tokens[index].attrSet("rel", "noopener noreferrer")
        return self.renderToken(tokens, index, options, env)

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """Return an image that waits until it is near."""
        tokens[index].attrSet("loading", "lazy")
        return super().image(tokens, index, options, env)


def is_safe(address: str) -> bool:
    """True for http, https and mailto, with a name behind it."""
    try:
        return urlsplit(address.strip()).scheme.lower() in _SAFE
    except ValueError:
        return False


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    parser.validateLink = is_safe  # type: ignore[method-assign, assignment]
    return parser


_PARSER = _parser()


@lru_cache(maxsize=512)
def render_text(text: str, look: str = "") -> str:
    """Return the safe HTML of a Markdown text; raw HTML in it is shown, not obeyed.

    `look` is more classes of the element, each after a blank.
    """
    return f'<div class="sb-md{look}" dir="auto">{_PARSER.render(clean(text[:_LONGEST]))}</div>'


def parse_text(text: str) -> list[Token]:
    """Return the tokens of a Markdown text, with the same rules as its HTML."""
    return _PARSER.parse(clean(text[:_LONGEST]))
