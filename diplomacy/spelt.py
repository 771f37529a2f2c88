"""Which source spells a person's name how, from what the record holds of each source's own words."""

import re
from dataclasses import dataclass, field

from .models import NameVariant


@dataclass(frozen=True)
class Spelt:
    """A spelling and the sources that use it, in the order of the acts."""

    text: str
    sources: list = field(default_factory=list)


def by_source(person, variants, acts):
    """The Spelts found in what is quoted or printed of the person's `acts`, the best held first.

    `acts` carry `shown_citations`, and `signed_by` with the signatures of the person alone. A misprint
    is never displayed. Words kept as printed are their source's only where the act has one source.
    """
    misprints = [each.text for each in variants if each.kind == NameVariant.Kind.MISPRINT]
    names = dict.fromkeys(
        [person.name, *(each.text for each in variants if each.text not in misprints)]
    )
    found = {}
    for act in acts:
        for cite in act.shown_citations:
            for name in names:
                if _holds(cite.quote, name):
                    found.setdefault(name, {})[cite.source_id] = cite.source
        sources = {cite.source_id: cite.source for cite in act.shown_citations}
        for signatory in act.signed_by if len(sources) == 1 else ():
            printed = signatory.as_printed
            if printed and not any(_holds(printed, misprint) for misprint in misprints):
                found.setdefault(printed, {}).update(sources)
    spelt = [Spelt(text, list(sources.values())) for text, sources in found.items()]
    return sorted(spelt, key=lambda each: -len(each.sources))


def _holds(words, name):
    """Whether the words hold the name as it is spelt, whole, capitals aside."""
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE))
