"""The actions of a document: their kinds, and the sums of its scripts."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from tests.hostile.generator import form, pdf, stream
from zenforms.reading.document import read_document
from zenforms.reading.formmap import FormMaps
from zenforms.reading.submission import DocumentFacts


def facts(*fields: str, more: Mapping[int, str | bytes] = MappingProxyType({})) -> DocumentFacts:
    data = pdf(form(*fields, more=more))
    return read_document(data, name="x.pdf", maps=FormMaps()).facts


def total(script: str) -> str:
    return hashlib.sha256(script.encode()).hexdigest()


def test_a_document_without_actions_has_neither_kinds_nor_scripts() -> None:
    read = facts("/T (a) /FT /Tx")
    assert (read.actions, read.scripts) == ((), ())


@pytest.mark.parametrize(
    "script",
    ["(zfMark\\(\\);)", "<7A664D61726B28293B>", "<FEFF007A0066004D00610072006B00280029003B>"],
)
def test_the_sum_of_a_script_does_not_depend_on_how_it_is_written(script: str) -> None:
    read = facts(f"/T (a) /FT /Tx /AA << /V << /S /JavaScript /JS {script} >> >>")
    assert read.actions == ("JavaScript",)
    assert read.scripts == (total("zfMark();"),)


def test_a_script_in_a_stream_is_summed() -> None:
    more = {30: stream(b"zfMark();")}
    read = facts("/T (a) /FT /Tx /A << /S /JavaScript /JS 30 0 R >>", more=more)
    assert read.scripts == (total("zfMark();"),)


def test_a_script_that_follows_another_action_is_summed() -> None:
    following = "/Next [<< /S /JavaScript /JS (b) >> << /S /Launch >>]"
    read = facts(f"/T (a) /FT /Tx /A << /S /JavaScript /JS (a) {following} >>")
    assert read.actions == ("JavaScript", "Launch")
    assert set(read.scripts) == {total("a"), total("b")}


def test_a_script_that_cannot_be_read_is_not_passed_over() -> None:
    read = facts("/T (a) /FT /Tx /A << /S /JavaScript >>")
    assert read.scripts == ("unreadable",)


def test_a_chain_of_actions_that_bites_its_tail_ends() -> None:
    more = {30: "<< /S /JavaScript /JS (a) /Next 30 0 R >>"}
    assert facts("/T (a) /FT /Tx /A 30 0 R", more=more).scripts == (total("a"),)
