"""Jobs: procrastinate, in the same PostgreSQL as the records."""

# A killed worker is noticed when its heartbeat is this old; see rung.pipelines.tasks.
WORKER_HEARTBEAT_SECONDS = 2.0
WORKER_STALLED_SECONDS = 10.0

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_WORKER_DEFAULTS = {
    "update_heartbeat_interval": WORKER_HEARTBEAT_SECONDS,
    "stalled_worker_timeout": WORKER_STALLED_SECONDS,
    "shutdown_graceful_timeout": 90.0,
    "delete_jobs": "successful",
    "concurrency": 2,
}
