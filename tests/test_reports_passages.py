"""Passages: what of a report is its story, and what is furniture."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.reports.passages import split_passages


def list_roles(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(p.role, text[p.start : p.end]) for p in split_passages(text, title=title)]


def find_role(line: str) -> str:
    """Give the role of a line inside a story."""
    text = f"Gunmen block roads in Colima\n\nRoads were closed on Monday.\n\n{line}\n\nTwo people were hurt."
    return {shown: role for role, shown in list_roles(text)}[line]


def find_role_above_story(line: str) -> str:
    text = f"Gunmen block roads in Colima\n{line}\nRoads were closed on Monday, the state said.\n"
    return {shown: role for role, shown in list_roles(text)}[line]


def test_first_line_is_the_headline_and_the_rest_the_story() -> None:
    assert [role for role, _ in list_roles("Three dead in León\n\nThree men died on Monday.\nPolice said so.")] == [
        "headline",
        "story",
        "story",
    ]


@pytest.mark.parametrize(
    "text",
    ["Michoacán/Buenavista: shots fired, several dead", "The night of Los Cabos", "Foto: Reforma", "Por fin hay paz"],
)
def test_a_text_of_one_line_is_story_whatever_it_looks_like(text: str) -> None:
    assert list_roles(text) == [("story", text)]


@pytest.mark.parametrize(
    "line",
    [
        "See also  Talks go on in Geneva",
        "See also\u00a0 Talks go on in Geneva.",
        "Lee también: Asesinan a dos en Toluca.",
        "LEE TAMBIÉN | Protestas en Puebla",
        "• Te puede interesar: Bloqueos en Sonora",
        "Related: Three bodies found in Tepic",
        "Más noticias - Choque en Durango",
        "Lee más: Ataque en Ankara",
        "Read more about the raid here.",
        "Te recomendamos leer",
        "Video: Así ardieron los camiones en Tepic",
        "https://example.org/notas/veracruz",
        "@fiscalia_estatal #Guerrero",
        "redaccion@example.org",
        "Síguenos en redes",
        "Comments (3)",
        "Share this",
        "Publicidad",
        "[Imprimir]",
        "Todos los derechos reservados.",
        "Suscríbete a nuestro boletín",
        "© 2026 Un diario de Mérida",
        "Home / General / Roads closed in Colima",
        "Inicio › Estados › Jalisco",
        "Nacional | Seguridad",
        "Mundo » Europa » Bruselas",
    ],
)
def test_a_line_that_leads_elsewhere_is_links(line: str) -> None:
    assert find_role(line) == "links"


@pytest.mark.parametrize(
    "line",
    [
        "Related violence in Zamora left three people dead.",
        "Video from the scene shows two buses on fire.",
        "Share prices fell after the blockades in Monterrey, traders said on Monday afternoon in the capital.",
        "More from the same group were arrested in Toluca.",
        "Por la noche quemaron dos camiones en Apatzingán.",
        "By noon the army had cleared the road to Manzanillo.",
        "Jalisco | Two dead in a clash at Lagos de Moreno",
        "Michoacán/Buenavista: several gunmen dead",
        "La ruta México / Toluca quedó cerrada dos horas.",
        "Ver a los soldados calmó a la gente de Aguililla.",
        "See also that the talks in Geneva had failed, he said.",
        "22 de febrero de 2026",
        "Gunmen killed four soldiers in Tapalpa, Jalisco on Sunday. / AFP",
        "Gunmen killed four soldiers in Tapalpa, Jalisco on Sunday (see image).",
        "Images by local media showed gunmen burning 12 buses in Puerto Vallarta.",
        "Search under way after gunmen kill 4 soldiers in Tapalpa",
        "Print shop burned in Guadalajara",
        "Images: none were shown in court" + ", where the case has been heard for a year" * 5 + ".",
        "• Two people were killed in Tecomán",
    ],
)
def test_a_line_of_the_story_that_begins_like_furniture_stays_story(line: str) -> None:
    assert find_role(line) == "story"


@pytest.mark.parametrize(
    "line",
    [
        "Foto: Cuartoscuro",
        "Photo by A. Person / Agency",
        "Image courtesy of the Attorney General and El Diario de Colima.",
        "Un camión arde en Zapopan (foto de archivo).",
        "(Foto: cortesía)",
        "Imagen ilustrativa: un retén en la carretera a Tepic",
        "Un camión arde en Zapopan. Foto: EFE",
        "A bus burns at a crossing in Tepic (AP Photo/A. Person)",
        "Soldados en una calle de Morelia | Cuartoscuro",
    ],
)
def test_a_picture_credit_makes_a_caption(line: str) -> None:
    assert find_role(line) == "caption"


def test_a_description_of_a_picture_between_headline_and_story_is_a_caption() -> None:
    assert find_role_above_story("The cathedral of Colima under a grey sky") == "caption"
    assert find_role_above_story("Vista aérea de la carretera a Manzanillo") == "caption"


@pytest.mark.parametrize(
    "line", ["The army says the roads are open again", "La policía detiene a dos personas en Tecomán", "What we know"]
)
def test_a_second_headline_is_no_caption(line: str) -> None:
    assert find_role_above_story(line) == "story"


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Pérez de la Torre and Luis Gómez",
        "Por Redacción",
        "POR ANA PÉREZ",
        "Por: Ana Pérez / Corresponsal",
        "Redacción / Agencia Local",
        "AFP",
        "Published on Monday, February 23, 2026 at 8:15 am",
        "Actualizado el 23 de febrero de 2026, 18:30 hrs",
        "23 de febrero de 2026",
        "2026-02-23T18:30:00-06:00",
        "Ana Pérez | 23/02/2026",
        "Por Redacción | 23 de febrero de 2026 | 3 min de lectura",
    ],
)
def test_who_wrote_it_and_when_is_a_byline(line: str) -> None:
    assert find_role_above_story(line) == "byline"


@pytest.mark.parametrize("line", ["POR VIOLENCIA SUSPENDEN FIESTAS EN MAZAMITLA", "Por violencia, suspenden fiestas"])
def test_a_headline_that_begins_with_por_is_no_byline(line: str) -> None:
    assert list_roles(f"{line}\n\nLas fiestas no se harán.")[0] == ("headline", line)


def test_the_line_that_repeats_the_title_is_the_headline() -> None:
    text = "Estados\nBloquean caminos de Colima\nCerraron dos carreteras.\n"
    roles = list_roles(text, title="Bloquean caminos de Colima - Un diario")
    assert [role for role, _ in roles] == ["links", "headline", "story"]


def test_without_its_title_in_the_text_a_report_has_no_headline() -> None:
    assert {role for role, _ in list_roles("La tarde\nCerraron dos carreteras.\n", title="Bloqueos")} == {"story"}


def test_the_name_of_a_section_above_the_headline_is_no_headline() -> None:
    roles = list_roles("Policiaca\nMatan a dos hombres en Celaya\nDos hombres murieron el lunes.\n")
    assert [role for role, _ in roles] == ["links", "headline", "story"]


def test_a_bare_heading_of_links_takes_the_titles_below_it() -> None:
    text = (
        "Bloqueos en Colima\n\nCerraron dos carreteras.\n\nTe puede interesar\nProtesta en Ginebra\nBombas en Qatar\n\n"
        "La fiscalía investiga los hechos.\n\nLos municipios"
    )
    assert [role for role, _ in list_roles(text)] == ["headline", "story", "links", "links", "links", "story", "story"]


def test_the_list_of_sources_goes_to_the_end() -> None:
    text = "Raid in Tepic\n\nOne man died.\n\nSources:\n\nAn agency – A paper\nTwo killed in Ankara – Another"
    assert [role for role, _ in list_roles(text)] == ["headline", "story", "sources", "sources", "sources"]


def test_a_paragraph_after_the_sources_is_story_again() -> None:
    paragraph = "Later that day " + "the army cleared the road and " * 9 + "went home."
    assert list_roles(f"Raid in Tepic\n\nOne man died.\n\nFuentes:\nUn diario\n\n{paragraph}")[-1][0] == "story"


def test_a_sentence_after_a_bare_heading_of_sources_is_story_again() -> None:
    text = (
        "Raid in Tepic\n\nOne man died.\n\nSource\nA paper\n\nPolice said that two more men died on Sunday.\nOne left"
    )
    assert [role for role, _ in list_roles(text)] == ["headline", "story", "sources", "sources", "story", "story"]


def test_hard_wrapped_lines_take_the_role_of_their_paragraph() -> None:
    text = (
        "SAN MIGUEL, 3 JAN 90 (A RADIO) -- [TEXT] TWO SOLDIERS WERE WOUNDED WHEN A MINE\n"
        "WENT OFF ON THE ROAD TO THE PORT YESTERDAY, ACCORDING TO A REPORT BY THE LOCAL\n"
        "PHOTO: SERVICE OF THE ARMY, WHICH HAS HAD A POST IN THE TOWN SINCE THE SUMMER OF\n"
        "LAST YEAR.\n\n"
        "   BY THE EVENING THE ROAD WAS OPEN AGAIN AND THE WOUNDED MEN HAD BEEN TAKEN TO A\n"
        "HOSPITAL IN THE CAPITAL, WHERE THEY ARE SAID TO BE OUT OF DANGER, THE SAME REPORT\n"
        "SAYS.\n"
    )
    assert {role for role, _ in list_roles(text)} == {"story"}


def test_a_text_of_nothing_but_captions_is_told_as_story() -> None:
    assert [role for role, _ in list_roles("Foto: un camión arde en Celaya\nFoto: otro más en León")] == ["story"] * 2


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=300), st.none() | st.text(max_size=20))
def test_passages_cover_all_but_blanks_in_order_and_never_overlap(text: str, title: str | None) -> None:
    end = 0
    for passage in split_passages(text, title=title):
        assert end <= passage.start < passage.end
        assert not text[end : passage.start].strip()
        end = passage.end
    assert not text[end:].strip()


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["Foto: A", "Por Ana", "Sources:", "Two died.", "", "Related", "The red bus", "x " * 50]))
)
def test_splitting_is_settled_by_the_text_alone(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert split_passages(text) == split_passages(text)
    roles = {p.role for p in split_passages(text)}
    assert roles <= {"headline", "story", "byline", "caption", "links", "sources"}


@pytest.mark.parametrize("piece", ["A", "Ab ", "Photo by A", "/ ", "(photo ", "de la ", "a. ", "A-"])
def test_a_long_run_of_names_takes_no_long_time(piece: str) -> None:
    assert list_roles("Photo by " + piece * (590 // len(piece)) + "!\nText.")
