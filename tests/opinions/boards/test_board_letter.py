"""The letter: accessible, in the clinician's language, and every typed word stays a word."""

import io
import json
import re

import pytest
from boards_stage import MODALITIES, Stage
from pypdf import PdfReader

from selnet.opinions.boards.api import Decision, Row, add_addendum, get_decision, keep_letter
from selnet.opinions.boards.letter_text import printable
from selnet.opinions.boards.letters import FOLDER, LANGUAGES, words_in
from selnet.opinions.boards.models import Letter
from selnet.record.api import attachments

HOSTILE = [
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd") #eval("1+1") #panic()',
    "$ sum_(i=0)^n x_i $ *bold* _it_ `raw` = Heading <label> @ref [ ] { } \\ // /* */ ~ -- --- ... 'q' \"q\"",
    '"}],"title":"other',
    "</w:t><script>alert(1)</script>",
]


def _pdf(stage: Stage, decision: Decision, language: str = "es") -> PdfReader:
    with stage.acting("ana") as ana:
        letter = keep_letter(actor=ana, decision=get_decision(ana, decision.pk), language=language)
        return PdfReader(io.BytesIO(attachments.open_file(ana, letter.attachment).read()))


def _text(reader: PdfReader) -> str:
    """In one line and without the places where a long word may break."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages).replace("\u200b", ""))


def test_the_letter_says_what_was_decided_in_the_language_of_the_clinician(stage: Stage) -> None:
    reader = _pdf(stage, stage.signed())
    root, text = reader.trailer["/Root"], _text(reader)
    assert root["/Lang"] == "es"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  a PDF boolean
    assert root["/StructTreeRoot"]["/K"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.metadata is not None
    assert reader.metadata.title == words_in("es")["title"]
    with stage.acting("ana"):
        pseudonym = stage.cases[0].patient.pseudonym
        decision = Decision.objects.get()
    for words in (
        pseudonym, "Recomendación del comité de tumores", "Tratamiento sistémico", "Realizar",
        "Doxorubicin and ifosfamide, 3 cycles",
        "4 de 5", "Benefit uncertain.", "SEL-STS", "Blay JY", "Oncología médica", "After R0 surgery", "Woman of 52.",
        "Firmado electrónicamente por Chema", f"/boards/decisions/{decision.pk}/",
    ):  # fmt: skip
        assert words in text, words
    assert decision.content_hash in text.replace(" ", "")


def _conforms(reader: PdfReader) -> dict[str, str]:
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    return dict(re.findall(r"<(pdfuaid:part|pdfaid:part|pdfaid:conformance)>([^<]+)<", metadata))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_claims_and_keeps_the_standards_in_every_language(stage: Stage, language: str) -> None:
    reader = _pdf(stage, stage.signed(), language)
    assert _conforms(reader) == {"pdfuaid:part": "1", "pdfaid:part": "2", "pdfaid:conformance": "A"}
    assert reader.trailer["/Root"]["/Lang"] == language
    assert words_in(language)["title"] in _text(reader)


def test_the_words_are_complete_in_every_language() -> None:
    words = json.loads((FOLDER / "letter_words.json").read_text())
    assert set(words) == set(LANGUAGES)
    names = set(words["en"])
    for language in LANGUAGES:
        assert set(words[language]) == names
        assert all(text.strip() for text in words[language].values())
        for name, text in words["en"].items():
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", words[language][name])), (language, name)


def test_typed_text_stays_text(stage: Stage) -> None:
    stage.open()
    rows = {
        name: Row(name, "do", HOSTILE[n % len(HOSTILE)], 5, 5, HOSTILE[(n + 1) % len(HOSTILE)])
        for n, name in enumerate(MODALITIES)
    }
    stage.decide(summary="\n".join(HOSTILE), **rows)
    decision = stage.sign()
    text = _text(_pdf(stage, decision, "en")).replace(" ", "")
    for hostile in HOSTILE:
        # ligatures and hyphens of the printed page aside, every sign that was typed stands there
        assert re.sub(r"[\s-]", "", hostile) in re.sub(r"-", "", text), hostile


def test_signs_that_no_font_has_and_endless_words_are_printed_somehow(stage: Stage) -> None:
    stage.open()
    stage.decide(summary="肉腫 😀 \u202eesrever é ñ ß Ω Ж " + "A" * 4000)
    reader = _pdf(stage, stage.sign(), "en")
    text = _text(reader)
    for shown in ("[U+8089][U+816B]", "[U+1F600]", "[U+202E]esrever", "é ñ ß Ω Ж", words_in("en")["unshown"].split(",")[0]):
        assert shown in text
    assert text.replace(" ", "").count("A") > 4000 - 1
    assert all(float(page.mediabox.width) < 596 for page in reader.pages)


def test_printable_keeps_what_can_be_shown() -> None:
    assert printable({"a": ["x\u0000y\tz", 3, None]}) == ({"a": ["x[U+0000]y z", 3, None]}, True)
    assert printable("Comité ñandú – “ok”")[1] is False
    assert printable("e\u0301")[0] == "é"


def test_a_decision_without_quorum_prints_the_reason(stage: Stage) -> None:
    stage.open("paula")
    stage.decide(**{name: Row(name, "do_not", "", 4, 4) for name in MODALITIES})
    text = _text(_pdf(stage, stage.sign(reason="Slides were read before."), "en"))
    assert "Slides were read before." in text
    assert "nobody" in text


def test_an_addendum_is_in_the_next_letter_only(stage: Stage) -> None:
    decision = stage.signed()
    with stage.acting("chema") as chema:
        add_addendum(actor=chema, decision=get_decision(chema, decision.pk), text="LVEF 62 percent.")
    with stage.acting("ana") as ana:
        first, second = Letter.objects.order_by("made_at")
        texts = [_text(PdfReader(io.BytesIO(attachments.open_file(ana, letter.attachment).read()))) for letter in (first, second)]
    assert ["LVEF 62 percent." in text for text in texts] == [False, True]


def test_the_same_letter_is_kept_once(stage: Stage) -> None:
    decision = stage.signed()
    with stage.acting("ana") as ana:
        kept = get_decision(ana, decision.pk)
        assert keep_letter(actor=ana, decision=kept, language="pt") == keep_letter(actor=ana, decision=kept, language="pt")
        assert Letter.objects.count() == 2
