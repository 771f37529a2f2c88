"""The order of the front page: the desk's where it has set one, and made by itself for the rest."""

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


def lay_out(stories, at, places=()):
    """The Front at a moment, of stories given newest first.

    `places` are the ids of dispatches that the desk has put in order: the first leads, the next stand
    beside it, the others come first where their genre and section put them. Left to itself, the lead
    is the first of the newest with a picture. A flash stands above it for half a day, then goes down
    among the briefs; what was retracted has no place.
    """
    placed = _in_places(stories, places)
    head = placed[: 1 + SECONDS]
    others = placed[1 + SECONDS :] + [story for story in stories if story not in placed]
    flash = next((s for s in others if s.genre == "flash" and s.first_live > at - FRESH), None)
    briefs = [s for s in others if s.genre in ("brief", "flash") and s is not flash]
    full = [s for s in others if s.genre not in ("brief", "flash") and not s.is_retraction]
    lead = head[0] if head else _automatic_lead(full)
    rest = [story for story in full if story is not lead]
    free = SECONDS - len(head[1:])
    sections = {}
    for story in rest[free:]:
        sections.setdefault(story.section, []).append(story)
    return Front(flash, lead, head[1:] + rest[:free], list(sections.items()), briefs)


def _in_places(stories, places):
    """The stories that have a place, in order; those that readers no longer have are passed over."""
    rank = {dispatch: place for place, dispatch in enumerate(places)}
    found = [story for story in stories if story.dispatch_id in rank and not story.is_retraction]
    return sorted(found, key=lambda story: rank[story.dispatch_id])


def _automatic_lead(full):
    return next((story for story in full[:LEADING] if story.lead), full[0] if full else None)
