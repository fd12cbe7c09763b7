"""Whether Python's feedparser takes an RSS feed for one, whole and in order.

    python check_rss.py feed.rss expected.json

Ends with "N passed, M failed"; exits 1 if anything failed.
"""

import json
import sys

import feedparser

from check_ics import Tally, read_moment


def check_entry(entry, expected, tally):
    name = expected["id"]
    tally.check(entry.get("id") == name, f"{entry.get('id')} stands where {name} is expected")
    tally.check(entry.get("guidislink") is False, f"{name}: its guid is taken for an address")
    title = entry.get("title", "")
    tally.check(title.endswith(expected["title"]), f"{name}: is called {title!r}")
    link = entry.get("link", "")
    tally.check(link.endswith(f"/activity/{name}?lang=fi"), f"{name}: leads to {link}")
    tally.check(entry.get("published_parsed") is not None, f"{name}: {entry.get('published')}")
    tally.check("Lähde: " in entry.get("summary", ""), f"{name}: does not say whence it is")
    for fact in ("xcal_dtstart", "xcal_dtend"):
        if fact in entry:
            tally.check(read_moment(entry[fact]) is not None, f"{name}: {entry[fact]}")


def main(arguments):
    feed, expected_path = arguments
    with open(expected_path, encoding="utf-8") as file:
        expected = json.load(file)
    tally = Tally()
    with open(feed, "rb") as file:
        read = feedparser.parse(file.read())
    tally.check(not read.bozo, f"is not well-formed: {read.get('bozo_exception')}")
    tally.check(read.version == "rss20", f"is taken for {read.version!r}")
    tally.check(read.feed.get("title") == "Tapahtumat & muut", f"is called {read.feed.get('title')!r}")
    tally.check(read.feed.get("language") == "fi", "tells no language")
    tally.check(len(expected) > 30, "too little is expected: the comparison would prove nothing")
    tally.check(len(read.entries) == len(expected), f"{len(read.entries)} of {len(expected)} entries")
    for entry, told in zip(read.entries, expected):
        check_entry(entry, told, tally)
    dated = sum("xcal_dtstart" in entry for entry in read.entries)
    tally.check(dated > 30, f"only {dated} entries tell when they are")
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
