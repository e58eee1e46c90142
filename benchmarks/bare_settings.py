"""The platform's settings with one more address, which is no part of the product: see :mod:`benchmarks.bare_urls`."""

from quanheng.web.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.bare_urls"
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
LOGGING = {"version": 1, "disable_existing_loggers": True}
API_RATE = "1000000/s"
