from __future__ import annotations

import re

import pytest
from handed_in import roster
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.classroom.assignment.roster import NOT_ON_WINDOWS, SAFE, Person
from altutor.classroom.submissions.claims import listed, unlisted
from altutor.classroom.submissions.layouts import Delivery, Layout
from altutor.classroom.submissions.people import Owner, People, orders, safe, squashed

ADA = Person("ada", "Ada Lovelace", "ada@example.org", canvas_id="11", moodle_id="21", sid="31", github="adal")
JOSE = Person("jose", "José Núñez-García", "jose@example.org")
CLASS = roster(ADA, JOSE, Person("g1", "Grace Hopper", group="Team A"), Person("g2", "Alan Turing", group="Team A"))


@pytest.mark.parametrize(
    ("column", "owner", "by"),
    [
        ("", Owner("ada"), "id"),
        ("", Owner("ADA"), "id"),
        ("", Owner("ada@example.org"), "key"),
        ("", Owner("adal"), "key"),
        ("", Owner("11"), "key"),
        ("", Owner("Ada Lovelace"), "name"),
        ("", Owner("lovelace, ada"), "name"),
        ("canvas_id", Owner("somebodyelse", "11"), "key"),
        ("canvas_id", Owner("lovelaceada", "99"), "name"),
        ("moodle_id", Owner("Somebody", "21"), "key"),
        ("moodle_id", Owner("Ada Lovelace", "99"), "name"),
        ("sid", Owner("X", "31", "x@example.org"), "key"),
        ("sid", Owner("X", "99", "ADA@example.org"), "email"),
    ],
)
def test_people_are_found_by_id_key_email_and_name(column: str, owner: Owner, by: str) -> None:
    assert People(CLASS, column).find(owner) == ({"ada"}, by)


def test_capitals_accents_and_punctuation_do_not_matter_and_letters_do() -> None:
    people = People(CLASS, "moodle_id")
    for name in ("jose nunez garcia", "JOSÉ NÚÑEZ-GARCÍA", "Núñez-García, José", "nunezgarciajose"):
        assert people.find(Owner(name))[0] == {"jose"}
    for name in ("jose nunez", "josef nunez garcia", "garcia jose nunez", ""):
        assert people.find(Owner(name))[0] == set()


def test_a_number_is_an_id_only_where_the_roster_has_no_numbers() -> None:
    assert People(roster(Person("11", "B")), "canvas_id").find(Owner("x", "11")) == ({"11"}, "id")
    assert People(roster(Person("11", "B"), ADA), "canvas_id").find(Owner("x", "11")) == ({"ada"}, "key")
    assert People(roster(Person("12", "B"), ADA), "canvas_id").find(Owner("x", "12"))[0] == set()


def test_vowel_signs_are_letters_and_accents_are_not() -> None:
    assert squashed("कि") != squashed("का")
    assert squashed("É") == squashed("e")
    assert orders("Ludwig van Beethoven") == {"ludwigvanbeethoven", "vanbeethovenludwig", "beethovenludwigvan"}


def test_two_people_of_one_name_are_not_told_apart_by_guessing() -> None:
    twins = roster(Person("jan1", "Jan Müller", canvas_id="5"), Person("jan2", "Jan Muller"))
    handed_in = [Delivery("mullerjan_6", (Owner("mullerjan", "6"),)), Delivery("x_5", (Owner("x", "5"),))]
    found, notes = listed(Layout("", "canvas_id", handed_in), twins)
    assert found == {"jan1": [handed_in[1]], "jan2": []}
    assert notes == ["'mullerjan_6' may be jan1 or jan2: write canvas_id 6 into that person's line of the roster."]


def test_two_strangers_of_one_name_do_not_both_become_one_person() -> None:
    handed_in = [Delivery(f"lovelaceada_{key}", (Owner("lovelaceada", key),)) for key in ("6", "7")]
    found, notes = listed(Layout("", "canvas_id", handed_in), roster(Person("ada", "Ada Lovelace")))
    assert found == {"ada": []}
    assert notes[0] == (
        "'lovelaceada_6' fits ada by name only, and so does something else: "
        "write canvas_id 6 into that person's line of the roster."
    )
    assert len(notes) == 2


def test_a_name_does_not_go_against_a_number() -> None:
    by_key, by_name = Delivery("x_11", (Owner("x", "11"),)), Delivery("lovelaceada_6", (Owner("lovelaceada", "6"),))
    found, notes = listed(Layout("", "canvas_id", [by_name, by_key]), CLASS)
    assert found["ada"] == [by_key]
    assert notes[0].startswith("'lovelaceada_6' fits ada by name only, and so does something else")


def test_a_person_who_is_listed_twice_hands_in_once() -> None:
    twice = Delivery("submission_1", (Owner("A", "31"), Owner("B", "31")))
    assert listed(Layout("", "sid", [twice]), CLASS)[0]["ada"] == [twice]


def test_who_is_nobody_is_named_with_what_to_do() -> None:
    handed_in = [Delivery("submission_9", (Owner("Eve", "66", "eve@example.org"),))]
    assert listed(Layout("", "sid", handed_in), CLASS)[1] == [
        "'submission_9' ('Eve', '66', 'eve@example.org') is nobody's in the roster: "
        "write the sid or the e-mail address into that person's line of the roster."
    ]
    handed_in = [Delivery("eve", (Owner("eve"),))]
    assert listed(Layout("", "", handed_in), CLASS)[1] == [
        "'eve' is nobody's in the roster: give it the name that stands in the roster's column student, "
        "or add the person to the roster."
    ]


@pytest.mark.parametrize(
    ("column", "owner"),
    [("moodle_id", Owner("Team A", "77")), ("canvas_id", Owner("teama", "77")), ("", Owner("Team A"))],
)
def test_what_a_group_hands_in_is_all_of_its_members(column: str, owner: Owner) -> None:
    team = Delivery("x", (owner,))
    found, notes = listed(Layout("", column, [team]), CLASS)
    assert found == {"ada": [], "jose": [], "g1": [team], "g2": [team]}
    assert notes == []
    assert team.notes == ["Handed in by your group, for all of its members."]


def test_canvas_gives_the_number_of_one_member_and_the_name_of_the_group() -> None:
    people = roster(Person("g1", "G", group="Team A", canvas_id="1"), Person("g2", "H", group="Team A", canvas_id="2"))
    team = Delivery("x", (Owner("teama", "2"),))
    assert listed(Layout("", "canvas_id", [team]), people)[0] == {"g1": [team], "g2": [team]}
    own = Delivery("x", (Owner("h", "2"),))
    assert listed(Layout("", "canvas_id", [own]), people)[0] == {"g1": [], "g2": [own]}


def test_an_id_that_is_a_group_s_name_is_a_person() -> None:
    people = roster(Person("ada", "A", group="ada"), Person("bob", "B", group="ada"))
    one = Delivery("ada", (Owner("ada"),))
    assert listed(Layout("", "", [one]), people)[0] == {"ada": [one], "bob": []}


def test_without_a_roster_names_are_made_safe_and_kept_apart() -> None:
    people = [
        Owner("José Núñez"),
        Owner("jose nunez"),
        Owner("../x"),
        Owner("con"),
        Owner("Ann", "1"),
        Owner("Ann", "2"),
    ]
    found = unlisted([Delivery("", (owner,)) for owner in [*people, Owner("李")]])
    assert list(found) == ["Jose-Nunez", "jose-nunez-2", "x", "_con", "Ann", "Ann-2", "student"]


@settings(deadline=None)
@given(st.text(max_size=100))
def test_a_safe_name_is_one_that_a_roster_allows(name: str) -> None:
    made = safe(name)
    assert SAFE.fullmatch(made)
    assert not made.endswith(".")
    assert not NOT_ON_WINDOWS.fullmatch(made)
    assert re.fullmatch(r"[!-~]+", made)
