"""Word by word, and paragraph by paragraph: what a comparison says, and that it loses nothing."""

import pytest

from articles.admin import clash, sheet
from articles.comparison import Piece, paragraphs, words


def sides(old, new):
    found = words(old, new)
    before = "".join(piece.text for piece in found if piece.kind != "new")
    after = "".join(piece.text for piece in found if piece.kind != "gone")
    return before, after


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("", "Bamako"),
        ("Bamako", ""),
        ("un  deux", "un deux"),
        ("À Moscou, lundi.", "À Moscou, mardi soir."),
        ("موسكو وباماكو", "موسكو ثم باماكو"),
        ("a b c d", "d c b a"),
    ],
)
def test_both_texts_can_be_read_in_the_pieces(old, new):
    assert sides(old, new) == (old, new)


def test_only_the_words_that_changed_are_marked():
    assert words("signé lundi à Moscou", "signé mardi à Moscou") == [
        Piece("same", "signé "),
        Piece("gone", "lundi"),
        Piece("new", "mardi"),
        Piece("same", " à Moscou"),
    ]


def test_words_changed_together_stand_together():
    assert words("le ministre malien parle", "le président russe parle")[1:3] == [
        Piece("gone", "ministre malien"),
        Piece("new", "président russe"),
    ]


def test_a_body_falls_into_its_outermost_elements():
    body = (
        "<h2>Titre</h2><p>Un <em>mot</em><br>et deux</p><ul><li><p>a</p></li><li><p>b</p></li></ul>"
        '<figure data-slot="2"></figure><blockquote><p>Dit-il</p></blockquote>'
    )
    found = paragraphs(body)
    assert [part[:3] for part in found] == ["<h2", "<p>", "<ul", "<fi", "<bl"]
    assert "".join(found) == body
    assert paragraphs("") == []


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ("<p>un</p><p>deux</p>", "<p>un</p><p>deux</p><p>trois</p>"),
        ("<p>un</p><p>deux</p>", "<p>deux</p>"),
        ("<p>un deux trois</p>", "<p>un deux quatre</p><p>cinq</p>"),
        ('<figure data-slot="1"></figure><p>a</p>', '<p>a</p><figure data-slot="2"></figure>'),
        ("<p>a</p>", "<p><strong>a</strong></p>"),
        ("<p>a</p><p>a</p>", "<p>a</p>"),
        ("", "<p>a</p>"),
    ],
)
def test_side_by_side_each_body_keeps_all_its_paragraphs_in_order(theirs, mine):
    found = list(clash.pairs(theirs, mine))
    assert "".join(filter(None, (left for left, _ in found))) == theirs
    assert "".join(filter(None, (right for _, right in found))) == mine


@pytest.mark.parametrize(
    ("theirs", "mine", "before", "is_mine"),
    [
        ("<p>a</p>", "<p>b</p>", {"<p>a</p>"}, True),
        ("<p>a</p>", "<p>b</p>", {"<p>b</p>"}, False),
        ("<p>a</p>", None, {"<p>a</p>"}, True),
        ("<p>a</p>", None, set(), False),
        (None, "<p>b</p>", {"<p>b</p>"}, False),
        ("<p>a</p>", "<p>b</p>", None, True),
    ],
)
def test_what_i_did_not_touch_is_left_to_the_other(theirs, mine, before, is_mine):
    assert clash._paragraph(theirs, mine, before).keeps_mine is is_mine


def test_a_change_of_dress_alone_is_named_as_such():
    states = [
        {
            "content": dict.fromkeys((*sheet.CONTENT, *sheet.FILING)) | {"body": body},
            "tags": {},
            "bylines": [],
            "figures": [],
            "slug": "a",
        }
        for body in ("<p>a</p>", "<p><strong>a</strong></p>")
    ]
    (found,) = sheet.differences(*states)
    assert (found.part, found.is_dressing, found.tally) == ("body", True, "+0 −0")
