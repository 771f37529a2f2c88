"""From acts to status: a pure function, after the Vienna Convention on the Law of Treaties.

Unknown stays unknown. An accord whose entry into force nobody has stated, and whose own rule is not
known to be met, is *not established*: never *not in force*. What one actor claims alone changes no
force: the page says whose claim it is. The status on a day rests on what had been done by that day,
with two exceptions that say so themselves: a stated entry into force, and an act with retroactive
effect.
"""

from .entry import Entry, entry_of
from .facts import Delay, Fact, Rule, Span
from .force import force_line
from .joining import settle
from .leaving import exit_day
from .stage import stage_line
from .standing import standing_lines
from .words import BOUND, FORCES, STAGES, STANDINGS

__all__ = [
    "BOUND", "FORCES", "STAGES", "STANDINGS", "Delay", "Entry", "Fact", "Rule", "Span", "entry_of",
    "exit_day", "spans",
]  # fmt: skip


def spans(rule, facts):
    """Every status of the accord and of each actor, as Spans in order of time. Order of entry is moot."""
    facts = tuple(sorted(facts, key=Fact.sort_key))
    rule = settle(rule, facts)
    entry = entry_of(rule, facts)
    force = force_line(rule, facts, entry)
    ended = next((span.begins for span in force if span.status == "ended"), None)
    return [*stage_line(rule, facts, entry), *force, *standing_lines(rule, facts, entry, ended)]
