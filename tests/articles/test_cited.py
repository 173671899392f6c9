"""Sentences in, credited agencies out: the source of a statement, which is not the origin of the report."""

import pytest

from pipelines.articles.cited import credited_for, find_cited
from pipelines.text.sentences import find_sentences


def credited(text: str) -> str | None:
    return credited_for(find_cited(text, 0, len(text)), find_sentences(text))


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("All will leave by June, a spokesman told AFP.", "AFP"),
        ("All will leave by June, a spokesman told the AFP news agency on Monday.", "AFP"),
        ("A diplomat told Russia's state news agency TASS that all will leave.", "TASS"),
        ("In an interview with TASS he gave no day.", "TASS"),
        ("Speaking to Al Jazeera, the minister gave no day.", "Al Jazeera"),
        ("In an AP interview the minister gave no day.", "AP"),
        ("He gave an exclusive interview to Bloomberg.", "Bloomberg"),
        ("All will leave by June, according to the state news agency SANA.", "SANA"),
        ("All will leave by June, according to Iran's semi-official Fars news agency.", "Fars"),
        ("All will leave by June, Press TV wrote.", "Press TV"),
        ("All will leave by June, Xinhua reported.", "Xinhua"),
        ("North Korea's official KCNA news agency said that nothing had moved.", "KCNA"),
        ("The Korean Central News Agency (KCNA) said that nothing had moved.", "KCNA"),
        ("Nothing had moved, reported Yonhap, which named nobody.", "Yonhap"),
        ("“Nothing has moved,” he was quoted by Interfax as saying.", "Interfax"),
        ("Kyodo quoted a source as saying that nothing had moved.", "Kyodo"),
        ("Anadolu Agency, citing a source, said that nothing had moved.", "Anadolu Agency"),
        ("Reuters reported, citing the Interfax news agency, that nothing had moved.", "Interfax"),
        ("The general told Tasnim that nothing had moved, AFP reported.", "Tasnim"),
        ("A letter seen by Reuters gives no day.", "Reuters"),
        ("Documents obtained by The Associated Press give no day.", "AP"),
        ("A Reuters witness saw two lorries leave.", "Reuters"),
        ("An AFP correspondent at the scene said the gate was open.", "AFP"),
        ("Nine have died, according to a Reuters tally.", "Reuters"),
        ("An Associated Press investigation found nine more.", "AP"),
        ("The Jordanian news agency Petra said nothing had moved.", "Petra"),
        ("The MENA news agency said nothing had moved.", "MENA"),
        ("She told the Harbour News Agency that nothing had moved.", "Harbour News Agency"),
        ("A Taliban official told Kestrel Wire that nothing had moved.", "Kestrel Wire"),
        ("Nothing had moved, the minister wrote in The Guardian.", "The Guardian"),
        ("Nothing had moved, the minister said on CNN, where all could hear it.", None),
        ("Ann Lee, who wrote for the Associated Press, said that nothing had moved.", None),
        ("An editor of Reuters said that nothing had moved.", None),
        ("She told AFP and Reuters that nothing had moved.", None),
        ("A Reuters reporter was killed in the valley on Friday.", None),
        ("A Reuters cameraman and two soldiers were killed, the army said.", None),
        ("Reuters was not able to verify the account.", None),
        ("Reuters could not immediately reach the army.", None),
        ("Reuters said its staff were safe.", None),
        ("AFP said one of its drivers was hurt.", None),
        ("We mourn him, Reuters editor-in-chief Ann Lee said.", None),
        ("She worked for Reuters before she went into politics.", None),
        ("The army attacked the office of the Associated Press.", None),
        ("Police detained two journalists of Anadolu Agency.", None),
        ("Across the MENA region, officials said, nothing had moved.", None),
        ("Petra said she was tired.", None),
        ("The PA said it would not pay the salaries.", None),
        ("The AAP said that it would win the seat.", None),
        ("Nothing had moved, officials said.", None),
        ("The minister told reporters that nothing had moved.", None),
    ],
)
def test_a_statement_is_credited_to(sentence: str, name: str | None) -> None:
    assert credited(sentence) == name


def test_offsets_count_in_the_text() -> None:
    text = "Nothing moved. A clerk told AFP so, and Press TV wrote it."
    assert [(text[each.start : each.end], each.name, each.first) for each in find_cited(text, 10, len(text))] == [
        ("AFP", "AFP", True),
        ("Press TV", "Press TV", False),
    ]
