"""Finding accords, actors, people … by their address or by any of their spellings."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import get_language

from diplomacy.models import NameVariant
from diplomacy.models.mergeable import Mergeable
from diplomacy.spelling import fold

FEW = 100


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


def matching(queryset, *texts):
    """Those of `queryset` whose address, name or recorded spelling is one of `texts`, case and accents
    aside; what was merged into one of them is that one."""
    meant = Q()
    for text in texts:
        meant |= _meant_by(queryset.model, text)
    return _standing(queryset).filter(meant)


def _standing(queryset):
    """Without the rows that were merged into another."""
    return queryset.standing() if issubclass(queryset.model, Mergeable) else queryset


def _meant_by(model, text):
    key, owner = fold(text), model._meta.model_name
    condition = Q(slug=text)
    if key:
        condition |= (
            Q(search_key=key)
            | Q(search_key__startswith=f"{key}|")
            | Q(search_key__endswith=f"|{key}")
        )
    if issubclass(model, Mergeable):
        if key:
            variants = NameVariant.objects.filter(search_key=key, **{owner: OuterRef("pk")})
            condition |= Exists(variants)
        condition |= Exists(model.objects.filter(slug=text, merged_into=OuterRef("pk")))
    return condition


def named_like(queryset, text):
    """Those of `queryset` whose names hold every word of `text`, or that are spelt so as a whole."""
    words = Q()
    for word in fold(text).split():
        words &= Q(search_key__contains=word)
    return _standing(queryset).filter(words | _meant_by(queryset.model, text))


def found(queryset, texts):
    """{text: the rows that `matching` finds for it}, in at most five queries for any number of texts."""
    queryset = _standing(queryset)
    keys = {text: fold(text) for text in texts}
    wanted = {*keys.values()} - {""}
    few = len(keys) <= FEW
    pks = defaultdict(set)
    for pk, slug, names in _candidates(queryset, keys, wanted) if few else _everyone(queryset):
        for key in wanted & {*names.split("|")}:
            pks[key].add(pk)
        if slug in keys:
            pks[slug, "slug"].add(pk)
    for pk, key in _spellings(queryset, wanted if few else None):
        pks[key].add(pk)
    rows = queryset.in_bulk([*{pk for found in pks.values() for pk in found}])
    return {
        text: [rows[pk] for pk in sorted(pks[key] | pks[text, "slug"]) if pk in rows]
        for text, key in keys.items()
    }


def _everyone(queryset):
    """For many texts: to read all names once costs less than to ask for each."""
    return queryset.values_list("pk", "slug", "search_key")


def _candidates(queryset, texts, keys):
    named = Q(slug__in=[*texts]) | Q(search_key__in=[*keys])
    for key in keys:
        named |= Q(search_key__startswith=f"{key}|") | Q(search_key__endswith=f"|{key}")
    return _everyone(queryset.filter(named))


def _spellings(queryset, keys):
    """(number of the owner, folded spelling) of those recorded; of all of them if `keys` is None."""
    if not issubclass(queryset.model, Mergeable):
        return []
    owner = queryset.model._meta.model_name
    spellings = NameVariant.objects.filter(**{f"{owner}__isnull": False})
    if keys is not None:
        spellings = spellings.filter(search_key__in=[*keys])
    return spellings.values_list(owner, "search_key")


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
