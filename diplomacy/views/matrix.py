"""Accords by actors: what each accord is to each actor, on one page."""

from collections import Counter

from django.shortcuts import render

from diplomacy.columns import MOST, MatrixFilter
from diplomacy.keyset import paginate
from diplomacy.models import Actor, Phase
from diplomacy.moment import as_known
from diplomacy.status import STANDINGS

ROWS = 25


@as_known
def matrix(request, moment):
    """Three queries: accords, standings, the actors of the columns. Names asked for cost one more, and
    so do the columns asked for with their spellings."""
    filtered = MatrixFilter(request.GET, moment)
    accords = filtered.qs if filtered.is_valid() else filtered.queryset.none()
    cursor = request.GET.get("cursor", "")
    page = paginate(accords.with_sort_day(moment), cursor, key="sort_day", kind="date", size=ROWS)
    standings = _standings(page.items, moment)
    columns = filtered.columns or _most_engaged(standings, moment)
    used = {standings.get((row.pk, actor.pk)) for row in page.items for actor in columns}
    return render(
        request,
        "diplomacy/accord_matrix.html",
        {
            "moment": moment,
            "filter": filtered,
            "page": page,
            "chosen": bool(filtered.columns),
            "columns": columns,
            "rows": [
                (accord, [standings.get((accord.pk, actor.pk)) for actor in columns])
                for accord in page.items
            ],
            "used": [status for status in STANDINGS if status in used],
        },
    )


def _standings(accords, moment):
    """The standing of every actor in these accords, by (accord, actor)."""
    phases = Phase.objects.covering(moment).filter(accord__in=accords, dimension="standing")
    rows = phases.values_list("accord_id", "actor_id", "status")
    return {(accord, actor): status for accord, actor, status in rows}


def _most_engaged(standings, moment):
    """The public actors that take part in most of these accords."""
    counted = Counter(actor for _accord, actor in standings)
    likely = [pk for pk, _number in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]
    actors = Actor.objects.public(moment.known).begun_by(moment).filter(pk__in=likely[: 2 * MOST])
    return sorted(actors, key=lambda actor: likely.index(actor.pk))[:MOST]
