"""What goes out compressed, and what does not."""

import gzip

from articles.pictures.renditions import rendition_name
from articles.tests.conftest import chief, draft, live, photo, place  # noqa: F401

GZIP = {"accept-encoding": "gzip"}


def test_pages_are_compressed(client, live):  # noqa: F811
    answer = client.get("/articles/", headers=GZIP)
    assert answer["Content-Encoding"] == "gzip"
    assert "Moscou et Bamako" in gzip.decompress(answer.content).decode()


def test_pictures_go_out_as_they_are_with_their_length(client, draft, chief, photo):  # noqa: F811
    place(photo, draft)
    draft.publish(chief)
    for extension in ("jpg", "webp", "avif"):
        answer = client.get(f"/{rendition_name(photo, 720, extension)}", headers=GZIP)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer
        assert int(answer["Content-Length"]) == len(b"".join(answer))
