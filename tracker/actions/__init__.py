"""Verbs: the only code that writes and opens transactions; never Flask (FLOOR 2)."""
