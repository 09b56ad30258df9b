"""Content folders: the page's own example is applied, and every mistake names its line."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from signboard.catalog.closure import load_item
from signboard.catalog.content import Action, apply, plan
from signboard.catalog.content.errors import ContentRefused
from signboard.catalog.dashboards import update_dashboard
from signboard.catalog.find import find_question
from signboard.catalog.models import ResourceKind
from signboard.catalog.questions import create_question, delete_question, update_question
from signboard.catalog.scope import check_scope
from signboard.catalog.store import CatalogStore
from signboard.catalog.stored.snippets import create_snippet
from signboard.parameters.declared import Access, Target, TargetKind
from signboard.queries.tags import TagType
from signboard.storage.counting import count_statements
from tests.storage.fixtures import VAULT

PAGE = Path(__file__).parents[2] / "docs" / "content.md"
_FILE = re.compile(r"(?<!server -->\n)```(?:yaml|sql)\n(?:#|--) (\S+)\n(.*?)```", re.DOTALL)

Folder = Path


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The folder that docs/content.md describes, made of the page's own blocks."""
    root = tmp_path / "content"
    for path, text in _FILE.findall(PAGE.read_text()):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    connection = sqlite3.connect(root / "shop.db")
    connection.executescript(
        "create table orders (id integer primary key, account_id int, ordered_at date,"
        " category text, amount numeric);"
        "insert into orders values (1, 1, '2024-01-05', 'Tea', 12.5), (2, 2, '2024-02-05', 'Tea', 7);"
    )
    connection.close()
    return root


Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(folder: Folder) -> Edit:
    """Replace a text in one of the files."""

    def change(path: str, old: str, new: str) -> None:
        file = folder / path
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new, 1))

    return change


def test_page_describes_a_whole_folder(folder: Folder) -> None:
    found = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.*"))
    assert found == [
        "dashboards/customer.yaml",
        "dashboards/tabbed.yaml",
        "questions/revenue.sql",
        "questions/revenue.yaml",
        "settings.yaml",
        "shop.db",
        "snippets/paid.sql",
        "snippets/paid.yaml",
        "sources/shop.yaml",
    ]


def test_plan_writes_nothing(store: CatalogStore, folder: Folder) -> None:
    before = store.current()
    with count_statements(store.database) as counter:
        found = plan(store, folder)
    assert [(one.action, one.kind, one.name) for one in found.changes] == [
        (Action.UPDATE, "setting", "site-name"),
        (Action.UPDATE, "setting", "enable-embedding"),
        (Action.CREATE, "source", "Shop"),
        (Action.CREATE, "snippet", "Paid orders"),
        (Action.CREATE, "question", "Revenue by month"),
        (Action.CREATE, "dashboard", "Customer"),
        (Action.CREATE, "dashboard", "Two views"),
    ]
    assert counter.statements == []
    assert store.current() is before
    assert "create  question   Revenue by month (questions/revenue.yaml)" in str(found)


def test_apply_makes_everything_as_the_files_say(store: CatalogStore, folder: Folder) -> None:
    report = apply(store, folder)
    assert report.notes == ()
    assert report.ids == {
        "questions/revenue.yaml": 1,
        "dashboards/customer.yaml": 1,
        "dashboards/tabbed.yaml": 2,
    }
    catalog = store.current()
    assert (catalog.settings.site_name, catalog.settings.enable_embedding) == ("Corner Shop", True)
    assert catalog.keys.signing is not None
    assert catalog.sources[1].spec.details == {"db": str(folder / "shop.db")}
    question = catalog.questions[1]
    assert question.source_id == 1
    assert [column.name for column in question.columns] == ["month", "revenue"]
    field = catalog.fields[question.query.tags["category"].field_id or 0]
    assert (field.ref.table, field.ref.column) == ("orders", "category")
    dashboard = catalog.dashboards[1]
    assert dashboard.is_published
    assert dashboard.policy == {
        "account": Access.LOCKED,
        "ordered": Access.EDITABLE,
        "category": Access.EDITABLE,
    }
    assert dashboard.appearance == {"bordered": False, "titled": True}
    heading, chart, text = dashboard.dashcards
    assert (heading.virtual, heading.text) == ("heading", "Your orders")
    assert (chart.row, chart.col, chart.size_x, chart.size_y) == (1, 0, 16, 7)
    assert (text.row, text.col, text.virtual) == (1, 16, "text")
    assert [wire.target for wire in chart.wirings] == [
        Target(TargetKind.VARIABLE, "account"),
        Target(TargetKind.DIMENSION, "ordered"),
        Target(TargetKind.DIMENSION, "category"),
    ]
    assert [one.name for one in catalog.dashboards[2].tabs] == ["Chart", "About"]


def test_second_apply_changes_nothing(store: CatalogStore, folder: Folder) -> None:
    first = apply(store, folder)
    before = store.current()
    assert plan(store, folder).is_empty
    with count_statements(store.database) as counter:
        second = apply(store, folder)
    assert counter.statements == []
    assert second.ids == first.ids
    assert store.current() is before


def test_changed_file_changes_only_its_own_thing(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    apply(store, folder)
    before = store.current()
    edit("dashboards/customer.yaml", "width: 16", "width: 12")
    changes = [one for one in plan(store, folder).changes if one.action is not Action.KEEP]
    assert [(one.name, one.words) for one in changes] == [("Customer", ("dashcards",))]
    apply(store, folder)
    after = store.current()
    assert after.questions == before.questions
    old, new = before.dashboards[1].dashcards, after.dashboards[1].dashcards
    assert [card.id for card in new] == [card.id for card in old]
    assert new[1].size_x == 12


def test_changed_sql_asks_for_the_columns_again(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    apply(store, folder)
    edit("questions/revenue.sql", "as revenue", "as revenue, count(*) as orders")
    apply(store, folder)
    names = [column.name for column in store.current().questions[1].columns]
    assert names == ["month", "revenue", "orders"]


def test_edit_in_the_studio_is_taken_back_by_the_next_apply(
    store: CatalogStore, folder: Folder
) -> None:
    apply(store, folder)
    update_question(store, 1, {"name": "By hand"})
    update_dashboard(store, 1, {"dashcards": [{"id": -1, "card_id": None, "visualization_settings": {"text": "mine"}}]})  # fmt: skip
    apply(store, folder)
    assert store.current().questions[1].name == "Revenue by month"
    assert len(store.current().dashboards[1].dashcards) == 3


def test_publishing_stays_as_it_is_when_the_file_says_nothing(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    apply(store, folder)
    update_question(store, 1, {"enable_embedding": True, "embedding_params": {"account": "locked"}})
    edit("questions/revenue.yaml", "display: bar", "display: line")
    apply(store, folder)
    assert store.current().questions[1].is_published


def test_explicit_id_survives_a_renamed_file(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    edit("questions/revenue.yaml", "name: Revenue", "id: abcdefghijklmnopqrstu\nname: Revenue")
    apply(store, folder)
    for ending in ("yaml", "sql"):
        (folder / f"questions/revenue.{ending}").rename(folder / f"questions/income.{ending}")
    for name in ("customer", "tabbed"):
        edit(f"dashboards/{name}.yaml", "question: revenue", "question: income")
    assert [one.kind for one in plan(store, folder).changes if one.action is Action.CREATE] == []
    apply(store, folder)
    assert len(store.current().questions) == 1
    assert find_question(store.current(), "abcdefghijklmnopqrstu") is not None


def test_new_column_of_a_known_source_is_found_by_syncing_again(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    apply(store, folder)
    connection = sqlite3.connect(folder / "shop.db")
    connection.execute("alter table orders add column channel text")
    connection.close()
    edit("questions/revenue.yaml", "field: orders.category", "field: orders.channel")
    assert ("Shop", ("tables",)) in [(one.name, one.words) for one in plan(store, folder).changes]
    apply(store, folder)
    assert plan(store, folder).is_empty


def test_environment_fills_in_details(store: CatalogStore, folder: Folder, edit: Edit) -> None:
    edit("sources/shop.yaml", "${SHOP_DB:-shop.db}", "${SHOP_DB}")
    with pytest.raises(ContentRefused, match="the environment variable SHOP_DB is not set"):
        plan(store, folder)
    named = CatalogStore(store.database, VAULT, {"SHOP_DB": str(folder / "shop.db")})
    assert not plan(named, folder).is_empty


def test_query_that_does_not_run_is_a_note_and_not_a_refusal(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    edit("questions/revenue.sql", "from orders", "from nowhere")
    report = apply(store, folder)
    assert [note.partition(":")[0] for note in report.notes] == ["questions/revenue.yaml"]
    assert store.current().questions[1].columns == ()


@pytest.mark.parametrize(
    ("path", "old", "new", "complaint"),
    [
        ("settings.yaml", "site-name", "site-nome", "settings.yaml:1: There is no setting site-nome"),
        ("settings.yaml", "enable-embedding: true", "embedding-secret-key: x", "settings.yaml:2: embedding-secret-key is a secret"),
        ("settings.yaml", "enable-embedding: true", "query-timeout-ms: 1", "settings.yaml:2: query-timeout-ms must be"),
        ("settings.yaml", "enable-embedding: true", "enable-embedding: false", r"customer.yaml:\d+: publishing needs"),
        ("sources/shop.yaml", "engine: sqlite", "driver: sqlite", "shop.yaml:2: driver means nothing here"),
        ("questions/revenue.yaml", "source: shop", "source: shep", "revenue.yaml:3: there is no source shep. Files in sources/: shop"),
        ("questions/revenue.yaml", "name: Revenue by month\n", "", "revenue.yaml:1: name is missing"),
        ("questions/revenue.yaml", "field: orders.category", "field: orders.catgory", r"revenue.yaml:\d+: there is no column orders.catgory in shop"),
        ("questions/revenue.yaml", "field: orders.category", "field: category", "table.column"),
        ("questions/revenue.yaml", "type: number", "type: whole", "type must be one of"),
        ("questions/revenue.yaml", "  account:\n    type", "  acount:\n    type", "the SQL has no {{acount}}"),
        ("questions/revenue.yaml", "widget: string/=\n", "", "widget is missing"),
        ("questions/revenue.yaml", "required: true", "required: 'yes'", "required must be true or false"),
        ("questions/revenue.yaml", "display: bar", "display: [bar]", "display must be a text"),
        ("questions/revenue.yaml", "display: bar", "display: bar\ndisplay: line", "revenue.yaml:5: display stands here twice"),
        ("questions/revenue.yaml", "display: bar", "display: 'bar", r"revenue.yaml:\d+: "),
        ("questions/revenue.yaml", "display: bar", "id: short", "revenue.yaml:4: id must have 21 characters"),
        ("questions/revenue.yaml", "display: bar", "sql: ../../other.sql", "there is no file"),
        ("questions/revenue.sql", "[[and {{ordered}}]]", "[[and {{ordered}}", "revenue.yaml:1: its SQL cannot be read"),
        ("dashboards/customer.yaml", "question: revenue", "question: spending", r"customer.yaml:\d+: there is no question spending. Files in questions/: revenue"),
        ("dashboards/customer.yaml", "ordered: ordered,", "orderd: ordered,", "there is no parameter orderd"),
        ("dashboards/customer.yaml", "ordered: ordered,", "ordered: orderd,", "the question has no tag orderd"),
        ("dashboards/customer.yaml", "width: 16", "width: 25", "whole number from 1 to 24"),
        ("dashboards/customer.yaml", "width: 16", "col: 20", "col must be a whole number from 0 to 12"),
        ("dashboards/customer.yaml", "heading: Your orders", "picture: x", "picture means nothing here"),
        ("dashboards/customer.yaml", "- heading: Your orders\n    height: 1", "- height: 1", "a card is one of"),
        ("dashboards/customer.yaml", "account: locked", "account: looked", "locked, editable or disabled"),
        ("dashboards/customer.yaml", "account: locked", "accounts: locked", "there is no parameter accounts"),
        ("dashboards/customer.yaml", "- name: Category", "- name: Account", "the same slug"),
        ("dashboards/customer.yaml", "- name: Category", "- name: Category\n    depends_on: [nobody]", "there is no parameter nobody"),
        ("dashboards/customer.yaml", "- name: Category", "- name: Category\n    values: some", "values must be list, search, none"),
        ("dashboards/customer.yaml", "parameters:\n", "parameters: 7\nx:\n", "x means nothing here|list of mappings"),
        ("dashboards/tabbed.yaml", "tabs:", "cards: []\ntabs:", "cards stand inside them"),
    ],
)  # fmt: skip
def test_mistakes_name_file_and_line_and_write_nothing(
    store: CatalogStore, folder: Folder, edit: Edit, path: str, old: str, new: str, complaint: str
) -> None:
    edit(path, old, new)
    before = store.current()
    with pytest.raises(ContentRefused, match=complaint):
        apply(store, folder)
    store.refresh()
    assert store.current() is before


def test_folder_that_is_not_there_is_refused(store: CatalogStore, tmp_path: Path) -> None:
    with pytest.raises(ContentRefused, match="there is no such folder"):
        plan(store, tmp_path / "nowhere")


def test_file_in_the_wrong_place_is_refused(store: CatalogStore, folder: Folder) -> None:
    (folder / "revenue.yaml").write_text("name: lost")
    with pytest.raises(ContentRefused, match="belongs into"):
        plan(store, folder)


def test_two_files_with_one_id_are_refused(store: CatalogStore, folder: Folder) -> None:
    text = (folder / "questions/revenue.yaml").read_text()
    (folder / "questions/copy.yaml").write_text(f"id: {'a' * 21}\n{text}sql: revenue.sql\n")
    (folder / "questions/twin.yaml").write_text(f"id: {'a' * 21}\n{text}sql: revenue.sql\n")
    with pytest.raises(
        ContentRefused, match=r"twin\.yaml:1: the same id stands in questions/copy\.yaml"
    ):
        plan(store, folder)


LEAK = ("questions/revenue.sql", "account_id = {{account}}", "(account_id = {{account}} or true)")
PUBLISHED = ("dashboards/customer.yaml", "  published: true", "  published: true\n  same_for_everyone: [revenue]")  # fmt: skip


def test_a_folder_that_would_publish_a_leak_writes_nothing(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    edit(*LEAK)
    before = store.current()
    with pytest.raises(
        ContentRefused, match=r"dashboards/customer\.yaml:\d+: .*“Spending” \(account\)"
    ):
        apply(store, folder)
    assert store.current() is before


def test_a_file_may_say_that_a_card_is_the_same_for_everyone(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    edit(*LEAK)
    edit(*PUBLISHED)
    apply(store, folder)
    board = store.current().dashboards[1]
    assert board.is_published
    (vouch,) = board.vouches.values()
    assert (vouch.kind, vouch.name) == ("same-for-everyone", "content folder")
    assert plan(store, folder).is_empty
    edit("questions/revenue.sql", "or true", "or 1 = 1")
    apply(store, folder)
    (renewed,) = store.current().dashboards[1].vouches.values()
    assert renewed.fingerprint != vouch.fingerprint


def test_a_question_by_itself_may_be_the_same_for_everyone(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    edit(*LEAK)
    edit(*PUBLISHED)
    words = "embedding:\n  published: true\n  parameters: {account: locked}\n"
    edit("questions/revenue.yaml", "source: shop", f"{words}source: shop")
    with pytest.raises(ContentRefused, match=r"questions/revenue\.yaml"):
        apply(store, folder)
    edit("questions/revenue.yaml", "published: true", "published: true\n  same_for_everyone: true")
    apply(store, folder)
    assert store.current().questions[1].is_published


def test_a_lax_setting_in_the_folder_publishes_all_the_same(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    edit(*LEAK)
    edit(
        "settings.yaml",
        "enable-embedding: true",
        "enable-embedding: true\nembedding-scope-check: warn",
    )
    apply(store, folder)
    assert store.current().dashboards[1].is_published


def test_an_edit_of_what_is_published_is_applied_and_stops_only_its_card(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    apply(store, folder)
    edit(*LEAK)
    apply(store, folder)
    catalog = store.current()
    assert "or true" in str(catalog.questions[1].stored["dataset_query"])
    loaded = load_item(catalog, ResourceKind.DASHBOARD, 1)
    assert [one.title for one in check_scope(loaded)] == ["Spending"]


def test_snippet_is_made_before_the_question_that_holds_it(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    apply(store, folder)
    catalog = store.current()
    assert (catalog.snippets[1].name, catalog.snippets[1].content) == (
        "Paid orders",
        "amount > 0 [[and {{category}}]]",
    )
    tag = catalog.questions[1].query.tags["snippet: Paid orders"]
    assert (tag.type, tag.snippet_name) == (TagType.SNIPPET, "Paid orders")
    edit("snippets/paid.sql", "amount > 0", "amount > 1")
    changes = [one for one in plan(store, folder).changes if one.action is not Action.KEEP]
    assert [(one.kind, one.words) for one in changes] == [("snippet", ("content",))]
    apply(store, folder)
    assert store.current().snippets[1].content.startswith("amount > 1")


def test_missing_snippet_and_a_taken_name_are_refused_before_anything_is_written(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    edit("questions/revenue.sql", "snippet: Paid", "snippet: Unpaid")
    with pytest.raises(ContentRefused, match=r'Snippet "Unpaid orders" not found'):
        apply(store, folder)
    edit("questions/revenue.sql", "snippet: Unpaid", "snippet: Paid")
    create_snippet(store, {"name": "Paid orders", "content": "1 = 1"}, None)
    with pytest.raises(ContentRefused, match=r"snippets/paid.yaml:\d+: .* has this name already"):
        apply(store, folder)
    assert store.current().questions == {}


def test_snippet_is_renamed_with_the_questions_of_its_folder_and_not_under_others(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    apply(store, folder)
    edit("snippets/paid.yaml", "name: Paid orders", "name: Revenue orders")
    with pytest.raises(ContentRefused, match=r'Snippet "Paid orders" not found'):
        plan(store, folder)
    edit("questions/revenue.sql", "snippet: Paid orders", "snippet: Revenue orders")
    query = {
        "database": 1,
        "type": "native",
        "native": {"query": "select 1 where {{snippet: Paid orders}}"},
    }
    other = create_question(store, {"name": "Elsewhere", "dataset_query": query}, None)
    with pytest.raises(ContentRefused, match="“Elsewhere”"):
        apply(store, folder)
    delete_question(store, other.id)
    apply(store, folder)
    assert store.current().snippets[1].name == "Revenue orders"
    assert plan(store, folder).is_empty


def test_snippet_file_says_what_its_own_tags_are(
    store: CatalogStore, folder: Folder, edit: Edit
) -> None:
    edit("snippets/paid.sql", "amount > 0", "amount > {{least}} and {{ordered_in_full}}")
    edit(
        "snippets/paid.yaml",
        "name: Paid orders",
        "name: Paid orders\nsource: shop\ntags:\n  least: {type: number, default: 5}\n"
        "  ordered_in_full: {type: field, field: orders.ordered_at, widget: date/range}",
    )
    edit(
        "dashboards/customer.yaml",
        "type: string/=",
        "type: string/=\n  - {name: Least, type: number/=}",
    )
    report = apply(store, folder)
    assert report.notes == ()
    tags = store.current().questions[1].query.tags
    assert (tags["least"].type, tags["least"].default) == (TagType.NUMBER, 5)
    assert (tags["ordered_in_full"].type, tags["ordered_in_full"].widget_type) == (
        TagType.DIMENSION,
        "date/range",
    )
    stored = store.current().questions[1].stored["dataset_query"]
    assert isinstance(stored, dict)
    assert "least" not in stored["native"]["template-tags"]
    assert plan(store, folder).is_empty
    edit("snippets/paid.yaml", "type: number", "type: nonsense")
    with pytest.raises(ContentRefused, match=r"snippets/paid.yaml:\d+: type must be one of"):
        plan(store, folder)
