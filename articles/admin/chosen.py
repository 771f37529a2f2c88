"""What the page of an article chooses from other tables, read in one query for all its boxes."""

from collections import defaultdict

from django.db.models import CharField, F, Q, Value

from articles import rights, tags
from articles.held import hold
from articles.models import Author, Dispatch, Section
from diplomacy.admin.boxes import is_key

from . import typed

FILING = {"section": Section, "translation_of": Dispatch}
TAGS = {field.name: field.related_model for field in tags.fields(Dispatch)}
BOXES = FILING | TAGS | {"author": Author}
SENT = "sent "  # before the name of a box: what was sent for it, beside what is linked already


def read(dispatch, sent, user):
    """{box: the things that `sent` (a form's data, or None) chooses, where they exist and `user` may
    see them}.

    Of what a saved `dispatch` links already, it holds all from now on.
    """
    is_saved = bool(dispatch and dispatch.pk)
    ids = _ids(sent) if sent is not None else {"translation_of": _translated(dispatch)}
    parts = [
        *(tags.links(dispatch) if is_saved else ()),
        *(_named(box, _known(box, dispatch, user), pks) for box, pks in ids.items() if pks),
    ]
    found = defaultdict(list)
    for name, *row in parts[0].union(*parts[1:], all=True).order_by() if parts else ():
        model = BOXES[name.removeprefix(SENT)]
        names = _names(model)
        found[name].append(tags.thing(model, row[: len(names)], names))
    for name in TAGS if is_saved else ():
        hold(dispatch, name, found[name])
    return {box: found[SENT + box] for box in BOXES}


def _translated(dispatch):
    """What the box shows before anything is sent."""
    return {dispatch.translation_of_id} - {None} if dispatch else set()


def _ids(sent):
    found = {box: sent.getlist(box) for box in FILING | TAGS}
    found["author"] = [row["author"] for row in typed.rows(sent, "bylines")]
    return {box: {int(pk) for pk in pks if is_key(pk)} for box, pks in found.items()}


def linkable(articles, user, dispatch):
    """Those that `user` may name as the original of `dispatch`: what they may see, and what it has."""
    if user.has_perm("articles.view_any_dispatch"):
        return articles
    return articles.filter(
        Q(pk__in=rights.visible(articles, user).values("pk")) | Q(pk__in=_translated(dispatch))
    )


def _known(box, dispatch, user):
    rows = BOXES[box].objects.order_by()
    return linkable(rows, user, dispatch) if BOXES[box] is Dispatch else rows


def _named(box, rows, pks):
    columns = [F(name) for name in _names(BOXES[box])]
    blanks = [Value("")] * (len(tags.NAMES) - len(columns))
    return rows.filter(pk__in=pks).values_list(Value(SENT + box, CharField()), *columns, *blanks)


def _names(model):
    return ["id", "headline"] if model is Dispatch else tags.NAMES
