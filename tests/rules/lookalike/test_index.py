"""A register is indexed once, and a large one says how far it is."""

import logging

import pytest

from rules.lookalike import index
from rules.lookalike.index import Index


def test_a_large_register_says_how_far_its_index_is(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(index, "TOLD", 2)
    with caplog.at_level(logging.INFO, logger="rules"):
        Index([("康师傅", True), ("海星豆", True), ("korvin", True), ("青苔屋", False), ("谷雨里", False)])
    assert [record.args for record in caplog.records] == [("2",), ("4",)]
