"""Run in the environment of one register: which pages are measured, how many queries and bytes each takes. JSON out."""

import json
import random
import sys

import django

PAGES, WORDS = 40, ("天平", "温度", "秤", "压力表", "校准规范", "电能表", "JJF", "流量", "标准", "检定规程")


def main() -> None:
    """Print the answer."""
    from quanheng.kernel import sqlite

    sqlite.use_bundled_library()
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    pages = addresses()
    client = Client(headers={"host": "127.0.0.1"})
    counts, sizes = {}, {}
    for address in (one for group in pages.values() for one in group):
        client.get(address)  # what is cached for everybody is warm, as on a server that runs
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}")
        counts[address], sizes[address] = len(queries), len(answer.content)
    json.dump({"pages": pages, "counts": counts, "sizes": sizes}, sys.stdout)


def addresses() -> dict[str, list[str]]:
    """The same number of addresses of each kind, spread over the register."""
    from quanheng.apps.specifications.models import Edition

    chance = random.Random(1)
    keys = list(Edition.objects.order_by("pk").values_list("key", flat=True))
    return {
        "list": [f"/specifications/?page={chance.randrange(1, 15)}" for _ in range(PAGES)],
        "list, filtered": [f"/specifications/?level=national&page={chance.randrange(1, 5)}" for _ in range(PAGES)],
        "detail": [f"/specifications/{key}/" for key in chance.sample(keys, PAGES)],
        "search": [f"/search/?q={word}&page={page}" for word in WORDS for page in (1, 2)],
    }


if __name__ == "__main__":
    main()
