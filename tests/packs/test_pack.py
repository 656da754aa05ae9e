"""What a loaded pack answers."""

from dataclasses import FrozenInstanceError

import pytest
from sarcoma_pack import SARCOMA_DIR

from packs.broken import GOOD
from selnet.logic.api import Kind
from selnet.packs.api import Pack, Text, load


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(GOOD)


def test_identity(pack: Pack) -> None:
    assert (pack.id, pack.version, pack.prefix, pack.languages) == ("small", "1.2.3", "SM", ("en", "es"))
    assert [code.code for code in pack.missing_codes] == ["NI"]
    assert pack.sources["GUIDE"].link == "https://doi.org/10.1000/guide"


def test_it_is_read_once_and_frozen(pack: Pack) -> None:
    assert load(str(GOOD)) is pack
    with pytest.raises(FrozenInstanceError):
        pack.fields = {}  # type: ignore[misc]


def test_texts_fall_back_to_english() -> None:
    text = Text({"en": "Lump", "es": "Bulto"})
    assert [text.in_(language) for language in ("es", "es-mx", "ES", "pt-br", "fr")] == ["Bulto"] * 3 + ["Lump"] * 2


def test_a_field_in_each_language(pack: Pack) -> None:
    sex = pack.fields["sex"]
    assert (sex.label("es"), sex.section("es"), sex.required) == ("Sexo", "Quién", True)
    assert sex.choices("es") == [("female", "Femenino"), ("male", "Masculino")]
    assert pack.fields["lump_deep"].choices("es") == [("1", "Sí"), ("0", "No")]


def test_a_field_carries_what_its_row_says(pack: Pack) -> None:
    size, kind = pack.fields["lump_size"], pack.fields["lump_type"]
    assert (size.unit, size.min, size.max, size.kind, size.repeating) == ("mm", "1", "600", Kind.NUMBER, True)
    assert (kind.terms, kind.form, kind.kind) == ("entities", "lump", Kind.TEXT)
    assert pack.fields["lump_cm"].readonly
    assert pack.fields["lump_cm"].calc is not None
    assert pack.fields["lump_speed"].branching is not None
    assert size.branching is None
    assert not pack.fields["lump_date"].takes_missing_codes


def test_forms_are_in_the_order_of_the_file(pack: Pack) -> None:
    assert list(pack.forms) == ["person", "lump", "opinion_request", "board"]
    lump = pack.forms["lump"]
    assert (lump.lane, lump.date, lump.marker, lump.summary) == ("visits", "lump_date", "square", ("lump_size", "lump_type"))
    assert [(str(title), len(fields)) for title, fields in lump.sections()] == [("", 3), ("Signs", 5)]
    assert pack.forms["board"].written_by == "board"


def test_it_is_the_schema_of_the_logic(pack: Pack) -> None:
    info = pack.field("lump_signs")
    assert info is not None
    assert (info.kind, info.choices, info.repeating) == (Kind.CHECKBOX, frozenset({"pain", "growth"}), True)
    assert pack.form_of("sex") == "person"
    assert pack.field("nothing") is None
    assert "lump_cm" in pack.names()


def test_terms_are_found_by_code_icdo_and_old_code(pack: Pack) -> None:
    codes = [found.code for text in ("ewing", "9364/3", "9260/3", "EWING") if (found := pack.entities.get(text))]
    assert codes == ["ewing"] * 4
    assert pack.entities.get("8000/3") is None
    ewing = pack.entities.get("ewing")
    assert ewing is not None
    assert (ewing["family"], ewing.label("es"), ewing.verified, ewing.source) == ("bone", "Sarcoma de Ewing", True, "ATLAS")


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("oseo", "es", "osteosarcoma"),  # accents do not matter
        ("ÓSEO", "es", "osteosarcoma"),
        ("sarcoma ewing", "es", "ewing"),  # words in any order
        ("ewing sarc", "es", "ewing"),  # English works in every language
        ("8850", "en", "lipoma"),  # a code, or its beginning
        ("pnet", "es", "ewing"),  # an abbreviation
        ("grasa", "es", "lipoma"),  # an everyday word
        ("lipo", "pt", "lipoma"),  # a language without names reads English
    ],
)
def test_search(pack: Pack, text: str, language: str, first: str) -> None:
    assert pack.entities.search(text, language, limit=1)[0].code == first


def test_search_finds_nothing_rather_than_anything(pack: Pack) -> None:
    assert pack.entities.search("melanoma", "en") == []
    assert pack.entities.search("  ", "en") == []
    assert len(pack.entities.search("sarcoma", "en", limit=1)) == 1


@pytest.mark.parametrize(
    ("terminology", "typed", "language", "code"),
    [
        ("topography", "muslo", "es", "C49.2"),  # nobody types "miembro inferior"
        ("topography", "coxa", "pt", "C49.2"),
        ("topography", "thigh", "es", "C49.2"),
        ("topography", "femur", "pt", "C40.2"),
        ("entities", "ddlps", "en", "dedifferentiated_liposarcoma"),
        ("entities", "mfh", "es", "undifferentiated_pleomorphic_sarcoma"),  # the name it had before
        ("entities", "sinovial", "es", "synovial_sarcoma_nos"),
    ],
)
def test_clinicians_find_what_they_type(terminology: str, typed: str, language: str, code: str) -> None:
    found = load(SARCOMA_DIR).terminology(terminology).search(typed, language, limit=1)
    assert [term.code for term in found] == [code]
