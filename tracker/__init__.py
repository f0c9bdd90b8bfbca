"""Tracker of government plans: ledger, progress, reminders, listed supervision, closure (督查督办)."""
