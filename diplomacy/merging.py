"""Making one row of two people, actors or functions: everything that points to the one that goes.

What points to it is found in the models themselves, those of other apps included, so that a table
added later cannot be forgotten. Rows written once and for all (`written_once`) are left as they are:
they go on naming the row that went, which stays for them and leads to the other.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, UniqueConstraint
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.models import HistoricalChanges

from .models import Accord, Actor, Merge, Participation, Phase

SHOWN = 5


@dataclass
class Reference:
    """The rows whose `column` names the row that goes.

    `moving` will name the other row; each of `twins` is (a row, the one already there that it becomes
    one with); `moot` are rows between the two; `frozen` counts those that stay as they are.
    """

    column: models.ForeignKey
    moving: list = field(default_factory=list)
    twins: list = field(default_factory=list)
    moot: list = field(default_factory=list)
    frozen: int = 0

    @property
    def table(self):
        """What a person calls these rows."""
        model = self.column.model
        if not model._meta.auto_created:
            rows = capfirst(model._meta.verbose_name_plural)
            columns = [each.related_model for each in model._meta.concrete_fields]
            is_one_of_two = columns.count(self.column.related_model) > 1
            return f"{rows} – {self.column.verbose_name}" if is_one_of_two else rows
        owner = model._meta.auto_created
        links = next(
            each for each in owner._meta.many_to_many if each.remote_field.through is model
        )
        return f"{capfirst(owner._meta.verbose_name_plural)} – {links.verbose_name}"

    @property
    def key(self):
        return f"{self.column.model._meta.label_lower}.{self.column.name}"

    def __bool__(self):
        return bool(self.moving or self.twins or self.moot or self.frozen)


def plan(loser, winner):
    """What merging `loser` into `winner` would do, as the References that it concerns; writes nothing."""
    found = [_reference(column, loser, winner) for column in _columns(type(loser))]
    return sorted(filter(None, found), key=lambda reference: reference.table)


def doubts(loser, winner):
    """What speaks against the two being one, in sentences: whoever merges them says that they are sure."""
    if not isinstance(winner, Actor):
        return []
    both = Accord.objects.filter(_with_party(loser)).filter(_with_party(winner)).order_by("pk")
    words = _("Both are parties of “%(accord)s”: merged, it would have one party less.")
    return [words % {"accord": accord.label} for accord in both[:SHOWN]]


def _with_party(actor):
    parties = Participation.objects.filter(role=Participation.Role.PARTY, actor=actor)
    return Exists(parties.filter(accord=OuterRef("pk")))


def merge(loser, winner, by, why, kind, sure=False):
    """Make `loser` one with `winner`, which stays; all or nothing. Returns the Merge that tells of it.

    `by` is the user, `why` the reason (required), `kind` (of NameVariant) what the name that goes is
    from now on, `sure` whether `doubts` have been set aside. That acts and signatures which readers have
    seen name the other row from now on changes no fact: it is the same actor, the same person. Raises
    ValidationError where the two cannot be one.
    """
    if not why.strip():
        raise ValidationError({"why": _("Say why the two are one.")})
    with transaction.atomic():
        loser, winner = _locked(loser, winner)
        if not sure and (against := doubts(loser, winner)):
            raise ValidationError(against)
        accords = _accords_of(loser)
        moved = _become_one(loser, winner)
        loser.merged_into = winner
        loser.save()
        moved |= _keep_names(loser, winner, kind)
        Phase.objects.renew(Accord.objects.filter(pk__in=accords))
        return Merge.objects.create(
            name=loser.name,
            slug=loser.slug,
            by=by,
            why=why.strip(),
            moved=moved,
            **{winner._meta.model_name: winner},
        )


def fill_gaps(row, twin):
    """Give `row` what its twin says where it says nothing itself."""
    for each in row._meta.concrete_fields:
        known = getattr(twin, each.attname)
        if getattr(row, each.attname) in (None, "") and known not in (None, ""):
            setattr(row, each.attname, known)


def _columns(model):
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete:
            continue
        rows = relation.related_model
        if not issubclass(rows, HistoricalChanges) and rows is not Phase:
            yield relation.field


def _reference(column, loser, winner):
    reference = Reference(column)
    rows = _rows(column.model).filter(**{column.name: loser})
    if getattr(column.model, "written_once", False):
        reference.frozen = rows.count()
        return reference
    for row in rows.order_by("pk"):
        if _is_between(row, column, winner):
            reference.moot.append(row)
        elif twin := _twin(row, column, winner):
            reference.twins.append((row, twin))
        else:
            reference.moving.append(row)
    return reference


def _rows(model):
    """Past the guards of the model's own manager, which refuse to change what readers have seen."""
    return QuerySet(model)


def _is_between(row, column, winner):
    """Whether another column of the row names the winner: it would tell of a thing and itself."""
    return any(
        other.related_model is column.related_model and getattr(row, other.attname) == winner.pk
        for other in row._meta.concrete_fields
        if other.is_relation and other is not column
    )


def _twin(row, column, winner):
    """The row of the winner that leaves no room for this one, if there is one."""
    for names in _unique_together(column):
        same = {name: winner if name == column.name else getattr(row, name) for name in names}
        lookup = {
            f"{name}__isnull" if value is None else name: True if value is None else value
            for name, value in same.items()
        }
        if twin := _rows(type(row)).filter(**lookup).exclude(pk=row.pk).first():
            return twin
    return None


def _unique_together(column):
    options = column.model._meta
    sets = [rule.fields for rule in options.constraints if isinstance(rule, UniqueConstraint)]
    sets += [*options.unique_together, *([(column.name,)] if column.unique else [])]
    return [names for names in sets if column.name in names]


def _locked(loser, winner):
    """Both rows as they are now; raises ValidationError where they cannot be made one."""
    model = type(winner)
    if type(loser) is not model or loser.pk == winner.pk:
        raise ValidationError(_("Choose another row of the same kind."))
    rows = model.objects.select_for_update().filter(pk__in=(loser.pk, winner.pk)).order_by("pk")
    found = {row.pk: row for row in rows}
    for row in found.values():
        if row.merged_into_id:
            raise ValidationError(_("“%(name)s” has already been merged.") % {"name": row.name})
    _refuse_two_countries(found[loser.pk], found[winner.pk])
    return found[loser.pk], found[winner.pk]


def _refuse_two_countries(loser, winner):
    codes = {getattr(each, "iso", "") for each in (loser, winner)} - {""}
    if len(codes) > 1:
        words = _("%(codes)s are the codes of two countries: correct the wrong one first.")
        raise ValidationError(words % {"codes": ", ".join(sorted(codes))})


def _accords_of(thing):
    if not isinstance(thing, Actor):
        return []
    concerned = Accord.objects.filter(Q(acts__actor=thing) | Q(participations__actor=thing))
    return list(concerned.values_list("pk", flat=True))


def _become_one(loser, winner, told=None):
    """Carry the plan out. Returns {table and column: what moved}, as JSON can hold it."""
    told = {} if told is None else told
    for reference in plan(loser, winner):
        if reference.frozen:
            continue
        for row, twin in reference.twins:
            _absorb(twin, row)
            _become_one(row, twin, told)
        gone = [row for row, _twin in reference.twins] + reference.moot
        note = told.setdefault(reference.key, {"rows": [], "gone": []})
        note["rows"] += [row.pk for row in reference.moving]
        note["gone"] += [_whole(row) for row in gone]
        _rows(reference.column.model).filter(pk__in=[row.pk for row in gone]).delete()
        for _row, twin in reference.twins:
            _write(twin)
        _move(reference, loser, winner)
    return told


def _absorb(twin, row):
    """What the row that stays takes from the one that goes; a model may have a rule of its own."""
    if hasattr(twin, "absorb"):
        twin.absorb(row)
    else:
        fill_gaps(twin, row)


def _move(reference, loser, winner):
    """Rows with a history are saved one by one, so that it tells there too."""
    name, model = reference.column.name, reference.column.model
    if _is_tracked(model):
        for row in reference.moving:
            setattr(row, name, winner)
            row.save()
    else:
        _rows(model).filter(**{name: loser}).update(**{name: winner})


def _is_tracked(model):
    """Whether a history is kept of its rows."""
    return hasattr(model._meta, "simple_history_manager_attribute")


def _write(row):
    if _is_tracked(type(row)):
        row.save()
    else:
        row.save_base(raw=True)


def _whole(row):
    return {each.attname: each.value_to_string(row) for each in row._meta.concrete_fields}


def _keep_names(loser, winner, kind):
    """What the one that goes was called becomes spellings of the other; its own names are none."""
    own = {text for text, *_rest in winner.spellings}
    said_twice = winner.variants.filter(text__in=own)
    gone = [_whole(variant) for variant in said_twice]
    said_twice.delete()
    for text, language, known in loser.spellings:
        if text not in own:
            facts = {"kind": known or kind, "language": language}
            winner.variants.get_or_create(text=text, defaults=facts)
    return {"own names": {"gone": gone}} if gone else {}
