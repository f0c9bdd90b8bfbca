"""Rules of supervision: values in, values out; standard library only, never the clock (FLOOR 0)."""
