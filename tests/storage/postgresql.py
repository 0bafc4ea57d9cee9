"""A PostgreSQL server for the tests: a new cluster on loopback, run by an ordinary user, gone at the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

_BINARIES = Path("/usr/lib/postgresql")


def binaries() -> Path | None:
    """The folder with Debian's server programs, the newest; None when there is none."""
    found = sorted(_BINARIES.glob("*/bin/postgres"), key=lambda path: int(path.parent.parent.name))
    return found[-1].parent if found else None


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Start a server; yields its address without a database name (`postgresql+psycopg://user@host:port/`)."""
    folder = Path(tempfile.mkdtemp(prefix="rehab-postgresql-"))
    data = folder / "data"
    run = _as_ordinary_user(folder)
    port = _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    start = ["-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"]
    try:
        _call([str(programs / "initdb"), "-D", str(data), "-U", "rehab", "-A", "trust", "-E", "UTF8", "-N"], run)
        _call([str(programs / "pg_ctl"), *start], run)
        try:
            yield f"postgresql+psycopg://rehab@127.0.0.1:{port}/"
        finally:
            _call([str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"], run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(address: str, name: str) -> str:
    """Make an empty database; its address."""
    with psycopg.connect(address.replace("+psycopg", "") + "postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return address + name


def _call(command: list[str], run: dict[str, Any]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60, **run)


def _as_ordinary_user(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root; then it runs as nobody, who owns the folder."""
    run: dict[str, Any] = {"cwd": folder, "env": {"LC_ALL": "C", "PATH": os.environ.get("PATH", "")}}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        run.update(user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[])
    return run


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
