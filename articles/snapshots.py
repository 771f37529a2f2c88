"""A working copy, or an edition, as plain data, whole; and a working copy made of it again."""

from datetime import UTC, datetime

from articles import children, tags
from articles.models.content import Content

# How a photo is cropped: written down where it is not as the library has it.
FRAMING = ("shape", "focal_x", "focal_y")
# What is kept of each child row.
BYLINE = ("author", "credit")
FIGURE = ("photo", "slot", "caption", "alt", "credit", *FRAMING)
NO_EMBARGO = {"until": None, "zone": "", "source": "", "terms": ""}


def take(dispatch):
    """Everything the desk typed into `dispatch`, as JSON can hold it: content, tags, bylines, figures,
    embargo.

    `names` says what each link was called, for the day when the thing itself is gone.
    """
    tagged = tags.named(dispatch)
    return {
        "slug": dispatch.slug,
        "embargo": embargo(dispatch),
        "tags": {name: sorted(found) for name, found in tagged.items()},
        **_words(dispatch, tagged),
    }


def of_edition(edition):
    """What readers have, in the same shape as a working copy. It has no slug of its own and no
    embargo, and a credit that is the photo's is left empty, as the desk leaves it."""
    tagged = _subjects(edition)
    children.load(edition)
    found = {
        "slug": "",
        "tags": {name: sorted(things) for name, things in tagged.items()},
        **_words(edition, tagged),
    }
    for figure, row in zip(edition.figures.all(), found["figures"], strict=True):
        if row["credit"] == figure.photo.credit:
            row["credit"] = ""
    return found


def sparse(row):
    """The row of a figure without the framing that nobody chose."""
    return {
        key: value for key, value in row.items() if key not in FRAMING or value not in ("", None)
    }


def embargo(dispatch):
    """The embargo that somebody set, whether it runs or was broken: that is in the log."""
    until = dispatch.embargo_until and dispatch.embargo_until.astimezone(UTC).isoformat()
    rest = {name: getattr(dispatch, f"embargo_{name}") for name in ("zone", "source", "terms")}
    return {"until": until, **rest}


def moment_of(embargo):
    return embargo["until"] and datetime.fromisoformat(embargo["until"])


def without_names(data):
    """What makes two states different: a topic renamed since is no change of the article."""
    found = {"embargo": NO_EMBARGO} | {k: value for k, value in data.items() if k != "names"}
    told = {name: value for name, value in data["content"].items() if value is not None}
    return found | {"content": told}  # what a state does not know is what it leaves empty


def without_embargo(data):
    """What its writers wrote."""
    return {part: value for part, value in without_names(data).items() if part != "embargo"}


def put(dispatch, data):
    """Write `data` back into `dispatch`, which the caller has locked.

    Links to rows that exist no more are left out; returns their names. An embargo that runs is
    neither taken away nor brought forward.
    """
    lost = []
    _put_embargo(dispatch, data.get("embargo"))
    for each in Content._meta.local_fields:
        field = dispatch._meta.get_field(each.name)  # the abstract one may not know its far side
        value = data["content"].get(field.name)
        if field.is_relation and value and not _alive(field.related_model, [value]):
            lost.append(_name(data, field.name, value, field))
            value = None
        setattr(dispatch, field.attname, _fitting(field, value))
    dispatch.slug = data["slug"]
    dispatch.save()
    for field in dispatch._meta.local_many_to_many:
        wanted = data["tags"].get(field.name, [])
        kept = _standing(field.related_model, wanted)
        lost += [_name(data, field.name, pk, field) for pk in wanted if pk not in kept]
        getattr(dispatch, field.name).set(set(kept.values()))
    lost += _put_children(dispatch.bylines, data, "bylines", "author")
    lost += _put_children(dispatch.figures, data, "figures", "photo")
    return lost


def _words(story, tagged):
    bylines, figures = children.bylines(story), children.figures(story)
    names = {
        name: {str(pk): words for pk, words in found.items()} for name, found in tagged.items()
    }
    names["author"] = {str(row.author_id): row.author.name for row in bylines}
    names["photo"] = {str(row.photo_id): row.photo.title for row in figures if row.photo_id}
    for field in Content._meta.local_fields:
        if field.is_relation and (pk := getattr(story, field.attname)):
            names[field.name] = {str(pk): str(getattr(story, field.name))}
    return {
        "content": {field.name: _plain(field, story) for field in Content._meta.local_fields},
        "bylines": [_row(row, BYLINE) for row in bylines],
        "figures": [sparse(_row(row, FIGURE)) for row in figures],
        "names": names,
    }


def _row(row, kept):
    return {name: getattr(row, row._meta.get_field(name).attname) for name in kept}


def _plain(field, story):
    value = getattr(story, field.attname)
    as_it_is = value is None or isinstance(value, str) or field.is_relation
    return value if as_it_is else field.value_to_string(story)


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


def _put_embargo(dispatch, kept):
    """`kept` is None in what was written down without it."""
    until = kept and moment_of(kept)
    if kept is None or (dispatch.is_embargoed and (not until or until < dispatch.embargo_until)):
        return
    if until != dispatch.embargo_until:
        dispatch.embargo_broken_at = None  # another embargo than the one that was broken
    dispatch.embargo_until = until
    for name in ("zone", "source", "terms"):
        field = dispatch._meta.get_field(f"embargo_{name}")
        setattr(dispatch, field.name, _fitting(field, kept[name]))


def _alive(model, pks):
    return set(model._default_manager.filter(pk__in=pks).values_list("pk", flat=True))


def _standing(model, pks):
    """{id: the id that stands for it} of those that exist: some may have been merged since."""
    heir = "merged_into_id" if hasattr(model, "merged_into") else "pk"
    rows = model._default_manager.filter(pk__in=pks).values_list("pk", heir)
    return {pk: other or pk for pk, other in rows}


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
