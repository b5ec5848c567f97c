from hypothesis import given, settings
from hypothesis import strategies as st

from checks import records
from checks.model import TEXT_LIMIT
from checks.names import find

NAMES = ("Maren Holloway", "Maren E. Holloway", "Maren Lindqvist")
LIST_PAGE = """Found 3 people
Maren Holloway | Age 44 | Portland, OR
2816 NE Alder Ct
Related to Tobias Holloway
Ingrid Hollowell | Age 60 | Tampa, FL
Otis Hargrove | Age 50 | (813) 555-0116
Maren E. Holloway, LCSW | (503) 555-0142"""


def test_a_list_page_gives_her_rows_and_nobody_elses():
    block = records.block(LIST_PAGE, find(LIST_PAGE, NAMES))

    assert "2816 NE Alder Ct\nRelated to Tobias Holloway" in block
    assert "(503) 555-0142" in block
    assert "Ingrid" not in block
    assert "813" not in block


def test_of_several_people_of_her_name_the_one_that_fits_is_kept():
    text = "Maren Holloway | Tampa, FL\nOtis Hargrove | Tampa, FL\nMaren Holloway | Portland, OR"

    block = records.block(text, find(text, NAMES), fits=lambda record: "Portland" in record)

    assert block == "Maren Holloway | Portland, OR"


def test_a_page_about_her_alone_stays_whole():
    text = "Maren Holloway, LCSW\nI see adults. My office is on Juniper Street.\nCall (503) 555-0142."

    assert records.block(text, find(text, NAMES)) == text


def test_a_list_of_relatives_does_not_end_her_record():
    text = "Maren Holloway\nRelatives: Tobias Holloway, Otis Hargrove\nPhone (503) 555-0177\nOtis Hargrove\nTampa, FL"

    block = records.block(text, find(text, NAMES))

    assert "555-0177" in block
    assert "Tampa" not in block


GARBAGE = st.text(max_size=400) | st.text(
    alphabet="0123456789()+-. /@[]|·…;★\nNEOR#MarenHolloway,Streetborn ", max_size=400
)


@settings(max_examples=60, deadline=None)
@given(GARBAGE)
def test_blocks_stay_small(text):
    block = records.block(text * 20, find(text * 20, NAMES))

    assert len(block.encode()) <= TEXT_LIMIT


@settings(max_examples=60, deadline=None)
@given(GARBAGE)
def test_a_block_of_a_block_is_the_block(text):
    page = f"{LIST_PAGE}\n{text}"
    once = records.block(page, find(page, NAMES))

    assert records.block(once, find(once, NAMES)) == once
