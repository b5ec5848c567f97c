"""What the words of a record say of her, as facts under the names of `model.FACTS`."""

from checks import particulars, reviews
from checks.model import NAMED_RELATIVE, RELATIVE, Finding, Subject
from checks.names import find
from checks.postal import addresses

SURE = frozenset({"exact", "middle", "reversed", "nickname"})


def facts(title: str, text: str, before: str, finding: Finding, subject: Subject) -> dict[str, tuple[str, ...]]:
    """What the words of `title` and `text`, redacted, say as facts.

    `before` is the block as it was, to know whether it named a relative whom she named; `finding` is the whole of what was
    read, to know whether people's opinions stand there.
    """
    # Two lines apart, so that no name reads over the edge: "Holloway, Maren E" above "Holloway, Maren E, 45".
    both, country = f"{title}\n\n{text}", subject.query.country
    mentions = find(both, subject.query.names)
    related = {RELATIVE} if RELATIVE in both else set()
    if any(m.form in SURE for m in find(before, subject.private.relatives)):
        related.add(NAMED_RELATIVE)
    rated = f"{finding.title}\n{finding.text}"
    is_rated = reviews.is_review_page(finding.url, finding.title, finding.text)
    return {
        "telephone": particulars.phones(both, country),
        "email": particulars.emails(both),
        "address": tuple(map(str, addresses(both, country))),
        "age": particulars.ages(both, mentions),
        "birth_date": tuple(day.isoformat() for day in particulars.birth_dates(both, country)),
        "related_to": tuple(related),
        "aggregate_rating": reviews.averages(rated) if is_rated else (),
        "review_rating": reviews.stars(rated) if is_rated else (),
    }
