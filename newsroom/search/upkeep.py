"""Keeping the index in step with editions and names, in the transaction that changes them."""

from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.db.models.signals import post_delete, post_save

from articles import tags
from articles.languages import prefix_of
from articles.models import Edition, Subject
from articles.prose import plain_text
from articles.signals import frozen
from diplomacy.models import Accord, Actor, NameVariant, Person
from newsroom.models import Entry

from . import tokens
from .stems import stems

# Names stand above all stories, actors first. Below, the key of a story's entry is its second, what tells
# it from another one of that second, and a slot.
RECORD = {Accord: 1, Person: 2, Actor: 3}
ABOVE, LAST = 1 << 62, (1 << 63) - 1
PLACE = 1 << 40
SECOND = timedelta(seconds=1)
STORIES = 1 << 22  # in one second
SLOTS = 2
SPAN = 48  # bits of a key: some thirteen months, which PostgreSQL looks through one after the other
BEGINNING = datetime.min.replace(tzinfo=UTC)


def watch():
    """Listen to everything that an entry is made of."""
    frozen.connect(_on_freezing, dispatch_uid="search")
    for model in RECORD:
        post_save.connect(_on_naming, sender=model, dispatch_uid="search")
        post_delete.connect(_on_deletion, sender=model, dispatch_uid="search")
    post_delete.connect(_on_deletion, sender=Edition, dispatch_uid="search")
    for signal in (post_save, post_delete):
        signal.connect(_on_spelling, sender=NameVariant, dispatch_uid="search")


def renew(thing):
    """Write the entry of an edition, accord, actor or person anew."""
    as_entry(thing).write()


def as_entry(thing, actors=None):
    """Its entry as it should be, not written. `actors`, if known: the ids of those that a story names."""
    kind = thing._meta.model_name
    words = _of_edition(thing, actors) if kind == "edition" else _of_name(thing)
    key = key_of(thing)
    return Entry(key=key, kind=kind, thing=thing.pk, words=[f"y{key >> SPAN}", *words])


def entry_of(thing):
    """What the index holds of a thing, to be compared."""
    return Entry.objects.filter(key=key_of(thing)).values_list("kind", "thing", "words").first()


def kept():
    """The editions that have an entry: the last of each story, and the one before if it waits."""
    beyond = Edition.objects.filter(
        dispatch=OuterRef("dispatch_id"), number__gte=OuterRef("number") + SLOTS
    )
    return Edition.objects.filter(~Exists(beyond))


def key_of(thing):
    """Of two editions that follow each other each has its slot, for the last may be scheduled; the next
    one takes the place of what nobody reads any more."""
    if place := RECORD.get(type(thing)):
        return ABOVE + place * PLACE + thing.pk
    place = thing.dispatch_id % STORIES * SLOTS + thing.number % SLOTS
    return first_key(thing.first_live) + place


def first_key(instant):
    """The smallest key that a story first published at this instant can have."""
    return (instant - BEGINNING) // SECOND * STORIES * SLOTS


def _of_edition(edition, actors):
    language = edition.language
    title, standfirst, body = (
        stems(text, language)
        for text in (edition.headline, edition.standfirst, plain_text(edition.body))
    )
    if actors is None:
        named = Subject.objects.filter(edition=edition, actor__isnull=False)
        actors = named.values_list(Coalesce("actor__merged_into", "actor"), flat=True)
    facets = [
        f"p{prefix_of(language)}",
        f"s{edition.section_id}",
        *(f"a{pk}" for pk in sorted({*actors})),
    ]
    return tokens.of_text(facets, [title], standfirst, body)


def _of_name(thing):
    """Every name and spelling, misprints too: they are found, and shown nowhere."""
    names = [(thing.name, "fr"), (thing.name_en, "en")]
    if not isinstance(thing, Accord):
        names += [(text, language) for text, language, _kind in thing.spellings]
        names += thing.variants.order_by("pk").values_list("text", "language")
    parts = dict.fromkeys(
        tuple(stems(text, "en" if language == "en" else "fr")) for text, language in names
    )
    return tokens.of_text([f"k{thing._meta.model_name}"], parts)


# --- what is listened to; raw rows come from fixtures, and `loaddata` mends the index afterwards


def _on_freezing(sender, edition, **_):
    as_entry(edition, tags.of(edition.dispatch)["actors"]).write()


def _on_naming(sender, instance, raw, **_):
    if raw:
        return
    renew(instance)
    if getattr(instance, "merged_into_id", None) and sender is Actor:
        for edition in Edition.objects.about(actor=instance):
            renew(edition)


def _on_spelling(sender, instance, raw=False, **_):
    if raw:
        return
    for model, pk in ((Person, instance.person_id), (Actor, instance.actor_id)):
        for owner in model.objects.filter(pk=pk) if pk else ():
            renew(owner)


def _on_deletion(sender, instance, **_):
    Entry.objects.filter(key=key_of(instance), thing=instance.pk).delete()
