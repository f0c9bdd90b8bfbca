"""Schema migrations, applied once and in order by playhouse.migrations."""
