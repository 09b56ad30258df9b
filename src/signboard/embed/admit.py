"""Who comes in by token, and what they may see: the first three steps for every embed route.

Session cookies and API keys are never read here (decision 9).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from signboard.catalog.closure import Loaded
from signboard.catalog.errors import CatalogTooOld
from signboard.catalog.models import ResourceKind
from signboard.embed.looks import Appearance
from signboard.errors import Audience, Fault, SignboardError
from signboard.parameters.bound import Bound
from signboard.parameters.declared import Parameter
from signboard.parameters.lookup import ParameterNotSearchable, require_choosable
from signboard.parameters.page import page_values
from signboard.parameters.query_string import parse_chosen
from signboard.pipeline import Locale, Runtime, Viewing, bind, locate
from signboard.results.locales import first_language, known_locale
from signboard.tokens.claims import Claims, require_params
from signboard.tokens.errors import SecretMissing, TokenCorrupt
from signboard.tokens.keyring import KeyRing, Purpose
from signboard.tokens.verify import find_locale_claim, verify


class TimezoneUnknown(SignboardError):
    """The token, or the publish default, names a time zone that does not exist."""

    code, status, fault, shown_to = "embed.timezone-unknown", 400, Fault.HOST, Audience.VIEWER
    text = "The time zone of this embed is not known. Use a name such as Europe/Vienna."


class DownloadsOff(SignboardError):
    """The token takes the right to save rows as files; no address gives it back."""

    code, status, fault, shown_to = "embed.downloads-off", 403, Fault.HOST, Audience.VIEWER
    text = "Downloads are switched off for this embed."


@dataclass(frozen=True, slots=True)
class Visit:
    """One admitted token: what it claims, the item it opens and on whose behalf queries run."""

    claims: Claims
    loaded: Loaded

    @property
    def is_preview(self) -> bool:
        """True for a studio's preview token."""
        return self.claims.purpose is Purpose.PREVIEW

    @property
    def viewing(self) -> Viewing:
        """`PREVIEW` for a studio's preview token, else `VIEWER`."""
        return Viewing.PREVIEW if self.is_preview else Viewing.VIEWER

    @property
    def published_appearance(self) -> Mapping[str, object]:
        """What publishing stored; nothing for a preview, whose token and address say all of it.

        So what an author takes back shows at once, without a word that means "as by default".
        """
        return {} if self.is_preview else self.loaded.item.appearance

    @property
    def appearance(self) -> Appearance:
        """How the page looks: the token over the item over the instance."""
        instance = self.loaded.catalog.settings.embed_appearance
        found = Appearance.of(
            self.published_appearance, instance, self.claims.look, may_download=self.may_download
        )
        return replace(found, fonts=self.loaded.catalog.fonts)

    @property
    def may_download(self) -> bool:
        """False when the token says `downloads: false`; the address can only hide more."""
        return self.claims.downloads

    def require_downloads(self) -> None:
        """Raises `embed.downloads-off` when the token took the right."""
        if not self.may_download:
            raise DownloadsOff

    def chosen(self, items: Sequence[tuple[str, str]]) -> Mapping[str, object]:
        """What an API client chose, by slug, in either form of embedding-protocol 3.3."""
        return parse_chosen(items)

    def require_choosable(
        self, parameter_id: str, refusal: type[ParameterNotSearchable] = ParameterNotSearchable
    ) -> Parameter:
        """The parameter, when a viewer may list its values: editable, not in the token."""
        loaded, signed = self.loaded, require_params(self.claims)
        return require_choosable(loaded.parameters, loaded.policy, signed, parameter_id, refusal)

    def bind(self, chosen: Mapping[str, object]) -> Bound:
        """Bind what an API client sent: anything it may not set is refused."""
        return bind(self.loaded, self.claims, chosen)

    def bind_page(self, chosen: Mapping[str, object]) -> Bound:
        """Bind what a page's address holds: keys that are no visible widget are ignored.

        Unset widgets send their default or "nothing" (embedding-protocol 3.5, decision 8).
        """
        visible = self.bind({}).visible
        own = {}
        for slug in (parameter.slug for parameter in visible):
            decoded = unquote(slug)  # stored percent-encoded, decoded in an address that was typed
            if slug in chosen or decoded in chosen:
                own[slug] = chosen[slug if slug in chosen else decoded]
        return self.bind(page_values(visible, own))


ReadToken = Callable[[str, KeyRing, float], Claims]


def admit(runtime: Runtime, kind: ResourceKind, raw: str, read: ReadToken = verify) -> Visit:
    """Verify a raw token and locate its item, in the order of embedding-protocol 1.4.

    Only pages and their fragments take the studio's preview tokens; to the embed API they are
    corrupt, so that a preview never becomes a data feed (decision 9).
    """
    catalog = runtime.catalog.current()
    claims = read(raw, catalog.keys, runtime.clock())
    return Visit(claims, locate(catalog, claims, kind))


def verify_preview(raw: str, ring: KeyRing, now: float) -> Claims:
    """A preview token of the studio and nothing else: a host's token is corrupt here."""
    try:
        return verify(raw, ring, now, purpose=Purpose.PREVIEW)
    except SecretMissing:  # no author has looked at anything yet; no setting is missing
        raise TokenCorrupt from None


def verify_either(raw: str, ring: KeyRing, now: float) -> Claims:
    """A host's token, or else a preview token of the studio: the same page opens both."""
    try:
        return verify(raw, ring, now)
    except (TokenCorrupt, SecretMissing) as refusal:
        try:
            return verify_preview(raw, ring, now)
        except TokenCorrupt:
            raise refusal from None


def choose_locale(visit: Visit, accept_language: str, hash_locale: str = "") -> Locale:
    """Locale and zone of the answer: token, publish default, browser, instance (decision 18).

    `hash_locale` is what the page's script read in the address's hash: it comes after the token.
    """
    stored = visit.published_appearance.get("locale")
    name = (
        visit.claims.locale
        or hash_locale
        or (stored if isinstance(stored, str) else None)
        or first_language(accept_language)
        or visit.loaded.catalog.settings.site_locale
    )
    return Locale(name=known_locale(name), timezone=choose_timezone(visit))


def refusal_locale(
    runtime: Runtime, raw: str, accept_language: str, hash_locale: str = ""
) -> tuple[str, bool]:
    """The language of a refusal, by the same rule as far as it goes; True where the token says it.

    There may be no item to ask, and no catalog either.
    """
    try:
        catalog = runtime.catalog.current()
    except CatalogTooOld:
        return known_locale(hash_locale or first_language(accept_language)), False
    claimed = find_locale_claim(raw, catalog.keys)
    wished = claimed or hash_locale or first_language(accept_language)
    return known_locale(wished or catalog.settings.site_locale), claimed is not None


def choose_timezone(visit: Visit) -> str:
    """The token's zone, the publish default's, or the report's; raises `embed.timezone-unknown`."""
    stored = visit.loaded.item.appearance.get("timezone")
    name = visit.claims.timezone or (stored if isinstance(stored, str) and stored else None)
    if name is None:
        return visit.loaded.catalog.settings.report_timezone
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise TimezoneUnknown from None
