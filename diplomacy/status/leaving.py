"""Leaving a treaty: notice is given, then it takes effect, unless it is revoked before (art. 54, 56, 68)."""

from dataclasses import dataclass
from datetime import date

from diplomacy.kinds import EXITS
from diplomacy.kinds import ActKind as Kind


@dataclass(frozen=True)
class Notice:
    """Given on `day`, in effect on `leaves` (None: no day is established), or `revoked` before."""

    day: date
    leaves: date | None
    revoked: date | None = None

    def runs_on(self, day):
        """Whether it had been given by `day`, and not revoked."""
        return self.day <= day and not (self.revoked and self.revoked <= day)


def exit_day(rule, fact):
    """The day on which a notice of exit takes effect; None if neither text nor document gives one.

    The text's clause is the least; a document may give a later day. "Immediate effect" is a claim:
    it never beats the clause, and where no clause can be reckoned it establishes nothing. Who says that
    it leaves refuses the next tacit renewal at least: if its notice came in time for that, the end of
    the term is its exit where the text has no clause of exit, or one that would run longer.
    """
    clause = _clause(rule, fact)
    if clause is None:
        return fact.effective if fact.effective and fact.effective > fact.day else None
    return max(clause, fact.effective or clause)


def _clause(rule, fact):
    """The day that the text gives; None if it gives none, or the day of the notice is not known."""
    if not fact.is_exact:
        return None
    days = (rule.notice and rule.notice.after(fact.day), rule.term_refused(fact.day))
    return min(filter(None, days), default=None)


def notices(rule, own):
    """The Notices that the acts of one actor, in one cycle, amount to, in order of time."""
    revocations = sorted(fact.day for fact in own if fact.kind == Kind.NOTICE_REVOKED and fact.done)
    found = []
    for fact in own:
        if fact.kind in EXITS and fact.done:
            leaves = exit_day(rule, fact)
            revoked = next(
                (day for day in revocations if fact.day <= day and not (leaves and day >= leaves)),
                None,
            )
            found.append(Notice(fact.day, leaves, revoked))
    return found
