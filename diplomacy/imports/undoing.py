"""Undoing an import: what nobody has built upon, changed or read since goes; what readers have seen is
taken back, with a reason that they can read."""

import hashlib
import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from diplomacy.models import (
    Accord,
    Act,
    Actor,
    Citation,
    Participation,
    Phase,
    Signatory,
    Source,
)

# In the order in which they can go; and the whole that a part stays with.
MODELS = {
    each._meta.model_name: each
    for each in (Citation, Signatory, Act, Participation, Source, Accord, Actor)
}
WHOLE = {Citation: "act", Signatory: "act", Participation: "accord"}
SOME = 400


def remember(rows):
    """What an import made, to be kept with it: [model, key, digest of its values] for each row."""
    made = {}
    for row in rows:
        made.setdefault(type(row), []).append(row.pk)
    return [
        [model._meta.model_name, pk, digest]
        for model, keys in made.items()
        for pk, digest in sorted(_digests(model, keys).items())
    ]


class Undoing:
    """`made` as `remember` gives it: `going` and `taking_back` are {model: keys}, `staying` [(row, why)]."""

    def __init__(self, made, now):
        self.going = {model: set() for model in MODELS.values()}
        self.taking_back = {Act: set(), Citation: set()}
        self.why = {}
        digests = {}
        for name, pk, digest in made:
            self.going[MODELS[name]].add(pk)
            digests[MODELS[name], pk] = digest
        self.made = {model: {*keys} for model, keys in self.going.items()}
        self._leave_out_changed(digests)
        self._leave_out_read(now)
        while self._leave_out_needed():
            pass

    @property
    def staying(self):
        found = []
        for model in MODELS.values():
            rows = {pk: why for (of, pk), why in self.why.items() if of is model and why}
            for some in _some(rows):
                found += [(row, rows[row.pk]) for row in model.objects.filter(pk__in=some)]
        return found

    def count(self):
        return sum(len(keys) for keys in self.going.values())

    def count_taken_back(self):
        return sum(len(keys) for keys in self.taking_back.values())

    def _stay(self, model, pk, why):
        self.going[model].discard(pk)
        self.why[model, pk] = why

    def _leave_out_changed(self, digests):
        for model, keys in self.going.items():
            now = _digests(model, keys)
            for pk in [*keys]:
                if pk not in now:
                    self._stay(model, pk, "")  # somebody deleted it: there is nothing to tell
                elif now[pk] != digests[model, pk]:
                    self._stay(model, pk, _("somebody has changed it since"))

    def _leave_out_read(self, now):
        """Acts, and what is cited for acts that were there before, are taken back."""
        others = Citation.objects.exclude(act__in=self.made[Act])
        for model, rows in ((Act, Act.objects.all()), (Citation, others)):
            for some in _some(self.going[model]):
                seen = rows.filter(pk__in=some).ever_public(now).values_list("pk", flat=True)
                for pk in [*seen]:
                    self._stay(model, pk, "")
                    self.taking_back[model].add(pk)
        desk = Act.objects.filter(accord=OuterRef("accord"), actor=OuterRef("actor"))
        desk = desk.exclude(pk__in=self.made[Act])
        for some in _some(self.going[Participation]):
            used = Participation.objects.filter(Exists(desk), pk__in=some)
            for pk in [*used.values_list("pk", flat=True)]:
                self._stay(
                    Participation, pk, _("in use: %(what)s") % {"what": Act._meta.verbose_name}
                )
        why = _("readers have seen it: it can only be replaced")
        for some in _some(self.going[Signatory]):
            for row in Signatory.objects.filter(pk__in=some).exclude(act__in=self.made[Act]):
                if row.was_ever_public:
                    self._stay(Signatory, row.pk, why)

    def _leave_out_needed(self):
        """Whether something more has to stay: what a row that stays points to, or is a part of."""
        before = self.count()
        for model in MODELS.values():
            for relation in _pointing_at(model):
                self._leave_out_pointed_at(model, relation)
        for model, name in WHOLE.items():
            for pk, whole in self._parts(model, name):
                whole_model = model._meta.get_field(name).related_model
                if whole in self.made[whole_model] and whole not in self.going[whole_model]:
                    self._stay(model, pk, "")  # told with its whole
        return self.count() < before

    def _leave_out_pointed_at(self, model, relation):
        field, source = relation.field, relation.related_model
        for some in _some(self.going[model]):
            rows = source._base_manager.filter(**{f"{field.name}__in": some})
            for pk, target in rows.values_list("pk", field.attname):
                if pk not in self.going.get(source, ()):
                    words = _("in use: %(what)s") % {"what": source._meta.verbose_name}
                    self._stay(model, target, words)

    def _parts(self, model, name):
        """(key, key of the whole) of the parts that would go."""
        found = []
        for some in _some(self.going[model]):
            found += model.objects.filter(pk__in=some).values_list("pk", name)
        return found

    def do(self, by):
        """Takes back what readers have seen, removes what can go, and computes anew the status of the
        accords that stay; `by` is the user."""
        self._take_back(by)
        accords = {
            *Citation.objects.filter(pk__in=self.going[Citation]).values_list(
                "act__accord", flat=True
            )
        }
        for some in _some(self.going[Act]):
            accords |= {*Act.objects.filter(pk__in=some).values_list("accord", flat=True)}
        for some in _some(self.going[Participation]):
            rows = Participation.objects.filter(pk__in=some)
            accords |= {*rows.values_list("accord", flat=True)}
        for some in _some(self.going[Act]):
            models.QuerySet(Act).filter(pk__in=some).update(answers=None)  # of each other
        for model in MODELS.values():
            for some in _some(self.going[model]):
                # Past the guards of each row: what readers have seen is not among them.
                models.QuerySet(model).filter(pk__in=some).delete()
        for some in _some(accords - self.going[Accord]):
            Phase.objects.renew(Accord.objects.filter(pk__in=some))

    def _take_back(self, by):
        """What must not be, since it alone holds what readers have, is said to stay."""
        with translation.override(settings.LANGUAGE_CODE):
            reason = _("Recorded by mistake, from a sheet.")
        for model, keys in self.taking_back.items():
            for row in model.objects.filter(pk__in=keys).order_by("pk"):
                try:
                    row.take_back(by, reason)
                except ValidationError as refusal:
                    keys.discard(row.pk)
                    self.why[model, row.pk] = " ".join(refusal.messages)


def _pointing_at(model):
    """The relations of other rows to this model, but for those that the software computes."""
    return [
        each
        for each in model._meta.get_fields(include_hidden=True)
        if each.auto_created
        and (each.one_to_many or each.one_to_one)
        and each.field.remote_field.on_delete is not models.DO_NOTHING
        and each.related_model is not Phase
    ]


def _digests(model, keys):
    """{key: digest of the row's values}, for those that are there."""
    names = [each.attname for each in model._meta.concrete_fields]
    found = {}
    for some in _some(keys):
        for row in model.objects.filter(pk__in=some).values(*names):
            words = json.dumps(row, default=str, sort_keys=True).encode()
            found[row[model._meta.pk.attname]] = hashlib.sha256(words).hexdigest()[:16]
    return found


def _some(values):
    values = sorted(values)
    return (values[start : start + SOME] for start in range(0, len(values), SOME))
