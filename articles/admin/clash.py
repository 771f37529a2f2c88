"""Two people, one article: a save over a newer save is refused, both are shown, both are kept."""

from dataclasses import dataclass, field
from hashlib import blake2s

from articles import rights, snapshots
from articles.changes import passages
from articles.comparison import paragraphs
from articles.models import Dispatch, Revision
from articles.prose import ProseFormField

from . import sheet, typed

BUTTONS = ("_mine", "_choose", "_theirs")


@dataclass(frozen=True)
class Choice:
    """Two forms of one paragraph or part; `keeps_mine` is what is ticked at first."""

    name: str
    theirs: list  # Passages, as they stand in the newer save
    mine: list
    keeps_mine: bool = True

    @property
    def is_same(self):
        return not self.name


@dataclass(frozen=True)
class Clash:
    newer: Revision | None
    aside: Revision
    revision: int
    differences: list = field(default_factory=list)  # (label, Choices)


def of(request, form, dispatch):
    """What stands against a refused save; what was typed is written down aside."""
    now = Dispatch.objects.get(pk=dispatch.pk)
    theirs, mine = snapshots.take(now), typed.state(form, request.POST)
    mine["slug"] = mine["slug"] or theirs["slug"]
    revisions = now.revisions.saved().select_related("by")
    # What came without history is written down as the first state when it is first saved.
    base = revisions.filter(number=_number(request.POST.get("opened")) or 1).first()
    found = sheet.differences(theirs, mine)
    return Clash(
        newer=revisions.defer("data").first(),
        aside=Revision.objects.keep_aside(now, request.user, mine) if found else None,
        revision=now.revision,
        differences=[
            (each, _choices(each.part, theirs, mine, base and base.data)) for each in found
        ],
    )


def pressed(request):
    """What the button of the comparison that was pressed says; None for no such button."""
    return next((request.POST[name] for name in BUTTONS if name in request.POST), None)


def settle(request, object_id):
    """Read a button of the comparison. True: the newer save stands as it is.

    Otherwise what was posted becomes what was chosen, and is saved as any other save is; nothing is
    chosen for who looked at a comparison that is out of date.
    """
    asked = pressed(request)
    if asked is None:
        return False
    dispatch = Dispatch.objects.filter(pk=_number(object_id)).first()
    if dispatch is None or not rights.may_write(request.user, dispatch):
        return False
    if "_theirs" in request.POST:
        return True
    if asked == str(dispatch.revision):
        request.POST = _chosen(request.POST, dispatch)
    return False


def _chosen(post, dispatch):
    """The form as if this person had typed what they chose, over the newer save."""
    data, theirs = post.copy(), snapshots.take(dispatch)
    data["revision"] = str(dispatch.revision)
    wants_theirs = {
        part for part in sheet.PARTS if "_choose" in post and post.get(f"clash-{part}") == "theirs"
    }
    if "embargo" in wants_theirs:
        typed.write_embargo(data, theirs["embargo"])
    for part in wants_theirs - {*typed.TABLES, "embargo"}:
        found = sheet.value(theirs, part)
        if part in sheet.TAGS:
            data.setlist(part, [str(pk) for pk in found])
        else:
            data[part] = "" if found is None else str(found)
    if "_choose" in post:
        data["body"] = _merged(theirs["content"]["body"], post)
    for table in typed.TABLES:
        rows = theirs[table] if table in wants_theirs else typed.rows(post, table)
        typed.write_rows(data, dispatch, table, rows)
    return data


def _merged(theirs, post):
    mine = ProseFormField(required=False).clean(post.get("body", ""))
    kept = []
    for their_own, my_own in pairs(theirs, mine):
        if their_own == my_own:
            kept.append(my_own)
        else:
            chosen = post.get(_key(their_own, my_own))
            kept.append(their_own if chosen == "theirs" else my_own)
    return "".join(filter(None, kept))


def pairs(theirs, mine):
    """Two bodies side by side: (their paragraph, mine), None where one has nothing to match."""
    old, new = paragraphs(theirs), paragraphs(mine)
    before = [sheet.paragraph_in_words(each) for each in old]
    after = [sheet.paragraph_in_words(each) for each in new]
    i = j = 0
    for passage in passages(before, after):
        left = old[i] if passage.kind != "new" else None
        right = new[j] if passage.kind != "gone" else None
        yield left, right
        i, j = i + (left is not None), j + (right is not None)


def _choices(part, theirs, mine, base):
    if part != "body":
        old, new = sheet.lines(theirs, part), sheet.lines(mine, part)
        untouched = base is not None and sheet.value(base, part) == sheet.value(mine, part)
        return [Choice(f"clash-{part}", *_sides(old, new), not untouched)]
    before = set(paragraphs(base["content"]["body"] or "")) if base else None
    bodies = theirs["content"]["body"] or "", mine["content"]["body"] or ""
    return [_paragraph(their_own, my_own, before) for their_own, my_own in pairs(*bodies)]


def _paragraph(theirs, mine, before):
    old, new = [[sheet.paragraph_in_words(each)] if each else [] for each in (theirs, mine)]
    if theirs == mine:
        return Choice("", *_sides(old, new))
    return Choice(_key(theirs, mine), *_sides(old, new), _is_my_doing(theirs, mine, before))


def _is_my_doing(theirs, mine, before):
    """Whether this person, and not the other, made the two differ since the page was opened."""
    if before is None:
        return True
    return mine not in before if mine else theirs in before


def _sides(old, new):
    """The words that are only theirs are marked on their side, those only mine on mine."""
    found = passages(old, new)
    return [
        [
            [piece for piece in passage.pieces if piece.kind != hidden]
            for passage in found
            if passage.kind != hidden
        ]
        for hidden in ("new", "gone")
    ]


def _key(theirs, mine):
    digest = blake2s(f"{theirs}\0{mine}".encode(), digest_size=8).hexdigest()
    return f"clash-body-{digest}"


def _number(text):
    return int(text) if str(text).isdecimal() and len(str(text)) < 10 else 0
