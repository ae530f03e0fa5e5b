"""What needs no account: render, validate, cost and diff, as people call them."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.env import ROOT
from deploy.assembly import minified
from deploy.changes import offline
from deploy.changes.controls import PARAGRAPHS, lines
from deploy.changes.linting import lint_findings
from deploy.checks.catalogue import AUDIT, WIRING, check
from deploy.checks.reading import Stacks
from deploy.environment import NAMES, load
from deploy.rendering import render
from tests.deploy.conftest import templates
from tests.deploy.test_permissions import OPTIONS


def _infra(*words: str) -> tuple[int, str]:
    """Return the exit code of a command, and what it said."""
    said = StringIO()
    try:
        call_command("infra", *words, stdout=said, stderr=said)
    except SystemExit as ended:
        return int(str(ended.code)), said.getvalue()
    return 0, said.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_cfn_lint_finds_nothing(name: str) -> None:
    env = load(name)
    for stack, template in render(env).items():
        assert [str(found) for found in lint_findings(env, stack, minified(template))] == []


def test_cfn_lint_and_the_rules_find_nothing_with_every_option() -> None:
    env = replace(
        load("prod"),
        copy_vault="arn:aws:backup:us-west-2:123456789012:backup-vault:rung",
        **{key: value for given in OPTIONS.values() for key, value in given.items()},
    )
    for stack, template in render(env).items():
        assert [str(found) for found in lint_findings(env, stack, minified(template))] == []
    found = {str(one) for one in check(env, offline.read(env)) if one.rule != "variable"}
    assert found == {"foundation/SpeechBucket: is in one region alone [bucket_replica]"}


def test_cfn_lint_sees_a_planted_fault() -> None:
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"Wrong": 1}}
    (found,) = lint_findings(load("dev"), "application", json.dumps({"Resources": {"Queue": queue}}))
    assert (found.rule, found.where) == ("E3002", "application/Resources/Queue/Properties/Wrong")


def test_render_writes_one_file_a_stack(tmp_path: Path) -> None:
    code, said = _infra("render", "dev", "--out", str(tmp_path))
    assert code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"foundation.json", "application.json"}
    assert json.loads((tmp_path / "foundation.json").read_text()) == templates("dev")["foundation"]
    assert "of the limit" in said
    assert _infra("render", "dev", "--yaml", "--out", str(tmp_path))[0] == 0
    assert (tmp_path / "application.yaml").read_text().startswith("Description:")


def test_a_wrong_environment_is_wrong_usage() -> None:
    code, said = _infra("render", "nowhere")
    assert code == 2
    assert "use one of dev, prod, staging" in said
    with pytest.raises(CommandError):
        _infra("destroy", "dev")


def test_validate_ends_well_where_nothing_is_found() -> None:
    assert _infra("validate", "dev") == (0, "dev: nothing found\n")


def test_validate_says_everything_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.components.balancer.HEALTH", "/alive")
    monkeypatch.setattr("deploy.components.balancer.CHECK_SECONDS", 1)
    monkeypatch.setattr("deploy.components.cluster.RECORDED_DAYS", 30)
    code, said = _infra("validate", "dev")
    assert code == 3
    for rule in ("health_path", "kept_log", "E3034"):
        assert f"[{rule}]" in said


def test_dev_costs_at_most_what_was_promised() -> None:
    found = offline.cost(load("dev"))
    assert found.usd <= 150
    code, said = _infra("cost", "dev")
    assert code == 0
    assert f"about {found.usd:,.0f} USD a month" in said
    assert "Assumed a month: " in said
    everything = replace(load("dev"), **{k: v for given in OPTIONS.values() for k, v in given.items()})
    assert offline.cost(everything).usd <= 150


@pytest.mark.parametrize("name", NAMES)
def test_no_environment_costs_more_than_its_budget(name: str) -> None:
    assert offline.cost(load(name)).usd <= load(name).budget_usd


def test_diff_shows_what_differs_and_not_the_names() -> None:
    code, said = _infra("diff", "staging", "prod")
    assert code == 11
    assert "Properties.MultiAZ: False → True" in said
    assert "rung-prod" not in said
    assert _infra("diff", "dev", "dev")[0] == 0
    assert _infra("diff", "dev")[0] == 2


def test_without_credentials_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    code, said = _infra("plan", "dev")
    assert code == 3
    assert "sign in (aws sso login)" in said


def test_the_matrix_of_controls_is_what_the_rules_say() -> None:
    committed = (ROOT / "docs" / "compliance" / "controls.md").read_text()
    made = "\n".join(lines(Stacks(templates("prod")))) + "\n"
    assert committed == made, "Run `python -m deploy.changes.controls` and read the difference before committing."


def test_every_paragraph_of_a_rule_has_a_name() -> None:
    assert {paragraph for rule in (*AUDIT, *WIRING) for paragraph in rule.controls} == set(PARAGRAPHS)


def test_every_alarm_has_its_page_in_the_runbook(prod: Stacks) -> None:
    written = (ROOT / "docs" / "runbooks" / "alarms.md").read_text()
    for alarm in prod.of("CloudWatch::Alarm"):
        page = alarm.properties["AlarmDescription"].rpartition("#")[2]
        assert f"## {page}\n" in written.lower(), f"Write down what to do about {alarm.name}."
