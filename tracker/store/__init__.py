"""Keeping: tables, queries, evidence files; peewee only (FLOOR 1)."""
