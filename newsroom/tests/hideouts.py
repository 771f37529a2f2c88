"""Every place where the desk keeps what readers must not see, with one word put in all its fields.

The fields are read from the models, so that a new one is included.
"""

from datetime import timedelta
from itertools import count

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from articles.models import Author, Demand, ShareLink, Topic
from diplomacy.models import (
    Accord,
    Act,
    Actor,
    ActorRelation,
    Citation,
    NameVariant,
    Office,
    Participation,
    Person,
    Relation,
    Signatory,
    Source,
    Tenure,
)
from diplomacy.places import PLACES

from .conftest import make_draft, make_photo, on_day

MARK = "zibeline"
SERIAL = count()
# Of a photo or a document they name its file; of an actor its country, which has a code of its own.
UNWRITTEN = {"digest", "original", "file", "iso"}


def mark(row):
    """Put the word into every text field of a row, whatever its fields will be. Returns the row."""
    for field in row._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField)
        if not is_text or field.choices or field.primary_key or field.name in UNWRITTEN:
            continue
        text = f"{MARK} {field.name} {next(SERIAL)}"
        if isinstance(field, models.SlugField):
            text = text.replace(" ", "-").replace("_", "-")
        if isinstance(field, models.URLField):
            text = f"https://example.org/{MARK}/{next(SERIAL)}"
        setattr(row, field.attname, text[: field.max_length])
    if isinstance(row, Actor):
        row.iso = free_country()
    row.save()
    return row


def free_country():
    """A country that no actor bears yet, so that whoever is hidden would stand on the map."""
    taken = set(Actor.objects.values_list("iso", flat=True))
    return next(code for code in PLACES if code not in taken)


def fill(dispatch):
    """Mark a working copy and give it marked bylines, figures, links, and an act that it alone reports."""
    mark(dispatch)
    dispatch.bylines.create(author=mark(Author()), credit="special", position=9)
    mark(dispatch.figures.create(photo=mark(make_photo(size=(900, 10 + next(SERIAL))))))
    for field in dispatch._meta.local_many_to_many:
        getattr(dispatch, field.name).add(mark(field.related_model()))
    accord, actor = mark(Accord()), mark(Actor())
    Participation.objects.create(accord=accord, actor=actor)
    report(accord, actor, dispatch.source)
    other = dispatch.accords.order_by("pk").last()
    relation = mark(Relation(accord=accord, kind="amends", other=other))
    mark(Citation(relation=relation, source=dispatch.source))
    return dispatch


def report(accord, actor, source):
    """A marked act, with marked people and offices who signed it, which the source alone holds."""
    act = mark(Act(accord=accord, actor=actor, kind="signature", done_on="2025-06-01"))
    office = mark(Office(actor=actor))
    for position, who in enumerate([{"person": mark(Person())}, {"office": office}, {}]):
        mark(Signatory(act=act, position=position, **who))
    mark(Citation(act=act, source=source))
    return act


# --- where the word hides; each takes the world and returns nothing


def in_a_draft(world):
    fill(make_draft())


def in_the_working_copy_of_a_live_story(world):
    fill(world.story)


def in_a_scheduled_story(world):
    fill(make_draft()).publish(world.chief, at=timezone.now() + timedelta(days=1))


def in_the_next_edition_of_a_live_story(world):
    fill(world.story).correct(world.chief, MARK, at=timezone.now() + timedelta(days=1))


def in_a_cancelled_schedule(world):
    in_the_next_edition_of_a_live_story(world)
    world.story.cancel_scheduled(world.chief, note=MARK)


def in_a_withdrawn_story(world):
    with on_day(2025, 6, 24):
        dispatch = fill(make_draft())
        dispatch.publish(world.chief)
    dispatch.withdraw(world.chief, "Retiré.", reason=MARK)


def in_a_withdrawn_version(world):
    with on_day(2025, 6, 27):
        fill(world.story).correct(world.chief, MARK)
    world.story.withdraw(world.chief, "Retiré.", reason=MARK)
    clean = make_draft()
    for name in ("headline", "standfirst", "dateline_place", "body", "slug"):
        setattr(world.story, name, getattr(clean, name))
    world.story.save()
    for links in (world.story.bylines, world.story.figures):
        links.all().delete()
    for field in world.story._meta.local_many_to_many:
        getattr(world.story, field.name).clear()
    world.story.bylines.create(author=world.author)
    with on_day(2025, 7, 10, hour=10):
        world.story.correct(world.chief, "Version expurgée.")


def in_an_unreleased_act_of_a_public_accord(world):
    report(world.accord, world.mali, mark(Source()))
    Participation.objects.create(accord=world.accord, actor=mark(Actor()))


def in_what_no_archivist_released(world):
    for begun, released in (
        ("2020-01-01", None),
        ("2021-01-01", timezone.now() + timedelta(days=1)),
    ):
        office = mark(Office(actor=world.mali))
        facts = {"begun_on": begun, "released_at": released}
        Tenure.objects.create(person=world.sanou, office=office, **facts)
        mark(ActorRelation(actor=world.mali, kind="member", other=world.russia, **facts))


def in_what_is_released_of_somebody_unknown(world):
    unknown, now = mark(Actor()), timezone.now()
    mark(ActorRelation(actor=unknown, kind="member", other=world.mali, released_at=now))
    mark(ActorRelation(actor=world.mali, kind="succession", other=unknown, released_at=now))
    for person, actor in ((world.sanou, unknown), (mark(Person()), world.mali)):
        office = mark(Office(actor=actor))
        Tenure.objects.create(person=person, office=office, released_at=now)


def in_a_row_merged_into_one_that_is_not_public(world):
    for model in (Actor, Person):
        goes, stays = mark(model()), mark(model())
        if model is Actor:
            stays.iso = ""  # two countries are never one
            stays.save()
        goes.merge_into(stays, world.chief, MARK, "press")


def in_a_replacement_that_waits_for_its_source(world):
    for act in world.accord.acts.all():
        said = {"source": mark(Source()), "quote": MARK, "note": MARK}
        act.replace(world.chief, MARK, citations=[], **said)


def in_an_unpublished_source_of_a_public_act(world):
    for contradicts in (False, True):
        for act in world.accord.acts.all():
            mark(Citation(act=act, source=mark(Source()), contradicts=contradicts))
            for signatory in act.signatories.all():
                mark(Citation(signatory=signatory, source=mark(Source()), contradicts=contradicts))


def in_a_source_that_is_no_longer_public(world):
    past = timezone.now() - timedelta(days=9)
    gone = mark(Source(public_from=past, public_until=past + timedelta(days=1)))
    for act in world.accord.acts.all():
        mark(Citation(act=act, source=gone))


def in_a_name_that_another_source_than_the_act_gives(world):
    act = Act.objects.create(accord=world.accord, actor=world.mali, kind="ratification")
    for position, window in enumerate([{}, {"public_from": timezone.now() + timedelta(days=1)}]):
        signed = mark(Signatory(act=act, position=position, person=mark(Person())))
        mark(Citation(signatory=signed, source=mark(Source(**window))))
    Citation.objects.create(act=act, source=world.document)


def in_a_relation_that_no_public_source_holds(world):
    other = Accord.objects.create(name="Autre accord")
    Act.objects.create(accord=other, kind="entry").release()
    relation = mark(Relation(accord=world.accord, kind="amends", other=other))
    mark(Citation(relation=relation, source=mark(Source())))
    relation = Relation.objects.create(
        accord=world.accord, kind="renews", other=mark(Accord()), note=MARK
    )
    relation.release()


def in_a_misprint_of_a_public_name(world):
    mark(NameVariant(person=world.sanou, kind="misprint"))
    mark(NameVariant(actor=world.mali, kind="misprint"))


def in_a_demand_that_is_not_shown(world):
    for since in (None, timezone.now() + timedelta(days=1)):
        mark(Demand(dispatch=world.story, kind="reply", published_at=since))


def in_what_the_desk_keeps_of_a_demand_that_is_shown(world):
    row = mark(Demand(dispatch=world.story, kind="takedown"))
    row.summary, row.published_at = "Une demande de retrait.", timezone.now()
    row.save()


def in_a_demand_shown_before_a_withdrawal(world):
    with on_day(2025, 6, 24):
        dispatch = make_draft()
        dispatch.publish(world.chief)
        mark(Demand(dispatch=dispatch, kind="takedown", published_at=timezone.now()))
    dispatch.withdraw(world.chief, "Retiré.")


def in_a_saved_state_and_its_lien_de_relecture(world):
    draft = fill(make_draft())
    draft.revisions.keep(draft, world.chief)
    mark(ShareLink(dispatch=draft, made_by=world.chief, ends_at=timezone.now() + timedelta(days=1)))


def in_the_library_and_the_record_alone(world):
    for model in (Accord, Actor, Author, Person, Topic):
        mark(model())
    mark(make_photo(size=(900, 9)))
    mark(User(username=MARK))


# Those that do not stand in each other's way share a world: to read the whole paper takes its time.
TOGETHER = [
    (
        in_a_draft, in_a_scheduled_story, in_a_withdrawn_story, in_a_demand_that_is_not_shown,
        in_what_the_desk_keeps_of_a_demand_that_is_shown, in_a_demand_shown_before_a_withdrawal,
        in_a_saved_state_and_its_lien_de_relecture, in_the_library_and_the_record_alone,
    ),
    (in_the_working_copy_of_a_live_story,),
    (in_the_next_edition_of_a_live_story,),
    (in_a_cancelled_schedule,),
    (in_a_withdrawn_version,),
    (
        in_an_unreleased_act_of_a_public_accord, in_what_no_archivist_released,
        in_what_is_released_of_somebody_unknown, in_a_row_merged_into_one_that_is_not_public,
        in_an_unpublished_source_of_a_public_act, in_a_source_that_is_no_longer_public,
        in_a_name_that_another_source_than_the_act_gives,
        in_a_relation_that_no_public_source_holds, in_a_misprint_of_a_public_name,
    ),
    (in_a_replacement_that_waits_for_its_source,),
]  # fmt: skip
HIDEOUTS = [hide for hides in TOGETHER for hide in hides]
