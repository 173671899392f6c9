"""A PostgreSQL of Debian's, with a database of its own, for as long as a test needs it."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deploy.ports import free_port

USER = "dagster"
PASSWORD = "not a secret: it ends with the test"  # with spaces, as a real one may have


def programs() -> Path | None:
    """The folder with initdb and pg_ctl: that on PATH, or the newest that Debian has put in place. None without, or without their user."""
    if os.geteuid() == 0 and not any(user.pw_name == "postgres" for user in pwd.getpwall()):
        return None
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return there[-1].parent if there else None


def _as_user() -> list[str]:
    """What comes before a call, because PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


@contextmanager
def postgres() -> Iterator[dict[str, str]]:
    """A server on a free port of this machine, in a folder of its own; gives the environment that dagster.yaml reads."""
    folder = programs()
    assert folder
    home = Path(tempfile.mkdtemp(prefix="muster-postgres-"))
    (home / "password").write_text(PASSWORD)
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
        shutil.chown(home / "password", "postgres")
    port = free_port()
    call = _as_user()

    def run(program: str, *words: str) -> None:
        subprocess.run([*call, str(folder / program), *words], cwd="/", check=True, capture_output=True, text=True)

    data = str(home / "data")
    run("initdb", "-D", data, "-U", USER, "--pwfile", str(home / "password"), "-A", "scram-sha-256", "-E", "UTF8", "--no-sync")
    options = f"-F -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
    run("pg_ctl", "-D", data, "-w", "-l", str(home / "log"), "-o", options, "start")
    try:
        address = {"HOST": "127.0.0.1", "PORT": str(port), "USER": USER, "PASSWORD": PASSWORD, "DB": "postgres"}
        yield {f"DAGSTER_POSTGRES_{name}": value for name, value in address.items()} | {"PATH": f"{folder}:{os.environ['PATH']}"}
    finally:
        subprocess.run([*call, str(folder / "pg_ctl"), "-D", data, "-m", "immediate", "stop"], cwd="/", capture_output=True)
        shutil.rmtree(home, ignore_errors=True)
