#!/usr/bin/env python
"""Rung's command line."""

import sys

from config import env

OPERATORS = {"deploy_ecs", "ecs", "infra"}  # speak to AWS alone: no database, no secret, whatever the environment says


def main() -> None:
    """Run the command named on the command line."""
    if OPERATORS & {*sys.argv[1:2]}:
        env.use_settings("config.settings.operators")
    env.choose_settings("config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
