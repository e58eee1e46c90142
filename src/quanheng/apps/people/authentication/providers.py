"""统一身份认证 providers (OpenID Connect) as the operator's file names them; without a file there is none."""

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import register as register_check
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from quanheng.kernel.data_files import read_model
from quanheng.kernel.errors import BadInput

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def _secure(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError(_("地址须以 https:// 开头"))
    return address


Address = Annotated[str, AfterValidator(_secure)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SecondFactor(_Strict):
    """The values of ``acr`` and ``amr`` with which a provider says that it asked for a second factor itself."""

    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()


class Provider(_Strict):
    """A provider: ``issuer`` exactly as its tokens spell it; the secret is in a file of its own, never in this one.
    Scopes beside ``openid`` are asked for only where a provider will not do without: nothing of them is used.
    """

    slug: str = Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")
    name: str = Field(min_length=1, max_length=60)
    issuer: Address = Field(max_length=255)
    client_id: str = Field(min_length=1, max_length=255)
    client_secret_file: Path
    client_authentication: Literal["basic", "post"] = "basic"
    scopes: tuple[str, ...] = ()
    second_factor: SecondFactor = SecondFactor()

    @property
    def client_secret(self) -> str:
        """Read when it is needed, so that it can be renewed without a restart."""
        return self.client_secret_file.read_text(encoding="utf-8").strip()

    def asked_for_a_second_factor(self, acr: str, amr: tuple[str, ...]) -> bool:
        """Whether what a token says of how its subject signed in stands for our second factor."""
        return acr in self.second_factor.acr or bool(set(amr) & set(self.second_factor.amr))


class Providers(_Strict):
    """The file."""

    providers: tuple[Provider, ...]


def providers() -> tuple[Provider, ...]:
    """Every provider. ``BadInput`` names file, line and field of what is wrong with the file."""
    return _read(Path(settings.OIDC_PROVIDERS)) if settings.OIDC_PROVIDERS else ()


def provider_called(slug: str) -> Provider | None:
    """The one with this short name."""
    return next((one for one in providers() if one.slug == slug), None)


def name_of_issuer(issuer: str) -> str:
    """What people call the provider with this issuer; the issuer itself when it is configured no more."""
    return next((one.name for one in providers() if one.issuer == issuer), issuer)


@register_check()
def providers_are_sound(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001  Django's call
    """One error for each fault in the file, and for each secret that cannot be read: the platform does not start."""
    try:
        found = providers()
    except BadInput as wrong:
        return [Error(str(fault), id="people.E001") for fault in wrong.faults]
    slugs, issuers = {one.slug for one in found}, {one.issuer for one in found}
    if len(slugs) < len(found) or len(issuers) < len(found):
        return [Error("QUANHENG_OIDC names a slug or an issuer twice", id="people.E002")]
    unread = [one.client_secret_file for one in found if not os.access(one.client_secret_file, os.R_OK)]
    return [Error(f"{path}: cannot be read", id="people.E003") for path in unread]


@cache
def _read(path: Path) -> tuple[Provider, ...]:
    return read_model(path, Providers).providers
