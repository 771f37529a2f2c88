"""What a dispatch is tagged with, read in one query whatever the number of its links."""

from django.db.models import CharField, F, Value

from articles.held import hold, is_held

NAMES = ["id", "name", "name_en"]


def fields(dispatch):
    return dispatch._meta.local_many_to_many


def of(dispatch):
    """{name of the many-to-many field: the ids of what it links to, in order}."""
    return {name: sorted(found) for name, found in named(dispatch).items()}


def named(dispatch):
    """{name of the many-to-many field: {id of what it links to: its name}}, as held or else read now."""
    if are_held(dispatch):
        return {
            field.name: {thing.pk: thing.name for thing in getattr(dispatch, field.name).all()}
            for field in fields(dispatch)
        }
    found = {field.name: {} for field in fields(dispatch)}
    for name, pk, words, _english in _rows(dispatch):
        found[name][pk] = words
    return found


def load(dispatch):
    """Fill its relations with what one query reads: things that know their id and their names."""
    if are_held(dispatch):
        return
    found = {field.name: [] for field in fields(dispatch)}
    for name, *row in _rows(dispatch):
        found[name].append(thing(dispatch._meta.get_field(name).related_model, row))
    for name, things in found.items():
        hold(dispatch, name, things)


def are_held(dispatch):
    return all(is_held(dispatch, field.name) for field in fields(dispatch))


def thing(model, row, names=NAMES):
    """One of `model` that knows no more than its id and its names."""
    return model.from_db(model._default_manager.db, names, row)


def columns(dispatch, model):
    """Each link as `model` writes it: (its column for that kind of thing, id). Kinds that `model` has no
    column for are left out."""
    column_of = {
        field.related_model: field.attname
        for field in model._meta.local_fields
        if field.is_relation
    }
    kinds = {field.name: column_of.get(field.related_model) for field in fields(dispatch)}
    return [(kinds[name], pk) for name, pks in of(dispatch).items() if kinds[name] for pk in pks]


def links(dispatch):
    """One query for each many-to-many field, to be united: its name, and the NAMES of what it links."""
    return [_links(field, dispatch) for field in fields(dispatch)]


def _rows(dispatch):
    first, *others = links(dispatch)
    return first.union(*others, all=True).order_by()


def _links(field, dispatch):
    through, far = field.remote_field.through, field.m2m_reverse_field_name()
    found = through._default_manager.order_by().filter(**{field.m2m_field_name(): dispatch})
    return found.values_list(
        Value(field.name, CharField()), *(F(f"{far}__{column}") for column in NAMES)
    )
