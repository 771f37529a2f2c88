"""A calendar as other programs subscribe to it (RFC 5545): whole days, one event each."""

from dataclasses import dataclass
from datetime import UTC, date, timedelta

MOST_OCTETS = 75  # of a line, section 3.1


@dataclass(frozen=True)
class Entry:
    """A whole day; `uid` stays the same for the same thing, `url` is absolute."""

    uid: str
    day: date
    summary: str
    description: str
    url: str


def write(name, entries, stamp):
    """The calendar `name` of these Entries as bytes; `stamp` is the aware moment it answers for."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Newsroom//Record//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escape(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for entry in entries:
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def _event(entry, stamp):
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{_date(entry.day)}",
        f"DTEND;VALUE=DATE:{_date(entry.day + timedelta(days=1))}",
        f"SUMMARY:{escape(entry.summary)}",
        f"DESCRIPTION:{escape(entry.description)}",
        f"URL:{entry.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _date(day):
    return f"{day.year:04}{day:%m%d}"


def escape(text):
    """A text value (section 3.3.11): signs that part values escaped, no line ends, no control signs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign for sign in text if sign == "\n" or sign.isprintable() or sign > "\x7f")
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def fold(line):
    """A line as bytes, parted so that no part has over 75 octets and no letter is cut."""
    parts, part, room = [], b"", MOST_OCTETS
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > room:
            parts.append(part)
            part, room = b"", MOST_OCTETS - 1
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"
