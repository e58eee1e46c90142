"""What an operator may set, typed and checked at start. Every setting is listed in docs/engineering/operations.md."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[3]


class Config(BaseSettings):
    """Settings read from the environment (and from ``.local/quanheng.env``)."""

    model_config = SettingsConfigDict(env_file=ROOT / ".local" / "quanheng.env", extra="ignore")

    home: Path = Field(ROOT / ".local" / "home", alias="QUANHENG_HOME")
    database_url: str = Field("", alias="DATABASE_URL")
    secret_key: str = Field("", alias="QUANHENG_SECRET_KEY")
    debug: bool = Field(default=False, alias="QUANHENG_DEBUG")
    hosts: str = Field("127.0.0.1,localhost,[::1]", alias="QUANHENG_HOSTS")
    https: bool = Field(default=False, alias="QUANHENG_HTTPS")
    synchronous: Literal["NORMAL", "FULL"] = Field("NORMAL", alias="QUANHENG_SQLITE_SYNCHRONOUS")
    site_url: str = Field("http://127.0.0.1:8000", alias="QUANHENG_SITE_URL")
    upload_limit: int = Field(50, alias="QUANHENG_UPLOAD_LIMIT", ge=1, le=1024)
    file_scanner: str = Field("", alias="QUANHENG_FILE_SCANNER")
    log_home: Path | None = Field(None, alias="QUANHENG_LOG_HOME")
    log_origin: str = Field("", alias="QUANHENG_LOG_ORIGIN")
    log_policy: Path | None = Field(None, alias="QUANHENG_LOG_POLICY")
    log_sm2: bool = Field(default=False, alias="QUANHENG_LOG_SM2")
    tsa_url: str = Field("", alias="QUANHENG_TSA_URL")
    tsa_roots: Path | None = Field(None, alias="QUANHENG_TSA_ROOTS")
    tsa_policy: str = Field("", alias="QUANHENG_TSA_POLICY", pattern=r"^([0-2](\.[0-9]+)+)?$")
    tsa_digest: Literal["sha256", "sm3"] = Field("sha256", alias="QUANHENG_TSA_DIGEST")
    tsa_seconds: int = Field(10, alias="QUANHENG_TSA_SECONDS", ge=1, le=60)
    tsa_minutes: int = Field(60, alias="QUANHENG_TSA_MINUTES", ge=5, le=1440)
    time_sources: str = Field("", alias="QUANHENG_TIME_SOURCES")
    time_minutes: int = Field(15, alias="QUANHENG_TIME_MINUTES", ge=1, le=1440)
    time_seconds: float = Field(3.0, alias="QUANHENG_TIME_SECONDS", ge=0.2, le=30)
    time_bound_ms: int = Field(100, alias="QUANHENG_TIME_BOUND_MS", ge=1, le=60_000)
    label_keys: Path | None = Field(None, alias="QUANHENG_LABEL_KEYS")
    mfa: Literal["required", "offices", "optional"] = Field("offices", alias="QUANHENG_MFA")
    password_profile: Literal["asvs", "dengbao"] = Field("asvs", alias="QUANHENG_PASSWORD_PROFILE")
    breached_passwords: Path | None = Field(None, alias="QUANHENG_BREACHED_PASSWORDS")
    oidc: Path | None = Field(None, alias="QUANHENG_OIDC")
    session_idle_minutes: int = Field(30, alias="QUANHENG_SESSION_IDLE_MINUTES", ge=1, le=24 * 60)
    session_hours: int = Field(8, alias="QUANHENG_SESSION_HOURS", ge=1, le=24)
    api_rate: str = Field("600/m", alias="QUANHENG_API_RATE")


config = Config()
