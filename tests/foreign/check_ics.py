"""Compares what a foreign reader makes of a feed with what we say happens.

    python check_ics.py feed.ics expected.json
    python check_ics.py --with ./libical feed.ics expected.json

Ends with "N passed, M failed"; exits 1 if anything failed.
"""

import datetime
import json
import subprocess
import sys
from collections import Counter
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
SHOWN = 20


class Tally:
    def __init__(self):
        self.passed = 0
        self.failures = []

    def check(self, good, message):
        if good:
            self.passed += 1
        else:
            self.failures.append(message)

    def finish(self):
        for message in self.failures[:SHOWN]:
            print("FAILED:", message)
        if len(self.failures) > SHOWN:
            print(f"… and {len(self.failures) - SHOWN} more")
        print(f"{self.passed} passed, {len(self.failures)} failed")
        return 1 if self.failures else 0


def moment(value):
    """A date as it is; a time as its instant."""
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone")
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()


def read_moment(text):
    if text is None:
        return None
    if len(text) == 10:
        return text
    return moment(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")))


def expected_occurrences(expected):
    return [
        (o["uid"], read_moment(o["start"]), read_moment(o["end"]), o.get("cancelled", False))
        for o in expected["occurrences"]
    ]


def check_calendar(raw, tally):
    """What python-icalendar finds wrong with the text itself."""
    import icalendar

    calendars = icalendar.Calendar.from_ical(raw, multiple=True)
    tally.check(len(calendars) == 1, f"{len(calendars)} calendars instead of one")
    calendar = calendars[0]
    for component in calendar.walk():
        tally.check(not component.errors, f"{component.get('UID')}: {component.errors}")
        for name in component.required:
            tally.check(name in component, f"{component.name} {component.get('UID')} lacks {name}")
        for name in component.singletons:
            repeated = isinstance(component.get(name), list)
            tally.check(not repeated, f"{component.name} {component.get('UID')} repeats {name}")
    missing = calendar.get_missing_tzids()
    tally.check(not missing, f"zones without VTIMEZONE: {missing}")
    used = calendar.get_used_tzids()
    unused = {zone.tz_name for zone in calendar.timezones} - set(used)
    tally.check(not unused, f"VTIMEZONE without use: {unused}")
    return calendar


def python_occurrences(calendar, first, last):
    import recurring_ical_events

    found = []
    for event in recurring_ical_events.of(calendar).between(first, last + datetime.timedelta(days=1)):
        start = event["DTSTART"].dt
        end = event["DTEND"].dt if "DTEND" in event else None
        # The reader fills in an end where there is none.
        end = None if end == start else end
        cancelled = event.get("STATUS") == "CANCELLED"
        found.append((str(event["UID"]), moment(start), end and moment(end), cancelled))
    return found


def other_occurrences(program, feed, tally):
    """Lines of another reader: `error TEXT`, or `uid start end-or-minus cancelled-or-not`."""
    run = subprocess.run([program, feed], capture_output=True, text=True, check=False)
    tally.check(run.returncode == 0, f"{program} exits with {run.returncode}: {run.stderr.strip()}")
    found = []
    for line in run.stdout.splitlines():
        if line.startswith("error "):
            tally.check(False, line)
            continue
        uid, start, end, state = line.split(" ")
        end = None if end == "-" or end == start else read_moment(end)
        found.append((uid, read_moment(start), end, state == "cancelled"))
    return found


def in_window(occurrence, first, last):
    start = occurrence[1]
    if len(start) > 10:
        instant = datetime.datetime.fromisoformat(start.replace("Z", "+00:00"))
        day = instant.astimezone(HELSINKI).date()
    else:
        day = datetime.date.fromisoformat(start)
    return first <= day <= last


def compare(ours, theirs, tally):
    ours, theirs = Counter(ours), Counter(theirs)
    for occurrence in sorted(set(ours) | set(theirs), key=str):
        message = f"{occurrence}: ours {ours[occurrence]}, theirs {theirs[occurrence]}"
        tally.check(ours[occurrence] == theirs[occurrence], message)


def main(arguments):
    program = None
    if arguments[:1] == ["--with"]:
        program, arguments = arguments[1], arguments[2:]
    feed, expected_path = arguments
    with open(expected_path, encoding="utf-8") as file:
        expected = json.load(file)
    first, last = (datetime.date.fromisoformat(expected[name]) for name in ("from", "to"))
    tally = Tally()
    if program:
        theirs = other_occurrences(program, feed, tally)
    else:
        with open(feed, "rb") as file:
            calendar = check_calendar(file.read(), tally)
        theirs = python_occurrences(calendar, first, last)
    ours = expected_occurrences(expected)
    tally.check(bool(ours), "nothing is expected: the comparison would prove nothing")
    compare(
        [o for o in ours if in_window(o, first, last)],
        [o for o in theirs if in_window(o, first, last)],
        tally,
    )
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
