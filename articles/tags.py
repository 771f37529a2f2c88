"""What a dispatch is tagged with, read in one query whatever the number of its links."""

from django.db.models import CharField, F, Value

NAMES = ["id", "name", "name_en"]


def of(dispatch):
    """{name of the many-to-many field: the ids of what it links to, in order}."""
    return {name: sorted(found) for name, found in named(dispatch).items()}


def named(dispatch):
    """{name of the many-to-many field: {id of what it links to: its name}}."""
    found = {field.name: {} for field in dispatch._meta.local_many_to_many}
    for field, pk, name, _english in _rows(dispatch):
        found[field][pk] = name
    return found


def load(dispatch):
    """Fill its relations with what one query reads: things that know their id and their names."""
    found = {field.name: [] for field in dispatch._meta.local_many_to_many}
    for field, *row in _rows(dispatch):
        found[field].append(row)
    cache = dispatch.__dict__.setdefault("_prefetched_objects_cache", {})
    for field in dispatch._meta.local_many_to_many:
        things = getattr(dispatch, field.name).get_queryset()
        things._result_cache = [
            field.related_model.from_db(things.db, NAMES, row) for row in found[field.name]
        ]
        things._prefetch_done = True
        cache[field.name] = things


def _rows(dispatch):
    first, *others = (_links(field, dispatch) for field in dispatch._meta.local_many_to_many)
    return first.union(*others, all=True)


def _links(field, dispatch):
    through, far = field.remote_field.through, field.m2m_reverse_field_name()
    links = through._default_manager.order_by().filter(**{field.m2m_field_name(): dispatch})
    return links.values_list(
        Value(field.name, CharField()), *(F(f"{far}__{column}") for column in NAMES)
    )
