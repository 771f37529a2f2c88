"""Quick entry: one page takes a signing ceremony, its source, its parties and all its accords."""

import hashlib
import re
import uuid

from django.contrib import messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diplomacy.attribution import attribute
from diplomacy.kinds import SIGNINGS
from diplomacy.likeness import likenesses
from diplomacy.models import Accord, Act, Actor, Participation, Source
from diplomacy.signing import Signature, Signing, act_kind, already, known_act, known_acts, record
from diplomacy.spelling import fold

from . import veil
from .boxes import is_key
from .ceremony_form import (
    ANOTHER,
    LONGEST_NAME,
    SIGNING_FIELDSET,
    SOURCE_FIELDSET,
    accord_rows,
    ceremony_form,
    party_rows,
)
from .publicity import publicity
from .reporting import report

RIGHTS = ("add_accord", "add_act", "add_signatory", "add_citation", "add_participation")
MORE = {"_more_parties": "party", "_more_accords": "accord"}
PARAPH = re.compile(r"[^.!?\n]{0,160}\bparaph[^.!?\n]{0,160}", re.I)
SAME = "admin/diplomacy/accord/_same.html"
READING = "admin/diplomacy/accord/_reading.html"
SEALED = gettext_lazy(
    "Readers have seen this act, without that name: replace the act to name them, or empty this."
)
QUOTED = gettext_lazy(
    "Readers have seen this source cited for it with other words: empty this, or choose another source."
)


class Ceremony:
    """The three forms of the page, and what the record makes of what is typed into them."""

    def __init__(self, request, site, data=None, initial=None, parties=(), accords=()):
        self.form = ceremony_form(request, site)(data, initial=initial)
        self.parties = party_rows(request, site, len(parties))(
            data, initial=parties or None, prefix="party"
        )
        self.slots = range(len(self.parties.forms))
        self.accords = accord_rows(request, site, len(accords))(
            data, initial=accords or None, prefix="accord", form_kwargs={"slots": self.slots}
        )
        self.user, self.paraph, self.repeated = request.user, "", []
        self.mark = _mark(data) if data else ""

    def is_valid(self):
        valid = [part.is_valid() for part in (self.form, self.parties, self.accords)]
        self.read()
        signed = [Signing(None, self._signatures(row)) for row in self._rows()]
        self.repeated = already(signed, self.mark)
        self._check()
        return all(valid) and all(
            part.is_valid() for part in (self.form, self.parties, self.accords)
        )

    # What is read in it

    def read(self):
        """Finds the people named, the accords that look alike, and the word that has two meanings."""
        self.actors = [row.chosen for row in self.parties.forms]
        boxes = {
            (row, slot): (row.cleaned_data.get(f"signed_{slot}", ""), self.actors[slot])
            for row in self._rows()
            for slot in self.slots
        }
        for (row, slot), found in zip(boxes, attribute([*boxes.values()]), strict=True):
            row.readings[slot] = found
        self._liken()
        self.paraph = self._paraph()

    def _rows(self):
        return [row for row in self.accords.used() if hasattr(row, "cleaned_data")]

    def _liken(self):
        rows = [row for row in self._rows() if row.cleaned_data.get("name")]
        actors, day = [each for each in self.actors if each], self.form.cleaned_data.get("done_on")
        if rows and actors:
            titles = [row.cleaned_data["name"] for row in rows]
            for row, likeness in zip(rows, likenesses(titles, actors, day), strict=True):
                row.likeness = likeness

    def _paraph(self):
        """The passage that says « paraphé », of the words typed or of the article; "" for none."""
        data = self.form.cleaned_data
        source = data.get("source")
        words = [data.get("quote", ""), source.title if source else ""]
        for row in self._rows():
            words += [row.cleaned_data.get("name", "")]
            words += [row.cleaned_data.get(f"signed_{slot}", "") for slot in self.slots]
        if source and veil.seen(Source.objects.filter(pk=source.pk), self.user).exists():
            words.append(report(source).words)
        found = PARAPH.search("\n".join(words))
        return found[0].strip() if found else ""

    def name_boxes(self):
        """Each box says for whom, where that is known as the page opens."""
        keys = dict(enumerate(row["actor"].value() for row in self.parties.forms))
        known = Actor.objects.in_bulk([key for key in keys.values() if key and is_key(key)])
        labels = {
            slot: known[int(key)].label
            for slot, key in keys.items()
            if key and is_key(key) and int(key) in known
        }
        for row in self.accords.forms:
            row.labels = labels

    # What it lacks

    def _check(self):
        if (
            self.paraph
            and not self.form.cleaned_data.get("meant")
            and "meant" not in self.form.errors
        ):
            self.form.add_error("meant", _("Say which of the two is meant: it decides the status."))
        self._check_parties()
        if not self.accords.used() and not self.accords.non_form_errors():
            self._refuse(self.accords, _("Enter at least one accord."))
        seen = {}
        for row in self._rows():
            self._check_names(row)
            self._check_likeness(row)
            self._check_twice(row, seen)
            if row.cleaned_data.get("accord") and self.form.is_valid() and not self.repeated:
                self._check_known(row)
        if self.form.is_valid():
            self._check_acts()

    def _check_known(self, row):
        """What readers have seen is not added to in passing: the words stay in their boxes until somebody
        has replaced the act, or emptied them."""
        facts = self.form.facts()
        for act, missing in known_acts(self._signing(row), facts):
            if not act.was_ever_public:
                continue
            for slot, actor in enumerate(self.actors):
                if actor == act.actor and {*missing} & {*self._signed_in(row, slot)}:
                    row.add_error(f"signed_{slot}", SEALED)
            cited = act.citations.standing().filter(source=facts["source"]).first()
            if cited and facts["quote"] not in cited.quote and cited.was_ever_public:
                self.form.add_error("quote", QUOTED)

    def _check_parties(self):
        seen = set()
        for row in self.parties.forms:
            pair = (row.chosen, getattr(row, "cleaned_data", {}).get("role"))
            if row.chosen and pair in seen:
                row.add_error("actor", _("This actor stands here twice in that quality."))
            seen.add(pair)
        if not any(self.actors) and not self.parties.total_error_count():
            self._refuse(self.parties, _("Say who takes part: at least one actor."))

    def _refuse(self, rows, words):
        rows._non_form_errors.append(words)

    def _check_names(self, row):
        for slot in self.slots:
            text, absent = (row.cleaned_data.get(f"{name}_{slot}") for name in ("signed", "absent"))
            if text and not self.actors[slot]:
                row.add_error(f"signed_{slot}", _("Say for whom: choose the party above."))
            if text and absent:
                row.add_error(f"signed_{slot}", _("Empty this, or untick “did not sign”."))
            if any(len(each.printed) > LONGEST_NAME for each in row.readings.get(slot, ())):
                words = _("One signatory has at most %(n)d letters; put “;” between two of them.")
                row.add_error(f"signed_{slot}", words % {"n": LONGEST_NAME})
        if any(self.actors) and not self._signatures(row):
            row.add_error("name", _("Nobody signs it: say who does."))

    def _check_likeness(self, row):
        """A like title is asked about once; the same day and parties alone are no reason to ask."""
        near = {str(accord.pk): accord for accord in row.likeness.near} if row.likeness else {}
        answer = row.cleaned_data.get("same")
        if answer in near:
            row.cleaned_data["accord"] = near[answer]
        elif near and answer != ANOTHER and not self.repeated:
            row.add_error("same", _("Say whether it is the same accord."))

    def _check_twice(self, row, seen):
        data = row.cleaned_data
        chosen = data.get("accord")
        title = chosen.pk if chosen else fold(data.get("name", ""))
        if title and title in seen:
            row.add_error("accord" if chosen else "name", _("It stands twice on this page."))
        seen[title] = row

    def _check_acts(self):
        """Each act as its own page would check it; of who comes back, in which cycle it does."""
        facts = self.form.facts()
        for row in self._rows():
            chosen, by_actor = row.cleaned_data.get("accord"), {}
            for signature in self._signatures(row) if chosen and not self.repeated else ():
                by_actor.setdefault(signature.actor, []).append(signature)
            for actor, signed in by_actor.items():
                own = {name: facts[name] for name in ("done_on", "done_precision")}
                act = Act(accord=chosen, actor=actor, kind=act_kind(facts["kind"], signed), **own)
                if known_act(chosen, actor, {"kind": act.kind, **own}) is None:
                    self._check_act(row, act)

    def _check_act(self, row, act):
        given = row.cleaned_data.get("cycle")
        for cycle in (1, given) if given else (1,):
            act.cycle = cycle
            try:
                act.clean()
            except ValidationError as error:
                fault = error
            else:
                row.cycles[act.actor] = cycle
                return
        for name, words in fault.message_dict.items():
            form, box = (self.form, name) if name in self.form.fields else (row, "cycle")
            form.add_error(box, words)

    # What it records

    def _signatures(self, row):
        return [each for slot in self.slots for each in self._signed_in(row, slot)]

    def _signed_in(self, row, slot):
        actor = self.actors[slot]
        if actor is None or row.cleaned_data.get(f"absent_{slot}"):
            return []
        role = self.parties.forms[slot].cleaned_data.get("role")
        cycle = row.cycles.get(actor, 1)
        named = row.readings.get(slot) or [None]
        return [_signature(actor, role, each, cycle) for each in named]

    def _signing(self, row):
        return Signing(row.accord(), self._signatures(row))

    def signings(self):
        return [self._signing(row) for row in self._rows()]


def _signature(actor, role, named, cycle):
    if named is None:
        return Signature(actor, role, cycle=cycle)
    return Signature(actor, role, named.person, named.office, named.as_printed, cycle)


class CeremonyPage:
    def __init__(self, accord_admin):
        self.admin, self.site = accord_admin, accord_admin.admin_site

    def __call__(self, request):
        if not request.user.has_perms(f"diplomacy.{right}" for right in RIGHTS):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, self._prefilled(request))
        data, more = _with_more(request.POST)
        ceremony = Ceremony(request, self.site, data)
        valid = ceremony.is_valid()
        if "_read" in data:
            return JsonResponse(_told(ceremony))
        if valid and not more and "_check" not in data:
            return self._record(request, ceremony)
        return self._page(request, ceremony, is_fit=valid)

    def _record(self, request, ceremony):
        signings, repeated = ceremony.signings(), ceremony.repeated
        new = [each.accord for each in signings if each.accord.pk is None and not repeated]
        there = [each.accord.pk for each in signings if each.accord.pk]
        known = {*Act.objects.filter(accord__in=there).values_list("pk", flat=True)}
        acts = record(signings, mark=ceremony.mark, **ceremony.form.facts())
        if not repeated:
            self._log(request, new, [act for act in acts if act.pk not in known])
        self._tell(request, acts, repeated, known)
        accords = {act.accord_id for act in acts}
        if len(accords) > 1:
            return HttpResponseRedirect(reverse("admin:diplomacy_accord_changelist"))
        return HttpResponseRedirect(reverse("admin:diplomacy_accord_change", args=[*accords]))

    def _log(self, request, accords, acts):
        for accord in accords:
            self.admin.log_addition(request, accord, [{"added": {}}])
        act_admin = self.site.get_model_admin(Act)
        for act in acts:
            act_admin.log_addition(request, act, [{"added": {}}])

    def _tell(self, request, acts, repeated, known):
        """One message for each accord; of its acts, the first speaks for all."""
        chosen = {act.accord_id: act.pk for act in reversed(acts)}
        citations = veil.citations(request.user)
        acts = Act.objects.filter(pk__in=chosen.values()).select_related("accord").order_by("pk")
        for act in acts.prefetch_related(Prefetch("citations", citations)):
            words = _("Recorded: {} ({}). {}.")
            if repeated:
                words = _("This had been sent already and is recorded once: {} ({}). {}.")
            elif act.pk in known:
                words = _("The record had it already, what was missing is added: {} ({}). {}.")
            address = reverse("admin:diplomacy_accord_change", args=[act.accord_id])
            link = format_html('<a href="{}">{}</a>', address, act.accord)
            waits = capfirst(publicity(act, timezone.now()))
            said = format_html(words, link, act.get_kind_display(), waits)
            self.admin.message_user(request, said, messages.SUCCESS)

    def _prefilled(self, request):
        """Opened from an accord or from an article, the page knows what that one says."""
        initial, asked = {"mark": uuid.uuid4().hex}, request.GET
        accord = _row(Accord.objects.all(), asked.get("accord"))
        source = _row(veil.seen(Source.objects.all(), request.user), asked.get("source"))
        parties = _not_yet_signed(accord) if accord else []
        if source:
            initial["source"] = source.pk
            reported = report(source)
            parties = parties or _actors(reported.actors)
        accords = [{"accord": accord.pk}] if accord else []
        ceremony = Ceremony(request, self.site, None, initial, parties, accords)
        if source and (found := PARAPH.search(f"{source.title}\n{reported.words}")):
            ceremony.paraph = found[0].strip()
        return ceremony

    def _page(self, request, ceremony, is_fit=False):
        form, parties, accords = ceremony.form, ceremony.parties, ceremony.accords
        fieldsets = [
            next(iter(helpers.AdminForm(form, [part], {}, model_admin=self.admin)))
            for part in (SOURCE_FIELDSET, SIGNING_FIELDSET)
        ]
        ceremony.name_boxes()
        cell = accords.form(prefix="accord-__prefix__", slots=["__slot__"])
        context = {
            **self.site.each_context(request),
            "title": gettext_lazy("Quick entry"),
            "opts": Accord._meta,
            "ceremony": ceremony,
            "fieldsets": fieldsets,
            "form": form,
            "parties": parties,
            "accords": accords,
            "cell": cell.cells()[0],
            "is_fit": is_fit,
            "has_errors": form.is_bound and not is_fit,
            "media": self.admin.media + form.media + parties.media + accords.media,
        }
        return render(request, "admin/diplomacy/accord/ceremony.html", context)


def _with_more(data):
    """What was sent, with two more empty rows of what a button asked for; and whether one did."""
    asked = [prefix for button, prefix in MORE.items() if button in data]
    data = data.copy()
    for prefix in asked:
        name = f"{prefix}-TOTAL_FORMS"
        total = data.get(name, "")
        data[name] = int(total) + 2 if is_key(total) else total
    return data, bool(asked)


def _told(ceremony):
    """What the page shows beside the boxes while somebody types, as clean HTML by place."""
    places = {}
    for row in ceremony.accords.forms:
        for slot, _label, _signed, _absent, found in row.cells():
            places[f"{row.prefix}-reading_{slot}"] = render_to_string(READING, {"found": found})
        places[f"{row.prefix}-alike"] = render_to_string(SAME, {"row": row, "is_live": True})
    return {"places": places, "paraph": ceremony.paraph}


def _mark(data):
    """One sending: everything typed, under the mark that the page was given."""
    typed = sorted((key, data.getlist(key)) for key in data if not key.startswith(("_", "csrf")))
    return hashlib.sha256(repr(typed).encode()).hexdigest()


def _row(queryset, key):
    return queryset.filter(pk=key).first() if key and is_key(key) else None


def _not_yet_signed(accord):
    signed = accord.acts.standing().filter(kind__in=SIGNINGS).values("actor")
    left = accord.participations.filter(role=Participation.Role.PARTY).exclude(actor__in=signed)
    return [{"actor": one.actor_id, "role": one.role} for one in left]


def _actors(keys):
    """Those that the article names, if they may be the parties: two or more."""
    known = {*Actor.objects.filter(pk__in=keys).values_list("pk", flat=True)}
    rows = [{"actor": key, "role": Participation.Role.PARTY} for key in keys if key in known]
    return rows if len(rows) > 1 else []
