"""The gap of the record that only the articles show: an accord that a text names and no mark leads to."""

from collections import defaultdict

from django.db.models import Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.models import Dispatch, Edition
from diplomacy.admin import gaps
from diplomacy.models import Accord

READ = 300  # the newest stories: older ones are found by their accord’s name in the list
SHORTEST = 3  # words: a shorter name is in too many texts


def unlinked(request, now):
    """Newest live stories whose words hold an accord's whole name without being linked to it: two
    queries, whatever the size of the archive."""
    stories = list(
        Edition.objects.live(now)
        .filter(dispatch__in=rights.visible(Dispatch.objects.all(), request.user))
        .order_by("-first_live", "-pk")
        .values_list("dispatch", "headline", "folded")[:READ]
    )
    names, linked = _names([dispatch for dispatch, _headline, _words in stories])
    lines = [
        gaps.Line(
            _("%(story)s names “%(accord)s”") % {"story": headline, "accord": label},
            reverse("admin:articles_dispatch_change", args=[dispatch]),
        )
        for dispatch, headline, words in stories
        for accord, label in sorted(_found(words.split(), names).items())
        if (dispatch, accord) not in linked
    ]
    return (
        "dispatch",
        _("Articles that name an accord without leading to it"),
        lines[: gaps.MOST + 1],
    )


def _names(dispatches):
    """{first words of a name: [(the name's words, accord, how it is written)]}, and the pairs of these
    dispatches and the accords that they are linked to; one query."""
    names, linked, nothing = defaultdict(list), set(), Value("")
    links = Dispatch.accords.through.objects.filter(dispatch__in=dispatches).order_by()
    rows = (
        Accord.objects.order_by()
        .values_list("pk", "name", "search_key", Value(0))
        .union(links.values_list("accord", nothing, nothing, "dispatch"), all=True)
        .order_by()
    )
    for accord, label, key, dispatch in rows:
        if dispatch:
            linked.add((dispatch, accord))
        for name in key.split("|"):
            words = name.split()
            if len(words) >= SHORTEST:
                names[tuple(words[:SHORTEST])].append((words, accord, label))
    return names, linked


def _found(words, names):
    """{accord: how its name is written} for each accord whose name these folded words hold."""
    return {
        accord: label
        for place in range(len(words) - SHORTEST + 1)
        for name, accord, label in names.get(tuple(words[place : place + SHORTEST]), ())
        if words[place : place + len(name)] == name
    }


gaps.others.append(unlinked)
