"""What a sheet would do to the record, row by row, and doing it: the same reading serves both.

Nothing of the record is changed but by what is added: accords, actors, sources, acts, who signed, what
is cited. A row that the record says already changes nothing.
"""

import hashlib
import json

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from diplomacy import coming_back, dates
from diplomacy.attribution import attribute
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
from diplomacy.models.accord import Unit
from diplomacy.naming import found
from diplomacy.spelling import fold

from . import answering, cells
from .answering import key as _id
from .columns import BY_NAME, DATES
from .line import Line

SOME = 400
# What a row may say of its act besides who did it, what it was and when; and in which column the fault
# of a field is told.
SAID = (
    "retroactive", "cycle", "wording", "wording_en", "place", "place_en", "note", "note_en",
)  # fmt: skip
OF_AN_ACT = (*DATES, *SAID, "answers", "signed_by", "source")
OF_A_SOURCE = ("source_kind", "publisher", "published", "url", "quote", "value", "contradicts")
COLUMN_OF = {f"{name}_on": name for name in DATES}


class Plan:
    """`rows` as sheet.read gives them; `sources` those that whoever imports may know of."""

    def __init__(self, rows, sources=None):
        self.lines = [Line(number, dict(cells)) for number, cells in rows]
        self.sources = Source.objects.all() if sources is None else sources
        self.new = {model: {} for model in (Actor, Accord, Source, Participation, Act)}
        self.signed, self.citations, self.touched = {}, {}, {}
        self.line_of, self.act_of_row = {}, {}
        self._look_up()
        for line in self.lines:
            self._settle(line)
        for line in self.lines:
            if "answers" in line.cells and not line.faults:
                self._answer(line)
        self._check_returns()

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

        answered = {answering.parts(words)[1] for words in all_of("answers")} - {""}
        self.actors = found(Actor.objects.all(), all_of("actor") | answered)
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
        self.acts, self.days, self.quotes, self.of_accord = {}, {}, {}, {}
        self.roles, self.places, self.read = set(), {}, set()
        self.names, self.sealed = {}, set()
        for some in _some(known):
            acts = Act.objects.standing().filter(accord__in=some)
            for act in acts.select_related("accord", "actor"):
                key = _act_key(act)
                self.acts[key] = act
                self.days.setdefault(key[:3], []).append(act)
                self.of_accord.setdefault(act.accord_id, []).append(act)
            seen = Act.objects.filter(accord__in=some).ever_public(timezone.now())
            for key, accord in seen.values_list("pk", "accord"):
                self.sealed.add(key)
                self.read.add(accord)
            for row in Signatory.objects.filter(act__accord__in=some).order_by("position"):
                self.names.setdefault(row.act_id, []).append(row)
            rows = Citation.objects.standing().filter(act__accord__in=some)
            names = ("act", "source", "quote", "value", "contradicts")
            self.quotes |= {(act, source): said for act, source, *said in rows.values_list(*names)}
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
        values, faults = cells.read(line.cells)
        line.faults |= faults
        if line.faults:
            return
        actor = self._actor(line, values)
        accord = self._accord(line, values)
        source = self._source(line, values)
        wanted = self._wanted(values, accord, actor)
        if not line.faults:
            self._check(line, values, wanted)
        if line.faults:
            return
        self._add(line, Actor, fold(line.cells.get("actor", "")), actor)
        self._add(line, Accord, fold(line.cells["accord"]), accord)
        self._add(line, Source, line.cells.get("source"), source)
        if actor:
            self._take_part(line, accord, actor, values.get("role") or Participation.Role.PARTY)
        if wanted:
            self._act(line, values, wanted, source)

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
            ends_on=values.get("ends", (None,))[0],
            renewal_months=values.get("renewal"),
        )
        for clause in ("notice", "renewal_notice"):
            count, unit = values.get(clause) or (None, Unit.DAYS)
            setattr(accord, f"{clause}_delay", count)
            setattr(accord, f"{clause}_unit", unit)
        for name, needed in (("renewal", "ends"), ("renewal_notice", "renewal")):
            if name in values and needed not in values:
                self._lacks(line, needed, name)
        columns = {"name_en": "name_en", "renewal_months": "renewal"}
        return self._valid(line, accord, name="accord", **columns)

    def _source(self, line, values):
        title = values.get("source")
        if not title:
            for name in OF_A_SOURCE:
                if name in line.cells:
                    self._lacks(line, "source", name)
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

    def _wanted(self, values, accord, actor):
        """The act that the row tells of, unsaved; None if it tells of none."""
        if not values.get("kind"):
            return None
        wanted = Act(accord=accord, actor=actor, kind=values["kind"])
        for name in SAID:
            if name in values:
                setattr(wanted, name, values[name])
        for name in DATES:
            day, precision = values.get(name) or (None, dates.Precision.DAY)
            setattr(wanted, f"{name}_on", day)
            setattr(wanted, f"{name}_precision", precision)
        return wanted

    def _check(self, line, values, wanted):
        """As the desk's own page checks an act, before anything is made of the row."""
        if wanted:
            self._check_act(line, wanted)
            if values.get("contradicts") and _act_key(wanted) not in self.acts:
                line.faults["contradicts"] = _("neither the record nor a row above has this act")
        else:
            for name in OF_AN_ACT:
                if name in line.cells:
                    self._lacks(line, "kind", name)
        for each in self._names(line):
            if len(each.printed) > 200:
                line.faults["signed_by"] = _("longer than %(n)d letters") % {"n": 200}

    def _check_act(self, line, act):
        skipped = {each.name for each in act._meta.fields if each.is_relation}
        for check in (
            lambda: act.clean_fields(exclude=skipped),
            lambda: act.clean(others=()),
        ):
            try:
                check()
            except ValidationError as error:
                self._blame(line, error)

    def _blame(self, line, error):
        told = (
            error.message_dict
            if hasattr(error, "error_dict")
            else {NON_FIELD_ERRORS: error.messages}
        )
        for name, words in told.items():
            column = COLUMN_OF.get(name, name)
            line.faults.setdefault(column if column in BY_NAME else "kind", " ".join(words))

    def _lacks(self, line, column, other):
        words = _("missing: “%(words)s” needs it") % {"words": BY_NAME[other].fr}
        line.faults.setdefault(column, words)

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
        row.awaited = accord.pk not in self.read
        self.new[Participation][key] = row
        self.touched[_id(accord)] = accord
        line.made.append(("participation", actor.name))

    def _act(self, line, values, wanted, source):
        key = _act_key(wanted)
        act = self.acts.get(key)
        if act is None:
            act = self.acts[key] = self.new[Act][key] = wanted
            self.of_accord.setdefault(key[0], []).append(act)
            self.line_of[id(act)] = line
            line.made.append(("act", wanted.kind))
            line.said += [name for name in (*SAID, "answers") if name in values]
            for other in self.days.get(key[:3], []):
                day = dates.write(other.done_on, other.done_precision) or "–"
                line.notes.append(("other day", day))
        else:
            self._tell_difference(
                line,
                [each for each in SAID if each in values and getattr(act, each) != values[each]],
            )
        self.act_of_row[line.number] = act
        self.touched[key[0]] = act.accord
        self._sign(line, act)
        if source:
            self._cite(line, act, source, values)

    def _tell_quoted_otherwise(self, line, known, quote, value, against):
        if quote not in known[0]:
            line.notes.append(("quoted", quote[:90]))
        said = (("value", value, known[1]), ("contradicts", against, known[2]))
        self._tell_difference(line, [name for name, new, old in said if new and new != old])

    def _tell_difference(self, line, names):
        if names:
            line.notes.append(("otherwise", ", ".join(BY_NAME[name].fr for name in names)))

    def _answer(self, line):
        """Looks up what the act of the row answers, now that all rows are known."""
        act, words = self.act_of_row[line.number], line.cells["answers"]
        name = answering.parts(words)[1]
        made = self.new[Actor].get(fold(name))
        actors = {_id(row) for row in (*self.actors.get(name, ()), made) if row}
        try:
            answered = answering.find(
                words, self.of_accord[_id(act.accord)], actors, self.act_of_row
            )
            self._link(line, act, answered)
        except ValidationError as error:
            line.faults["answers"] = " ".join(error.messages)

    def _link(self, line, act, answered):
        if self.line_of.get(id(act)) is not line:
            self._tell_difference(line, ["answers"] if act.answers != answered else [])
            return
        act.answers = answered
        if _id(answered.accord) != _id(act.accord):
            raise ValidationError(_("That act is of another accord."))
        if answering.is_circular(act):
            raise ValidationError(_("It would answer itself, by way of other rows."))
        act.clean(others=())

    def _check_returns(self):
        """Who has left and comes back does so in a cycle of its own, whatever the order of the rows."""
        stays = {}
        for accord in {_id(act.accord) for act in self.new[Act].values()}:
            for act in self.of_accord[accord]:
                if act.actor:
                    stays.setdefault((accord, _id(act.actor), act.cycle), []).append(act)
        for own in stays.values():
            for pair in coming_back.returns(own):
                for act in pair:
                    if line := self.line_of.get(id(act)):
                        line.faults["cycle"] = coming_back.words(*pair, act)
                        break

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

    def _cite(self, line, act, source, values):
        """Once for each source: what a row says otherwise is told, and stays out of the record."""
        quote, value = values.get("quote", ""), values.get("value", "")
        against = values.get("contradicts", False)
        key = (_id(act), _id(source))
        if known := self.quotes.get(key):
            self._tell_quoted_otherwise(line, known, quote, value, against)
            return
        self.quotes[key] = (quote, value, against)
        self.citations[key] = Citation(
            act=act, source=source, quote=quote, value=value, contradicts=against
        )
        line.made.append(("against" if against else "citation", source.title))
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
            *((Act, wave) for wave in answering.waves([*self.new[Act].values()])),
            (Signatory, [row for signed in self.signed.values() for row in signed]),
            (Citation, self.citations.values()),
        ):
            made += model.objects.bulk_create(rows, batch_size=SOME)
        for some in _some({each.act.pk for each in self.citations.values()}):
            Act.objects.filter(replaced_by__in=some).settle()
        accords = [*self.touched.values(), *self.new[Accord].values()]
        keys = sorted({accord.pk for accord in accords})
        for some in _some(keys):
            Phase.objects.renew(Accord.objects.filter(pk__in=some))
        return made


def _several(rows):
    names = ", ".join(f"{row} ({getattr(row, 'slug', row.pk)})" for row in rows[:5])
    return _("several bear this name: %(names)s") % {"names": names}


def _key(row):
    return row.pk if row else None


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
