from hypothesis import given
from hypothesis import strategies as st

from selnet.record import pseudonyms


def test_a_new_pseudonym_reads_back_as_itself() -> None:
    for _ in range(200):
        name = pseudonyms.new("SN")
        assert pseudonyms.read(name, "SN") == name
        assert len(name) == len("SN-7K3F-92QD")


def test_what_people_type_is_understood() -> None:
    name = pseudonyms.new("SN")
    assert pseudonyms.read(name.lower().replace("-", " "), "SN") == name
    assert pseudonyms.read(name.replace("0", "O").replace("1", "l"), "SN") == name


def test_the_published_example_of_the_check_symbol() -> None:
    # Crockford: the check symbol of a number is the number modulo 37. 1234 = 16J in base 32, 1234 % 37 = 13 -> D
    assert pseudonyms._written("SN", 1234) == "SN-0000-16JD"


@given(st.integers(0, 32**7 - 1), st.integers(0, 7), st.sampled_from(pseudonyms.ALPHABET))
def test_one_wrong_symbol_is_always_found(number: int, place: int, symbol: str) -> None:
    if number % 37 >= 32:
        return
    body = pseudonyms._written("SN", number).replace("-", "")[2:]
    wrong = body[:place] + symbol + body[place + 1 :]
    if wrong != body:
        assert pseudonyms.read(wrong, "SN") is None


@given(st.integers(0, 32**7 - 1), st.integers(0, 6))
def test_two_neighbours_swapped_are_always_found(number: int, place: int) -> None:
    if number % 37 >= 32:
        return
    body = pseudonyms._written("SN", number).replace("-", "")[2:]
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    if swapped != body:
        assert pseudonyms.read(swapped, "SN") is None


@given(st.text(max_size=30))
def test_nonsense_is_none(text: str) -> None:
    found = pseudonyms.read(text, "SN")
    assert found is None or found.startswith("SN-")
