"""AWS as infra asks it: every refusal says which permission is missing, and who asked."""

import time
from collections.abc import Callable
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from deploy.changes import refusals
from deploy.changes.codes import Code, Ended

TRIES = 10  # of a throttled call, waiting longer each time
CONFIG = Config(retries={"total_max_attempts": TRIES, "mode": "adaptive"}, connect_timeout=5, read_timeout=30)
NO_CREDENTIALS = (
    "There are no credentials for AWS: sign in (aws sso login), or name a profile in AWS_PROFILE. "
    "render, validate, cost and diff need none."
)


class Cloud:
    """Clients of one region, and a clock that waits between two questions."""

    def __init__(self, session: boto3.Session, region: str, wait: Callable[[float], None] = time.sleep) -> None:
        self._session, self._region, self.wait = session, region, wait
        self._clients: dict[str, Any] = {}

    def ask(self, service: str, operation: str, **values: object) -> Any:
        """Call an operation by boto3's name.

        Raises:
            Missing: what was asked for is not there.
            Ended: AWS refuses, or does not answer.
        """
        client = self._client(service)
        action = f"{service}:{client.meta.method_to_api_mapping[operation]}"
        try:
            return getattr(client, operation)(**values)
        except NoCredentialsError:
            raise Ended(Code.REFUSED, NO_CREDENTIALS) from None
        except ClientError as refused:
            error = refused.response["Error"]
            raise refusals.said(action, error["Code"], error.get("Message", "")) from None
        except BotoCoreError as broken:
            raise Ended(Code.REFUSED, f"{action}: AWS does not answer ({type(broken).__name__}).") from None

    def _client(self, service: str) -> Any:
        if service not in self._clients:
            self._clients[service] = self._session.client(service, region_name=self._region, config=CONFIG)
        return self._clients[service]
