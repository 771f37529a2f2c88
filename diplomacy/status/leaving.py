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
    it never beats the clause, and where no clause can be reckoned it establishes nothing.
    """
    if rule.notice is None or not fact.exact:
        return fact.effective if fact.effective and fact.effective > fact.day else None
    clause = rule.notice.after(fact.day)
    return max(clause, fact.effective or clause)


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
