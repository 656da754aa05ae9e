from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError

from selnet.config import embedded


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            if not embedded.is_embedded():
                raise
            embedded.ensure_running()
            return super().get_new_connection(conn_params)
