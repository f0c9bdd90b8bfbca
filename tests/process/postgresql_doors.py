"""Doors to the tests' own PostgreSQL server."""

from __future__ import annotations


def create_database(base: str, name: str, template: str) -> None:
    """Make a database of this name, anew, from another one that nobody is connected to."""
    import psycopg

    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def named(base: str, name: str) -> str:
    """The address of a database of the server at `base`."""
    head, _, tail = base.partition("/postgres?")
    return f"{head}/{name}?{tail}"
