"""How far an accord has come, whatever its force: a stage once reached is not left for a lower one."""

from diplomacy.kinds import FULL_SIGNINGS
from diplomacy.kinds import ActKind as Kind

from .consents import all_consented, all_signed, first_days
from .facts import effects, line, vague


def stage_line(rule, facts, entry):
    """The stages of an accord, as Spans. Signed is what all who negotiated signed, or what is stated to
    be in force; a text that others may still sign is so with its first signature."""
    signatures = first_days(facts, FULL_SIGNINGS).values()
    whole = [all_signed(rule, facts), entry.stated] if _waits_for_all(rule) else signatures
    reached = {
        "initialled": first_days(facts, (Kind.INITIALLING,)).values(),
        "adopted": effects(facts, Kind.ADOPTION),
        "opened": effects(facts, Kind.OPENING),
        "ad_referendum": first_days(facts, (Kind.AD_REFERENDUM,)).values(),
        "partly_signed": signatures,
        "signed": whole if signatures else (),
        "consented": [all_consented(rule, facts)],
    }
    begins = {stage: min(filter(None, days), default=None) for stage, days in reached.items()}

    def stage_on(day):
        return [stage for stage, first in begins.items() if first and first <= day][-1]

    return line("stage", begins.values(), stage_on, vague=vague(facts))


def _waits_for_all(rule):
    if rule.entry == "threshold" or not rule.parties:
        return False
    return rule.needs_everybody or not rule.names_everybody
