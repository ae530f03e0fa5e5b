"""How the process starts: environment, settings, URLs, servers, health."""
