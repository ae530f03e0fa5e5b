"""AWS as a release asks it: every call through one door, patient with throttling and with nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import (
    ClientError,
    HTTPClientError,
)
from botocore.exceptions import (
    ConnectionError as NoConnection,
)
from botocore.httpsession import URLLib3Session

from deploy.release.clock import Clock
from deploy.release.refusals import SIGN_IN, NoAnswer, SignedOut, raise_unless_throttled

TRIES = 8
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 20.0
# One owner of retries, and it waits by our clock: botocore's own are off.
CONFIG = Config(retries={"total_max_attempts": 1}, connect_timeout=10, read_timeout=60)


@dataclass(frozen=True, slots=True)
class Page:
    """What a web address answered."""

    status: int
    body: bytes


type Fetch = Callable[[str], Page]


class Aws:
    """Clients made when they are first needed; `asked` remembers which actions were."""

    def __init__(self, session: boto3.Session, clock: Clock, fetch: Fetch) -> None:
        self.session, self.clock, self.fetch = session, clock, fetch
        self.asked: set[str] = set()
        self._clients: dict[str, Any] = {}
        self._account = ""

    def ask(self, service: str, operation: str, /, **values: object) -> Any:
        """Call an operation by boto3's name and return what it answers.

        Raises:
            Refused: AWS said no, and would again.
            SignedOut: there are no credentials, or they have expired.
            NoAnswer: it was throttled or not reached at every try.
        """
        client = self._client(service)
        action = f"{service}:{client.meta.method_to_api_mapping[operation]}"
        self.asked.add(action)
        pause = FIRST_PAUSE_SECONDS
        for _ in range(TRIES):
            try:
                return getattr(client, operation)(**values)
            except ClientError as broken:
                raise_unless_throttled(action, broken)
            except SIGN_IN as gone:
                raise SignedOut(SignedOut.__doc__) from gone
            except (NoConnection, HTTPClientError):
                pass  # asked again below
            self.clock.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        raise NoAnswer(f"{action} was not answered in {TRIES} tries: throttled, or no network.")

    def account(self) -> str:
        """Return the account's number; asked once, and first of all: it shows whether the credentials hold."""
        if not self._account:
            self._account = str(self.ask("sts", "get_caller_identity")["Account"])
        return self._account

    def _client(self, service: str) -> Any:
        if service not in self._clients:
            self._clients[service] = self.session.client(service, config=CONFIG)
        return self._clients[service]


def fetch(url: str) -> Page:
    """Get a web address with the HTTP client AWS is asked with; no redirect is followed.

    Raises:
        HTTPClientError: nobody answered.
    """
    answer = URLLib3Session(timeout=10).send(AWSRequest("GET", url).prepare())
    return Page(answer.status_code, answer.content)
