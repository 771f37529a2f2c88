"""Settings come from the environment: safe by default, and a bad value stops the start by its name."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
SHOW = """
import json
from newsroom import settings
names = ("DEBUG", "DEMO", "SECURE_COOKIES", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "ALLOWED_HOSTS",
         "TIME_ZONE", "PHOTO_MAX_BYTES", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS",
         "SECURE_HSTS_PRELOAD", "STORAGES", "API_RATE", "RECORD_LICENCE")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def start(tmp_path, **environment):
    """A process of its own that reads the settings under this environment and nothing else."""
    return run([sys.executable, "-c", SHOW], tmp_path, **environment)


def run(command, tmp_path, **environment):
    given = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "PATH": "/usr/bin:/bin",
    } | environment
    return subprocess.run(command, cwd=HOUSE, env=given, capture_output=True, text=True)


def shown(tmp_path, **environment):
    done = start(tmp_path, SECRET_KEY="a key", **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_missing_key_is_refused_and_says_what_to_do(tmp_path):
    for environment in ({}, {"SECRET_KEY": ""}):
        done = start(tmp_path, **environment)
        assert done.returncode != 0
        assert "SECRET_KEY is missing" in done.stderr
        assert "manage.py demo" in done.stderr


def test_production_is_the_default(tmp_path):
    found = shown(tmp_path)
    assert not found["DEBUG"]
    assert not found["DEMO"]
    assert found["SECURE_COOKIES"]
    assert found["SESSION_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert "*" not in found["ALLOWED_HOSTS"]


def test_other_names_of_the_domain_are_bound_only_when_asked(tmp_path):
    found = shown(tmp_path)
    assert not found["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert not found["SECURE_HSTS_PRELOAD"]
    found = shown(tmp_path, HSTS_SUBDOMAINS="true", HSTS_PRELOAD="true")
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert found["SECURE_HSTS_PRELOAD"]


def test_the_settings_of_production_leave_nothing_to_warn_of(tmp_path):
    done = run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        tmp_path,
        SECRET_KEY="0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        ALLOWED_HOSTS="example.org",
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"), ("DEMO", "2"), ("SECURE_COOKIES", "ja"), ("BEHIND_TLS_PROXY", "nope"),
        ("HSTS_SUBDOMAINS", "all"), ("API_RATE", "many"), ("API_RATE", "0/minute"), ("API_RATE", "9/year"),
        ("RECORD_LICENCE", "CC BY 4.0"), ("RECORD_LICENCE", "x http://example.org/"),
        ("DESK_TIME_ZONE", "Africa/Atlantis"), ("DESK_TIME_ZONE", "../etc/passwd"),
        ("PHOTO_MAX_BYTES", "ten"), ("PHOTO_MAX_PIXELS", "1e6"), ("PHOTO_MAX_BYTES", "-1"),
        ("PHOTO_MAX_PIXELS", "0"), ("DATABASE_URL", "mongodb://localhost/x"), ("DATABASE_URL", "nonsense"),
        ("S3_PUBLIC_BUCKET", "Not a bucket"), ("S3_PRIVATE_BUCKET", "a/b"),
        ("CACHE_URL", "nonsense://x"), ("EMAIL_URL", "ftp://desk:secret@host"),
        ("EMAIL_URL", "smtp://desk:secret@host:port"), ("DATABASE_URL", "postgres://desk:secret@host:port/x"),
    ],
)  # fmt: skip
def test_a_bad_value_is_refused_with_the_name_of_its_variable(tmp_path, name, value):
    done = start(tmp_path, SECRET_KEY="a key", **{name: value})
    assert done.returncode != 0, done.stdout
    assert f"{name}: " in done.stderr.strip().splitlines()[-1]
    assert "secret" not in done.stderr


@pytest.mark.parametrize(
    ("environment", "name", "value"),
    [
        ({"DEBUG": "yes"}, "DEBUG", True),
        ({"DEBUG": "OFF"}, "DEBUG", False),
        ({"DEBUG": ""}, "DEBUG", False),
        ({"DEBUG": "1"}, "SECURE_COOKIES", False),
        ({"DESK_TIME_ZONE": "Europe/Paris"}, "TIME_ZONE", "Europe/Paris"),
        ({"DESK_TIME_ZONE": ""}, "TIME_ZONE", "Africa/Bamako"),
        ({"ALLOWED_HOSTS": "a.example,b.example"}, "ALLOWED_HOSTS", ["a.example", "b.example"]),
        ({"PHOTO_MAX_BYTES": "1000"}, "PHOTO_MAX_BYTES", 1000),
        ({"PHOTO_MAX_BYTES": ""}, "PHOTO_MAX_BYTES", 40_000_000),
        ({"API_RATE": "9/hour"}, "API_RATE", "9/hour"),
        (
            {"RECORD_LICENCE": "Licence Ouverte 2.0 https://example.org/lo"},
            "RECORD_LICENCE",
            ["Licence Ouverte 2.0", "https://example.org/lo"],
        ),
    ],
)  # fmt: skip
def test_a_good_value_is_taken(tmp_path, environment, name, value):
    assert shown(tmp_path, **environment)[name] == value


BUCKETS = {"S3_PUBLIC_BUCKET": "renditions", "S3_PRIVATE_BUCKET": "originals"}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"S3_PRIVATE_BUCKET": ""}, "S3_PRIVATE_BUCKET"),
        ({"S3_PRIVATE_BUCKET": "renditions"}, "S3_PRIVATE_BUCKET"),
        ({"S3_ENDPOINT_URL": "minio.example"}, "S3_ENDPOINT_URL"),
        ({"S3_ENDPOINT_URL": "ftp://minio.example"}, "S3_ENDPOINT_URL"),
    ],
)
def test_buckets_that_would_mix_or_lose_files_are_refused(tmp_path, given, name):
    pytest.importorskip("storages")
    done = start(tmp_path, SECRET_KEY="a key", **BUCKETS | given)
    assert done.returncode != 0, done.stdout
    assert f"{name}: " in done.stderr.strip().splitlines()[-1]


def test_files_lie_on_this_machine_or_on_s3(tmp_path):
    assert "OPTIONS" not in shown(tmp_path)["STORAGES"]["private"]
    pytest.importorskip("storages")
    found = shown(tmp_path, S3_ENDPOINT_URL="https://s3.example", S3_REGION="eu-west-3", **BUCKETS)
    for store, bucket in (("default", "renditions"), ("private", "originals")):
        options = found["STORAGES"][store]["OPTIONS"]
        assert options["bucket_name"] == bucket
        assert options["endpoint_url"] == "https://s3.example"
        assert options["region_name"] == "eu-west-3"


def test_a_copy_of_the_code_holds_no_secret():
    text = (HOUSE / "newsroom" / "settings.py").read_text()
    assert "django-insecure" not in text
