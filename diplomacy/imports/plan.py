"""What a sheet would do to the record, row by row, and doing it: the same reading serves both.

Nothing of the record is changed but by what is added: accords, actors, sources, acts, who signed, what
is cited. A row that the record says already changes nothing.
"""

import hashlib
import json
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diplomacy import dates
from diplomacy.attribution import attribute
from diplomacy.kinds import PARTY_KINDS, ActKind
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
from diplomacy.naming import found
from diplomacy.spelling import fold

from .columns import BY_NAME, DATES, choice

MADE = {
    "accord": gettext_lazy("new accord"),
    "actor": gettext_lazy("new actor"),
    "participation": gettext_lazy("new participant"),
    "act": gettext_lazy("new act"),
    "signatory": gettext_lazy("signed by"),
    "source": gettext_lazy("new source"),
    "citation": gettext_lazy("source cited"),
}
NOTES = {
    "printed": gettext_lazy("not in the record, kept as printed: %s"),
    "doubt": gettext_lazy("several people bear this name, kept as printed: %s"),
    "other day": gettext_lazy("the record has this act of another day, too: %s"),
    "public": gettext_lazy("readers see it at once, the source is public: %s"),
    "quoted": gettext_lazy("cited for it already, with other words: %s"),
}
SOME = 400


@dataclass
class Line:
    """One row: what is wrong with it by column, or what it makes, and what is to be known of that."""

    number: int
    cells: dict
    faults: dict = field(default_factory=dict)
    made: list = field(default_factory=list)  # (key of MADE, words)
    notes: list = field(default_factory=list)  # (key of NOTES, words)

    @property
    def outcome(self):
        return "error" if self.faults else "new" if self.made else "same"

    def told(self):
        """What it makes and what is to be known of that, in words of the active language."""
        return [
            *((str(MADE[what]), _words(what, words)) for what, words in self.made),
            *((str(NOTES[what]) % words, "") for what, words in self.notes),
        ]

    def faults_by_heading(self):
        return [(BY_NAME[name].fr, words) for name, words in self.faults.items()]


class Plan:
    """`rows` as sheet.read gives them; `sources` those that whoever imports may know of."""

    def __init__(self, rows, sources=None):
        self.lines = [Line(number, dict(cells)) for number, cells in rows]
        self.sources = Source.objects.all() if sources is None else sources
        self.new = {model: {} for model in (Actor, Accord, Source, Participation, Act)}
        self.signed, self.citations, self.touched = {}, {}, {}
        self._look_up()
        for line in self.lines:
            self._settle(line)

    @property
    def is_clean(self):
        return not any(line.faults for line in self.lines)

    def count(self, outcome):
        return sum(line.outcome == outcome for line in self.lines)

    def digest(self):
        """Of what it would do: two plans of one digest do the same, whatever language told of it."""
        told = [[line.number, sorted(line.faults), line.made, line.notes] for line in self.lines]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    # What the record has

    def _look_up(self):
        def all_of(name):
            return {line.cells[name] for line in self.lines if name in line.cells}

        self.actors = found(Actor.objects.all(), all_of("actor"))
        self.accords = found(Accord.objects.all(), all_of("accord"))
        self.cited = self._sources(sorted(all_of("source")))
        boxes = {
            (line.cells["signed_by"], self._one(line))
            for line in self.lines
            if "signed_by" in line.cells
        }
        boxes = sorted(boxes, key=lambda box: (box[0], box[1].pk if box[1] else 0))
        self.named = dict(zip(boxes, attribute(boxes), strict=True))
        known = [row.pk for rows in self.accords.values() for row in rows]
        self.acts, self.days, self.quotes = {}, {}, {}
        self.roles, self.places = set(), {}
        self.names, self.sealed = {}, set()
        for some in _some(known):
            for act in Act.objects.standing().filter(accord__in=some):
                key = _act_key(act)
                self.acts[key] = act
                self.days.setdefault(key[:3], []).append(act)
            seen = Act.objects.filter(accord__in=some).ever_public(timezone.now())
            self.sealed |= {*seen.values_list("pk", flat=True)}
            for row in Signatory.objects.filter(act__accord__in=some).order_by("position"):
                self.names.setdefault(row.act_id, []).append(row)
            rows = Citation.objects.standing().filter(act__accord__in=some)
            for *fact, quote in rows.values_list("act", "source", "quote"):
                self.quotes[tuple(fact)] = quote
            rows = Participation.objects.filter(accord__in=some)
            self.roles |= {*rows.values_list("accord", "actor", "role")}
            self.places |= dict(rows.order_by("position").values_list("accord", "position"))

    def _one(self, line):
        rows = self.actors.get(line.cells.get("actor"), [])
        return rows[0] if len(rows) == 1 else None

    def _sources(self, titles):
        rows = {}
        for some in _some(titles):
            for source in self.sources.filter(title__in=some):
                rows.setdefault(source.title, []).append(source)
        return rows

    # One row

    def _settle(self, line):
        values = self._values(line)
        if line.faults:
            return
        actor = self._actor(line, values)
        accord = self._accord(line, values)
        source = self._source(line, values)
        if not line.faults:
            self._check(line, values, actor, source)
        if line.faults:
            return
        self._add(line, Actor, fold(line.cells.get("actor", "")), actor)
        self._add(line, Accord, fold(line.cells["accord"]), accord)
        self._add(line, Source, line.cells.get("source"), source)
        if actor:
            self._take_part(line, accord, actor, values.get("role") or Participation.Role.PARTY)
        if values.get("kind"):
            self._act(line, values, accord, actor, source)

    def _values(self, line):
        """The cells as values; what is no value is a fault of its column."""
        values = {}
        for name, words in line.cells.items():
            column = BY_NAME[name]
            if len(words) > column.longest:
                line.faults[name] = _("longer than %(n)d letters") % {"n": column.longest}
            elif name in (*DATES, "published"):
                values[name] = self._day(line, name, words)
            elif column.choices:
                values[name] = choice(column, words)
                if values[name] is None:
                    line.faults[name] = _("“%(words)s” is none of those there are") % {
                        "words": words[:60]
                    }
            else:
                values[name] = words
        if "accord" not in line.cells:
            line.faults["accord"] = _("missing")
        return values

    def _day(self, line, name, words):
        try:
            day, precision = dates.read(words)
        except dates.BadDay:
            line.faults[name] = _("“%(words)s” is no day") % {"words": words[:60]}
            return None
        if name == "published" and precision != dates.Precision.DAY:
            line.faults[name] = _("a whole day is needed")
        return day, precision

    def _actor(self, line, values):
        name = values.get("actor")
        if not name:
            return None
        rows = self.actors[name]
        if len(rows) > 1:
            line.faults["actor"] = _several(rows)
        if rows:
            return rows[0]
        if made := self.new[Actor].get(fold(name)):
            return made
        if not values.get("actor_kind"):
            words = _(
                "the record has no such actor: correct the name, or give its kind in “%(column)s”"
            )
            line.faults["actor"] = words % {"column": BY_NAME["actor_kind"].fr}
        return self._valid(
            line, Actor(name=name, kind=values.get("actor_kind") or "state"), name="actor"
        )

    def _accord(self, line, values):
        name = values["accord"]
        rows = self.accords[name]
        if len(rows) > 1:
            line.faults["accord"] = _several(rows)
        if rows:
            return rows[0]
        if made := self.new[Accord].get(fold(name)):
            return made
        accord = Accord(
            name=name,
            name_en=values.get("name_en", ""),
            form=values.get("form") or Accord.Form.OTHER,
            domain=values.get("domain") or Accord.Domain.OTHER,
        )
        return self._valid(line, accord, name="accord")

    def _source(self, line, values):
        title = values.get("source")
        if not title:
            for name in ("source_kind", "publisher", "published", "url", "quote"):
                if name in line.cells:
                    line.faults["source"] = _("missing: “%(words)s” needs it") % {
                        "words": BY_NAME[name].fr
                    }
            return None
        day = (values.get("published") or (None,))[0]
        given = {
            "published_on": day,
            "url": values.get("url"),
            "publisher": values.get("publisher"),
        }
        given = {name: value for name, value in given.items() if value}
        rows = [
            row
            for row in self.cited.get(title, [])
            if all(getattr(row, name) == value for name, value in given.items())
        ]
        if len(rows) > 1:
            line.faults["source"] = _several(rows)
        if rows:
            return rows[0]
        if values.get("source_kind") == Source.Kind.DISPATCH:
            line.faults["source"] = _("no article of this paper has this title")
        kind = values.get("source_kind") or Source.Kind.OTHER
        return self._valid(
            line,
            Source(title=title, kind=kind, **given),
            name="source", url="url", publisher="publisher",
        )  # fmt: skip

    def _valid(self, line, thing, **columns):
        """`thing`, its faults told at the column that its field came from."""
        relations = [each.name for each in thing._meta.fields if each.is_relation]
        try:
            thing.clean_fields(exclude=[*relations, "slug", "search_key"])
        except ValidationError as error:
            for name, words in error.message_dict.items():
                column = columns.get(name, columns["name"])
                line.faults.setdefault(column, " ".join(words))
        return thing

    def _check(self, line, values, actor, source):
        kind = values.get("kind")
        if kind in PARTY_KINDS and not actor:
            line.faults["actor"] = _("Say whose act it is.")
        if kind is None:
            for name in (*DATES, "place", "signed_by", "source"):
                if name in line.cells:
                    line.faults["kind"] = _("missing: “%(words)s” needs it") % {
                        "words": BY_NAME[name].fr
                    }
        for each in self._names(line):
            if len(each.printed) > 200:
                line.faults["signed_by"] = _("longer than %(n)d letters") % {"n": 200}

    def _names(self, line):
        return self.named.get((line.cells.get("signed_by"), self._one(line)), [])

    # What it makes

    def _add(self, line, model, key, thing):
        """A thing not made by an earlier row. Sources of one title may differ by day or address."""
        if thing is None or thing.pk:
            return
        if model is Source:
            key = (thing.title, thing.published_on, thing.url, thing.publisher)
            self.cited.setdefault(thing.title, [])
        if key not in self.new[model]:
            self.new[model][key] = thing
            line.made.append((model._meta.model_name, str(thing)))
            if model is Source:
                self.cited[thing.title].append(thing)

    def _take_part(self, line, accord, actor, role):
        key = (_id(accord), _id(actor), role)
        if key in self.roles:
            return
        self.roles.add(key)
        position = self.places[key[0]] = self.places.get(key[0], -1) + 1
        row = Participation(accord=accord, actor=actor, role=role, position=position)
        self.new[Participation][key] = row
        self.touched[_id(accord)] = accord
        line.made.append(("participation", actor.name))

    def _act(self, line, values, accord, actor, source):
        wanted = Act(accord=accord, actor=actor, kind=values["kind"], place=values.get("place", ""))
        for name in DATES:
            day, precision = values.get(name) or (None, dates.Precision.DAY)
            setattr(wanted, f"{name}_on", day)
            setattr(wanted, f"{name}_precision", precision)
        key = _act_key(wanted)
        act = self.acts.get(key)
        if act is None:
            act = self.acts[key] = self.new[Act][key] = wanted
            line.made.append(("act", wanted.kind))
            for other in self.days.get(key[:3], []):
                line.notes.append(
                    ("other day", dates.write(other.done_on, other.done_precision) or "–")
                )
        self.touched[_id(accord)] = accord
        for name, words in wanted.day_faults().items():
            line.faults[name.removesuffix("_on")] = words
        self._sign(line, act)
        if source:
            self._cite(line, act, source, values.get("quote", ""))

    def _sign(self, line, act):
        """Rows of one act may each name somebody; nobody is written twice, and nobody added to what readers
        have seen."""
        there = self.signed.setdefault(id(act), [])
        before = self.names.get(act.pk, [])
        for each in self._names(line):
            same = (_key(each.person), _key(each.office), each.as_printed)
            if any(
                (one.person_id, one.office_id, one.as_printed) == same for one in (*before, *there)
            ):
                continue
            if act.pk in self.sealed:
                words = _(
                    "readers have seen this act without this name: replace it there: %(name)s"
                )
                line.faults["signed_by"] = words % {"name": each.printed}
                continue
            row = Signatory(
                act=act,
                person=each.person,
                office=each.office,
                as_printed=each.as_printed,
                position=(before[-1].position + 1 if before else 0) + len(there),
            )
            there.append(row)
            line.made.append(("signatory", each.printed))
            if each.doubt:
                line.notes.append(("doubt", each.printed))
            elif not each.person and not each.office:
                line.notes.append(("printed", each.printed))

    def _cite(self, line, act, source, quote):
        key = (_id(act), _id(source))
        if key in self.quotes:
            if quote not in self.quotes[key]:
                line.notes.append(("quoted", quote[:90]))
            return
        self.quotes[key] = quote
        self.citations[key] = Citation(act=act, source=source, quote=quote)
        line.made.append(("citation", source.title))
        if source.public_from and not source.is_dispatch:
            line.notes.append(("public", source.title))

    # Doing it

    def write(self):
        """Adds it all to the record, in one transaction of the caller's; returns the rows made."""
        for model in (Actor, Source):
            for thing in self.new[model].values():
                thing.save()
        for accord in self.new[Accord].values():
            super(Accord, accord).save()  # its status is computed below, for all of them at once
        now = timezone.now()
        for citation in self.citations.values():
            citation.public_from = None if citation.source.is_dispatch else now
        named = {row.act.pk for signed in self.signed.values() for row in signed if row.act.pk}
        for some in _some(named):
            rows = Signatory.objects.filter(act__in=some, person=None, office=None, as_printed="")
            rows.delete()  # it said that nobody is named
        made = [thing for model in (Actor, Accord, Source) for thing in self.new[model].values()]
        for model, rows in (
            (Participation, self.new[Participation].values()),
            (Act, self.new[Act].values()),
            (Signatory, [row for signed in self.signed.values() for row in signed]),
            (Citation, self.citations.values()),
        ):
            made += model.objects.bulk_create(rows, batch_size=SOME)
        accords = [*self.touched.values(), *self.new[Accord].values()]
        keys = sorted({accord.pk for accord in accords})
        for some in _some(keys):
            Phase.objects.renew(Accord.objects.filter(pk__in=some))
        return made


def _words(what, words):
    return str(ActKind(words).label) if what == "act" else words


def _several(rows):
    names = ", ".join(f"{row} ({getattr(row, 'slug', row.pk)})" for row in rows[:5])
    return _("several bear this name: %(names)s") % {"names": names}


def _key(row):
    return row.pk if row else None


def _id(thing):
    """What tells one row from another, saved or not."""
    return thing.pk or id(thing)


def _act_key(act):
    accord = act.accord_id or id(act.accord)
    actor = act.actor_id or (id(act.actor) if act.actor else None)
    days = [
        (getattr(act, f"{name}_on"), str(getattr(act, f"{name}_precision")))
        for name in DATES
        if getattr(act, f"{name}_on")
    ]
    return (accord, actor, str(act.kind), *days)


def _some(values):
    values = list(values)
    return (values[start : start + SOME] for start in range(0, len(values), SOME))
