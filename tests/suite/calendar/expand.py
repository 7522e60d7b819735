"""Expands the calendars of a folder between two days: a line of JSON for each, with its events or its alarms."""

import json
import pathlib
import sys
from datetime import date, datetime, timezone

import icalendar
import recurring_ical_events

folder, kind, first, last = sys.argv[1:]
first, last = (date.fromisoformat(day) for day in (first, last))


def told(moment):
    """A moment in UTC, or a whole day."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    assert moment.tzinfo is not None, f"{moment} has no zone"
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


for path in sorted(pathlib.Path(folder).glob("*.ics")):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    if kind == "events":
        found = recurring_ical_events.of(calendar).between(first, last)
        rows = [[str(it["SUMMARY"]), told(it["DTSTART"].dt), told(it["DTEND"].dt)] for it in found]
    else:
        found = recurring_ical_events.of(calendar, components=["VALARM"]).between(first, last)
        # Each is the event of a call, with the one alarm in that period.
        rows = [["", told(time.trigger), ""] for it in found for time in it.alarms.times]
    print(json.dumps(sorted(rows)))
