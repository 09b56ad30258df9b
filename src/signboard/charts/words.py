"""The few words that the renderer itself says, in the page's language; English where we know none."""

from __future__ import annotations

from signboard.results.locales import find_locale

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "empty": "(empty)",
        "left-out": "Not shown: {count} below zero",
        "of-first": "Of the first",
        "of-previous": "Of the previous",
        "funnel-steps": "Funnel of {metric} in {count} steps, from {first} with {high} to {last} with {low}, {percent} of the first.",
        "period": "Period",
        "so-far": "{period}, so far",
        "versus": "vs. {name}",
        "previous-value": "previous value",
        "no-data": "No data",
        "no-change": "No change",
        "trend-up": "Up {change} {label}.",
        "trend-down": "Down {change} {label}.",
        "trend-same": "{change} {label}.",
        "goal-of": "Goal {goal}",
        "progress": "{name}: {value}, {percent} of the goal of {goal}.",
        "progress-beyond": "{name}: {value}, {percent} of the goal of {goal}, which is exceeded.",
        "gauge": "{name}: {value} on a scale from {low} to {high}.",
        "other": "Other",
        "total": "Total",
        "goal": "Goal",
        "no-results": "No results",
        "no-results-more": "Nothing matches the current filters.",
        "failed": "There was a problem displaying this chart.",
        "rows-of": "Showing first {shown} of {total} rows",
        "rows-of-more": "Showing first {shown} of more than {total} rows",
        "rows-from": "Rows {first}–{shown} of {total}",
        "rows-from-more": "Rows {first}–{shown} of more than {total}",
        "row": "Row",
        "line": "Line chart",
        "bar": "Bar chart",
        "area": "Area chart",
        "pie": "Pie chart",
        "one-series": "{kind} of {metric} by {dimension}, {count} values from {first} to {last}: lowest {low} ({low_at}), highest {high} ({high_at}), last {end}.",
        "one-value": "{kind} of {metric} by {dimension} with one value: {high} ({high_at}).",
        "many-series": "{kind} with {series} series by {dimension}, {count} positions from {first} to {last}: highest {high} ({high_name}, {high_at}), lowest {low} ({low_name}, {low_at}).",
        "slices": "{kind} of {metric} by {dimension} with {count} slices, total {total}: largest {high_name} with {high} ({percent}).",
        "table": "Table with {rows} rows and {columns} columns.",
        "figure": "{name}: {value}.",
    },
    "de": {
        "empty": "(leer)",
        "left-out": "Nicht gezeigt: {count} unter null",
        "of-first": "Vom ersten",
        "of-previous": "Vom vorigen",
        "funnel-steps": "Trichter: {metric} in {count} Schritten, von {first} mit {high} bis {last} mit {low}, {percent} des ersten.",
        "period": "Zeitraum",
        "so-far": "{period}, bisher",
        "versus": "ggü. {name}",
        "previous-value": "vorigem Wert",
        "no-data": "Keine Daten",
        "no-change": "Unverändert",
        "trend-up": "{change} mehr {label}.",
        "trend-down": "{change} weniger {label}.",
        "trend-same": "{change} {label}.",
        "goal-of": "Ziel {goal}",
        "progress": "{name}: {value}, {percent} des Ziels von {goal}.",
        "progress-beyond": "{name}: {value}, {percent} des Ziels von {goal}, das damit übertroffen ist.",
        "gauge": "{name}: {value} auf einer Skala von {low} bis {high}.",
        "other": "Sonstige",
        "total": "Gesamt",
        "goal": "Ziel",
        "no-results": "Keine Ergebnisse",
        "no-results-more": "Zu den gewählten Filtern passt nichts.",
        "failed": "Dieses Diagramm kann gerade nicht angezeigt werden.",
        "rows-of": "Die ersten {shown} von {total} Zeilen",
        "rows-of-more": "Die ersten {shown} von mehr als {total} Zeilen",
        "rows-from": "Zeilen {first}–{shown} von {total}",
        "rows-from-more": "Zeilen {first}–{shown} von mehr als {total}",
        "row": "Zeile",
        "line": "Liniendiagramm",
        "bar": "Balkendiagramm",
        "area": "Flächendiagramm",
        "pie": "Kreisdiagramm",
        "one-series": "{kind}: {metric} nach {dimension}, {count} Werte von {first} bis {last}; niedrigster {low} ({low_at}), höchster {high} ({high_at}), letzter {end}.",
        "one-value": "{kind}: {metric} nach {dimension} mit einem Wert: {high} ({high_at}).",
        "many-series": "{kind} mit {series} Reihen nach {dimension}, {count} Stellen von {first} bis {last}; höchster Wert {high} ({high_name}, {high_at}), niedrigster {low} ({low_name}, {low_at}).",
        "slices": "{kind}: {metric} nach {dimension} mit {count} Anteilen, zusammen {total}; größter: {high_name} mit {high} ({percent}).",
        "table": "Tabelle mit {rows} Zeilen und {columns} Spalten.",
        "figure": "{name}: {value}.",
    },
}


def word(key: str, locale_tag: str, **values: object) -> str:
    """Return a word or sentence of the catalogue in the language of a locale tag.

    >>> word("other", "de-AT"), word("other", "sv")
    ('Sonstige', 'Other')
    """
    catalogue = _WORDS.get(find_locale(locale_tag).language, _WORDS["en"])
    text = catalogue[key]
    return text.format(**values) if values else text


LANGUAGES = tuple(_WORDS)
