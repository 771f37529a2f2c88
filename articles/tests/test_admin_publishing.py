"""Publishing at the desk: each fault beside its box, nothing lost; then readers have it, once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Dispatch, Edition, Move

from .conftest import make_photo, place
from .desk import CHIEF, REPORTER, address, errors, hand_over, open_page, shown, sit_down, told


def live_number(dispatch):
    return (
        Edition.objects.live(timezone.now())
        .filter(dispatch=dispatch)
        .values_list("number", flat=True)
        .first()
    )


def in_a_year():
    return (timezone.localdate() + timedelta(days=365)).strftime("%d/%m/%Y")


@pytest.fixture
def desk_chief(client, db):
    return sit_down(client, CHIEF)


def test_an_article_is_written_and_published_in_one_go(client, desk_chief, draft):
    byline, section = draft.bylines.get(), draft.section
    page = open_page(client).type(
        headline="Tout d’un coup", body="<p>Un texte.</p>", section=section.pk
    )
    page.type(**{"bylines-0-author": byline.author_id})
    assert errors(page.press("_publish")).keys() == {"alone_because"}, "nobody else has read it"
    response = page.type(alone_because="Il est minuit.").press("_publish")
    edition = Edition.objects.get()
    assert edition.headline == "Tout d’un coup"
    assert edition.bylines.count() == 1
    assert edition.get_absolute_url() in shown(client.get(response.url))
    assert Move.objects.get().by == desk_chief


def test_each_fault_stands_at_its_box_and_all_that_was_typed_is_kept(client, desk_chief, draft):
    photo = make_photo(credit="")
    page = open_page(client).type(standfirst="Ce chapô reste.", slug="cette-adresse-aussi")
    page.add("figures", photo=photo.pk, caption="", alt="", credit="", position="10", slot="1")
    page.add(
        "figures",
        photo="",
        caption="Une légende qui reste",
        alt="x",
        credit="",
        position="20",
        slot="2",
    )
    response = page.press("_publish")
    assert errors(response).keys() == {
        "headline", "body", "section", "bylines",
        "figures-0-caption", "figures-0-alt", "figures-0-credit", "figures-1-photo",
    }  # fmt: skip
    page = shown(response)
    for words in ("Ce chapô reste.", "cette-adresse-aussi", "Une légende qui reste", photo.title):
        assert words in page
    assert not Edition.objects.exists()
    assert list(Dispatch.objects.all()) == [draft], "nothing was saved"


def test_a_flash_needs_neither_text_nor_signature(client, desk_chief, draft):
    page = open_page(client).type(headline="Flash", genre="flash", section=draft.section_id)
    page.type(alone_because="Urgent.")
    assert page.press("_publish").status_code == 302
    assert Edition.objects.get().genre == "flash"


def test_a_photo_placed_in_the_text_and_not_among_the_rows_is_named(client, desk_chief, draft):
    page = open_page(client, draft).type(body="<p>Texte</p><figure data-slot='3'></figure>")
    assert "3" in str(errors(page.press("_publish"))["figures"])
    assert live_number(draft) is None


def test_missing_photos_are_left_out_at_one_click(client, desk_chief, draft):
    place(None, draft, caption="Photo à venir")
    page = open_page(client, draft)
    assert "_publish_without" in page.buttons
    assert errors(page.press("_publish")).keys() == {"figures-0-photo"}
    assert page.press("_publish_without").status_code == 302
    assert Edition.objects.get().figures.count() == 0
    assert draft.figures.count() == 1


def test_a_later_version_says_what_it_is_and_what_has_changed(client, desk_chief, live):
    page = open_page(client, live).type(headline="Titre corrigé")
    assert errors(page.press("_publish")).keys() == {"kind"}
    assert errors(page.type(kind="correction").press("_publish")).keys() == {"note"}
    assert live_number(live) == 1
    page.type(note="Nous avions écrit un autre titre.", alone_because="Urgent.").press("_publish")
    edition = Edition.objects.get(dispatch=live, number=2)
    assert (edition.kind, edition.note) == ("correction", "Nous avions écrit un autre titre.")


def test_a_typing_error_needs_no_note(client, desk_chief, live):
    assert open_page(client, live).type(kind="erratum").press("_publish").status_code == 302
    assert live_number(live) == 2


def test_a_version_is_scheduled_never_in_the_past(client, desk_chief, draft):
    page = open_page(client, draft).type(publish_at_0="01/01/2020", publish_at_1="08:00")
    assert errors(page.press("_publish")).keys() == {"publish_at"}
    page.type(publish_at_0=in_a_year(), publish_at_1="08:00")
    answer = shown(client.get(page.press("_publish").url))
    live_from = timezone.localtime(Edition.objects.get().live_from)
    assert live_from.strftime("%d/%m/%Y %H:%M") == f"{in_a_year()} 08:00"
    assert "Africa/Bamako" in answer
    assert live_number(draft) is None


def test_a_year_mistyped_by_a_century_is_refused(client, desk_chief, draft):
    page = open_page(client, draft).type(publish_at_0="25/06/2225", publish_at_1="08:00")
    assert errors(page.press("_publish")).keys() == {"publish_at"}
    assert not Edition.objects.exists()


def test_half_a_moment_is_no_moment(client, desk_chief, draft):
    page = open_page(client, draft).type(publish_at_0=in_a_year(), publish_at_1="")
    assert "publish_at" in errors(page.press("_publish"))


def test_a_scheduled_version_is_replaced_knowingly(client, desk_chief, draft):
    draft.publish(desk_chief, at=timezone.now() + timedelta(days=1))
    page = open_page(client, draft)
    assert errors(page.press("_publish")).keys() == {"replace_scheduled"}
    page.type(replace_scheduled="on").press("_publish")
    assert live_number(draft) == 1
    assert Edition.objects.count() == 1


def test_a_scheduled_version_is_cancelled_and_the_words_saved(client, desk_chief, draft):
    draft.publish(desk_chief, at=timezone.now() + timedelta(days=1))
    open_page(client, draft).type(headline="Nouveau titre").press("_cancel_scheduled")
    draft.refresh_from_db()
    assert not Edition.objects.exists()
    assert draft.headline == "Nouveau titre"


def test_a_version_that_went_online_meanwhile_is_not_said_to_be_cancelled(
    client, desk_chief, draft
):
    draft.publish(desk_chief, at=timezone.now() + timedelta(days=1))
    page = open_page(client, draft)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        client.force_login(desk_chief)
        level, words = told(client, page.type(standfirst="Gardé").press("_cancel_scheduled"))
        assert level == "warning"
        assert "1" in words, "the version that readers have"
        assert live_number(draft) == 1
    draft.refresh_from_db()
    assert draft.standfirst == "Gardé"


def test_cancelling_where_nothing_waits_says_so(client, desk_chief, draft):
    page = open_page(client, draft)
    assert told(client, page.press("_cancel_scheduled"))[0] == "warning"


@pytest.mark.parametrize("headline", ["\u202e\u200b\u00ad", "!!!", "…"])
def test_a_headline_without_a_letter_is_no_headline(client, desk_chief, draft, headline):
    page = open_page(client, draft).type(headline=headline)
    assert errors(page.press("_publish")).keys() == {"headline"}


def test_a_publication_sent_twice_makes_one_edition(client, desk_chief, live):
    page = open_page(client, live).type(kind="update", note="Une précision.")
    assert page.press("_publish").status_code == 302
    assert page.press("_publish").url == page.url
    assert live.editions.count() == 2


def test_a_reporter_has_no_button_and_a_forged_one_saves_nothing(client, draft):
    hand_over(draft, sit_down(client, REPORTER))
    page = open_page(client, draft)
    assert page.buttons == {"_continue", "_save", "_submit", "_bin", "_check", "_mend"}
    for forged in ("_publish", "_publish_without", "_approve", "_send_back", "_break_embargo"):
        response = page.type(headline="Faux", move_note="Pirate").press(forged)
        assert errors(response).keys() == {"__all__"}
        assert "Faux" in shown(response)
    draft.refresh_from_db()
    assert draft.headline != "Faux"
    assert not Edition.objects.exists()


def test_a_reporter_cancels_no_schedule(client, draft, chief):
    hand_over(draft, sit_down(client, REPORTER))
    draft.publish(chief, at=timezone.now() + timedelta(days=1))
    page = open_page(client, draft)
    assert "_cancel_scheduled" not in page.buttons
    assert errors(page.press("_cancel_scheduled")).keys() == {"__all__"}
    assert draft.editions.count() == 1


def test_a_chief_withdraws_and_gives_back(client, desk_chief, live):
    url = address("dispatch_withdraw", live.pk)
    assert shown(client.post(url, {"_withdraw": "1", "notice": " "}))
    assert live_number(live) == 1
    client.post(
        url, {"_withdraw": "1", "notice": "Retiré sur décision.", "reason": "source en danger"}
    )
    withdrawal = live.withdrawals.get()
    assert (withdrawal.notice, withdrawal.reason) == ("Retiré sur décision.", "source en danger")
    assert live_number(live) is None
    client.post(url, {"_lift": "1", "withdrawal": withdrawal.pk, "note": "appel"})
    assert live_number(live) == 1
    assert list(live.moves.values_list("verb", flat=True)) == ["lift", "withdraw", "publish"]


def test_what_is_withdrawn_is_first_of_all_given_back(client, desk_chief, live):
    url = address("dispatch_withdraw", live.pk)
    page = shown(client.get(url))
    assert "_lift" not in page
    assert "<details" not in page.partition('class="withdraw"')[2]
    live.withdraw(desk_chief, "Retiré sur décision.")
    page = shown(client.get(url)).partition('class="withdraw"')[2]
    assert page.index('name="_lift"') < page.index("<details") < page.index('name="notice"')


def test_what_was_never_published_is_not_withdrawn(client, desk_chief, draft):
    url = address("dispatch_withdraw", draft.pk)
    assert shown(client.post(url, {"_withdraw": "1", "notice": "Retiré."}))
    assert not draft.withdrawals.exists()


def test_a_reporter_withdraws_nothing(client, live):
    sit_down(client, REPORTER)
    url = address("dispatch_withdraw", live.pk)
    assert client.post(url, {"_withdraw": "1", "notice": "Retiré."}).status_code == 403
    assert live_number(live) == 1
