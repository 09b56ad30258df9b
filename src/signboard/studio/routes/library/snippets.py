"""Snippets: pieces of SQL that questions share (`{{snippet: Name}}`)."""

from __future__ import annotations

from fastapi import Response

from signboard.catalog.models import Catalog, Snippet
from signboard.catalog.stored.snippets import create_snippet, update_snippet
from signboard.studio.answers import answer_json
from signboard.studio.bodies import Anything, Body, Id, Name, Text, read_id
from signboard.studio.context import Author, StudioHere
from signboard.studio.errors import Missing
from signboard.studio.routes.documented import router
from signboard.wire.snippets import SnippetShape, snippet_shape

snippets = router("snippets")


class SnippetChanges(Body):
    """The keys of a snippet that a client may write; what is not named stays as it is."""

    name: Name | None = None
    content: Text | None = None
    description: Text | None = None
    template_tags: Anything | None = None
    collection_id: Id | None = None
    archived: bool | None = None


class NewSnippet(SnippetChanges):
    """A snippet to create."""

    name: Name
    content: Text
    entity_id: str | None = None


def require_snippet(catalog: Catalog, key: str) -> Snippet:
    """Return the snippet with this id or entity id; raises `studio.missing`."""
    found = catalog.snippets.get(read_id(key)) or next(
        (one for one in catalog.snippets.values() if one.entity_id == key), None
    )
    if found is None:
        raise Missing
    return found


@snippets.get("/native-query-snippet", response_model=list[SnippetShape])
def list_snippets(studio: StudioHere, _: Author, archived: str = "false") -> Response:
    """List the snippets by name; `archived=true` lists the archived ones instead."""
    wants_archived = archived.lower() == "true"
    found = sorted(studio.catalog.snippets.values(), key=lambda one: one.name.casefold())
    creators = studio.creators()
    return answer_json(
        [snippet_shape(one, creators) for one in found if one.is_archived is wants_archived]
    )


@snippets.get("/native-query-snippet/{snippet_id}", response_model=SnippetShape)
def get_snippet(studio: StudioHere, _: Author, snippet_id: str) -> Response:
    """Return a snippet, archived ones too."""
    found = require_snippet(studio.catalog, snippet_id)
    return answer_json(snippet_shape(found, studio.creators()))


@snippets.post("/native-query-snippet", response_model=SnippetShape)
def add_snippet(studio: StudioHere, identity: Author, body: NewSnippet) -> Response:
    """Create a snippet."""
    made = create_snippet(studio.store, body.sent(), identity.user.id)
    return answer_json(snippet_shape(made, studio.creators()))


@snippets.put("/native-query-snippet/{snippet_id}", response_model=SnippetShape)
def change_snippet(
    studio: StudioHere, _: Author, snippet_id: str, body: SnippetChanges
) -> Response:
    """Change or archive a snippet; published cards that lean on it are judged anew at once."""
    known = require_snippet(studio.catalog, snippet_id)
    changed = update_snippet(studio.store, known.id, body.sent())
    return answer_json(snippet_shape(changed, studio.creators()))
