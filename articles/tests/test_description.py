"""The words that files carry, in each of their forms and encodings: what is written is what is read."""

from datetime import date
from xml.sax.saxutils import escape

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from articles.pictures.intake import Arrival

from . import corpus

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

PICTURE = corpus.saved(Image.new("RGB", (8, 8)))
IIM = {
    "title": 5,
    "keywords": 25,
    "instructions": 40,
    "photographer": 80,
    "credit": 110,
    "source": 115,
    "copyright_notice": 116,
    "caption": 120,
}
XMP = {
    "title": "dc:title",
    "caption": "dc:description",
    "alt": "Iptc4xmpCore:AltTextAccessibility",
    "photographer": "dc:creator",
    "copyright_notice": "dc:rights",
    "usage_terms": "xmpRights:UsageTerms",
    "keywords": "dc:subject",
    "credit": "photoshop:Credit",
    "source": "photoshop:Source",
    "instructions": "photoshop:Instructions",
}
LISTS = {"photographer": "Seq", "keywords": "Bag"}
PLAIN = {"credit", "source", "instructions"}

# Whatever one may print, spaces of typography among it; a file's line breaks become spaces.
letters = st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufffe\uffff")
texts = st.text(letters, min_size=1, max_size=60).map(str.strip).filter(bool)
western = (
    st.text(st.sampled_from("abcdeéèêàçùœŒ€’«»—…ÀÉÎ Ÿž123"), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool)
)


def told(data):
    return Arrival(ContentFile(data, name="photo.jpg")).words


def with_records(*records):
    return corpus.with_segments(PICTURE, corpus.photoshop((0x0404, b"".join(records))))


def with_xmp(inside, *records):
    """The picture with such an XMP packet, and with these records of the older form."""
    packet = corpus.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + corpus.xmp(inside))
    older = [corpus.photoshop((0x0404, b"".join(records)))] if records else []
    return corpus.with_segments(PICTURE, *older, packet)


def element(name, *values):
    """A property in the form that XMP gives it."""
    inside = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values)
    if name in PLAIN:
        inside = escape(values[0])
    else:
        kind = LISTS.get(name, "Alt")
        inside = f"<rdf:{kind}>{inside}</rdf:{kind}>"
    return f"<{XMP[name]}>{inside}</{XMP[name]}>"


def in_one_line(text):
    """As it is read: one space where there were several."""
    return " ".join(filter(None, text.split(" ")))


# --- IPTC-IIM


@given(st.dictionaries(st.sampled_from(sorted(IIM)), texts, min_size=1))
@pytest.mark.parametrize("declared", [True, False], ids=["declared", "not declared"])
def test_utf_8_is_read_as_written(declared, words):
    records = [corpus.record(90, b"\x1b%G", section=1)] if declared else []
    records += [corpus.record(IIM[name], text.encode()) for name, text in words.items()]
    assert told(with_records(*records)) == {n: in_one_line(t) for n, t in words.items()}


@given(st.dictionaries(st.sampled_from(sorted(IIM)), western, min_size=1))
def test_latin_1_is_read_as_written_where_it_is_declared(words):
    records = [corpus.record(90, b"\x1b.A", section=1)]
    records += [corpus.record(IIM[name], text.encode("cp1252")) for name, text in words.items()]
    assert told(with_records(*records)) == {n: in_one_line(t) for n, t in words.items()}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_an_encoding_that_is_not_declared_is_found(encoding):
    text = "À Ségou, l’été – « œuvre » à 5 €"
    assert told(with_records(corpus.record(120, text.encode(encoding))))["caption"] == text


def test_a_character_cut_in_two_spoils_no_declared_caption():
    cut = "Ségou é".encode()[:-1]
    data = with_records(corpus.record(90, b"\x1b%G", section=1), corpus.record(120, cut))
    assert told(data)["caption"] == "Ségou"


def test_a_caption_longer_than_a_short_record_is_read_whole():
    text = "Bamako " * 6000
    assert told(with_records(corpus.record(120, text.encode())))["caption"] == text.strip()


def test_records_repeated_are_a_list():
    records = [corpus.record(25, word) for word in (b"Mali", b"Russie", b" ")]
    assert told(with_records(*records))["keywords"] == "Mali, Russie"


@pytest.mark.parametrize("tail", [b"\x1c", b"\x1c\x02\x69", b"\x1c\x02\x69\xff\xff", b"\xff" * 8])
def test_what_stands_before_a_damaged_record_is_read(tail):
    assert told(with_records(corpus.record(120, b"Avant"), tail)) == {"caption": "Avant"}


def test_records_among_other_resources_are_found():
    resources = [(0x03ED, bytes(16)), (0x0404, corpus.record(120, b"Ici")), (0x0425, bytes(15))]
    data = corpus.with_segments(PICTURE, corpus.photoshop(*resources))
    assert told(data) == {"caption": "Ici"}


def test_tiff_carries_them_too():
    records = corpus.record(120, b"Ici") + corpus.record(5, b"Titre")
    data = corpus.saved(kind="TIFF", tiffinfo={33723: records})
    assert told(data) == {"caption": "Ici", "title": "Titre"}


# --- XMP


@given(st.dictionaries(st.sampled_from(sorted(XMP)), texts, min_size=1))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_xmp_is_read_as_written(kind, words):
    packet = corpus.xmp("".join(element(name, text) for name, text in words.items()))
    assert told(carrying(kind, packet)) == {n: in_one_line(t) for n, t in words.items()}


def carrying(kind, packet):
    image = Image.new("RGB", (8, 8))
    if kind == "TIFF":
        return corpus.saved(image, kind, tiffinfo={700: packet})
    if kind == "PNG":  # where tools write it: behind the picture
        data = corpus.saved(image, kind)
        return (
            data[:-12] + corpus.chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet) + data[-12:]
        )
    return corpus.saved(image, kind, xmp=packet)


@given(st.lists(texts.filter(lambda text: "," not in text), min_size=1, max_size=4))
def test_lists_stay_in_their_order(names):
    expected = ", ".join(in_one_line(name) for name in names)
    assert told(with_xmp(element("photographer", *names)))["photographer"] == expected


def test_properties_written_as_attributes_are_read():
    data = corpus.xmp("").replace(b' rdf:about=""', b' rdf:about="" photoshop:Credit="AFP"')
    packet = corpus.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + data)
    assert told(corpus.with_segments(PICTURE, packet)) == {"credit": "AFP"}


@pytest.mark.parametrize(
    ("languages", "chosen"),
    [
        (["en", "x-default", "fr-FR"], "fr-FR"),
        (["en", "x-default", "fr"], "fr"),
        (["en", "x-default"], "x-default"),
        (["en", "ar"], "en"),
        (["en", "frr"], "en"),
    ],
)
def test_of_the_languages_french_is_read_before_the_default(languages, chosen):
    items = "".join(f'<rdf:li xml:lang="{each}">en {each}</rdf:li>' for each in languages)
    caption = f"<dc:description><rdf:Alt>{items}</rdf:Alt></dc:description>"
    assert told(with_xmp(caption)) == {"caption": f"en {chosen}"}


@given(
    st.dictionaries(st.sampled_from(sorted(IIM)), texts),
    st.dictionaries(st.sampled_from(sorted(XMP)), texts),
)
def test_xmp_is_preferred_and_the_older_form_fills_what_it_lacks(older, newer):
    records = [corpus.record(IIM[name], text.encode()) for name, text in older.items()]
    inside = "".join(element(name, text) for name, text in newer.items())
    words = {name: in_one_line(text) for name, text in {**older, **newer}.items()}
    assert told(with_xmp(inside, *records)) == words


def test_an_empty_word_of_xmp_does_not_hide_the_older_form():
    data = with_xmp(element("caption", "  "), corpus.record(120, b"Ici"))
    assert told(data) == {"caption": "Ici"}


# --- what several fields make together


def test_a_headline_comes_before_a_title():
    records = [corpus.record(5, b"DSC0042"), corpus.record(105, b"La signature")]
    assert told(with_records(*records)) == {"title": "La signature"}
    assert told(with_records(records[0])) == {"title": "DSC0042"}


def test_the_place_goes_from_small_to_large():
    records = [
        corpus.record(101, b"Mali"),
        corpus.record(90, b"Bamako"),
        corpus.record(92, b"Koulouba"),
    ]
    assert told(with_records(*records)) == {"place": "Koulouba, Bamako, Mali"}


@pytest.mark.parametrize(
    "data",
    [
        with_records(corpus.record(55, b"20250623")),
        with_xmp("<photoshop:DateCreated>2025-06-23T23:30:00-05:00</photoshop:DateCreated>"),
        with_xmp(
            "<photoshop:DateCreated>2025-06-23</photoshop:DateCreated>",
            corpus.record(55, b"20240101"),
        ),
        corpus.saved(exif=corpus.exif()),
    ],
    ids=["IIM", "XMP", "both", "EXIF"],
)
def test_the_day_is_read_where_it_is_told(data):
    """As the photographer’s clock had it."""
    assert told(data)["taken_on"] == date(2025, 6, 23)


@pytest.mark.parametrize("value", ["2025", "2025-06", "2025-13-45", "0000-00-00", "hier", ""])
def test_what_is_no_whole_day_is_no_day(value):
    assert told(with_xmp(f"<photoshop:DateCreated>{value}</photoshop:DateCreated>")) == {}


def test_control_characters_become_spaces_and_typography_stays():
    text = "L’été\x00 :\x07 «\u202foui\u202f»\r\n2\u00a0000\tF"
    assert told(with_records(corpus.record(120, text.encode())))["caption"] == (
        "L’été : «\u202foui\u202f» 2\u00a0000 F"
    )


def test_a_picture_that_tells_nothing_tells_nothing():
    assert told(PICTURE) == {}
