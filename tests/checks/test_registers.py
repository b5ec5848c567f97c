import pytest

from checks import registers
from checks.errors import Partial, Skipped, Unreadable
from checks.model import Question
from checks.portals import MOST, check


def test_a_number_that_cannot_be_one_is_not_asked():
    with pytest.raises(Skipped, match="last digit"):
        registers.wanted(Question(source="s", text="NPI 2345678919", tells=("npi",)))


@pytest.mark.parametrize("text", ["2027-03-01T00:00:00.000", "03/01/2027", "3/1/2027", "20270301", "2027/03/01"])
def test_one_day_is_told_in_one_spelling(text):
    assert registers.day(text) == "2027-03-01"


def test_what_is_no_day_stays_as_it_is():
    assert registers.day("does not expire") == "does not expire"


def test_rows_without_one_that_can_be_read_are_unreadable_and_never_nobody():
    with pytest.raises(Unreadable):
        check([{}, {}], read=0)
    with pytest.raises(Partial):
        check([{}, {}], read=1)
    with pytest.raises(Partial, match="more rows"):
        check([{}] * MOST, read=MOST)
    check([], read=0)


@pytest.mark.parametrize(
    ("declared", "spelt"),
    [
        ("Dr. Maren E. Holloway", "Maren Holloway"),
        ("Holloway, Maren E.", "Maren Holloway"),
        ("Maren Holloway, LCSW", "Maren Holloway"),
        ("Maren Holloway Jr.", "Maren Holloway"),
        ("Anna van der Berg", "Anna van der Berg"),
        ("María de la Cruz", "Maria de la Cruz"),
        ("Seán O’Muñoz-Peña", "Sean O'Munoz-Pena"),
        ("Van Morrow", "Van Morrow"),
        ("Cher", ""),
        ("Dr. Cher", ""),
        ("?", ""),
    ],
)
def test_a_declared_name_is_asked_for_as_registers_spell_it(declared, spelt):
    assert registers.spelt(declared) == spelt


def test_a_family_name_of_several_words_is_asked_for_whole():
    wanted = registers.wanted(Question(source="s", text="Anna van der Berg in OR", tells=("name",)))

    assert (wanted.given, wanted.family, wanted.state) == ("Anna", "van der Berg", "OR")
