"""The command line: ``quanheng COMMAND`` is a Django management command."""

import os
import sys


def main() -> None:
    """Run one command of the platform. A wrong setting is a sentence, not a traceback."""
    if sys.argv[1:2] == ["verify"]:  # a stranger's machine: no settings, no home, no database
        from quanheng.web import offline

        sys.exit(offline.main(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.web.settings")
    from quanheng.kernel import sqlite

    sqlite.use_bundled_library()
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        import quanheng.web.settings  # noqa: F401  read first, so that what is wrong with them is said alone
    except ValueError as fault:
        raise SystemExit(f"quanheng: {fault}") from None
    try:
        execute_from_command_line(["quanheng", *sys.argv[1:]])
    except ImproperlyConfigured as fault:
        raise SystemExit(f"quanheng: {fault}") from None


if __name__ == "__main__":
    main()
