"""How gunicorn serves the app: a few threads a worker; nothing is kept between requests but caches."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS") or 2)
threads = 4
timeout = 60
graceful_timeout = 20
errorlog = "-"
accesslog = None  # a path would hold a link's token
loglevel = "warning"
