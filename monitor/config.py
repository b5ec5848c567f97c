"""Reads `config.toml`. Every problem is said at once, each with its path and, for a misspelt key, what was probably meant.

`document` reads the file, `layout` is its schema, `source_parts` the parts of sources, `contradictions` what does not go
together, `sentences` the words for what is wrong.
"""

import warnings
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import tzlocal
from pydantic import ValidationError

from checks.errors import ConfigError, DeliveryError, FootprintError
from checks.model import Address, Handle, Licence, Practice, PrivateFacts, Query, Subject, Town
from checks.source import Settings, Source
from monitor.configuration import secrets, tokens
from monitor.configuration.contradictions import contradictions
from monitor.configuration.document import others_can_read, read
from monitor.configuration.layout import AlarmPart, MailPart, NetworkPart, NotifyPart, PrivatePart, Root, SchedulePart
from monitor.configuration.secrets import Secret
from monitor.configuration.sentences import sentences
from monitor.configuration.source_parts import SourcePart, is_secret, source_parts

if TYPE_CHECKING:
    from reports.smtp import MailSettings  # `status` reads the configuration and sends nothing


@dataclass(frozen=True, kw_only=True)
class Config:
    """What the file says, as our own types. Its `repr` holds nothing of hers and no secret."""

    subject: Subject = field(repr=False)
    mail: MailPart = field(repr=False)
    schedule: SchedulePart
    alarm: AlarmPart
    notify: NotifyPart = field(repr=False)
    network: NetworkPart = field(repr=False)
    sources: Mapping[str, SourcePart]
    platforms: tuple[str, ...] = field(
        repr=False
    )  # those she uses beside her handles; for the check-up alone, never sent
    folder: Path  # of the file: where relative paths in it begin
    kept: frozenset[str] = frozenset()  # the settings that `footprint secret set` keeps a secret for

    def switch(self, source: Source) -> bool | None:
        """What she said of a source: True, False, or None where the file is silent on it."""
        part = self.sources.get(source.name)
        return None if part is None else part.enabled

    def settings(self, source: str) -> Settings:
        """The settings of one source, secrets included. One that cannot be found is left out: it costs that source only."""
        found = dict(self.sources.get(source, SourcePart()).settings)
        for name, secret in self.secrets(source).items():
            try:
                found[name] = secret.find(self.folder)
            except FootprintError:
                continue  # said by `missing_secrets`
        return found

    def key(self, source: str) -> str:
        """Its secrets in one text, to know sources that ask with the same ones; empty if it has none."""
        found = self.settings(source)
        return "\n".join(found[name] for name in sorted(self.secrets(source)) if found.get(name))

    def secrets(self, source: str) -> dict[str, Secret]:
        """Those that the file names for a source, and those that are kept for it."""
        ours = f"sources.{source}."
        kept = {path.removeprefix(ours): Secret(path=path) for path in self.kept if path.startswith(ours)}
        return kept | dict(self.sources.get(source, SourcePart()).secrets)

    def monthly_questions(self, source: str) -> int | None:
        """The most that she wants it asked in a month, where the file says so."""
        return self.sources.get(source, SourcePart()).monthly_questions

    def missing_secrets(self) -> tuple[str, ...]:
        """A line with its cure for every secret that the file names and that cannot be had; not of what is switched off."""
        named = [s for name, part in self.sources.items() if part.enabled for s in self.secrets(name).values()]
        if self.mail.username and not self.mail.token_command:
            named.append(self._password)
        if self._has_notify:
            named.append(self._notify)
        return tuple(line for secret in named if (line := self._lack(secret)))

    def _lack(self, secret: Secret) -> str:
        try:
            secret.find(self.folder)
        except FootprintError as error:
            return str(error)
        return ""

    @property
    def _password(self) -> Secret:
        return Secret(path="mail.password", variable=self.mail.password_env, file=self.mail.password_file)

    @property
    def _notify(self) -> Secret:
        return Secret(path="notify.urls", variable=self.notify.urls_env, file=self.notify.urls_file)

    @property
    def _has_notify(self) -> bool:
        return bool(self.notify.urls_env or self.notify.urls_file or "notify.urls" in self.kept)

    def notify_urls(self) -> tuple[str, ...]:
        """Where notes go beside the mail; none unless she says so. Raises with the cure where they cannot be found."""
        return tuple(self._notify.find(self.folder).splitlines()) if self._has_notify else ()

    def secret(self, name: str, settings_of: Callable[[str], Collection[str] | None]) -> Secret:
        """The secret of a setting ("mail.password", "sources.brave.api_key"), also by the variable that the file names for
        it. Raises where no setting of that name takes one."""
        sources = {
            f"sources.{source}.{base}": one for source in self.sources for base, one in self.secrets(source).items()
        }
        named = {"mail.password": self._password, "notify.urls": self._notify, **sources}
        for path, secret in named.items():
            if name in (path, secret.variable):
                return secret
        source, _, base = name.removeprefix("sources.").rpartition(".")
        if name.startswith("sources.") and is_secret(base) and base in (settings_of(source) or ()):
            return Secret(path=name)
        raise FootprintError(
            f"there is no secret {name}: say {', '.join(sorted(named))}, or sources.NAME.api_key of a source that takes one"
        )

    @property
    def open_hosts(self) -> frozenset[str]:
        """The hosts that the file itself names, as host:port: only they may lie on this machine or in her own network
        (promise 11). Where the file gives no port, the bare host, as the client compares it.
        """
        urls = [part.settings.get("url", "") for part in self.sources.values()] + [self.network.gateway]
        return frozenset(urlsplit(url).netloc.lower() for url in urls if url)

    def mail_settings(self) -> "MailSettings":
        """What it takes to send the letter. Raises with the cure; the letter waits in the outbox meanwhile."""
        from reports.smtp import MailSettings

        mail = self.mail
        if not mail.host:
            raise DeliveryError("config.toml does not name a mail server: say to, sender and host under [mail]")
        try:
            password = self._password.find(self.folder) if mail.username and not mail.token_command else ""
        except FootprintError as error:
            raise DeliveryError(str(error)) from error
        return MailSettings(
            host=mail.host,
            port=mail.port,
            security=mail.security,
            username=mail.username,
            password=password,
            token=partial(tokens.token, tuple(mail.token_command)) if mail.token_command else None,
            ca_file=str(self.folder / mail.ca_file) if mail.ca_file else "",
        )


def load(
    path: Path,
    known_sources: Collection[str],
    settings_of: Callable[[str], Collection[str] | None] = lambda _name: None,
) -> Config:
    """The configuration, or a ConfigError with every problem in it. `settings_of`: see `source_parts`."""
    document = read(path)
    root, problems = _root(document)
    parts, source_problems = source_parts(document.get("sources", {}), known_sources, settings_of)
    problems += [*source_problems, *contradictions(document)]
    if _holds_any(document.get("private")) and others_can_read(path):
        problems.append(f"others on this computer can read it, and it holds private facts: run chmod 600 {path}")
    if root is None or problems:
        raise ConfigError([f"{path.name}: {problem}" for problem in dict.fromkeys(problems)])
    try:
        subject = _subject(root)
    except ValueError as error:  # the type's own guard of promise 2; `contradictions` says the same with the place
        raise ConfigError([f"{path.name}: {error}"]) from None
    return Config(
        subject=subject,
        mail=root.mail,
        schedule=root.schedule.model_copy(update={"timezone": root.schedule.timezone or _system_zone()}),
        alarm=root.alarm,
        notify=root.notify,
        kept=secrets.kept(path.parent.absolute()),
        network=root.network.model_copy(update={"contact": root.network.contact or root.practice.email}),
        sources=parts,
        platforms=tuple(root.checkup.platforms),
        folder=path.parent.absolute(),
    )


def _root(document: dict[str, Any]) -> tuple[Root | None, list[str]]:
    name = document.get("name")
    country = name.get("country", "US") if isinstance(name, dict) else "US"
    try:
        return Root.model_validate(document, context={"country": str(country).upper()}), []
    except ValidationError as error:
        return None, list(sentences(error, document))


def _holds_any(value: Any) -> bool:
    """Whether there is anything but emptiness in it."""
    if isinstance(value, dict):
        return any(map(_holds_any, value.values()))
    return any(map(_holds_any, value)) if isinstance(value, list) else value not in ("", None)


def _system_zone() -> str:
    """The IANA name that the system goes by, else UTC."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a system that says two things, or nothing
        try:
            return tzlocal.get_localzone_name() or "UTC"
        except (LookupError, ValueError, OSError):
            return "UTC"


# -- the subject


def _subject(root: Root) -> Subject:
    return Subject(
        query=_query(root),
        practice_address=_practice_address(root),
        employers=tuple(root.background.employers),
        schools=tuple(root.background.schools),
        specialties=tuple(root.background.specialties),
        past_professions=tuple(root.background.past_professions),
        private=_private(root.private),
    )


def _query(root: Root) -> Query:
    practice = root.practice
    shown = Practice(name=practice.name, phone=practice.phone, email=practice.email, website=practice.website)
    return Query(
        names=tuple(dict.fromkeys((root.name.daily, *root.name.also, *root.name.former))),
        credentials=tuple(root.name.credentials),
        profession=root.name.profession,
        towns=tuple(Town(**town.model_dump()) for town in root.towns),
        practice=shown if shown != Practice() else None,
        licences=tuple(Licence(**licence.model_dump()) for licence in root.licences),
        npi=root.npi,
        orcid=root.orcid,
        handles=tuple(Handle(**handle.model_dump()) for handle in root.handles),
        profiles=tuple(root.profiles),
        emails=tuple(root.breach_lookup.emails),
        country=root.name.country,
    )


def _practice_address(root: Root) -> Address | None:
    practice = root.practice
    if not practice.street:
        return None
    return Address(
        street=practice.street,
        city=practice.city,
        region=practice.region,
        postal_code=practice.postal_code,
        country=root.name.country,
    )


def _private(part: PrivatePart) -> PrivateFacts:
    return PrivateFacts(
        home_addresses=tuple(Address(**home.model_dump()) for home in part.home_addresses),
        phones=tuple(part.phones),
        emails=tuple(part.emails),
        birth_date=part.birth_date,
        relatives=tuple(part.relatives),
    )
