"""The article's form as it was sent, read as a state of the article; and a state's rows as a form."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import CharField, ModelChoiceField

from articles import embargo, snapshots
from articles.models import Author, Dispatch, Photo
from articles.snapshots import FRAMING, sparse

from . import sheet

# Each table of the form: what makes a row, what makes two rows the same one.
TABLES = {
    "bylines": (("author", "credit"), ("author", "credit")),
    "figures": (("photo", "slot", "caption", "alt", "credit", *FRAMING), ("slot",)),
}
NUMBERS = ("author", "photo", "slot", "focal_x", "focal_y")
LONGEST_TABLE = 200
DESK = settings.TIME_ZONE


def state(form, post):
    """What this person typed, in the shape of a snapshot, sound or not."""
    content, tags, names = {}, {}, {}
    for part in (*sheet.CONTENT, "body", *sheet.FILING):
        found = _cleaned(form, part)
        if hasattr(found, "pk"):
            names[part], found = {str(found.pk): str(found)}, found.pk
        content[part] = found.isoformat() if hasattr(found, "isoformat") else found
    for part in sheet.TAGS:
        things = _cleaned(form, part) or []
        names[part] = {str(thing.pk): thing.name for thing in things}
        tags[part] = sorted(thing.pk for thing in things)
    tables = {table: rows(post, table) for table in TABLES}
    names["author"] = _names(Author, "name", tables["bylines"], "author")
    names["photo"] = _names(Photo, "title", tables["figures"], "photo")
    slug = _cleaned(form, "slug") or ""
    return {
        "slug": slug,
        "embargo": _embargo(form),
        "tags": tags,
        "content": content,
        **tables,
        "names": names,
    }


def rows(post, table):
    """The rows of a table as they were sent, in their order, without those marked to go."""
    found = []
    for number in range(min(_whole(post.get(f"{table}-TOTAL_FORMS")) or 0, LONGEST_TABLE)):
        sent = {name: post.get(f"{table}-{number}-{name}", "") for name in TABLES[table][0]}
        row = {name: _whole(text) if name in NUMBERS else text for name, text in sent.items()}
        filled = any(value for name, value in row.items() if name not in ("credit", "slot"))
        if filled and f"{table}-{number}-DELETE" not in post:
            found.append((_whole(post.get(f"{table}-{number}-position")) or 0, number, sparse(row)))
    return [row for _position, _number, row in sorted(found, key=lambda each: each[:2])]


def as_rows_of_now(post, dispatch_id):
    """The same form, its rows matched with those that the article has now."""
    data, dispatch = post.copy(), Dispatch.objects.get(pk=dispatch_id)
    for table in TABLES:
        write_rows(data, dispatch, table, rows(post, table))
    return data


def write_rows(data, dispatch, table, wanted):
    """Send `wanted` as the whole of this table: rows that are there already keep their number in the
    database, whatever the form knew of them, and those not wanted go."""
    columns, identity = TABLES[table]
    for name in [name for name in data if name.startswith(f"{table}-") and name[-1] != "S"]:
        if "__prefix__" not in name:
            del data[name]
    there = {
        tuple(row[name] for name in identity): row
        for row in getattr(dispatch, table).values("id", *columns)
    }
    ordered = [
        {**row, "position": 10 * place, "id": _known(there, row, identity)}
        for place, row in enumerate(wanted, 1)
    ]
    gone = [{**row, "position": 0, "DELETE": "on"} for row in there.values()]
    known = [row for row in ordered if row["id"]]
    new = [row for row in ordered if not row["id"]]
    sent = [*known, *gone, *new]
    data[f"{table}-TOTAL_FORMS"] = str(len(sent))
    data[f"{table}-INITIAL_FORMS"] = str(len(known) + len(gone))
    for number, row in enumerate(sent):
        for name, value in {**row, "dispatch": dispatch.pk}.items():
            data[f"{table}-{number}-{name}"] = "" if value is None else str(value)


def _known(there, row, identity):
    """The number of the row that stands for this one; each is given once."""
    found = there.pop(tuple(row[name] for name in identity), None)
    return found["id"] if found else None


def _cleaned(form, part):
    """The value of a field, or what was typed where it makes no sense."""
    field, sent = form.fields[part], form[part].data
    try:
        return field.clean(sent)
    except ValidationError:
        if isinstance(field, ModelChoiceField):
            return None
        return sent if isinstance(field, CharField) else form.initial.get(part)


def _embargo(form):
    found = {name: _cleaned(form, f"embargo_{name}") or "" for name in snapshots.NO_EMBARGO}
    try:
        moment = found["until"] and embargo.moment(found["until"], found["zone"] or DESK)
    except ValidationError:
        moment = None
    zone = found["zone"] if moment else ""
    return {**found, "until": moment.isoformat() if moment else None, "zone": zone}


def write_embargo(data, kept):
    """Send `kept` as what stands in the boxes of the embargo."""
    moment = snapshots.moment_of(kept)
    clock = moment and embargo.clock(moment, kept["zone"])
    data["embargo_until_0"] = f"{clock:%Y-%m-%d}" if clock else ""
    data["embargo_until_1"] = f"{clock:%H:%M:%S}" if clock else ""
    for name in ("zone", "source", "terms"):
        data[f"embargo_{name}"] = kept[name]


def _names(model, name, table, link):
    pks = {row[link] for row in table if row[link]}
    return {
        str(pk): found for pk, found in model.objects.filter(pk__in=pks).values_list("pk", name)
    }


def _whole(text):
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
