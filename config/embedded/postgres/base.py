"""Django's PostgreSQL backend, which starts the embedded server when the first connection is made."""

from pathlib import Path
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from config.embedded import server


class DatabaseWrapper(base.DatabaseWrapper):
    """HOST is the cluster's data folder; it becomes the socket's folder on connecting."""

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        data = Path(self.settings_dict["HOST"])
        if self.settings_dict["NAME"]:
            wanted = str(self.settings_dict["NAME"])
            if not wanted.startswith("test_"):  # the test runner makes and drops its own
                server.ensure_database(data, wanted)
        params["host"] = server.socket_folder(data)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:  # it went down after we looked: it can be started again
            host = server.socket_folder(Path(self.settings_dict["HOST"]))
            return super().get_new_connection({**conn_params, "host": host})
