"""Environments: what they may say, and what they may not."""

from dataclasses import FrozenInstanceError, replace

import pytest

from deploy.environment import FOLDER, NAMES, EnvironmentRefused, load, parse

SMALL = (FOLDER / "dev.toml").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_every_environment_is_possible(name: str) -> None:
    assert load(name).name == name


def test_an_unknown_environment_names_the_known_ones() -> None:
    with pytest.raises(EnvironmentRefused, match=r"'production'.*dev, prod, staging"):
        load("production")


def test_everything_wrong_with_a_file_is_said_at_once() -> None:
    with pytest.raises(EnvironmentRefused) as refused:
        parse("dev", 'domain = "x"\ncolour = "red"\nzones = "two"\nkeep_data = 1\nbedrock_model_arns = [1]\n')
    for said in ("colour: unknown", "alerts_to: missing", "zones: is 'two'", "keep_data: is 1", "a list of texts"):
        assert said in str(refused.value)


def test_a_file_that_is_not_toml_is_refused() -> None:
    with pytest.raises(EnvironmentRefused, match="is not TOML"):
        parse("dev", "domain = ")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"region": "moon-1"}, "region moon-1"),
        ({"network": "10.0.0.0/24"}, "a private /16"),
        ({"network": "8.8.0.0/16"}, "a private /16"),
        ({"zones": 1}, "need 2"),
        ({"endpoint_zones": 3}, "endpoint_zones 3"),
        ({"cpu": 512, "memory": 8192}, "Fargate has no such task"),
        ({"web_desired": 9}, "at most most_tasks"),
        ({"worker_desired": -1}, "at most most_tasks"),
        ({"backup_days": 0}, "from 1 to 35"),
        ({"replica_region": "us-east-1"}, "another region"),
        ({"asks_bedrock": True}, "name bedrock_model"),
        ({"bedrock_model_arns": ("arn:aws:bedrock:*",)}, "no *"),
        ({"alerts_to": "nobody"}, "a mail address"),
        ({"repository": "rung"}, "owner/name"),
        ({"name": "prod"}, "prod without keep_data"),
        ({"name": "prod"}, "prod without is_multi_zone"),
        ({"name": "prod"}, "prod with one web task"),
        ({"name": "prod"}, "prod without replica_region"),
    ],
)
def test_an_impossible_combination_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(EnvironmentRefused) as refused:
        replace(parse("dev", SMALL), **change)  # type: ignore[arg-type]  # what mypy refuses is refused at run time, too
    assert said in str(refused.value)


def test_an_environment_is_never_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        load("dev").zones = 3  # type: ignore[misc]  # what mypy refuses is refused at run time, too
