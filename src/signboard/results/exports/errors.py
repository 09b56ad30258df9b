"""Why a file cannot be made."""

from __future__ import annotations

from signboard.errors import Audience, Fault, SignboardError


class ExportStopped(SignboardError):
    """The worker process ended, or failed, in the middle of a file."""

    code, status, fault, shown_to = "results.export-stopped", 500, Fault.US, Audience.VIEWER
    text = "The file could not be finished. Try again; export fewer rows if it happens again."


class PivotTooLarge(SignboardError):
    """A pivot needs all rows at once, and these are too many."""

    code, status, fault, shown_to = "results.pivot-too-large", 400, Fault.VIEWER, Audience.VIEWER
    text = "More than {limit} rows cannot be pivoted. Narrow the filters, or export without pivot."
