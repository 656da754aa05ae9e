"""English, Spanish and Portuguese are complete."""

import pytest

import messages


def test_messages_are_found_in_code_and_in_templates() -> None:
    places = {place.split(":")[0].rsplit(".", 1)[-1] for _, place, _ in messages.found_messages()}
    assert {"py", "html"} <= places


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    assert messages.missing(language) == []
