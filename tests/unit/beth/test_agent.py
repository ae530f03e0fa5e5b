"""Beth as an agent: what goes in, what comes out, and what her prompt promises."""

from rung.agents import beth
from rung.agents.core import run
from rung.isolation import BriefJson, ClientSafeBrief, Observation, client_safe_brief


def test_beth_takes_a_client_safe_brief_and_gives_a_guide() -> None:
    agent = beth.agent()
    assert (agent.name, agent.takes, agent.gives) == ("beth", ClientSafeBrief, beth.Guide)


def test_the_prompt_names_every_field_of_the_brief_and_of_the_guide() -> None:
    prompt = beth.agent().prompt
    for field in BriefJson.__annotations__:
        assert f"`{field}`" in prompt
    for field in beth.Guide.__dataclass_fields__.keys() - {"label"}:
        assert f"`{field}`" in prompt


def test_the_runner_takes_her_offline_twin() -> None:
    brief = client_safe_brief([Observation("theme", "sleep", 1)])
    answer = run(beth.agent(), brief, lambda _agent, given: beth.write_guide(given))
    assert answer.out == beth.write_guide(brief)
