"""The benchmark says what it measured, and leaves nothing behind."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.pictures.renditions import FORMATS, WIDTHS
from newsroom.management import search_benchmark
from newsroom.search import finding


def test_it_tells_every_file_and_the_whole_and_keeps_nothing(settings):
    out = StringIO()
    call_command("benchmark", "photos", megapixels=0.3, stdout=out)
    lines = out.getvalue().splitlines()
    files = [line for line in lines if re.match(r"  \w+ \d+ .* kB$", line)]
    assert len(files) == len(FORMATS) * len(WIDTHS)
    assert sum(bool(re.search(r" M[Bo]\b", line)) for line in lines) == 4
    assert not any(Path(root).exists() for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT))


@pytest.mark.django_db
def test_it_tells_how_long_each_search_takes_in_an_archive_of_its_own():
    lines = list(search_benchmark.lines(30))
    measures = [re.match(r" +[\d.]+ ms +(\d+)  (.+)", line) for line in lines[1:-1]]
    assert all(measures)
    found = {measure[2].strip(): int(measure[1]) for measure in measures}
    assert found["accord"] == found["accord date"] == finding.PAGE
    assert found["nullepart"] == found["accord nullepart"] == 0


def test_it_measures_only_what_it_knows():
    with pytest.raises(CommandError):
        call_command("benchmark", "everything")
