"""Settings from the environment: one table, every name beginning with TRADEWIND_ but the two that everybody knows."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_REDIS_SCHEMES = ("redis://", "rediss://", "unix://")


class Settings(BaseSettings):
    """How this process runs. Read once at start; a value that cannot be is one clear error that names it."""

    model_config = SettingsConfigDict(env_prefix="TRADEWIND_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("tradewind", appauthor=False),
        description="Folder of the embedded shop: database, key, trained language model.",
    )
    database_url: str | None = Field(
        default=None, validation_alias=AliasChoices("DATABASE_URL", "TRADEWIND_DATABASE_URL"),
        description="An embedded database as `sqlite:///path`; empty means `shop.db` in the data folder.",
    )
    redis_url: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("REDIS_URL", "TRADEWIND_REDIS_URL"),
        description="The bus of a shop of several processes, as `redis://`, `rediss://` or `unix://`; empty: one process, nothing needed.",
    )
    host: str = Field(default="127.0.0.1", description="Address the web pages listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port the web pages listen on.")
    public_url: str | None = Field(
        default=None, description="Where buyers reach the web pages from outside, for links and pictures in messengers."
    )
    telegram_token: SecretStr | None = Field(default=None, description="Token of the Telegram bot; empty: no Telegram.")
    telegram_api: str | None = Field(default=None, description="Address of the Bot API server, where it is not Telegram's own.")
    discord_token: SecretStr | None = Field(default=None, description="Token of the Discord bot; empty: no Discord.")
    discord_api: str | None = Field(
        default=None, description="Address of Discord's REST API, with its version, where a proxy stands before it."
    )
    console_user: str = Field(default="merchant", description="Name of the first console login.")
    console_password: SecretStr | None = Field(
        default=None, description="Password of the first console login; empty: a new one is made and printed once."
    )
    storefront_token: SecretStr | None = Field(
        default=None, description="Token of the shop that `catalogue import URL` reads; for WooCommerce `key:secret`."
    )
    storefront_webhook_secret: SecretStr | None = Field(
        default=None, description="Secret that the storefront signs its webhooks with, or sends along; empty: none is accepted."
    )
    storefront_loopback: bool = Field(
        default=False, description="Read a storefront on this very machine by plain http; only for trying things out."
    )
    metrics_token: SecretStr | None = Field(default=None, description="When set, /metrics asks for it as a bearer token.")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    log_json: bool = Field(default=False, description="Log one JSON object a line instead of lines for people.")

    @field_validator("redis_url")
    @classmethod
    def _of_redis(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(_REDIS_SCHEMES):
            raise ValueError("begins with redis://, rediss:// or unix://")
        return value

    @property
    def database_path(self) -> Path:
        """The file of the embedded database. Raises ValueError for a URL that is not SQLite's."""
        if not self.database_url:
            return self.data_dir / "shop.db"
        scheme, _, path = self.database_url.partition(":///")
        if scheme != "sqlite" or not path:
            raise ValueError("DATABASE_URL: only sqlite:///path is supported by this version")
        return Path(path)
