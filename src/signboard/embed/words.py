"""The page's own words, one catalogue a language. A language without one reads English."""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH = {
    "all": "All",
    "any": "Any",
    "apply": "Apply",
    "cancel-hint": "Press Escape to close",
    "catalog.card-out-of-scope": "This card is being checked and will be back soon.",
    "clear": "Clear",
    "description": "Description",
    "error": "There was a problem displaying this chart.",
    "filters": "Filters",
    "from": "From",
    "loading": "Loading",
    "maximum": "max",
    "minimum": "min",
    "no": "No",
    "no-choices": "No values to choose from",
    "page-error": "This embed cannot be shown",
    "reference": "Reference",
    "reset": "Reset",
    "search": "Search",
    "selected": "{count} selected",
    "to": "To",
    "yes": "Yes",
    "today": "Today",
    "yesterday": "Yesterday",
    "past7days": "Last 7 days",
    "past30days": "Last 30 days",
    "past3months~": "Last 3 months",
    "past12months~": "Last 12 months",
    "thismonth": "This month",
    "lastmonth": "Last month",
    "thisquarter": "This quarter",
    "thisyear": "This year",
    "lastyear": "Last year",
    "powered": "Powered by Signboard",
}

_GERMAN = {
    "all": "Alle",
    "any": "Beliebig",
    "apply": "Anwenden",
    "cancel-hint": "Zum Schließen Escape drücken",
    "catalog.card-out-of-scope": "Diese Karte wird gerade geprüft und ist bald wieder da.",
    "clear": "Leeren",
    "description": "Beschreibung",
    "error": "Dieses Diagramm kann gerade nicht angezeigt werden.",
    "filters": "Filter",
    "from": "Von",
    "loading": "Wird geladen",
    "maximum": "max.",
    "minimum": "min.",
    "no": "Nein",
    "no-choices": "Keine Werte zur Auswahl",
    "page-error": "Diese Ansicht kann nicht gezeigt werden",
    "reference": "Kennung",
    "reset": "Zurücksetzen",
    "search": "Suchen",
    "selected": "{count} ausgewählt",
    "to": "Bis",
    "yes": "Ja",
    "today": "Heute",
    "yesterday": "Gestern",
    "past7days": "Letzte 7 Tage",
    "past30days": "Letzte 30 Tage",
    "past3months~": "Letzte 3 Monate",
    "past12months~": "Letzte 12 Monate",
    "thismonth": "Dieser Monat",
    "lastmonth": "Letzter Monat",
    "thisquarter": "Dieses Quartal",
    "thisyear": "Dieses Jahr",
    "lastyear": "Letztes Jahr",
    "powered": "Powered by Signboard",
}

_CATALOGUES: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "de": _GERMAN}

PRESETS = (
    "today",
    "yesterday",
    "past7days",
    "past30days",
    "past3months~",
    "past12months~",
    "thismonth",
    "lastmonth",
    "thisquarter",
    "thisyear",
    "lastyear",
)
"""Relative date values that the date widget offers, in its order; each is also a word's key."""


def words(locale: str) -> Mapping[str, str]:
    """The catalogue of a locale's language: key -> text."""
    language = locale.replace("_", "-").partition("-")[0].lower()
    return _CATALOGUES.get(language, _ENGLISH)
