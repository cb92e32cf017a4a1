"""What a document is, told in one problem each; and what is gathered on the way."""

import io
import logging
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from tests.hostile.generator import form, pdf, stream, update, widget
from zenforms import problems
from zenforms.findings import Problem
from zenforms.reading.document import document_of, read_document
from zenforms.reading.formmap import FormMap, FormMaps, MappedField
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.wrapping import unwrapped
from zenforms.reading.submission import Document, FieldKind, Flag, FormIdentity

BLANK = "(\\(\\340 choisir\\))"
FILLED = pdf(form("/T (a) /FT /Tx /V (v)", "/T (b) /FT /Tx"))
OURS = FormMaps(
    (
        FormMap(
            FormIdentity("demande", 2),
            (
                MappedField("form_id", FieldKind.TEXT),
                MappedField("form_revision", FieldKind.TEXT),
                MappedField("name", FieldKind.TEXT),
                MappedField("list", FieldKind.CHOICE, blanks=("(à choisir)",)),
                MappedField("box", FieldKind.CHECKBOX, states=("Oui",)),
            ),
        ),
    )
)


def read(data: bytes | Path, maps: FormMaps = OURS, **limits: int) -> Document:
    return read_document(data, name="x.pdf", maps=maps, limits=Limits(**limits))


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def ours(
    name: str = "", chosen: str = BLANK, revision: str = "2", box: str = "/Off", *, lock: str = ""
) -> bytes:
    return pdf(
        form(
            "/T (form_id) /FT /Tx /Ff 1 /F 2 /V (demande)",
            f"/T (form_revision) /FT /Tx /Ff 1 /F 2 /V ({revision})",
            f"/T (name) /FT /Tx {lock} /V ({name})",
            f"/T (list) /FT /Ch /Ff 131072 /V {chosen} /Opt [{BLANK} (x)]",
            f"/T (box) /FT /Btn /V {box} /AS {box} /AP << /N << /Oui null /Off null >> >>",
        )
    )


@pytest.mark.parametrize("lock", ["", "/Ff 1"], ids=["open", "locked by a signature"])
@pytest.mark.parametrize("name", ["", "Ada"])
def test_what_is_blank_does_not_depend_on_locks(name: str, lock: str) -> None:
    said = codes(read(ours(name, lock=lock)))
    assert (problems.BLANK_FORM in said) is (not name)


def encrypted(algorithm: str, user: str, owner: str = "owner") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(FILLED)))
    writer.encrypt(user, owner, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


BEFORE = (
    b"",
    b"\xef\xbb\xbf",
    b"\r\n\r\n",
    b"From: a\n\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n",
    b"\0\x0bdemande.pdf" + bytes(115),
)
BEHIND = (
    b"",
    bytes(2000),
    b"\r\n\r\n\x1a",
    b"\n<html><body>Au revoir</body></html>\r\n",
    b"\n<!DOCTYPE html>" + bytes(2000),
    b"\r\n--=_boundary--\r\n",
)


class TestWhatStandsAround:
    @pytest.mark.parametrize("behind", BEHIND)
    @pytest.mark.parametrize("before", BEFORE)
    def test_a_whole_pdf_is_read_whatever_stands_around_it(
        self, before: bytes, behind: bytes
    ) -> None:
        plain, wrapped = read(ours("Camille")), read(before + ours("Camille") + behind)
        assert wrapped.fields == plain.fields
        assert wrapped.form == plain.form
        assert set(codes(wrapped)) <= {problems.WRAPPED}
        assert problems.WRAPPED in codes(wrapped) or not before

    @pytest.mark.parametrize("behind", BEHIND)
    @pytest.mark.parametrize("before", BEFORE)
    def test_a_pdf_that_was_cut_is_refused_whatever_stands_around_it(
        self, before: bytes, behind: bytes
    ) -> None:
        whole = ours("Camille")
        for end in range(len(whole) // 2, len(whole) - 8, 97):
            assert read(before + whole[:end] + behind).fields == ()

    def test_a_later_save_is_never_taken_for_something_foreign(self) -> None:
        for more in (b"\n<</A 1>> 12 0 obj", b"\n<x> startxref", b"\n--trailer"):
            assert unwrapped(b"\n" + FILLED + more) is None


class TestFilesThatAreNone:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", problems.EMPTY),
            (b"hello", problems.NOT_A_PDF),
            (b"PK\x03\x04" + bytes(50), problems.NOT_A_PDF),
            (b"%PD", problems.NOT_A_PDF),
            (b"\0" * 2000 + FILLED, problems.NOT_A_PDF),
            (b"%PDF-1.7\n", problems.TRUNCATED),
            (b"%PDF-1.7\n%%EOF\n", problems.DAMAGED),
            (FILLED + FILLED, problems.DAMAGED),
            (FILLED + b"12 0 obj\n<<", problems.TRUNCATED),
            (FILLED + b"1", problems.TRUNCATED),
            (FILLED.replace(b"/Root", b"/Roof"), problems.DAMAGED),
            (FILLED.replace(b"/Pages 2", b"/Paget 2"), problems.DAMAGED),
            (FILLED.replace(b"startxref\n", b"startxref\n9"), problems.DAMAGED),
            (FILLED.replace(b"xref\n0 1", b"xrof\n0 1"), problems.DAMAGED),
        ],
    )
    def test_each_has_its_sentence_and_no_fields(self, data: bytes, code: str) -> None:
        document = read(data)
        assert codes(document) == [code]
        assert document.fields == ()
        assert document.form is None

    def test_every_truncation_is_refused(self) -> None:
        for share in range(5, 100, 5):
            cut = FILLED[: len(FILLED) * share // 100]
            assert codes(read(cut)) == [problems.TRUNCATED], share

    def test_every_truncation_of_an_update_is_refused_or_is_the_revision_before(self) -> None:
        updated = update(FILLED, {10: widget("/T (a) /FT /Tx /V (new)")})
        for end in range(len(FILLED) + 1, len(updated) - 2):
            document = read(updated[:end])
            assert codes(document) == [problems.TRUNCATED], updated[len(FILLED) : end]

    def test_a_comment_or_a_short_tail_behind_the_end_is_harmless(self) -> None:
        for tail in (b"\r\n\r\n", b"\n% by a gateway\n", b"\x1a", b"\0\0", b"%%EOF\n", b"</pre>"):
            assert read(FILLED + tail).value("a") == "v"

    def test_a_file_that_cannot_be_opened_is_told_not_raised(self, tmp_path: Path) -> None:
        document = read(tmp_path / "absent.pdf")
        assert codes(document) == [problems.INACCESSIBLE]

    def test_a_path_is_read_like_its_bytes(self, tmp_path: Path) -> None:
        path = tmp_path / "x.pdf"
        path.write_bytes(FILLED)
        assert read(path) == read(FILLED)

    def test_a_file_beyond_the_limit_is_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "x.pdf"
        path.write_bytes(FILLED)
        document = read(path, document_bytes=100)
        assert codes(document) == [problems.TOO_LARGE]
        assert document.size == len(FILLED)
        assert codes(read(FILLED, document_bytes=100)) == [problems.TOO_LARGE]

    def test_what_stopped_a_worker_becomes_a_document(self) -> None:
        stopped = document_of(Problem(problems.TIMED_OUT), name="x", size=3, sha256="00")
        assert (codes(stopped), stopped.size) == ([problems.TIMED_OUT], 3)
        whole = read(FILLED)
        assert document_of(whole, name="x", size=0, sha256="") is whole


class TestEncryption:
    @pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
    def test_an_owner_password_does_not_hinder(self, algorithm: str) -> None:
        document = read(encrypted(algorithm, user=""))
        assert document.value("a") == "v"
        assert document.facts.encrypted

    @pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
    def test_a_user_password_is_told(self, algorithm: str) -> None:
        document = read(encrypted(algorithm, user="secret"))
        assert codes(document) == [problems.PASSWORD]
        assert document.facts.encrypted

    def test_an_encrypted_file_that_is_damaged_is_refused(self) -> None:
        data = encrypted("AES-256", user="")
        at = data.index(b"/V <") + 6
        broken = data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]
        document = read(broken)
        assert document.fields == () or document.value("a") == "v" or document.fields[0].flags

    def test_a_signature_in_an_encrypted_file_is_not_encrypted_itself(self) -> None:
        second_field = 5  # as pypdf numbers the objects of the file above
        signature = {
            second_field: widget("/T /signature /FT /Sig /V 61 0 R"),
            61: b"<< /Type /Sig /ByteRange [0 1 2 3] /Contents <3003020101> >>",
        }
        document = read(
            update(encrypted("AES-256", user=""), signature, "/Encrypt 6 0 R /ID [<00> <00>]")
        )
        assert codes(document) == [problems.FOREIGN_FORM]
        assert (document.value("a"), document.facts.signatures) == ("v", 1)

    def test_a_later_save_that_denies_the_cipher_is_damage_and_no_cipher_text_is_read(self) -> None:
        document = read(update(encrypted("AES-256", user=""), {9: b"(more)"}))
        assert codes(document) == [problems.DAMAGED]

    def test_encryption_by_certificate_is_told(self) -> None:
        trailer = "/Encrypt << /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 4 /Length 128 >>"
        assert codes(read(pdf(form(), trailer=trailer))) == [problems.PUBLIC_KEY]

    def test_an_unknown_handler_is_told(self) -> None:
        trailer = "/Encrypt << /Filter /Custom /V 9 >>"
        assert codes(read(pdf(form(), trailer=trailer))) == [problems.UNKNOWN_ENCRYPTION]


class TestDamage:
    @pytest.mark.parametrize(
        "entries",
        [
            "/T (a) /FT /Tx /V (v",
            "/T (a) /FT /Tx /V v)",
            "/T (a) /FT /Tx /V <48zz>",
            "/T (a) /FT /Tx /V <48",
            "/T (a) /FT /Tx /V nan",
            "/T (a) /FT /Tx /V --5",
            "/T (a) /FT /Tx /V",
            "/T (a) /FT /Tx null /V (v)",
            "/T (a) /FT /Tx /V (v) /V (w)",
            "/T (a) /FT /Tx /V (v) > /X (",
            "/T (a) /FT /Tx /V [(v)",
            "/T (a) /FT /Tx 7 /V (v)",
            "/T (a) \0\0\0\0\0 /FT /Tx",
        ],
    )
    def test_broken_syntax_in_a_field_is_never_read_as_empty(self, entries: str) -> None:
        document = read(pdf(form(entries, "/T (b) /FT /Tx /V (w)")))
        assert codes(document) == [problems.DAMAGED]
        assert document.fields == ()

    def test_a_key_repeated_with_the_same_value_is_harmless(self) -> None:
        assert read(pdf(form("/T (a) /FT /Tx /V (v) /V (v)"))).value("a") == "v"

    def test_an_object_that_the_table_does_not_know_is_damage(self) -> None:
        hiding = form("/T (a) /FT /Tx /V 50 0 R") | {7: "(x) % \n50 0 obj (lost) endobj"}
        assert codes(read(pdf(hiding))) == [problems.DAMAGED]

    def test_an_entry_to_nowhere_is_harmless_while_nobody_refers_to_it(self) -> None:
        spare = FILLED.replace(b"trailer", b"77 1\n0000000000 00000 n \ntrailer")
        assert codes(read(spare)) == [problems.FOREIGN_FORM]
        needed = pdf(form("/T (a) /FT /Tx /V 77 0 R"))
        told = read(needed.replace(b"trailer", b"77 1\n0000000000 00000 n \ntrailer"))
        assert told.fields[0].flags == (Flag.BAD_FIELD_ENTRY,)

    def test_a_key_that_only_looks_misspelt_is_flagged_a_known_one_not(self) -> None:
        document = read(pdf(form("/T (a) /FT /Tx /R (v)", "/T (b) /FT /Tx /DR << >> /AAPL:X 1")))
        assert [field.flags for field in document.fields] == [(Flag.BAD_FIELD_ENTRY,), ()]

    def test_an_offset_into_another_object_is_damage(self) -> None:
        offset = b"%010d 00000 n" % FILLED.index(b"10 0 obj")
        other = b"%010d 00000 n" % FILLED.index(b"11 0 obj")
        assert codes(read(FILLED.replace(offset, other))) == [problems.DAMAGED]

    @pytest.mark.parametrize("length", [0, 3, 99, -1])
    def test_a_value_stream_with_a_lying_length_is_damage(self, length: int) -> None:
        lying = f"<< /Length {length} >>\nstream\nhello\nendstream"
        document = read(pdf(form("/T (a) /FT /Tx /V 50 0 R", more={50: lying})))
        assert codes(document) == [problems.DAMAGED]

    def test_a_value_stream_cut_short_in_its_filter_is_damage(self) -> None:
        packed = zlib.compress(b"hello" * 100)
        for data in (packed[:-1], packed[:-5], packed[:9] + b"\0\0" + packed[11:]):
            whole = stream(data, "/Filter /FlateDecode")
            document = read(pdf(form("/T (a) /FT /Tx /V 50 0 R", more={50: whole})))
            assert codes(document) == [problems.DAMAGED]

    def test_a_text_that_is_shown_but_not_held_is_flagged(self) -> None:
        shown = stream(b"/Tx BMC BT /F 10 Tf (hello) Tj ET EMC")
        hexed = stream(b"/Tx BMC BT /F 10 Tf [<48> 3 <49>] TJ ET EMC")
        empty = stream(b"/Tx BMC EMC")
        document = read(
            pdf(
                form(
                    "/T (a) /FT /Tx /AP << /N 50 0 R >>",
                    "/T (b) /FT /Tx /AP << /N 51 0 R >>",
                    "/T (c) /FT /Tx /AP << /N 52 0 R >>",
                    more={50: shown, 51: hexed, 52: empty},
                )
            )
        )
        flags = {field.name: field.flags for field in document.fields}
        assert flags == {
            "a": (Flag.APPEARANCE_MISMATCH,),
            "b": (Flag.APPEARANCE_MISMATCH,),
            "c": (),
        }


class TestIdentity:
    def test_a_filled_form_of_ours_has_nothing_to_say(self) -> None:
        document = read(ours("Camille"))
        assert codes(document) == []
        assert document.form == FormIdentity("demande", 2)

    def test_a_blank_one_is_told(self) -> None:
        assert codes(read(ours())) == [problems.BLANK_FORM]

    @pytest.mark.parametrize("answer", [{"chosen": "(x)"}, {"box": "/Oui"}, {"name": "x"}])
    def test_any_answer_makes_it_not_blank(self, answer: dict[str, str]) -> None:
        assert codes(read(ours(**answer))) == []

    def test_an_unknown_revision_is_told(self) -> None:
        document = read(ours("x", revision="9"))
        assert codes(document) == [problems.UNKNOWN_REVISION]
        assert document.problems[0].arguments == {"form": "demande", "revision": "9"}
        assert document.form == FormIdentity("demande", 9)

    def test_an_older_revision_is_read_and_said(self) -> None:
        (today,) = OURS.maps
        maps = FormMaps((replace(today, form=FormIdentity("demande", 3)), today))
        document = read(ours("Camille"), maps)
        assert codes(document) == [problems.OLDER_REVISION]
        assert document.problems[0].arguments == {
            "form": "demande",
            "revision": "2",
            "latest": "3",
        }
        assert document.value("name") == "Camille"
        assert codes(read(ours(), maps)) == [problems.OLDER_REVISION, problems.BLANK_FORM]
        assert codes(read(ours("Camille", revision="3"), maps)) == []

    @pytest.mark.parametrize("revision", ["", "two", "\\262"])
    def test_a_revision_that_is_no_number_is_foreign(self, revision: str) -> None:
        assert codes(read(ours("x", revision=revision))) == [problems.FOREIGN_FORM]

    def test_another_form_is_foreign_and_still_read(self) -> None:
        document = read(FILLED)
        assert codes(document) == [problems.FOREIGN_FORM]
        assert document.value("a") == "v"

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (b"/T (name)", b"/T (nome)"),
            (b"/T (box) /FT /Btn", b"/T (box) /FT /Btn /Ff 32768"),
            (b"/T (name) /FT /Tx", b"/T (name) /FT /Ch"),
            (b"/T (name) /FT /Tx /V", b"/T (name) /FT /Tx /R"),
            (b"/T (box) /FT /Btn", b"/T (box) /FT /Btn /V /Other"),
            (b"/T (box) /FT /Btn", b"/T (box) /FT /Btn /Ff (x)"),
        ],
    )
    def test_a_field_that_is_gone_or_changed_is_told(self, before: bytes, after: bytes) -> None:
        objects = form(
            "/T (form_id) /FT /Tx /V (demande)",
            "/T (form_revision) /FT /Tx /V (2)",
            *(
                entries.encode().replace(before, after)
                for entries in (
                    "/T (name) /FT /Tx /V (x)",
                    "/T (list) /FT /Ch /V (x) /Opt [(x)]",
                    "/T (box) /FT /Btn",
                )
            ),
        )
        assert codes(read(pdf(objects))) == [problems.ALTERED_FORM]

    def test_a_field_beyond_the_map_is_left_alone(self) -> None:
        more = update(ours("x"), {90: "null"})
        assert codes(read(more)) == []


class TestNoForm:
    def test_a_pdf_without_a_form(self) -> None:
        objects = form() | {1: "<< /Type /Catalog /Pages 2 0 R >>"}
        assert codes(read(pdf(objects))) == [problems.NO_FORM]

    def test_a_form_without_fields(self) -> None:
        assert codes(read(pdf(form()))) == [problems.NO_FORM]

    def test_xfa_alone(self) -> None:
        xfa = form(acroform="/XFA 50 0 R", more={50: stream(b"<xdp/>")})
        assert codes(read(pdf(xfa))) == [problems.XFA_ONLY]


class TestXfaBesideFields:
    def read_beside(self, data: bytes) -> Document:
        packet = b"<xfa:datasets xmlns:xfa='x'><xfa:data>%s</xfa:data></xfa:datasets>" % data
        fields = (
            "/T (form[0].Name[0]) /FT /Tx",
            "/T (form[0].City[0]) /FT /Tx /V (Lyon)",
            "/T (form[0].Box[0]) /FT /Btn",
        )
        layer = form(*fields, acroform="/XFA [(datasets) 50 0 R]", more={50: stream(packet)})
        return read(pdf(layer))

    def test_a_value_that_stands_only_there_is_told(self) -> None:
        document = self.read_beside(b"<form><Name>Camille</Name><City>Lyon</City></form>")
        assert codes(document) == [problems.XFA_BESIDE, problems.FOREIGN_FORM]
        assert {f.name: f.flags for f in document.fields if f.flags} == {
            "form[0].Name[0]": (Flag.XFA,)
        }

    def test_a_value_without_a_field_is_counted(self) -> None:
        document = self.read_beside(b"<form><Other>x</Other><More>y</More></form>")
        assert document.problems[0] == Problem(problems.XFA_BESIDE, {"count": "2"})

    @pytest.mark.parametrize(
        "data",
        [
            b"<form><Name> </Name><City>Lyon</City></form>",
            b"<form><Box>1</Box></form>",
            b"<form><City>LYON</City></form>",
            b"",
        ],
    )
    def test_layers_that_hold_nothing_more_are_not_told(self, data: bytes) -> None:
        document = self.read_beside(data)
        assert codes(document) == [problems.FOREIGN_FORM]
        assert not any(field.flags for field in document.fields)

    def test_entities_are_not_expanded(self) -> None:
        bomb = b"<!DOCTYPE d [<!ENTITY a 'x'>]><datasets><data><Name>&a;</Name></data></datasets>"
        layer = form("/T (Name) /FT /Tx", acroform="/XFA 50 0 R", more={50: stream(bomb)})
        assert codes(read(pdf(layer))) == [problems.FOREIGN_FORM]


class TestFacts:
    def test_what_the_file_says_of_itself(self) -> None:
        objects = form(
            "/T (a) /FT /Tx /V (v)", "/T (s) /FT /Sig /V << /Type /Sig >>", "/T (t) /FT /Sig"
        )
        objects[90] = "<< /Producer (Maker) /Creator <FEFF00C9> /Title (T\\351) >>"
        facts = read(pdf(objects, trailer="/Info 90 0 R")).facts
        assert (facts.producer, facts.creator, facts.title) == ("Maker", "É", "Té")
        assert (facts.pdf_version, facts.pages, facts.revisions) == ("1.7", 1, 1)
        assert (facts.signatures, facts.encrypted, facts.has_xfa) == (1, False, False)

    def test_the_catalog_may_raise_the_version(self) -> None:
        assert read(pdf(form(catalog="/Version /2.0"))).facts.pdf_version == "2.0"

    def test_revisions_are_counted(self) -> None:
        twice = update(update(FILLED, {11: widget("/T (b) /FT /Tx")}), {60: "null"})
        assert read(twice).facts.revisions == 3

    def test_need_appearances(self) -> None:
        assert read(pdf(form(acroform="/NeedAppearances true"))).facts.need_appearances

    def test_actions_are_told_and_never_run(self) -> None:
        objects = form(
            "/T (a) /FT /Tx /AA << /K << /S /JavaScript /JS (1) >> >>",
            "/T (b) /FT /Btn /A << /S /GoTo /Next [<< /S /SubmitForm >> << /S /Launch >>] >>",
            catalog="/OpenAction << /S /URI >> /Names << /JavaScript << /Names [] >> >>",
            page="/AA << /O << /S /GoToR >> >>",
        )
        expected = ("GoToR", "JavaScript", "Launch", "SubmitForm", "URI")
        assert read(pdf(objects)).facts.actions == expected

    def test_actions_that_follow_themselves_end(self) -> None:
        objects = form("/T (a) /FT /Tx /A 50 0 R", more={50: "<< /S /Launch /Next 50 0 R >>"})
        assert read(pdf(objects)).facts.actions == ("Launch",)


class TestSafety:
    NASTY = "\x1b[31m\r\nFAKE LOG LINE \x9b"

    def test_nothing_of_the_file_reaches_a_log(self, caplog: pytest.LogCaptureFixture) -> None:
        data = pdf(form(f"/T (a) /FT /Tx /V nan{self.NASTY} ({self.NASTY}", "/T (b)"))
        with caplog.at_level(logging.DEBUG):
            document = read(data)
        assert codes(document) == [problems.DAMAGED]
        assert caplog.text == ""
        assert "\x1b" not in str(document.problems)

    def test_warnings_count_even_when_the_program_silences_logging(self) -> None:
        broken = FILLED.replace(b"startxref\n", b"startxref\n9")
        logging.disable(logging.CRITICAL)
        try:
            assert codes(read(broken)) == [problems.DAMAGED]
            assert logging.root.manager.disable == logging.CRITICAL
        finally:
            logging.disable(logging.NOTSET)

    def test_the_logger_is_left_as_it_was(self) -> None:
        logger = logging.getLogger("pypdf")
        before = (logger.propagate, logger.level, list(logger.handlers))
        read(FILLED)
        read(b"%PDF-1.7\n%%EOF")
        assert (logger.propagate, logger.level, list(logger.handlers)) == before

    @given(st.binary(max_size=2000))
    def test_no_bytes_make_it_raise(self, data: bytes) -> None:
        read(data)
        read(b"%PDF-1.7\n" + data + b"\nstartxref\n9\n%%EOF")

    @given(st.binary(max_size=300), st.integers(0, len(FILLED)))
    def test_no_splice_makes_it_raise(self, data: bytes, at: int) -> None:
        document = read(FILLED[:at] + data + FILLED[at + len(data) :])
        assert document.problems or document.fields

    @given(st.binary(max_size=400))
    def test_no_field_entries_make_it_raise(self, entries: bytes) -> None:
        read(pdf(form(b"/T (a) /FT /Tx /V " + entries)))
