"""The WSGI application granian serves."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.web.settings")

from quanheng.kernel import sqlite

sqlite.use_bundled_library()

from django.core.wsgi import get_wsgi_application  # noqa: E402  the bundled SQLite must come first

application = get_wsgi_application()
