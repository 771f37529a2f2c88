"""The order of the front page: made by itself until the desk makes it."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Front:
    """`flash` runs above everything, `lead` is the big story, `seconds` stand beside it, `by_section`
    holds (section, stories) pairs, `briefs` the short ones."""

    flash: object
    lead: object
    seconds: list
    by_section: list
    briefs: list


SECONDS = 2
LEADING = 6
FRESH = timedelta(hours=12)


def lay_out(stories, at):
    """The Front at a moment, of stories given newest first.

    The lead is the first of the newest with a picture; a flash stands above it for half a day, then
    goes down among the briefs; what was retracted has no place.
    """
    flash = next((s for s in stories if s.genre == "flash" and s.first_live > at - FRESH), None)
    briefs = [s for s in stories if s.genre in ("brief", "flash") and s is not flash]
    full = [s for s in stories if s.genre not in ("brief", "flash") and not s.is_retraction]
    lead = next((story for story in full[:LEADING] if story.lead), full[0] if full else None)
    rest = [story for story in full if story is not lead]
    sections = {}
    for story in rest[SECONDS:]:
        sections.setdefault(story.section, []).append(story)
    return Front(flash, lead, rest[:SECONDS], list(sections.items()), briefs)
