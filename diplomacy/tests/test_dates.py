"""Days as people type them, read and written back."""

from datetime import date

import pytest

from diplomacy.dates import BadDay, Precision, read, write

hypothesis = pytest.importorskip("hypothesis")
st = hypothesis.strategies

DAY = date(2025, 6, 23)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("", None, "day"),
        ("2025-06-23", DAY, "day"),
        (" 23/06/2025 ", DAY, "day"),
        ("23.6.2025", DAY, "day"),
        ("23 juin 2025", DAY, "day"),
        ("1er août 2025", date(2025, 8, 1), "day"),
        ("23 June 2025", DAY, "day"),
        ("2025-06", date(2025, 6, 1), "month"),
        ("06/2025", date(2025, 6, 1), "month"),
        ("Février 2025", date(2025, 2, 1), "month"),
        ("2025", date(2025, 1, 1), "year"),
        ("vers 2025-06-23", DAY, "about"),
        ("vers le 23 juin 2025", DAY, "about"),
        ("about 2025-06-23", DAY, "about"),
    ],
)
def test_a_day_is_read_as_precisely_as_it_is_typed(text, day, precision):
    assert read(text) == (day, precision)


@pytest.mark.parametrize(
    "text",
    ["demain", "2025-13", "2025-02-30", "31/06/2025", "vers 2025", "vers", "0000", "23 juinet 2025",
     "2025-06-23T10:00", "²025", "٢٠٢٥", "23/06/25", "2025-06-23 2025-06-24", "=1+1", "1" * 5000],
)  # fmt: skip
def test_what_is_no_day_is_refused(text):
    with pytest.raises(BadDay):
        read(text)


@hypothesis.given(st.dates(), st.sampled_from(Precision.values))
def test_what_is_written_is_read_again(day, precision):
    known = {"month": day.replace(day=1), "year": day.replace(month=1, day=1)}.get(precision, day)
    assert read(write(day, precision)) == (known, precision)


@hypothesis.given(st.text(max_size=30))
def test_no_words_are_an_accident(text):
    try:
        day, precision = read(text)
    except BadDay:
        return
    assert precision in Precision.values
    assert day is None or read(write(day, precision)) == (day, precision)
