import pytest

from checks import states
from checks.model import Licence, Query, Town


def hers(*boards, towns=()):
    licences = tuple(Licence(board=board, number="1") for board in boards)
    return Query(names=("Maren Holloway",), towns=towns, licences=licences)


@pytest.mark.parametrize(
    ("board", "state"),
    [
        ("Oregon Board of Licensed Social Workers", "OR"),
        ("Washington State Department of Health", "WA"),
        ("WA", "WA"),
        ("CO Department of Regulatory Agencies", "CO"),
        ("Board of Psychology, IL", "IL"),
    ],
)
def test_a_board_tells_the_state_of_a_licence(board, state):
    assert states.of_work(hers(board)) == (state,)


def test_states_are_those_of_towns_and_boards_of_her_country_alone():
    query = hers(
        "Health and Care Professions Council",
        "Ontario College of Psychologists",
        towns=(
            Town(city="Reno", region="Nevada"),
            Town(city="Oslo", country="NO"),
            Town(city="Perth", region="WA", country="AU"),
        ),
    )

    assert states.of_work(query) == states.of_towns(query) == ("NV",)
