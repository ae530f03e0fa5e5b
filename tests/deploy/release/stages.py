"""A release over a simulated AWS, and what it said."""

import json
from dataclasses import dataclass, field
from functools import cache, partial

from deploy.management import releasing
from deploy.management.acting import Asked
from deploy.management.releasing import Wants
from deploy.rehearsal import answers, arrangements, scenarios, stage, wire
from deploy.rehearsal.world import World
from deploy.release import deploying, ending, leaving
from deploy.release.aws import Aws
from deploy.release.codes import Code
from deploy.release.desk import Desk, Wish
from deploy.release.progress import Progress
from deploy.release.target import SERVICES, Target

DEV = Target("dev", "us-east-1")


@dataclass
class Played:
    """A scenario's world, and everything that was told."""

    world: World
    aws: Aws
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def report(self) -> str:
        """The end of what was told."""
        return self.text[self.text.rindex("] end ") :]

    def deploy(self, **wish: object) -> Code:
        return self.act(deploying.deploy, **wish)

    def resume(self, **wish: object) -> Code:
        return self.act(leaving.resume, **wish)

    def abort(self, **wish: object) -> Code:
        return self.act(leaving.abort, **wish)

    def act(self, what: object, **wish: object) -> Code:
        assert callable(what)
        asked = Wish(**{"image": scenarios.IMAGE, "who": "you@rehearsal", "commit": arrangements.COMMIT, **wish})  # type: ignore[arg-type]  # each test names its own
        desk = Desk(self.aws, DEV, Progress(self.lines.append, self.world.clock))
        return ending.run(desk, lambda: what(desk, asked))

    def serving(self) -> dict[str, str]:
        """Return the digest each service runs."""
        return {role: self.world.digest(self.world.services[role].definition) for role in SERVICES}

    def running(self) -> dict[str, set[str]]:
        """Return the digests of the tasks that run."""
        return {role: {self.world.digest(t.definition) for t in self.world.services[role].live()} for role in SERVICES}

    def lease(self) -> dict[str, object]:
        body, _ = self.world.objects.get("lease.json", (b"{}", ""))
        found: dict[str, object] = json.loads(body)
        return found

    def records(self) -> list[dict[str, object]]:
        """Return what was written down of releases since the rehearsal began."""
        names = sorted(name for name in self.world.objects if name.startswith("releases/"))
        found = [json.loads(self.world.objects[name][0]) for name in names]
        return [record for record in found if record["who"] != "ann@laptop"]


def staged(name: str) -> Played:
    """Return a scenario before anything was done in it."""
    found = stage.set_up(name, DEV)
    return Played(found.world, found.aws)


@cache
def finished(name: str) -> tuple[Played, Code]:
    """Return a scenario that was played to its end; nobody may play on in it."""
    played = staged(name)
    return played, played.deploy()


def beside(played: Played) -> Played:
    """Return somebody else's desk over the same world."""
    session = wire.session(partial(answers.answer, played.world), DEV.region)
    return Played(played.world, Aws(session, played.world.clock, played.world.fetch))


def command(name: str, wants: Wants | None = None, *, is_json: bool = False) -> tuple[Code, list[str]]:
    """Run the command's own code, from its arguments on."""
    lines: list[str] = []
    asked = Asked("dev", "us-east-1", name, 0, is_json)
    return releasing.release(asked, wants or Wants(), lines.append), lines
