"""What is wrong in a content folder: always with the file, and the line where there is one."""

from __future__ import annotations

from signboard.errors import Audience, Fault, SignboardError


class ContentRefused(SignboardError):
    """The folder cannot be applied; nothing was written. `place` is `file` or `file:line`."""

    code, status, fault, shown_to = "content.refused", 400, Fault.AUTHOR, Audience.AUTHOR
    text = "{place}: {reason}"
