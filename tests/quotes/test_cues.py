"""Text in, the phrase out that the quotation is given to. All sentences are our own."""

import pytest

from tests.quotes.helpers import read

WORDS = '"We will not sign this paper until the army has left'


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        # somebody quotes somebody
        (f'{WORDS}," Huaxin quoted Ivan Petrov as saying.', "Ivan Petrov"),
        (f'{WORDS}," the agency quoted a source close to the talks as saying.', "a source close"),
        ('The official agency quoted Ivan Petrov as telling a rally that the plan was "an insult to the dead".', "Ivan Petrov"),
        ('The New Straits Mail cited him as having told ministers that reporters "come for three days".', "him"),
        ('Ivan Petrov was quoted by the agency as saying that the plan was "an insult to the dead".', "Ivan Petrov"),
        (f'{WORDS}," Ivan Petrov was quoted as telling the agency.', "Ivan Petrov"),
        (f'{WORDS}," Ivan Petrov was cited as saying.', "Ivan Petrov"),
        # words and views
        (f'In the words of Ivan Petrov, {WORDS}."', "Ivan Petrov"),
        ('In his view, the candidate countries "have done more in ten years than others in forty".', "his"),
        # verbs that speak with a word after them
        (f'{WORDS}," chimed in Ivan Petrov, his deputy.', "Ivan Petrov"),
        ('The detainees, he went on, "will get a mattress and no surprises".', "he"),
        # places and manners between the subject and its verb, and nouns with "with"
        ('Ivan Petrov here on Sunday dismissed the report as "a fairy tale".', "Ivan Petrov"),
        (f'The interior minister thinks otherwise: {WORDS}."', "The interior minister"),
        (f'{WORDS}," the source with the ministry told Rossvest.', "the source with the ministry"),
        # verbs
        (f'{WORDS}," Ivan Petrov averred.', "Ivan Petrov"),
        (f'{WORDS}," shrugged Ivan Petrov.', "Ivan Petrov"),
        (f'{WORDS}," Ivan Petrov bragged.', "Ivan Petrov"),
    ],
)
def test_who_is_given_the_quotation(text: str, surface: str) -> None:
    assert [mention.speaker_surface for mention in read(text)] == [surface]


@pytest.mark.parametrize(
    "text",
    [
        'The daily "Jutro" was not sold on Sunday.',
        'The trucks stood before the house of the "Novi Svet" newspaper.',
    ],
)
def test_the_name_of_a_newspaper_is_no_quotation(text: str) -> None:
    assert read(text) == []
