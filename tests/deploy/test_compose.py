"""The files of pipelines/deploy keep the promises that its README makes."""

import re
from typing import Any

import pytest
import yaml

from tests.deploy.stack import DEPLOY, compose

SERVICES = compose({"DAGSTER_POSTGRES_PASSWORD": "any"})["services"]
SECRET = re.compile(r"PASSWORD|KEY|TOKEN|SECRET")
LASTING = {name: service for name, service in SERVICES.items() if name != "init"}


@pytest.mark.parametrize("service", LASTING.values(), ids=LASTING)
def test_every_service_is_watched_limited_and_restarted(service: dict[str, Any]) -> None:
    assert service["healthcheck"]["test"]
    assert service["restart"] == "unless-stopped"
    assert service["mem_limit"]
    assert service["logging"]["options"]["max-size"]


def test_only_this_machine_reaches_a_port() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports and all(port.startswith("127.0.0.1:") for port in ports)


def test_no_secret_stands_in_a_file() -> None:
    with pytest.raises(KeyError, match="DAGSTER_POSTGRES_PASSWORD"):
        compose({})
    text = (DEPLOY / ".env.example").read_text(encoding="utf-8")
    assert [
        line for line in text.splitlines() if SECRET.search(line.split("=")[0]) and not line.startswith("# ") and line.split("=")[1]
    ] == []
    settings = yaml.safe_load((DEPLOY / "dagster.yaml").read_text(encoding="utf-8"))["storage"]["postgres"]["postgres_db"]
    assert all(set(value) == {"env"} for name, value in settings.items() if name != "scheme")


def test_the_key_that_signs_is_where_releases_are_cut_alone() -> None:
    assert [name for name, service in SERVICES.items() if "MUSTER_MINISIGN_KEY" in service.get("environment", {})] == ["code"]


def test_every_setting_is_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(MUSTER_\w+)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
    told = set(re.findall(r"^#?(MUSTER_\w+)=", (DEPLOY / ".env.example").read_text(encoding="utf-8"), re.M))
    assert asked - {"MUSTER_TAG"} == told


def test_nothing_runs_as_root_but_what_hands_over_the_volumes() -> None:
    users = re.findall(r"^USER (\w+)", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.M)
    assert users[-1:] == ["muster"]
    assert [name for name, service in SERVICES.items() if service.get("user") == "root"] == ["init"]
