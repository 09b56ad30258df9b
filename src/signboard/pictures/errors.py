"""What can go wrong while a picture is converted."""

from __future__ import annotations

from signboard.errors import Audience, Fault, SignboardError


class PictureStopped(SignboardError):
    """The converter failed or took too long; the worker process is started anew for the next one."""

    code, status, fault, shown_to = "pictures.stopped", 500, Fault.US, Audience.VIEWER
    text = "The picture could not be made. Ask for it again, or for a smaller one."


class PicturesBusy(SignboardError):
    """So many pictures are waited for that one more would come too late."""

    code, status, fault, shown_to = "pictures.busy", 503, Fault.US, Audience.VIEWER
    text = "Too many pictures are being made. Ask again in a minute."


class PdfMissing(SignboardError):
    """The optional extra that writes PDF is not installed."""

    code, status, fault, shown_to = "pictures.pdf-missing", 501, Fault.US, Audience.VIEWER
    text = "This server makes no PDF. Its operator can install it: pip install 'signboard[pdf]'."
