"""One time that an actor came to an accord: what it did then, and what that made of it."""

from diplomacy.kinds import CONSENTS, FULL_SIGNINGS
from diplomacy.kinds import ActKind as Kind

from .facts import holds, vague
from .leaving import notices


class Cycle:
    """`own` is what `actor` did this time; `entry` and `ended` are the accord's.

    Who only mediates, guarantees or witnesses has no standing by signing.
    """

    def __init__(self, actor, own, rule, entry, ended):
        self.actor, self.own, self.rule, self.entry, self.ended = actor, own, rule, entry, ended
        self.may_sign = actor in rule.parties or not rule.parties
        self.notices = notices(rule, own)
        self.provisional = self._effects(Kind.PROVISIONAL), self._effects(Kind.PROVISIONAL_END)
        self.suspension = self._effects(Kind.SUSPENSION), self._effects(Kind.LIFTING)
        self.bound = min(self._days_bound(), default=None)

    def days(self):
        """Those on which the standing may change."""
        for fact in self.own:
            yield from (fact.day, fact.takes_effect)
        yield from (notice.leaves for notice in self.notices)
        yield from (self.bound, self.ended if self.bound else None)

    def vague(self):
        """How precisely those of them are known that are known only in part."""
        late = {}
        for consent in self._consents():
            when = self.rule.late.after_when(consent.when)
            if not consent.is_exact and self._joins_late(consent):
                late[when.last] = when.precision
        return vague(self.own) | late | self.entry.vague()

    def standing_on(self, day):
        """A key of STANDINGS; None before the actor has done anything that gives one."""
        running = [notice for notice in self.notices if notice.runs_on(day)]
        if self.bound and self.bound <= day:
            return self._standing_once_bound(day, running)
        if running:
            return "left"
        if holds(day, *self.provisional):
            return "provisional"
        return self._standing_by_signing(day)

    def _standing_once_bound(self, day, running):
        left = any(notice.leaves and notice.leaves <= day for notice in running)
        if left or (self.ended and self.ended <= day):
            return "former"
        if running:
            return "withdrawing"
        return "suspended" if holds(day, *self.suspension) else "party"

    def _standing_by_signing(self, day):
        if any(fact.day <= day and not self._is_revoked(fact, day) for fact in self._consents()):
            return "contracting"
        done = {fact.kind for fact in self.own if fact.done and fact.day <= day}
        if self.may_sign and done & {*FULL_SIGNINGS}:
            return "signatory"
        if self.may_sign and Kind.AD_REFERENDUM in done:
            return "ad_referendum"
        if Kind.CONSENT_REVOKED in done:
            return "left"
        return "initialled" if Kind.INITIALLING in done else None

    def _days_bound(self):
        """When it is bound by each of the ways there are, unless it had left before, or all was over."""
        for day in self._binding_days():
            left = any(notice.day < day and notice.runs_on(day) for notice in self.notices)
            if not left and not (self.ended and self.ended <= day):
                yield day

    def _binding_days(self):
        yield from self._effects(Kind.ENTRY)
        if self.entry.day is None:
            return
        if self._is_bound_with_the_others():
            yield self.entry.day
        for consent in self._consents():
            day = max(self._effect_of(consent), self.entry.day)
            if not self._is_revoked(consent, day):
                yield day
        if self.rule.signature_binds and self.may_sign:
            for fact in self.own:
                if fact.kind in FULL_SIGNINGS and fact.done:
                    yield max(fact.takes_effect, self.entry.day)

    def _is_bound_with_the_others(self):
        """A stated entry into force that needs every party tells that each was bound by then."""
        took_part = any(fact.done and fact.day <= self.entry.day for fact in self.own)
        return (
            self.entry.stated
            and self.actor in self.rule.negotiators
            and self.rule.needs_everybody
            and (took_part or self.rule.is_bilateral)
        )

    def _effect_of(self, consent):
        """By its own date; else, of whoever joins late, when the text's delay has run out."""
        late = self._joins_late(consent)
        return self.rule.late.after(consent.day) if late else consent.takes_effect

    def _joins_late(self, consent):
        late_from = self.entry.day if self.entry.stated else self.entry.met
        return bool(consent.effective is None and late_from and consent.day > late_from)

    def _consents(self):
        return [fact for fact in self.own if fact.kind in CONSENTS and fact.done]

    def _is_revoked(self, consent, day):
        return any(
            fact.kind == Kind.CONSENT_REVOKED and fact.done and consent.day <= fact.day <= day
            for fact in self.own
        )

    def _effects(self, kind):
        return sorted(
            fact.takes_effect for fact in self.own if fact.kind == kind and fact.takes_effect
        )
