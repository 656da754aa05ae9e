"""Django's PostgreSQL backend that starts the embedded server again when it has died."""
