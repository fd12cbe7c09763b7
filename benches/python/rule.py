"""What one would try first in Python: titles that are alike, on one date, in one town.

Reads records (title, town, dates) and prints which of them are one, and how long that took.
"""

import json
import sys
import time
from collections import defaultdict

from rapidfuzz import fuzz, utils

# A customary threshold; no other was tried.
ALIKE = 80
RUNS = 3


def clusters(records):
    """Those that any pair joins."""
    titles = [utils.default_process(record["title"]) for record in records]
    head = list(range(len(records)))

    def find(at):
        while head[at] != at:
            head[at] = head[head[at]]
            at = head[at]
        return at

    blocks = defaultdict(list)
    for at, record in enumerate(records):
        for date in record["dates"]:
            blocks[record["town"], date].append(at)
    compared = set()
    for block in blocks.values():
        for place, a in enumerate(block):
            for b in block[place + 1 :]:
                if (a, b) in compared:
                    continue
                compared.add((a, b))
                if fuzz.token_set_ratio(titles[a], titles[b], score_cutoff=ALIKE):
                    head[find(a)] = find(b)
    together = defaultdict(list)
    for at in range(len(records)):
        together[find(at)].append(at)
    return list(together.values())


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        records = json.load(file)
    shortest = None
    for _ in range(RUNS):
        start = time.perf_counter()
        found = clusters(records)
        took = time.perf_counter() - start
        shortest = took if shortest is None else min(shortest, took)
    json.dump({"seconds": shortest, "clusters": found}, sys.stdout)


if __name__ == "__main__":
    main()
