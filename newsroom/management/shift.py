"""The demo's desk in mid-shift: drafts on their way, words between colleagues, days to come.

Everything here is dated from the day when the demo is first run, and told in French.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Comment, Dispatch, Edition, Event, FrontOrder, Move, Section

DRAFT = "be36c4b5-8841-52c3-93b1-55bb5f0e2e4d"
TO_READ = "01e5da86-3219-583f-ab1b-c1284e945206"
RETURNED = "6dbbaa85-6bc2-56ea-ab52-21797ad97e7a"
APPROVED = "0026b9ef-a3b9-5b10-9c4d-fa41bf05b615"
EMBARGOED = "dc86a7bb-8373-59d6-becb-f9917b5a973c"
# Each with how many hours ago its author left it.
DRAFTS = {DRAFT: 2, TO_READ: 5, RETURNED: 26, APPROVED: 49, EMBARGOED: 7}
LIFT = (timedelta(days=4), time(9), ZoneInfo("Europe/Paris"))
# The big story, and the two beside it.
FRONT = (
    "a8717ec9-eb8a-5570-97d4-f5718484ae8c",
    "2a9b6fb0-8562-5292-a5c5-4a481f71286e",
    "9f1f2611-763b-5196-8e94-d07abe04ad05",
)
# In how many days, until how many days later, at what hour, what, where, section, who covers it.
EVENTS = (
    (-3, 0, None, "Conférence sur les fleuves partagés", "Bamako", "afrique-de-l-ouest", "redacteur"),
    (1, 0, 10, "Point de presse hebdomadaire des Affaires étrangères", "Bamako", "diplomatie",
     "redacteur"),
    (2, 0, 15, "Remise de lettres de créance à Koulouba", "Bamako", "diplomatie",
     "redacteur iconographe"),
    (4, 0, 8, "Publication de l’étude de l’Observatoire des dépositaires", "", "monde", ""),
    (6, 2, None, "Forum régional sur l’interconnexion électrique", "Dakar", "economie", ""),
    (13, 0, 9, "Séminaire des traducteurs de traités", "Niamey", "monde", "documentaliste"),
    (24, 1, None, "Rencontre des agences de bassin", "Nouakchott", "afrique-de-l-ouest", ""),
)  # fmt: skip
INVENTED = "Rendez-vous imaginé pour la démonstration."


def begin():
    """Set the scene, once: a desk where anything was moved is left as it is."""
    dispatches = {str(each.uid): each for each in Dispatch.objects.filter(uid__in=DRAFTS)}
    if Move.objects.exists() or len(dispatches) < len(DRAFTS):
        return
    people = {user.username: user for user in User.objects.all()}
    with transaction.atomic():
        _write(dispatches, people["redacteur"])
        _move(dispatches, people)
        _talk(dispatches, people)
        _plan(dispatches[APPROVED], people)
        _lay_out_the_front(people["chef"])


def _write(dispatches, reporter):
    for uid, dispatch in dispatches.items():
        dispatch.created_by = reporter
        dispatch.stage, dispatch.approved_by = Dispatch.Stage.DRAFT, None
        dispatch.created_at = dispatch.changed_at = timezone.now() - timedelta(hours=DRAFTS[uid])
        if uid == EMBARGOED:
            ahead, hour, zone = LIFT
            day = timezone.localdate() + ahead
            dispatch.embargo_until = datetime.combine(day, hour, zone)
            dispatch.embargo_zone, dispatch.embargo_broken_at = zone.key, None
        dispatch.save()
        dispatch.revisions.begin(dispatch)


def _move(dispatches, people):
    reporter, secretary = people["redacteur"], people["secretaire"]
    for uid in (TO_READ, RETURNED, APPROVED, EMBARGOED):
        dispatches[uid].submit(reporter)
    note = (
        "Un exemple à chaque acte, s’il te plaît : qui a paraphé, qui a signé, qui a ratifié ? Et "
        "demande au documentaliste qui a déposé quoi."
    )
    dispatches[RETURNED].send_back(secretary, note)
    dispatches[APPROVED].approve(secretary, "Relu. Peut attendre une journée calme.")


def _talk(dispatches, people):
    for uid, by, words in (
        (DRAFT, "secretaire", "@redacteur Belle ouverture. Garde l’article 18 pour un intertitre."),
        (DRAFT, "redacteur", "Entendu, j’y viens après le point de presse."),
        (
            TO_READ,
            "redacteur",
            "@documentaliste Le préavis du Statut de Rome est-il bien d’un an ?",
        ),
        (
            TO_READ,
            "documentaliste",
            "@redacteur Oui, article 127 ; une date plus lointaine se peut.",
        ),
        (APPROVED, "chef", "@iconographe Avons-nous une vue du fleuve Sénégal ? Koulouba dépanne."),
        (EMBARGOED, "secretaire", "@chef Sous embargo : à programmer pour l’heure de la levée."),
    ):
        Comment.objects.add(dispatches[uid], people[by], words)


def _plan(dispatch, people):
    today = timezone.localdate()
    sections = Section.objects.in_bulk(field_name="slug")
    for ahead, lasts, hour, title, place, section, names in EVENTS:
        day = today + timedelta(days=ahead)
        event = Event.objects.create(
            title=title,
            day=day,
            ends_on=day + timedelta(days=lasts) if lasts else None,
            at=hour and time(hour),
            place=place,
            section=sections.get(section),
            dispatch=dispatch if ahead < 0 else None,
            note=INVENTED,
        )
        event.covered_by.set(people[name] for name in names.split())


def _lay_out_the_front(chief):
    live = Edition.objects.live(timezone.now()).filter(dispatch__uid__in=FRONT)
    places = {str(edition.dispatch.uid): edition.dispatch for edition in live}
    FrontOrder.objects.set("fr", [places[uid] for uid in FRONT if uid in places], chief)
