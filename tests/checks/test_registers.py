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
