"""ZF0xx: what can be wrong with a document, said in one sentence each."""

from collections.abc import Mapping

from zenforms.findings import Wording

DOCUMENT: Mapping[str, Wording] = {}
