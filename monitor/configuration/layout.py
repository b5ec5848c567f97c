"""The layout of `config.toml`: pydantic models whose fields are the schema. `config` reads the file, `sentences` says what is wrong.

There is one [name] and no list of people: no key of this file can make the program look for somebody else (promise 1).
"""

from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from monitor.configuration import fields
from monitor.schedule import WEEKDAYS

PORTS = {"starttls": 587, "tls": 465, "plain": 25}
ONE_PERSON = 10  # forms of a name that one person can have


def _weekday(text: str) -> str:
    if text.lower() not in WEEKDAYS:
        raise ValueError(f"must be a day of the week ({', '.join(WEEKDAYS)})")
    return text.lower()


def _asked_about(name: str) -> str:
    from checks import checkup  # only who lists platforms needs the table

    known = checkup.platforms()
    if name not in known:
        raise ValueError(f"is no platform that the check-up has a question about; it has some about {', '.join(known)}")
    return name


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class NamePart(Part):
    daily: fields.Name
    also: list[fields.Name] = Field(default=[], max_length=ONE_PERSON)
    former: list[fields.Name] = Field(default=[], max_length=ONE_PERSON)
    credentials: list[fields.SaidLine] = Field(default=[], max_length=10)
    profession: fields.Said = ""
    country: fields.Country = "US"


class TownPart(Part):
    city: fields.SaidLine
    region: fields.Said = ""
    country: fields.Country = "US"


class PracticePart(Part):
    name: fields.Said = ""
    street: fields.Text = ""
    city: fields.Text = ""
    region: fields.Text = ""
    postal_code: fields.Text = ""
    phone: fields.OptionalPhone = ""
    email: fields.OptionalEmail = ""
    website: fields.OptionalPage = ""


class LicencePart(Part):
    board: fields.SaidLine
    number: fields.SaidLine


class HandlePart(Part):
    platform: fields.Platform
    handle: fields.HandleName


class BreachPart(Part):
    emails: list[fields.Email] = Field(default=[], max_length=20)


class CheckupPart(Part):
    platforms: list[Annotated[fields.Platform, AfterValidator(_asked_about)]] = Field(default=[], max_length=60)


class BackgroundPart(Part):
    employers: list[fields.Line] = Field(default=[], max_length=20)
    schools: list[fields.Line] = Field(default=[], max_length=20)
    specialties: list[fields.Line] = Field(default=[], max_length=20)
    past_professions: list[fields.Line] = Field(default=[], max_length=20)


class HomePart(Part):
    street: fields.Line
    city: fields.Text = ""
    region: fields.Text = ""
    postal_code: fields.Text = ""
    country: fields.Country = "US"


class PrivatePart(Part):
    phones: list[fields.Phone] = Field(default=[], max_length=10)
    emails: list[fields.Email] = Field(default=[], max_length=20)
    birth_date: fields.BirthDate | None = None
    relatives: list[fields.Line] = Field(default=[], max_length=30)
    home_addresses: list[HomePart] = Field(default=[], max_length=10)


class MailPart(Part):
    to: fields.OptionalMailbox = Field(default="", repr=False)
    sender: fields.OptionalMailbox = Field(default="", repr=False)
    host: fields.OptionalServer = ""
    security: Literal["starttls", "tls", "plain"] = Field(default="starttls", validate_default=True)
    port: int = Field(default_factory=lambda known: PORTS[known.get("security", "starttls")], ge=1, le=65535)
    username: fields.Text = Field(default="", repr=False, validate_default=True)
    password_env: fields.OptionalVariable = Field(default="", repr=False)
    password_file: fields.OptionalPath = Field(default="", repr=False)
    token_command: list[fields.SettingText] = Field(default=[], max_length=20, repr=False)
    ca_file: fields.OptionalPath = ""

    # These look at other fields as far as those are right, so that every problem is said at once.

    @field_validator("security")
    @classmethod
    def _plain_stays_here(cls, value: str, info: ValidationInfo) -> str:
        host = info.data.get("host")
        if value == "plain" and host and not fields.is_loopback(host):
            raise ValueError(
                '"plain" sends without encryption, to a server on this machine only: say "starttls" or "tls"'
            )
        return value

    @field_validator("username")
    @classmethod
    def _log_in_is_encrypted(cls, value: str, info: ValidationInfo) -> str:
        if value and info.data.get("security") == "plain":
            raise ValueError(
                'is a log-in, which is never sent without encryption: set mail.security to "starttls" or "tls"'
            )
        return value


class SchedulePart(Part):
    weekday: Annotated[str, AfterValidator(_weekday)] = "monday"
    hour: int = Field(default=7, ge=0, le=23)
    timezone: fields.OptionalTimezone = ""


class AlarmPart(Part):
    """The message of the same day. Quiet hours are hers, on her wall clock; from and until the same: none."""

    enabled: bool = True
    quiet_from: int = Field(default=20, ge=0, le=23)
    quiet_until: int = Field(default=7, ge=0, le=23)


class NotifyPart(Part):
    urls_env: fields.OptionalVariable = Field(default="", repr=False)
    urls_file: fields.OptionalPath = Field(default="", repr=False)


class NetworkPart(Part):
    contact: fields.OptionalEmail = Field(default="", repr=False)
    gateway: fields.OptionalGateway = ""


class Root(Part):
    name: NamePart
    towns: list[TownPart] = Field(default=[], max_length=10)
    practice: PracticePart = PracticePart()
    licences: list[LicencePart] = Field(default=[], max_length=10)
    npi: fields.OptionalNpi = ""
    orcid: fields.OptionalOrcid = ""
    handles: list[HandlePart] = Field(default=[], max_length=30)
    profiles: list[fields.Page] = Field(default=[], max_length=30)
    breach_lookup: BreachPart = BreachPart()
    background: BackgroundPart = BackgroundPart()
    checkup: CheckupPart = CheckupPart()
    private: PrivatePart = PrivatePart()
    mail: MailPart = MailPart()
    schedule: SchedulePart = SchedulePart()
    alarm: AlarmPart = AlarmPart()
    notify: NotifyPart = NotifyPart()
    network: NetworkPart = NetworkPart()
    sources: dict[str, Any] = Field(default={})  # read by `source_parts`, which knows the sources


def parts(model: type[BaseModel] = Root, at: tuple[str, ...] = ()) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The keys of every part of the file by its path: ("private", "home_addresses") → ("street", "city", …)."""
    found = {at: tuple(model.model_fields)}
    for name, described in model.model_fields.items():
        inner = (described.annotation, *get_args(described.annotation))
        for candidate in inner:
            if isinstance(candidate, type) and issubclass(candidate, BaseModel):
                found |= parts(candidate, (*at, name))
    return found
