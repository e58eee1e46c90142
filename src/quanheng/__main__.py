"""The command line: ``quanheng COMMAND`` is a Django management command."""

import os
import sys


def main() -> None:
    """Run one command of the platform."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.web.settings")
    from quanheng.kernel import sqlite

    sqlite.use_bundled_library()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["quanheng", *sys.argv[1:]])


if __name__ == "__main__":
    main()
