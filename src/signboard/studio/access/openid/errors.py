"""Why a sign-in by the provider was refused. Each code has a text on the sign-in page."""

from __future__ import annotations

from signboard.studio.errors import StudioRefused


class OpenidRefused(StudioRefused):
    """The provider's answer does not open an account here."""

    code, status = "openid.refused", 403
    text = "The provider did not sign you in."


class OpenidOff(OpenidRefused):
    """No provider is configured."""

    code, status = "openid.off", 404
    text = "Sign-in by a provider is not set up."


class StateRefused(OpenidRefused):
    """The answer does not belong to a sign-in that this browser began, or came twice or too late."""

    code = "openid.state"
    text = "This sign-in is over or was begun elsewhere. Begin again."


class ProviderFailed(OpenidRefused):
    """The provider cannot be reached, or its answer is not what OpenID Connect says."""

    code, status = "openid.provider", 502
    text = "The provider did not answer as it should. Try again, or tell an administrator."


class TokenRefused(OpenidRefused):
    """The ID token is not signed by the provider, for us, now, for this sign-in."""

    code = "openid.token"
    text = "The provider's answer could not be trusted. Begin again."


class EmailUnverified(OpenidRefused):
    """The provider does not vouch for the e-mail address."""

    code = "openid.email"
    text = "The provider has not verified your e-mail address."


class DomainRefused(OpenidRefused):
    """The address is of a domain that may not sign in."""

    code = "openid.domain"
    text = "Addresses of this domain may not sign in here."


class RoleMissing(OpenidRefused):
    """None of the person's groups has a role here."""

    code = "openid.role"
    text = "None of your groups has access. Ask an administrator."


class AccountClosed(OpenidRefused):
    """The account was deactivated, or belongs to another person at the provider."""

    code = "openid.account"
    text = "This account is closed. Ask an administrator."
