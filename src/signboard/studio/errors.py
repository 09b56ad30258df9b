"""What the authors' API refuses, with the wire's texts (spec: bi-core B4.3, rest-api)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from signboard.errors import Audience, Fault, SignboardError


class StudioRefused(SignboardError):
    """A request that the studio does not carry out; the author can read why."""

    code, status, fault, shown_to = "studio.refused", 400, Fault.AUTHOR, Audience.AUTHOR


class Unauthenticated(StudioRefused):
    """No session and no API key, or one that has ended."""

    code, status = "studio.unauthenticated", 401
    text = "Unauthenticated"


class NotPermitted(StudioRefused):
    """Signed in, but this needs an administrator."""

    code, status = "studio.not-permitted", 403
    text = "You don't have permissions to do that."


class ForeignOrigin(StudioRefused):
    """A write that another web site asked a browser to send (cross-site request forgery)."""

    code, status = "studio.foreign-origin", 403
    text = (
        "This request was sent by a page of another site. Open the studio under its own address,"
        " or set studio-url (site-url, where both are on one host) to the address that browsers use."
    )


class LastAdministrator(StudioRefused):
    """Nobody would be left who may administer."""

    code, status = "studio.last-administrator", 400
    text = (
        "This is the last administrator who can sign in. Make somebody else an administrator first."
    )


class LocksUnusable(StudioRefused):
    """Publishing was refused: a card works only without the locks that every customer's token has."""

    code, status = "studio.locks-unusable", 400
    text = (
        "These cards fail as soon as a locked parameter has a value, so no customer would see"
        " them: {cards}. Open their questions, correct the name of the filter's column, then"
        " publish again."
    )


class AccountLinkClosed(StudioRefused):
    """An invitation or reset link that was used, is too old, was replaced, or is wrong."""

    code, status = "studio.account-link-closed", 403
    text = "This link is no longer valid. Ask an administrator for a new one."


class UploadRefused(StudioRefused):
    """A file that cannot be kept as a database. `reason` is the whole text."""

    code, status = "studio.upload-refused", 400
    text = "{reason}"


class Missing(StudioRefused):
    """The thing asked for does not exist."""

    code, status = "studio.missing", 404
    text = "Not found."


class EndpointMissing(StudioRefused):
    """No such path or method in the API."""

    code, status = "studio.endpoint-missing", 404
    text = "API endpoint does not exist."


class SetupClosed(StudioRefused):
    """The classic set-up call; the first administrator is made otherwise (decision 11)."""

    code, status = "studio.setup-closed", 403
    text = (
        "Make the first administrator with `signboard user create --admin`, or open the one-time"
        " link that the first start printed."
    )


class LinkClosed(StudioRefused):
    """The one-time link was used, is too old, is wrong, or a user exists already."""

    code, status = "studio.link-closed", 403
    text = (
        "This link is no longer valid. Restart Signboard for a new one, or run"
        " `signboard user create --admin`."
    )


class UnknownParameter(StudioRefused):
    """A question was given a value for a tag that its SQL does not have."""

    code, error_type = "studio.unknown-parameter", "invalid-parameter"
    text = 'Invalid parameter: Card {card} does not have a template tag named "{name}".'


class ParameterTypeRefused(StudioRefused):
    """A parameter of a type that may not feed its tag."""

    code, error_type = "studio.parameter-type", "invalid-parameter"
    text = 'Invalid parameter type {type} for "{name}". Allowed: {allowed}.'


class UnknownDashboardParameter(StudioRefused):
    """A dashcard was given a value for a parameter that the dashboard does not have."""

    code, error_type = "studio.unknown-parameter", "invalid-parameter"
    text = 'Dashboard does not have a parameter with ID "{id}".'


class NoSuchFilter(StudioRefused):
    """Choices were asked of a parameter that the dashboard does not have."""

    code = "studio.no-such-filter"
    text = "Dashboard does not have a parameter with the ID {id}"


class FilterWithoutFields(StudioRefused):
    """Choices were asked of a parameter that filters no column and has no list of its own."""

    code = "studio.filter-without-fields"
    text = "Parameter {id} does not have any Fields associated with it"


class FieldsRefused(StudioRefused):
    """A body whose fields are wrong: field -> what is expected, in the wire's `errors` object."""

    code = "studio.fields-refused"
    text = "{reason}"

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors: Mapping[str, str] = dict(errors)
        super().__init__(reason="\n".join(f"{name}: {text}" for name, text in errors.items()))


class SignInRefused(FieldsRefused):
    """Wrong e-mail address or wrong password; which of the two is not told."""

    code, status = "studio.sign-in-refused", 401
    message: ClassVar[str] = "did not match stored password"

    def __init__(self) -> None:
        super().__init__({"password": self.message})


class TooManyAttempts(FieldsRefused):
    """Too many failed sign-ins for this account or from this address."""

    code, status = "studio.too-many-attempts", 429

    def __init__(self, retry_after_seconds: int) -> None:
        self.retry_after_seconds = retry_after_seconds
        minutes = max(1, round(retry_after_seconds / 60))
        super().__init__({"password": f"Too many attempts. Try again in {minutes} min."})


class EmailTaken(FieldsRefused):
    """Another user has this e-mail address."""

    code = "studio.email-taken"

    def __init__(self) -> None:
        super().__init__({"email": "Email address already in use."})


class PasswordRefused(FieldsRefused):
    """A new password that is too short or too long."""

    code = "studio.password-refused"

    def __init__(self) -> None:
        super().__init__({"password": "Use 8 to 1000 characters."})


class EmailRefused(FieldsRefused):
    """Not an e-mail address."""

    code = "studio.email-refused"

    def __init__(self) -> None:
        super().__init__({"email": "Write an e-mail address such as ann@example.com."})


class ClientGone(StudioRefused):
    """The browser left before the query ended; nobody reads this answer."""

    code, status = "studio.client-gone", 499
    text = "The request was cancelled."
