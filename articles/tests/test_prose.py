"""The body of a dispatch: what may be stored, and how it is cut at the figure slots."""

import time
from html.parser import HTMLParser

import pytest
from django import forms
from django.db import connection, models
from django.db.models import F
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.prose import (
    Block,
    ProseField,
    ProseFormField,
    ProseWidget,
    blocks,
    from_plain_text,
    plain_text,
    sanitise,
    slots,
)

HOSTILE = [
    "<p>avant<script>alert(1)</script>après</p>",
    "<p onclick=alert(1) onmouseover='alert(1)'>mot</p>",
    '<a href="javascript:alert(1)">mot</a>',
    '<a href="JaVaScRiPt:alert(1)">mot</a>',
    '<a href="java&#10;script:alert(1)">mot</a>',
    '<a href="&#106;avascript&#58;alert(1)">mot</a>',
    '<a href=" &#1; javascript:alert(1)">mot</a>',
    '<a href="data:text/html,<script>alert(1)</script>">mot</a>',
    '<a href="vbscript:alert(1)">mot</a>',
    '<a href="//mal.example/">mot</a>',
    '<a href="/\\mal.example/">mot</a>',
    '<a href="/&#9;/mal.example/">mot</a>',
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script><animate onbegin=alert(1)></svg>",
    '<svg><p><style><a title="</style><img src onerror=alert(1)>">',
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>p{background:url(javascript:alert(1))}</style><p style='x:y'>mot</p>",
    "<object data=x></object><embed src=x><form action=x><input autofocus onfocus=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<!--><img src onerror=alert(1)>--><![CDATA[<script>alert(1)</script>]]>",
    '<figure data-slot="1" onclick="alert(1)"><img src onerror=alert(1)></figure>',
    "<figure data-slot='1\"><script>alert(1)</script>'></figure>",
    '<p lang="fr&quot; onclick=&quot;alert(1)" dir="alert(1)">mot</p>',
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<plaintext><script>alert(1)</script>",
]
ALLOWED = {
    "p", "h2", "h3", "blockquote", "ul", "ol", "li", "strong", "em", "sup", "sub", "br", "a",
    "span", "figure",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"href", "lang", "dir", "data-slot"}

OPENING = ["p", "ul", "ol", "li", "blockquote", "b", "em", "h1", "h2", "div", "table", "td", "svg"]
CLOSING = ["p", "ul", "ol", "li", "blockquote", "b", "em", "h2", "div", "figure", "a", "span"]
pieces = st.sampled_from(
    [f"<{tag}>" for tag in OPENING]
    + [f"</{tag}>" for tag in CLOSING]
    + ['<figure data-slot="1">', '<figure data-slot="2">', '<a href="/x">', '<span lang="ar">']
    + ["<br>", "<button>", "<!--", "-->", "<style>", '"', "<p ", ">"]
    + [" ", "\n", "\xa0", "mot", "l’un", "&lt;", "&amp;", "&#13;", "\x0b"]
)
hostile_html = st.lists(pieces, max_size=20).map("".join) | st.text()


def tags_and_attributes(html):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))
    parser.feed(html)
    return found


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_hostile_is_stored(hostile):
    stored = ProseField().get_db_prep_save(hostile, connection)
    for tag, attributes in tags_and_attributes(stored):
        assert tag in ALLOWED
        assert set(attributes) <= ALLOWED_ATTRIBUTES
        assert "href" not in attributes
        assert attributes.get("dir") is None


@given(hostile_html)
@settings(max_examples=400, deadline=None)
def test_sanitising_twice_changes_nothing(html):
    once = sanitise(html)
    assert sanitise(once) == once
    assert {tag for tag, _ in tags_and_attributes(once)} <= ALLOWED


@given(hostile_html)
@settings(max_examples=400, deadline=None)
def test_blocks_put_together_are_the_body_and_each_stands_alone(html):
    body = sanitise(html)
    parts = list(blocks(body))
    figure = '<figure data-slot="{}"></figure>'.format
    assert "".join(figure(part.slot) if part.slot else part.html for part in parts) == body
    assert all(sanitise(part.html) == part.html and "<figure" not in part.html for part in parts)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<p>Un <b>mot</b> <i>ou</i></p>", "<p>Un <strong>mot</strong> <em>ou</em></p>"),
        ("<h1>Un</h1><h4>Deux</h4>", "<h2>Un</h2><h3>Deux</h3>"),
        ("Mot <strong>seul</strong>", "<p>Mot <strong>seul</strong></p>"),
        ("<div>Un<div>Deux</div>Trois</div>", "<p>Un</p><p>Deux</p><p>Trois</p>"),
        ("<table><tr><td>Un<td>Deux</table>", "<p>Un</p><p>Deux</p>"),
        ("<ul><li>Un<ul><li>Deux</ul></ul>", "<ul><li>Un<ul><li>Deux</li></ul></li></ul>"),
        ("<p>«\xa0Oui\xa0», dit-il</p>", "<p>«\xa0Oui\xa0», dit-il</p>"),
        ("<p>Un<br>deux<br></p>", "<p>Un<br>deux</p>"),
        ('<p dir="rtl" lang="ar" class="x" style="y">نص</p>', '<p lang="ar" dir="rtl">نص</p>'),
        ('<p><span lang="bm">i ni ce</span></p>', '<p><span lang="bm">i ni ce</span></p>'),
        ("<p><span>mot</span></p>", "<p>mot</p>"),
    ],
)
def test_what_is_allowed_stays(typed, stored):
    assert sanitise(typed) == stored


@pytest.mark.parametrize(
    "href", ["https://a.example/?b=1&amp;c=2", "http://a.example", "mailto:a@b.example", "/x/", "/"]
)
def test_a_link_keeps_its_address_alone(href):
    typed = f'<p><a class="x" href="{href}" rel="noopener" target="_blank">mot</a></p>'
    assert sanitise(typed) == f'<p><a href="{href}">mot</a></p>'


@pytest.mark.parametrize("empty", ["", "<p></p>", " \n ", "<p>&nbsp;</p>", "<p><br></p><h2> </h2>"])
def test_an_empty_document_is_the_empty_string(empty):
    assert ProseField().get_db_prep_save(empty, connection) == ""


def test_a_slot_keeps_its_number_and_nothing_else():
    html = (
        '<p>a</p><figure class="x" data-slot="12"><img src="x"><figcaption>b</figcaption></figure>'
    )
    assert sanitise(html) == '<p>a</p><figure data-slot="12"></figure>'


@pytest.mark.parametrize("number", ["", "0", "-1", "1000", "1a", "1.5", "٣", '1" x="', "<1>"])
def test_a_slot_with_a_bad_number_goes_with_all_it_holds(number):
    figure = f"<figure data-slot='{number}'><p>dedans</p></figure>"
    assert sanitise(f"<p>a</p>{figure}<p>b</p>") == "<p>a</p><p>b</p>"


def test_a_slot_inside_a_slot_goes_with_what_its_holder_held():
    html = '<figure data-slot="1"><figure data-slot="2">x</figure>y</figure><p>z</p>'
    assert sanitise(html) == '<figure data-slot="1"></figure><p>z</p>'


def test_a_slot_comes_out_of_lists_and_quotations_and_stands_once():
    html = (
        '<blockquote>a<figure data-slot="1"></figure>b</blockquote><figure data-slot="1"></figure>c'
    )
    assert sanitise(html) == (
        '<blockquote><p>a</p><p>b</p></blockquote><figure data-slot="1"></figure><p>c</p>'
    )


def test_a_body_is_cut_at_its_slots():
    body = '<p>a</p><h2>b</h2><figure data-slot="2"></figure><figure data-slot="1"></figure>'
    assert list(blocks(body)) == [Block("<p>a</p><h2>b</h2>"), Block("", 2), Block("", 1)]
    assert slots(body) == [2, 1]
    assert list(blocks("")) == slots("") == []


def test_plain_text_is_the_words_alone():
    body = (
        '<h2>Un &amp; deux</h2><figure data-slot="1"></figure><p>Trois<br>quatre</p>'
        "<ul><li>cinq<ul><li>six</li></ul></li></ul><blockquote><p>sept</p></blockquote>"
    )
    assert plain_text(body) == "Un & deux\nTrois quatre\ncinq\nsix\nsept"
    assert plain_text("") == ""


def test_each_line_of_plain_text_is_a_paragraph():
    assert from_plain_text("Un & deux\r\nTrois <\r\n\r\n\r\n  Quatre ") == (
        "<p>Un &amp; deux</p><p>Trois &lt;</p><p>Quatre</p>"
    )


def test_lines_cut_by_a_mailer_are_joined():
    mail = (
        "Le ministre des Affaires étrangères a reçu hier à Bamako son homologue\n"
        "russe, venu parler de la coopération entre les deux pays et des accords\n"
        "signés à Moscou.\n\nIl est reparti."
    )
    assert from_plain_text(mail).count("<p>") == 2


def test_captions_of_like_length_are_not_joined():
    captions = [f"Echange de documents entre le ministre {name} et son homologue" for name in "ABC"]
    assert from_plain_text("\n".join(captions)).count("<p>") == 3


@pytest.mark.parametrize(
    "deep", ["<ul><li>", "<blockquote>", "<div>", "<span lang='fr'>", "<b><p>"]
)
def test_deep_nesting_does_not_take_minutes(deep):
    began = time.monotonic()
    assert plain_text(sanitise(deep * 50_000 + "mot")) == "mot"
    assert time.monotonic() - began < 5


def test_a_long_body_is_kept_whole():
    body = "<p>mot <strong>gras</strong></p>" * 20_000
    assert sanitise(body) == body


class Story(models.Model):
    body = ProseField("corps", blank=True)

    class Meta:
        app_label = "articles_prose_tests"

    def __str__(self):
        return self.body


def test_the_instance_is_clean_once_saved():
    story = Story(body="<p>a<script>b</script></p>")
    assert Story._meta.get_field("body").pre_save(story, add=True) == "<p>a</p>"
    assert story.body == "<p>a</p>"


def test_a_translatable_text_is_sanitised_too():
    assert ProseField().get_db_prep_save(gettext_lazy("<script>x</script>mot"), connection) == (
        "<p>mot</p>"
    )


@pytest.mark.parametrize("value", [None, F("body"), Upper("body")])
def test_nothing_and_expressions_pass(value):
    assert ProseField().get_db_prep_save(value, connection) is value


def test_a_migration_names_the_field_alone():
    assert ProseField("corps", blank=True).deconstruct()[1:] == (
        "articles.prose.ProseField",
        [],
        {"verbose_name": "corps", "blank": True},
    )


class StoryForm(forms.ModelForm):
    class Meta:
        model = Story
        fields = ["body"]


def test_the_form_shows_a_plain_textarea_with_what_the_script_needs():
    form = StoryForm()
    form.fields["body"].widget.attrs["data-photo-search-url"] = "/photos/"
    html = str(form["body"])
    assert html.startswith("<textarea")
    assert "data-prose" in html
    assert 'data-photo-search-url="/photos/"' in html
    assert isinstance(form.fields["body"], ProseFormField)
    assert isinstance(form.fields["body"].widget, ProseWidget)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("Un.\n\nDeux & trois.", "<p>Un.</p><p>Deux &amp; trois.</p>"),
        ("<p>Un.</p><script>x</script>", "<p>Un.</p>"),
        ("3 < 4 et 5 > 4", "<p>3 &lt; 4 et 5 &gt; 4</p>"),
        ("<p></p>", ""),
    ],
)
def test_the_form_takes_plain_text_and_html(typed, cleaned):
    form = StoryForm({"body": typed})
    assert form.is_valid()
    assert form.cleaned_data["body"] == cleaned


def test_a_required_body_is_not_an_empty_paragraph():
    field = ProseFormField()
    with pytest.raises(forms.ValidationError):
        field.clean("<p><br></p>")
