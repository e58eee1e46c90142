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
    api_rate: str = Field("600/m", alias="QUANHENG_API_RATE")


config = Config()
