"""Whenever a crawl is killed, the records of its committed leads are whole."""

import pytest

from bench.kills import kills


def test_killed_crawls_lose_no_committed_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    assert kills(4) == 0, capsys.readouterr().out
