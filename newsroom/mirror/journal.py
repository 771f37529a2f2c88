"""What a mirror holds already and what it still lacks, kept in a file beside it."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path

from .places import Place

NAME = "mirror.jsonl"


@dataclass
class Journal:
    """One line a page, written once its file is whole: after a power cut, copying goes on from here.

    `begun` is when the copy began, `day` its past day or None; `waiting` are the Places found and not
    copied, `copied` those that have their file, `files` the names of these.
    """

    folder: Path
    begun: datetime
    origin: str
    day: date | None = None
    copied: set = field(default_factory=set)
    found: dict = field(default_factory=dict)  # as an ordered set
    files: set = field(default_factory=set)

    @property
    def waiting(self):
        return [place for place in self.found if place not in self.copied]

    def begin(self, doors):
        """From these places on."""
        self.found.update(dict.fromkeys(doors))
        head = {
            "begun": self.begun.isoformat(),
            "origin": self.origin,
            "day": self.day and self.day.isoformat(),
            "doors": [asdict(each) for each in doors],
        }
        (self.folder / NAME).write_text(json.dumps(head) + "\n")

    def note(self, place, led_to, kept):
        """`place` is done: it has a file (`kept`), and leads to these places. Answers the new ones."""
        new = sorted(
            (each for each in led_to if each not in self.found), key=lambda each: each.file
        )
        line = {"place": asdict(place), "kept": kept, "new": [asdict(each) for each in new]}
        with (self.folder / NAME).open("a") as file:
            file.write(json.dumps(line) + "\n")
        self._learn(line)
        return new

    def _learn(self, line):
        place = Place(**line["place"])
        self.copied.add(place)
        if line["kept"]:
            self.files.add(place.file)
        for each in line["new"]:
            self.found.setdefault(Place(**each))


def read(folder):
    """The Journal that lies in a folder, or None. A last line cut short is passed over."""
    try:
        head, *lines = (folder / NAME).read_text().splitlines()
        head = json.loads(head)
        day = head["day"] and date.fromisoformat(head["day"])
        journal = Journal(folder, datetime.fromisoformat(head["begun"]), head["origin"], day)
        journal.found = dict.fromkeys(Place(**each) for each in head["doors"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    for line in lines:
        try:
            journal._learn(json.loads(line))
        except (ValueError, KeyError, TypeError):
            break
    return journal
