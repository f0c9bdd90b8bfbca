"""One module a family of commands; `tracker.cli` lists them (命令)."""
