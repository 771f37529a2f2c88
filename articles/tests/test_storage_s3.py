"""The same code on S3: a stand-in server holds the files, and nobody reads them past the site."""

import io
import re
import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone
from PIL import Image

from articles.models import Photo
from articles.pictures.renditions import FORMATS, rendition_name, widths_for

from .conftest import make_photo, place

pytestmark = pytest.mark.s3


@pytest.fixture(scope="module")
def service():
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def buckets(service, settings, monkeypatch):
    """Two empty buckets, as the settings would name them; yields their own client."""
    import boto3

    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    client = boto3.client("s3", endpoint_url=service, region_name="us-east-1", **keys)
    stores = {}
    for store, bucket, backend in (
        ("default", "renditions", "PublicBucket"),
        ("private", "originals", "PrivateBucket"),
    ):
        client.create_bucket(Bucket=bucket)
        options = {"bucket_name": bucket, "endpoint_url": service, "addressing_style": "path"}
        stores[store] = {"BACKEND": f"articles.buckets.{backend}", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | stores
    # A field finds its storage once, when its model is made.
    monkeypatch.setattr(Photo._meta.get_field("original"), "storage", storages["private"])
    yield client
    urllib.request.urlopen(urllib.request.Request(f"{service}/moto-api/reset", method="POST"))


@pytest.fixture
def shown(buckets, draft, chief):
    """A photo of a live story, its original in the bucket."""
    photo = make_photo()
    place(photo, draft)
    draft.publish(chief)
    return photo


def held(client, bucket):
    return {each["Key"] for each in client.list_objects_v2(Bucket=bucket).get("Contents", ())}


def test_a_picture_is_made_once_into_the_bucket_and_served_by_the_site(buckets, client, shown):
    name = rendition_name(shown, 360, "webp")
    for _time in range(2):
        response = client.get(f"/{name}")
        assert response.status_code == 200
        assert Image.open(io.BytesIO(b"".join(response))).size == (360, 225)
    assert len(held(buckets, "renditions")) == len(FORMATS) * len(widths_for(shown))
    head = buckets.head_object(Bucket="renditions", Key=name)
    assert head["ContentType"] == "image/webp"
    assert "immutable" in head["CacheControl"]
    assert held(buckets, "originals") == {shown.original.name}


def test_nobody_reads_a_bucket_from_outside(buckets, client, service, shown):
    name = rendition_name(shown, 360, "jpg")
    assert client.get(f"/{name}").status_code == 200
    for bucket, key in (("originals", shown.original.name), ("renditions", name)):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{service}/{bucket}/{key}")
        assert refused.value.code == 403
        refused.value.close()
    with pytest.raises(ValueError, match="no public address"):
        _ = shown.original.url
    assert re.search(r"/[\w-]{16}-photo\.jpg$", shown.original.name)


def test_a_withdrawal_empties_the_bucket(
    buckets, client, draft, chief, shown, django_capture_on_commit_callbacks
):
    assert client.get(f"/{rendition_name(shown, 360, 'jpg')}").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        draft.withdraw(chief, "Retiré.")
    assert not held(buckets, "renditions")
    assert held(buckets, "originals") == {shown.original.name}


def test_a_photo_whose_rights_end_lies_with_the_originals(buckets, client, shown):
    shown.rights_until = timezone.localdate() + timedelta(days=9)
    shown.save()
    response = client.get(f"/{rendition_name(shown, 360, 'jpg')}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("private")
    assert not held(buckets, "renditions")
    assert rendition_name(shown, 360, "jpg") in held(buckets, "originals")


def test_a_lost_original_is_no_breakdown(buckets, client, shown):
    buckets.delete_object(Bucket="originals", Key=shown.original.name)
    assert client.get(f"/{rendition_name(shown, 360, 'jpg')}").status_code == 404
