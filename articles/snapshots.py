"""A working copy, or an edition, as plain data, whole; and a working copy made of it again."""

from articles import tags
from articles.models.content import Content

# Where the fields of a child row point, and what the thing there is called.
LINKS = {"author": "author__name", "photo": "photo__title"}


def take(dispatch):
    """Everything the desk typed into `dispatch`, as JSON can hold it: content, tags, bylines, figures.

    `names` says what each link was called, for the day when the thing itself is gone.
    """
    tagged = tags.named(dispatch)
    return {
        "slug": dispatch.slug,
        "tags": {name: sorted(found) for name, found in tagged.items()},
        **_words(dispatch, dispatch.bylines, dispatch.figures, tagged),
    }


def of_edition(edition):
    """What readers have, in the same shape as a working copy. It has no slug of its own, and a credit
    that is the photo's is left empty, as the desk leaves it."""
    tagged = _subjects(edition)
    found = {
        "slug": "",
        "tags": {name: sorted(things) for name, things in tagged.items()},
        **_words(edition, edition.bylines, edition.figures, tagged),
    }
    credits = dict(edition.figures.values_list("slot", "photo__credit"))
    for figure in found["figures"]:
        if figure["credit"] == credits[figure["slot"]]:
            figure["credit"] = ""
    return found


def without_names(data):
    """What makes two states different: a topic renamed since is no change of the article."""
    return {part: value for part, value in data.items() if part != "names"}


def put(dispatch, data):
    """Write `data` back into `dispatch`, which the caller has locked.

    Links to rows that exist no more are left out; returns their names.
    """
    lost = []
    for field in Content._meta.local_fields:
        value = data["content"].get(field.name)
        if field.is_relation and value and not _alive(field.related_model, [value]):
            lost.append(_name(data, field.name, value, field))
            value = None
        setattr(dispatch, field.attname, _fitting(field, value))
    dispatch.slug = data["slug"]
    dispatch.save()
    for field in dispatch._meta.local_many_to_many:
        wanted = data["tags"].get(field.name, [])
        kept = _alive(field.related_model, wanted)
        lost += [_name(data, field.name, pk, field) for pk in wanted if pk not in kept]
        getattr(dispatch, field.name).set(kept)
    lost += _put_children(dispatch.bylines, data, "bylines", "author")
    lost += _put_children(dispatch.figures, data, "figures", "photo")
    return lost


def _words(story, bylines, figures, tagged):
    bylines = list(bylines.order_by("position", "pk").values("author", "credit", LINKS["author"]))
    figures = list(
        figures.order_by("position", "pk").values(
            "photo", "slot", "caption", "alt", "credit", LINKS["photo"]
        )
    )
    names = {
        name: {str(pk): words for pk, words in found.items()} for name, found in tagged.items()
    }
    for rows, link in ((bylines, "author"), (figures, "photo")):
        names[link] = {str(row[link]): row.pop(LINKS[link]) for row in rows}
        names[link].pop("None", None)
    for field in Content._meta.local_fields:
        if field.is_relation and (pk := getattr(story, field.attname)):
            names[field.name] = {str(pk): str(getattr(story, field.name))}
    return {
        "content": {field.name: _plain(field, story) for field in Content._meta.local_fields},
        "bylines": bylines,
        "figures": figures,
        "names": names,
    }


def _plain(field, story):
    value = getattr(story, field.attname)
    return value if value is None or field.is_relation else field.value_to_string(story)


def _subjects(edition):
    """{name of the working copy's many-to-many field: {id: name}}, from the edition's subjects."""
    fields = edition._meta.get_field("dispatch").related_model._meta.local_many_to_many
    found = {field.name: {} for field in fields}
    part_of = {field.related_model: field.name for field in fields}
    for row in edition.subjects.with_things():
        found[part_of[type(row.thing)]][row.thing.pk] = row.thing.name
    return found


def _fitting(field, value):
    """What was refused for its length may have been kept aside: it is cut to fit."""
    if field.is_relation or value is None:
        return value
    value = field.to_python(value)
    return value[: field.max_length] if field.max_length else value


def _alive(model, pks):
    return set(model._default_manager.filter(pk__in=pks).values_list("pk", flat=True))


def _name(data, part, pk, field):
    """What a link that is gone was called."""
    return data.get("names", {}).get(part, {}).get(str(pk)) or str(field.verbose_name)


def _put_children(manager, data, part, link):
    """Replace the children, in their order. A byline whose author is gone is left out, a figure whose
    photo is gone waits for another."""
    target = manager.model._meta.get_field(link)
    alive = _alive(target.related_model, [row[link] for row in data[part]])
    lost = []
    manager.all().delete()
    for position, row in enumerate(data[part]):
        values = dict(row)
        if values[link] and values[link] not in alive:
            lost.append(_name(data, link, values[link], target))
            if not target.null:
                continue
            values[link] = None
        values[f"{link}_id"] = values.pop(link)
        manager.create(position=position, **values)
    return lost
