"""Reads an iCalendar file from standard input with the package icalendar, and prints its events as JSON:
[{ uid, summary, description, day, allDay, alarms }]. Fails where the package found something wrong."""

import datetime
import json
import sys

import icalendar

calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
events = []
for event in calendar.walk("VEVENT"):
    if event.errors:
        sys.exit(str(event.errors))
    start = event.decoded("DTSTART")
    events.append(
        {
            "uid": str(event["UID"]),
            "summary": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
            "day": start.isoformat(),
            "allDay": not isinstance(start, datetime.datetime),
            "alarms": len(event.walk("VALARM")),
        }
    )
json.dump(events, sys.stdout)
