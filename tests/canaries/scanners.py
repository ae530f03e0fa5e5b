"""Where a canary could have been left, and a scanner for each place."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from django.contrib.sessions.backends.db import SessionStore
from psycopg import sql

from tests.canaries.words import hits

MOST_BYTES = 200_000_000
TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_toast', 'information_schema')
"""

type Scan = Callable[[], Iterator[str]]


def tables(link: psycopg.Connection) -> Iterator[str]:
    """Scan every table as a dump would write it: text, bytea as hex; the catalog and its statistics, too."""
    for schema, name in link.execute(TABLES).fetchall():
        copy = sql.SQL("COPY (TABLE {}) TO STDOUT").format(sql.Identifier(schema, name))
        with link.cursor() as cursor, cursor.copy(copy) as rows:
            dump = b"".join(bytes(row) for row in rows)
        yield from _named(f"table {schema}.{name}", dump)
        yield from _named(f"table {schema}.{name}, bytes", _bytea(dump))


def sessions(link: psycopg.Connection) -> Iterator[str]:
    """Scan what sessions hold, opened: they are kept compressed."""
    for (data,) in link.execute("SELECT session_data FROM django_session").fetchall():
        yield from _named("a session", json.dumps(SessionStore().decode(data)).encode())


def folder(root: Path) -> Iterator[str]:
    """Scan every file below a folder, and their names."""
    for path in root.rglob("*"):
        yield from _named(f"the name of {path}", os.fsencode(path.relative_to(root)))
        if path.is_file() and not path.is_symlink():
            yield from file(path)


def loose(root: Path, *, since: float) -> Iterator[str]:
    """Scan the files that lie directly in a folder of everybody's and are new."""
    for path in root.iterdir():
        if path.is_file() and path.lstat().st_mtime >= since:
            yield from file(path)


def file(path: Path) -> Iterator[str]:
    """Scan one file, if it is still there."""
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError:
        return  # a server's temporary file: it went away meanwhile
    yield from _named(str(path), content)


def _named(place: str, content: bytes) -> Iterator[str]:
    yield from (f"{place}: {hit}" for hit in hits(content))


def _bytea(dump: bytes) -> bytes:
    """Return the columns of bytes in a dump as bytes."""
    cells = (cell for cell in dump.replace(b"\n", b"\t").split(b"\t") if cell.startswith(b"\\\\x"))
    return b" ".join(bytes.fromhex(cell[3:].decode()) for cell in cells)
