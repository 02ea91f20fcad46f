"""Pages of what a test has written itself, served to a browser while it runs.

The server answers one request after the other, on the test's own connection: it sees what is not
committed, and what the browser does is undone with the rest.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import WSGIServer
from django.db import DEFAULT_DB_ALIAS, connections
from django.test.testcases import QuietWSGIRequestHandler


@contextmanager
def served_inside() -> Iterator[str]:
    """The address of the server."""
    shared = connections[DEFAULT_DB_ALIAS]
    server = WSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(StaticFilesHandler(WSGIHandler()))

    def serve() -> None:
        connections[DEFAULT_DB_ALIAS] = shared
        server.serve_forever(poll_interval=0.05)

    thread = threading.Thread(target=serve)
    shared.inc_thread_sharing()
    thread.start()
    # Django closes at the end of a request what has a transaction open
    keeps_open = patch.object(shared, "close_if_unusable_or_obsolete")
    try:
        with keeps_open:
            yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        shared.dec_thread_sharing()
