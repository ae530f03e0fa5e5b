#!/usr/bin/env python
"""Rung's command line."""

import sys

from config import env


def main() -> None:
    """Run the command named on the command line."""
    env.choose_settings("config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
