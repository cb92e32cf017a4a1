from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.desk.bench import NOW
from zenforms.desk.spool.drop import RECEIPT, Receipt, read_receipt


@given(name=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_receipt_survives_being_written(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    folder = tmp_path_factory.mktemp("work")
    receipt = Receipt("drop", name, "stored.pdf", NOW)
    (folder / RECEIPT).write_bytes(receipt.to_json())
    assert read_receipt(folder) == receipt


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"drop": 1}', b"\xff"])
def test_a_damaged_receipt_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / RECEIPT).write_bytes(content)
    assert read_receipt(tmp_path) is None
