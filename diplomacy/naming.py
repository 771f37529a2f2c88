"""Finding accords, actors, people … by their address or by any of their spellings."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import get_language

from diplomacy.models import NameVariant
from diplomacy.spelling import fold


class Found(NamedTuple):
    """A named thing, without its row."""

    kind: str
    pk: int
    slug: str
    name: str
    name_en: str

    @property
    def label(self):
        return self.name_en if get_language() == "en" and self.name_en else self.name


def matching(queryset, text):
    """Those of `queryset` whose address, name or recorded spelling is `text`, case and accents aside."""
    return queryset.filter(_meant_by(queryset.model, text))


def _meant_by(model, text):
    key, owner = fold(text), model._meta.model_name
    condition = Q(slug=text)
    if key:
        condition |= (
            Q(search_key=key)
            | Q(search_key__startswith=f"{key}|")
            | Q(search_key__endswith=f"|{key}")
        )
    if owner in ("person", "actor") and key:
        variants = NameVariant.objects.filter(search_key=key, **{owner: OuterRef("pk")})
        condition |= Exists(variants)
    return condition


def named_like(queryset, text):
    """Those of `queryset` whose names hold every word of `text`, or that are spelt so as a whole."""
    words = Q()
    for word in fold(text).split():
        words &= Q(search_key__contains=word)
    return queryset.filter(words | _meant_by(queryset.model, text))


def look_up(*querysets):
    """Every row of several querysets of named things as Found, in one query; [] for none."""
    parts = [
        queryset.order_by()
        .annotate(what=Value(queryset.model._meta.model_name))
        .values_list("what", "pk", "slug", "name", "name_en")
        for queryset in querysets
    ]
    if not parts:
        return []
    first, *others = parts
    # The last order_by() is for Django 6.1, which gives a union the order of its first model again.
    return [Found(*row) for row in first.union(*others, all=True).order_by()]
