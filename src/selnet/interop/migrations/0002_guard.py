"""Row-level security; guard.sql says what and why."""

from pathlib import Path

from django.db import migrations

GUARD = Path(__file__).parents[1] / "guard.sql"


class Migration(migrations.Migration):
    dependencies = [("interop", "0001_initial"), ("record", "0002_guard")]
    operations = [migrations.RunSQL(GUARD.read_text(), migrations.RunSQL.noop)]
