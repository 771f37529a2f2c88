"""What a source reports, where the app that owns the articles knows it: its words and whom it names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    words: str = ""
    actors: tuple = ()  # keys, in the order of the article


reporters = []  # each takes a source and returns its Report, or None


def report(source):
    for reporter in reporters:
        if found := reporter(source):
            return found
    return Report()
