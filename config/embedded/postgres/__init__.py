"""Django's database backend over the embedded server (ENGINE = "config.embedded.postgres")."""
