"""What is read of lists in few columns is what is read of them whole: on both databases."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, update

from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.conduct.review import State
from surveyapp.core.conduct.roster import Person
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.store import recipients, review_lists, rounds
from surveyapp.store.engine import new_session
from surveyapp.store.rosters import list_rosters
from surveyapp.store.rows import RecipientRow, ReviewRow
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import preparing
from surveyapp.workflow.reviews.publishing import publish
from tests.databases import writing
from tests.languages import AR, EN, text

NOW = datetime(2026, 5, 1, tzinfo=UTC)
CLOSED = {"r0": 3, "r1": 1, "r2": 1, "r3": None, "r4": 2}
"""How many days after another the reviews of one partner were closed; of two on one day the later entered counts."""


def _store(engine: Engine, questionnaire: Questionnaire) -> dict[str, int]:
    """Return the review of each round, of the partner ``p``; another partner has one in each as well."""
    with writing(engine) as session:
        version = str(publish(session, questionnaire, now=NOW))
        for slug in ("p", "q"):
            keeping.create_partner(session, slug, name=text(ar=f"جمعية {slug}", en=slug), kind="ngo")
        made = dict[str, int]()
        for slug, days in CLOSED.items():
            preparing.create_round(session, slug, title=text(ar=slug, en=slug))
            terms = {"questionnaire": version, "closes_on": (NOW + timedelta(days=30)).date(), "now": NOW}
            preparing.create_review(session, slug, partner_slug="q", **terms)
            made[slug] = preparing.create_review(session, slug, partner_slug="p", **terms).id
            if days is not None:
                at = {"opened_at": NOW, "closed_at": NOW + timedelta(days=days)}
                session.execute(update(ReviewRow).filter_by(id=made[slug]).values(state=State.CLOSED, **at))
    return made


def test_each_review_is_paired_with_the_newest_closed_before_it(engine: Engine, questionnaire: Questionnaire) -> None:
    made = _store(engine, questionnaire)
    names = {number: slug for slug, number in made.items()}
    with new_session(engine) as session:
        found = {}
        for slug in made:
            pairs = review_lists.list_pairs(session, rounds.get_round(session, slug).id)
            found[slug] = [(names[one.id], one.is_closed, names[one.before]) for one in pairs]
    assert found == {
        "r0": [("r0", True, "r4")],
        "r1": [],
        "r2": [],
        "r3": [("r3", False, "r0")],
        "r4": [("r4", True, "r2")],
    }


def test_a_part_of_a_list_and_its_numbers_are_those_of_the_whole(engine: Engine, questionnaire: Questionnaire) -> None:
    review_id, keys = _store(engine, questionnaire)["r3"], Keys.from_secret("a secret of thirty-two characters or more")
    people = [Person(f"ليلى {n}", "", f"p{n}@example.org" if n % 3 else "", AR if n % 2 else EN) for n in range(12)]
    with writing(engine) as session:
        inviting.invite_people(session, review_id, side=Side.PARTNER, people=people, keys=keys)
        for n, value in ((1, {"is_withdrawn": True}), (2, {"reached": Outcome.REFUSED})):
            session.execute(update(RecipientRow).filter_by(address=f"p{n}@example.org").values(**value))
    with new_session(engine) as session:
        whole = recipients.list_recipients(session, review_id, side=Side.PARTNER)
        assert recipients.list_part(session, review_id, side=Side.PARTNER, offset=4, limit=5) == whole[4:9]
        counted = {state: count for _, state, count in recipients.count_by_mail(session, review_id)}
        assert counted == {one.mail: sum(other.mail == one.mail for other in whole) for one in whole}
        roster = list_rosters(session, [review_id])[review_id, Side.PARTNER]
        assert list(roster.by_name) == [one.person for one in whole if not one.is_withdrawn]
