"""Every route, asked by everybody in every way: only the right person, only the right object."""

import copy
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.architecture.routes import routes
from tests.architecture.sourcekit import refuse
from tests.unit.matrix import asking
from tests.unit.matrix.asking import METHODS, Answer, Ask
from tests.unit.matrix.lines import STRANGERS, Body, Line, Who
from tests.unit.matrix.scene import Scene, scene, unhurried
from tests.unit.matrix.table import BODIES, TABLE

pytestmark = pytest.mark.django_db

QUERIES = [replace(line, queries=(query,)) for line in TABLE for query in line.queries]


def halved(lines: Iterable[Line]) -> list[Any]:
    """Return lines for both halves of the machine; each half has a scene of its own."""
    marks = [pytest.mark.xdist_group(f"matrix-{half}") for half in range(2)]
    return [pytest.param(line, marks=marks[number % 2]) for number, line in enumerate(lines)]


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """One scene for the whole matrix: what a request changes is undone."""
    logging.disable()  # thousands of lines of refusals would be kept for the report
    with django_db_blocker.unblock(), unhurried(), transaction.atomic():
        yield scene()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def test_every_route_has_its_line_and_every_line_its_route() -> None:
    found, lines = {route.pattern for route in routes()}, Counter(line.pattern for line in TABLE)
    refuse(found - set(lines), "Say in tests/unit/matrix/table.py who may ask for these.")
    refuse(set(lines) - found, "These routes are gone: take their lines out of tests/unit/matrix/table.py.")
    refuse([pattern for pattern, count in lines.items() if count > 1], "One line for each route.")
    refuse({line.pattern for line in BODIES} - found, "These routes are gone: take them out of BODIES.")


@dataclass(slots=True)
class Inspection:
    """One line asked by one person; `wrong` says what should not have been."""

    scene: Scene
    line: Line
    who: Who
    wrong: list[str] = field(default_factory=list)

    def inspect(self, asks: Iterable[Ask], methods: Iterable[str], *, query: str = "") -> None:
        """Ask in every way; nothing may be changed but by whom the table names, and that is undone."""
        before = self.scene.fingerprint()
        every = [*asks]
        for method in methods:
            answers = {ask.name: self._asked(ask, method, before, query) for ask in every}
            if missing := answers.get("missing"):
                self._compare(every, method, answers, missing)
        if self.scene.fingerprint() != before:
            self.wrong.append(f"{self.who}: something was written")

    def _asked(self, ask: Ask, method: str, before: object, query: str) -> Answer:
        browser = self.scene.browsers[self.who]
        cookies = copy.deepcopy(browser.cookies)
        stands = ask.stands(self.who)
        writes = method in self.line.writes and stands in self.line.writers
        if not writes:
            answer = asking.asked(browser, self.line, method, ask, query=query)
        else:
            with transaction.atomic():
                answer = asking.asked(browser, self.line, method, ask, query=query)
                if self.scene.fingerprint() == before:
                    self._say(ask, method, answer, "should have been done")
                transaction.set_rollback(True)
        browser.cookies = cookies
        reads = stands in self.line.reads and method in self.line.methods
        self._judge(ask, method, answer, is_allowed=(writes or (reads and not query)) and not self.line.is_step)
        return answer

    def _judge(self, ask: Ask, method: str, answer: Answer, *, is_allowed: bool) -> None:
        stands = ask.stands(self.who)
        is_own_page = method == "POST" and self.line.pattern[:4] != "api/" and stands in self.line.reads
        is_own_page |= self.line.is_step and stands in self.line.reads
        if is_allowed and not answer.is_done:
            self._say(ask, method, answer, "should have been answered")
        if not is_allowed and not is_own_page and 200 <= answer.status < 300 and not self.line.queries:
            self._say(ask, method, answer, "should have been refused")
        if answer.status >= 500:
            self._say(ask, method, answer, "broke")
        if word := asking.shows(ask.unsaid(answer, self._body(method)), self.who):
            self._say(ask, method, answer, f"shows {word}")

    def _compare(self, asks: list[Ask], method: str, answers: dict[str, Answer], missing: Answer) -> None:
        """What is there and not theirs looks to the byte like what is missing."""
        body = self._body(method)
        nothing = next(ask for ask in asks if ask.name == "missing").unsaid(missing, body)
        for ask in asks:
            is_foreign = ask.name in {"mine", "theirs"} and ask.stands(self.who) not in self.line.known_to | STRANGERS
            if is_foreign and ask.unsaid(answers[ask.name], body) != nothing:
                self._say(ask, method, answers[ask.name], f"differs from a missing one: {nothing.headers}")

    def _body(self, method: str) -> Body:
        return self.line.writes.get(method, Body())

    def _say(self, ask: Ask, method: str, answer: Answer, what: str) -> None:
        self.wrong.append(f"{self.who}: {method} with {ask.name} ids ({answer.status}) {what}")


@pytest.mark.parametrize("line", halved(TABLE), ids=lambda line: line.pattern or "home")
def test_an_address_answers_whom_the_table_names(everybody: Scene, line: Line) -> None:
    wrong: list[str] = []
    for who in Who:
        inspection = Inspection(everybody, replace(line, queries=()), who, wrong)
        inspection.inspect(asking.asks_by_path(everybody, line, who), METHODS)
    refuse(wrong, f"{line.pattern}: mend the view, or what tests/unit/matrix/table.py says of it.")


@pytest.mark.parametrize("line", halved(BODIES), ids=lambda line: line.pattern)
def test_an_id_in_a_body_opens_no_more_than_one_in_an_address(everybody: Scene, line: Line) -> None:
    wrong: list[str] = []
    for who in Who:
        Inspection(everybody, line, who, wrong).inspect(asking.asks_by_body(everybody, who), line.writes)
    refuse(wrong, f"{line.pattern}: check whose id the body names.")


@pytest.mark.parametrize("line", halved(QUERIES), ids=lambda line: f"{line.pattern}?{line.queries[0]}")
def test_an_id_in_a_query_opens_no_more_than_one_in_an_address(everybody: Scene, line: Line) -> None:
    wrong: list[str] = []
    for who in Who:
        inspection = Inspection(everybody, line, who, wrong)
        inspection.inspect(asking.asks_by_body(everybody, who), ("GET",), query=line.queries[0])
    refuse(wrong, f"{line.pattern}: check whose id the query names.")
