"""Which act a row answers: one of its accord, in the record or anywhere in the file."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from diplomacy import dates
from diplomacy.kinds import ActKind

from .columns import BY_NAME, choice


def parts(words):
    """The words of the act, of its actor and of its day, "" for those that are not given."""
    found = [part.strip() for part in words.split(";")]
    return [*found, "", ""][:3] if len(found) <= 3 else [words, "", ""]


def find(words, acts, actors, rows):
    """The one act that `words` mean.

    `acts` are those of the accord, `actors` the keys of those that the actor named may be, `rows`
    {number: act of that row}. Raises ValidationError if there is none, or several.
    """
    if words.isdecimal() and len(words) < 6:
        return _one([rows[int(words)]] if int(words) in rows else [], words)
    kind, name, day = parts(words)
    kind = choice(BY_NAME["kind"], kind)
    meant = [act for act in acts if act.kind == kind]
    if name:
        meant = [act for act in meant if act.actor and key(act.actor) in actors]
    if day:
        meant = [act for act in meant if (act.done_on, act.done_precision) == _day(day)]
    return _one(meant, words)


def key(thing):
    """What tells one row from another, saved or not."""
    return thing.pk or id(thing)


def _day(words):
    try:
        return dates.read(words)
    except dates.BadDay as error:
        raise ValidationError(_("“%(words)s” is no day") % {"words": words[:60]}) from error


def _one(meant, words):
    if not meant:
        told = _("no such act of this accord, in the record or in this file: “%(words)s”")
        raise ValidationError(told % {"words": words[:60]})
    if len(meant) > 1:
        told = _("several acts of this accord: %(acts)s; give actor and day")
        raise ValidationError(told % {"acts": ", ".join(map(_spelt, meant[:5]))})
    return meant[0]


def _spelt(act):
    by = f" ({act.actor})" if act.actor else ""
    return f"{ActKind(act.kind).label}{by} {act.done_spelt}".strip()


def is_circular(act):
    """Whether it answers, by way of others, itself."""
    seen, answered = set(), act.answers
    while answered is not None and id(answered) not in seen:
        if answered is act:
            return True
        seen.add(id(answered))
        answered = answered.answers if answered.pk is None else None
    return False


def waves(acts):
    """New acts, none of them circular, in lists to be written one after the other: what an act answers
    lies in an earlier one."""
    found, written = [], set()
    while acts:
        ready = [act for act in acts if _is_written(act.answers, written)]
        found.append(ready)
        written |= {id(act) for act in ready}
        acts = [act for act in acts if id(act) not in written]
    return found


def _is_written(act, written):
    return act is None or act.pk is not None or id(act) in written
