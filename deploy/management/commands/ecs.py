"""`manage.py ecs ACT ENV`: the operator's day beside releasing."""

import argparse

from django.core.management.base import BaseCommand

from deploy.management import acting

EXAMPLES = """
examples:
  manage.py ecs status prod                         what serves, how the last deployment ended, who has the lock
  manage.py ecs history prod --last 20              releases, the newest first
  manage.py ecs logs prod --service worker --follow lines as they come; --stopped shows those of dead tasks
  manage.py ecs rollback prod                       back to the last release that was verified to serve; --to ID
  manage.py ecs run prod -- python manage.py keys status
  manage.py ecs scale prod web=4 worker=2
  manage.py ecs doctor prod                         everything that is wrong, each with what mends it
  manage.py ecs lock prod status                    who releases; steal takes it away
  manage.py ecs scan prod                           what the registry found in this commit's image
  manage.py ecs rollback dev --rehearse rollback-fails

"""
ACTS = ("status", "history", "logs", "rollback", "run", "scale", "doctor", "lock", "scan")


class Command(BaseCommand):
    """Look at an environment, go back, scale, run one command, see what is wrong."""

    help = "Operate what runs on ECS: status, history, logs, rollback, run, scale, doctor, lock, scan."
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: object) -> argparse.ArgumentParser:  # type: ignore[override]  # Django's own type is its parser
        parser = super().create_parser(prog_name, subcommand, epilog=EXAMPLES + acting.CODES, **kwargs)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.parse_args = parser.parse_intermixed_args  # type: ignore[method-assign]  # options may stand anywhere
        return parser

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("act", choices=ACTS)
        parser.add_argument("environment", help="dev, staging or prod")
        parser.add_argument("words", nargs="*", help="for run: the command; scale: web=2; lock: status or steal")
        parser.add_argument("--service", default="web", choices=("web", "worker"), help="whose lines (web)")
        parser.add_argument("--stopped", action="store_true", help="lines of tasks that have stopped")
        parser.add_argument("--follow", action="store_true", help="go on until Ctrl-C")
        parser.add_argument("--last", type=int, default=10, help="how many releases (10)")
        parser.add_argument("--to", default="", help="the release to go back to, by its id in history")
        parser.add_argument("--timeout", type=float, default=1200, help="seconds an act may take (1200)")
        parser.add_argument("--yes", action="store_true", help="do not ask before prod is changed")
        acting.add_common(parser)

    def handle(self, **options: object) -> None:
        """Do the act, and leave with the code."""
        import sys

        from deploy.management import operating  # heavy: boto3, which --help does not need

        asked = acting.asked(options)
        words = options["words"]
        wants = operating.Wants(
            act=str(options["act"]),
            words=tuple(words) if isinstance(words, list) else (),
            service=str(options["service"]),
            is_stopped=bool(options["stopped"]),
            follow=bool(options["follow"]),
            last=int(str(options["last"])),
            to=str(options["to"]),
            timeout=float(str(options["timeout"])),
        )
        is_looking = not wants.changes
        if not (options["yes"] or acting.is_confirmed(asked, sys.stdin, self.stdout, is_dry=is_looking)):
            raise SystemExit(acting.usage(self.stderr, "Not confirmed. Nothing was changed; --yes confirms."))
        acting.detach_when_told_to_end()
        code = operating.operate(asked, wants, acting.line_writer(self.stdout))
        if code:
            raise SystemExit(code)
