"""Run in the environment of one register: which pages are measured, how many queries each takes, with an empty
cache and with a warm one, and how many bytes. JSON out.
"""

import json
import random
import sys
from urllib.parse import quote

import django

PAGES, WORDS = 40, ("天平", "温度", "秤", "压力表", "校准规范", "电能表", "JJF", "流量", "标准", "检定规程")


def main() -> None:
    """Print the answer."""
    from quanheng.kernel import sqlite

    sqlite.use_bundled_library()
    django.setup()
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    pages = addresses()
    client = Client(headers={"host": "127.0.0.1"})
    counts, sizes = {}, {}
    for address in (one for group in pages.values() for one in group):
        cache.clear()
        with CaptureQueriesContext(connection) as cold:
            client.get(address)
        with CaptureQueriesContext(connection) as warm:
            answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}")
        counts[address], sizes[address] = [len(cold), len(warm)], len(answer.content)
    json.dump({"pages": pages, "counts": counts, "sizes": sizes}, sys.stdout)


def addresses() -> dict[str, list[str]]:
    """The same number of addresses of each kind, spread over the register."""
    from django.db.models import Count

    from quanheng.apps.specifications.models import Edition

    chance = random.Random(1)
    keys = list(Edition.objects.order_by("pk").values_list("key", flat=True))
    kind, rows = Edition.objects.values_list("kind").annotate(rows=Count("pk")).order_by("-rows")[0]
    pages = {"": len(keys), f"kind={kind}&": rows}
    some = [
        [f"/specifications/?{query}page={chance.randint(1, max(1, min(15, count // 50)))}" for _ in range(PAGES)]
        for query, count in pages.items()
    ]
    return {
        "list": some[0],
        "list, filtered": some[1],
        "detail": [f"/specifications/{quote(key)}/" for key in chance.sample(keys, PAGES)],
        "search": [f"/search/?q={quote(words)}" for word in WORDS for words in (word, f"{word} 规范")],
    }


if __name__ == "__main__":
    main()
