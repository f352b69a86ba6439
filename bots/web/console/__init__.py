"""The merchant console: behind a login, rendered on the server, live by server-sent events."""
