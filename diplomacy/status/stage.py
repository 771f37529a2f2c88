"""How far an accord has come, whatever its force: a stage once reached is not left for a lower one."""

from diplomacy.kinds import FULL_SIGNINGS
from diplomacy.kinds import ActKind as Kind

from .consents import all_consented, first_days
from .facts import effects, line, vague


def stage_line(rule, facts):
    """The stages of an accord, as Spans."""
    reached = {
        "initialled": first_days(facts, (Kind.INITIALLING,)).values(),
        "adopted": effects(facts, Kind.ADOPTION),
        "opened": effects(facts, Kind.OPENING),
        "ad_referendum": first_days(facts, (Kind.AD_REFERENDUM,)).values(),
        "signed": first_days(facts, FULL_SIGNINGS).values(),
        "consented": [all_consented(rule, facts)],
    }
    begins = {stage: min(filter(None, days), default=None) for stage, days in reached.items()}

    def stage_on(day):
        return [stage for stage, first in begins.items() if first and first <= day][-1]

    return line("stage", begins.values(), stage_on, vague=vague(facts))
