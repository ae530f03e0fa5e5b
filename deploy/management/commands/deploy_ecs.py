"""`manage.py deploy_ecs ENV`: release an image to an environment, and tell the truth about how it ended."""

import argparse
import sys

from django.core.management.base import BaseCommand

from deploy.management import acting

EXAMPLES = """
examples:
  manage.py deploy_ecs dev                               build this commit, push it, release it
  manage.py deploy_ecs prod --image sha256:4f0c…         promote a digest that is in the registry
  manage.py deploy_ecs prod --image v1.4.0 --dry-run     only look, and say what would be done
  manage.py deploy_ecs prod --resume                     take up a release that was left (Ctrl-C, lost network)
  manage.py deploy_ecs prod --abort                      take it back instead
  manage.py deploy_ecs dev --rehearse crash-loop         rehearse against a simulated AWS; list shows what there is

"""


class Command(BaseCommand):
    """Preflight, lock, migrate, roll out web and worker as one, verify, unlock."""

    help = "Release to ECS: preflight, lock, migrate, roll out web and worker, verify, unlock."
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: object) -> argparse.ArgumentParser:  # type: ignore[override]  # Django's own type is its parser
        parser = super().create_parser(prog_name, subcommand, epilog=EXAMPLES + acting.CODES, **kwargs)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("environment", nargs="?", default="", help="dev, staging or prod")
        parser.add_argument("--image", default="", help="tag or digest in the registry; without it one is built")
        parser.add_argument("--build-only", action="store_true", help="build this commit and push it, release nothing")
        parser.add_argument("--dry-run", action="store_true", help="only look, and say what would be done")
        parser.add_argument("--force", action="store_true", help="even what serves already: tasks read secrets anew")
        parser.add_argument("--allow-zero", action="store_true", help="release even where web is scaled to 0 tasks")
        parser.add_argument("--timeout", type=float, default=1200, help="seconds the rollout may take (1200)")
        again = parser.add_mutually_exclusive_group()
        again.add_argument("--resume", action="store_true", help="take up the release that was left")
        again.add_argument("--abort", action="store_true", help="take back the release that was left")
        parser.add_argument("--yes", action="store_true", help="do not ask before a release to prod")
        acting.add_common(parser)

    def handle(self, **options: object) -> None:
        """Release, and leave with the code."""
        from deploy.management import releasing  # heavy: boto3, which --help does not need

        asked = acting.asked(options)
        if asked.rehearse == "list":
            self.stdout.write(releasing.listed())
            return
        if not asked.environment:
            raise SystemExit(acting.usage(self.stderr, "Name an environment: manage.py deploy_ecs dev"))
        wants = releasing.Wants(
            image=str(options["image"]),
            is_dry=bool(options["dry_run"]),
            is_build_only=bool(options["build_only"]),
            is_forced=bool(options["force"]),
            allow_zero=bool(options["allow_zero"]),
            timeout=float(str(options["timeout"])),
            again="resume" if options["resume"] else "abort" if options["abort"] else "",
        )
        if not (
            options["yes"]
            or acting.is_confirmed(asked, sys.stdin, self.stdout, is_dry=wants.is_dry or wants.is_build_only)
        ):
            raise SystemExit(acting.usage(self.stderr, "Not confirmed. Nothing was changed; --yes confirms."))
        acting.detach_when_told_to_end()
        code = releasing.release(asked, wants, acting.line_writer(self.stdout))
        if code:
            raise SystemExit(int(code))
