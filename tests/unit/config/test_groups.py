"""Tests of one group run in one process; without that, two servers share what only one may have."""

import pytest

pytestmark = pytest.mark.xdist_group("held-together")


def test_the_distributor_knows_a_test_by_its_group(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("dist", "no") == "no" and not hasattr(request.config, "workerinput"):
        pytest.skip("one process runs everything")
    assert request.node.nodeid.endswith("@held-together")
