"""How much of a walk over every address is done on which database.

A walk is long, and most of what it asks is answered in Python, the same on either. So it is whole on the database that
is stricter about what it asks, and on the other one every address still has its share.
"""

import zlib
from collections.abc import Sequence
from typing import TypeVar

from django.db import connection

T = TypeVar("T")
SHARE = 4


def where_strict(everything: Sequence[T], address: str) -> Sequence[T]:
    """All on PostgreSQL, which refuses what SQLite stores (NUL, wide numbers, days there are not); on SQLite a quarter,
    not the same one for every address.
    """
    if connection.vendor != "sqlite":
        return everything
    return everything[zlib.crc32(address.encode()) % SHARE :: SHARE]
