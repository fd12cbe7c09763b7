"""What a script would do with the pages: parse them, clean their HTML, put them into a database.

`load.py DATABASE PAGE…`
"""

import sqlite3
import sys

import nh3
import orjson

SCHEMA = """
CREATE TABLE activity (id TEXT PRIMARY KEY, status TEXT, organiser TEXT, kind TEXT, entry BLOB);
CREATE TABLE text (activity TEXT, lang TEXT, name TEXT, summary TEXT, description TEXT, pricing TEXT);
CREATE TABLE term (activity TEXT, scheme TEXT, code TEXT);
CREATE TABLE channel (activity TEXT, kind TEXT, street TEXT, postal_code TEXT, city TEXT, info TEXT,
                      lon REAL, lat REAL, url TEXT, phone TEXT);
CREATE TABLE time (activity TEXT, start INTEGER, end INTEGER, period TEXT, gap TEXT, hours BLOB);
CREATE INDEX text_of ON text (activity);
CREATE INDEX term_of ON term (scheme, code);
CREATE INDEX channel_in ON channel (city);
CREATE INDEX time_of ON time (start);
"""
SCHEMES = ("theme", "format", "locale", "demographic", "region", "pricing")


def clean(html):
    return nh3.clean(html) if html else None


def put(database, entry):
    key, traits = entry["_key"], entry["traits"]
    database.execute(
        "INSERT INTO activity VALUES (?, ?, ?, ?, ?)",
        (key, entry["status"], entry["group"], traits["type"], orjson.dumps(entry)),
    )
    database.executemany(
        "INSERT INTO text VALUES (?, ?, ?, ?, ?, ?)",
        [
            (key, lang, told["name"], clean(told["summary"]), clean(told["description"]), clean(told.get("pricing")))
            for lang, told in traits["translations"].items()
        ],
    )
    database.executemany(
        "INSERT INTO term VALUES (?, ?, ?)",
        [(key, scheme, code) for scheme in SCHEMES for code in traits[scheme]],
    )
    for channel in traits["channels"]:
        put_channel(database, key, channel)


def put_channel(database, key, channel):
    told = next(iter(channel["translations"].values()))
    address = told["address"] or {}
    lon, lat = channel["map"]["center"]["coordinates"] if "map" in channel else (None, None)
    database.execute(
        "INSERT INTO channel VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key, channel["type"][0], address.get("street"), address.get("postalCode"), address.get("city"),
            clean(told["summary"]), lon, lat, channel.get("www"), channel.get("phone"),
        ),
    )
    database.executemany(
        "INSERT INTO time VALUES (?, ?, ?, ?, ?, ?)",
        [time(key, event) for event in channel["events"]],
    )


def time(key, event):
    rule = event.get("recurrence") or {}
    hours = orjson.dumps(rule.get("daySpecificTimes"))
    return (key, event["start"], rule.get("end"), rule.get("period"), rule.get("gap"), hours)


def main():
    database = sqlite3.connect(sys.argv[1])
    database.executescript(SCHEMA)
    with database:
        for name in sys.argv[2:]:
            with open(name, "rb") as file:
                page = orjson.loads(file.read())
            for entry in page["items"]:
                put(database, entry)
    database.close()


if __name__ == "__main__":
    main()
