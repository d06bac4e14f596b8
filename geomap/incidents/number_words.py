"""Words of number in English and Spanish, and the words around numbers that say what they count; all folded."""

from __future__ import annotations

from typing import NamedTuple

from geomap.names import split_words


class NumberWord(NamedTuple):
    """What a word or phrase of number means."""

    role: str
    """
    ``small`` (below a thousand), ``hundred``, ``scale``, ``group`` (about so many), ``pair`` (just so
    many), ``half``, ``article``, ``none``, ``both``, ``multiple``, ``vague``, ``some``, ``ordinal``,
    ``percent``, or a bound: ``least``, ``most``, ``below`` (less than), ``about``.
    """
    value: int
    """The number; of a vague word, the least that it can mean."""
    unit: int = 0
    """
    What a number before the word is multiplied by: "dos docenas", "several dozen". Of a multiple, 1 where
    there may have been more: "multihomicidio".
    """


def _number_words(role: str, values: str) -> dict[str, NumberWord]:
    """Read "word=value" or "word=value/unit"; an underscore stands for a space."""
    found = {}
    for entry in values.split():
        word, _, number = entry.partition("=")
        value, _, unit = number.partition("/")
        found[word.replace("_", " ")] = NumberWord(role, int(value or 0), int(unit or 0))
    return found


def _phrases(role: str, phrases: str) -> dict[str, NumberWord]:
    return {" ".join(phrase.split()): NumberWord(role, 0) for phrase in phrases.split(",")}


_EN_TEENS = (
    "ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19"
)
_EN = {
    **_number_words("small", f"one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 {_EN_TEENS}"),
    **_number_words("small", "twenty=20 thirty=30 forty=40 fourty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90"),
    **_number_words("small", "a_single=1"),
    **_number_words("hundred", "hundred=100"),
    **_number_words("scale", "thousand=1000 million=1000000 billion=1000000000 trillion=1000000000000"),
    **_number_words("group", "dozen=12/12 half-dozen=6"),
    **_number_words("pair", "couple=2 pair=2 duo=2 trio=3"),
    **_number_words("half", "half"),
    **_number_words("article", "a=1 an=1 another=1"),
    **_number_words("none", "no none nobody no_one zero without"),
    **_number_words("both", "both=2"),
    **_number_words("multiple", "double=2 triple=3 quadruple=4 quintuple=5 sextuple=6"),
    **_number_words("vague", "dozens=24/12 tens=20/10 scores=40/20 hundreds=200/100 thousands=2000/1000"),
    **_number_words("vague", "millions=2000000/1000000 several=2 various=2 numerous=2 many=2 multiple=2 a_few=2"),
    **_number_words("vague", "a_handful=2"),
    **_number_words("some", "some"),
    **_number_words("ordinal", "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    **_number_words("ordinal", "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"),
    **_number_words("ordinal", "thirtieth fortieth fiftieth hundredth thirds quarter quarters fourths fifths tenths"),
    **_phrases(
        "least",
        """
        more than, over, at least, no fewer than, no less than, not less than, not fewer than, upwards of,
        upward of, in excess of, a minimum of, just over, well over, at the least, exceeding, above
        """,
    ),
    **_phrases(
        "most",
        """
        up to, as many as, no more than, not more than, a maximum of, at most, as much as, no higher than
        """,
    ),
    **_phrases("below", "fewer than, less than, just under"),
    **_phrases(
        "about",
        """
        about, around, nearly, almost, approximately, roughly, close to, an estimated, estimated, approx, circa,
        somewhere around, in the region of, some estimated
        """,
    ),
}

_ES_HUNDREDS = " ".join(
    f"{stem}os={value} {stem}as={value}"
    for stem, value in (
        ("doscient", 200), ("trescient", 300), ("cuatrocient", 400), ("quinient", 500), ("seiscient", 600),
        ("setecient", 700), ("ochocient", 800), ("novecient", 900),
    )
)  # fmt: skip
_ES_TEENS = (
    "diez=10 once=11 doce=12 trece=13 catorce=14 quince=15 dieciseis=16 diecisiete=17 dieciocho=18 diecinueve=19"
)
_ES_TWENTIES = (
    "veinte=20 veintiun=21 veintiuno=21 veintiuna=21 veintidos=22 veintitres=23 veinticuatro=24 veinticinco=25 "
    "veintiseis=26 veintisiete=27 veintiocho=28 veintinueve=29"
)
_ES_TENS = "treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien=100 ciento=100"
_ES = {
    **_number_words("small", f"uno=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 {_ES_TEENS}"),
    **_number_words("small", f"{_ES_TWENTIES} {_ES_TENS} {_ES_HUNDREDS}"),
    **_number_words("small", "un_solo=1 una_sola=1 un_unico=1 una_unica=1"),
    **_number_words("scale", "mil=1000 millon=1000000 millones=1000000 billon=1000000000000 billones=1000000000000"),
    **_number_words("group", "docena=12 decena=10 veintena=20 treintena=30 cuarentena_de=40 cincuentena=50"),
    **_number_words("group", "centena=100 centenar=100 millar=1000"),
    **_number_words("pair", "un_par=2 una_pareja=2 un_duo=2 un_trio=3 una_tercia=3"),
    **_number_words("half", "medio media"),
    **_number_words("article", "un=1 una=1 otro=1 otra=1"),
    **_number_words("none", "ningun ninguno ninguna sin cero nadie ni_un ni_una ni_uno"),
    **_number_words("percent", "por_ciento"),
    **_number_words("both", "ambos=2 ambas=2"),
    **_number_words(
        "multiple", "doble=2 triple=3 cuadruple=4 quintuple=5 sextuple=6 septuple=7 multihomicidio=2/1 multiple=2/1"
    ),
    **_number_words("vague", "docenas=24/12 decenas=20/10 veintenas=40/20 centenas=200/100 cientos=200/100"),
    **_number_words("vague", "centenares=200/100 miles=2000/1000 millares=2000/1000 varios=2 varias=2 algunos=2"),
    **_number_words("vague", "algunas=2 numerosos=2 numerosas=2 diversos=2 diversas=2 multiples=2 muchos=2 muchas=2"),
    **_number_words("vague", "distintos=2 distintas=2 diferentes=2 unos_cuantos=2 unas_cuantas=2 un_punado=2"),
    **_number_words("some", "unos unas"),
    **_number_words("ordinal", "primero primera primer segundo segunda tercero tercera tercer cuarto cuarta quinto"),
    **_number_words("ordinal", "quinta sexto sexta septimo septima octavo octava noveno novena decimo decima"),
    **_number_words("ordinal", "tercio tercios cuartos cuartas quintos quintas quintas_partes decimos"),
    **_phrases(
        "least",
        """
        mas de, por encima de, al menos, por lo menos, cuando menos, no menos de, arriba de, un minimo de, minimo,
        como minimo, superior a, superiores a, poco mas de, cuando menos unos, mas de unos, lo menos
        """,
    ),
    **_phrases(
        "most",
        """
        hasta, no mas de, un maximo de, maximo, como maximo, a lo mas, cuando mucho, a lo sumo
        """,
    ),
    **_phrases("below", "menos de, poco menos de"),
    **_phrases(
        "about",
        "casi, cerca de, alrededor de, aproximadamente, en torno a, un estimado de, aprox, cercano a, cercanos a",
    ),
}
_SHARED = {word: meaning for word, meaning in _EN.items() if meaning.role in ("small", "hundred", "vague", "least")}
WORDS = {"en": _EN, "es": {**{w: m for w, m in _SHARED.items() if w not in ("ten", "one", "over", "a single")}, **_ES}}
"""
By language. "UN", "once", "sin" and "a" mean other things in the other one, and Spanish numbers in an
English text are mostly part of a name; but English ones count in a headline taken for Spanish.
"""

LABEL_WORDS = split_words("""
    carretera autopista highway route interstate ruta km kilometro kilometer articulo article calle avenida av
    seccion section fraccion inciso distrito district unidad unit zona zone canal channel page pagina edificio building
    sector barrio batallon battalion regimiento regiment cereso penal secundaria preparatoria prepa primaria escuela
    telefono phone tel cel celular whatsapp calibre caliber cal capitulo chapter version apartment suite room gate
    departamento expediente carpeta folio oficio copa grupo group linea line brigade region militar cartel
    boeing cessna airbus ford formula nivel level fase phase etapa category categoria grado modelo model lote manzana
    local numero number num codigo postal cp fm am sub top celda modulo torre piso base exit salida article art vol
    volumen numeral clave codigo operativo federal bulevar boulevard street avenue libramiento
    kilometros millas mile milla patrulla vuelo flight placas placa vagon caseta plaza anden windows covid sala
    resolution resolucion bill paragraph parrafo cadena copyright
    """)
"""After one of these a number names, and doesn't count, unless something that is counted follows."""

STRICT_LABEL_WORDS = split_words(
    "km kilometro kilometer articulo article art numero number num calibre caliber cal tel telefono"
)
"""After one of these it never counts."""

COUNTABLE_WORDS = split_words("""
    personas persona people person soldados soldado soldiers elementos troops tropas agentes agente agents officers
    officer oficiales policias policia police homes casas viviendas families familias hombres hombre men man mujeres
    mujer women woman migrantes migrants efectivos militares integrantes members miembros muertos muertas dead deaths
    muertes homicidios homicides murders killings asesinatos ejecutados ejecuciones casos cases desaparecidos missing
    heridos heridas lesionados lesionadas injured wounded victimas victims civiles civilians detenidos detenidas
    detenciones arrests arrested suspects sospechosos gunmen sicarios pistoleros executions killings slayings shootings delincuentes criminals presuntos
    cuerpos bodies cadaveres vehiculos vehicles autos cars carros camiones trucks buses camionetas autobuses tractocamiones
    unidades bloqueos roadblocks blockades narcobloqueos ataques attacks enfrentamientos clashes incendios fires
    tiendas stores negocios businesses bancos banks gasolineras municipios municipalities estados states comunidades
    communities armas weapons guns rifles fusiles cartuchos rounds menores minors children ninos ninas jovenes youths
    estudiantes students normalistas periodistas journalists reos inmates internos prisoners presos marinos marines
    guardias guards guerrilleros guerrillas rebels rebeldes campesinos peasants peones trabajadores workers empleados
    pasajeros passengers turistas tourists vuelos flights manifestantes protesters residentes residents habitantes
    pobladores villagers comerciantes funcionarios officials alcaldes mayors candidatos candidates individuos sujetos
    fallecidos asesinados abatidos bajas casualties fatalities secuestrados kidnapped hostages rehenes
    drones explosivos explosives minas bombas bombs granadas grenades tomas ordenes warrants cateos raids more others
    mas otros otras national guardsmen federal federales estatales municipales
    """)
"""Nouns that reports count: they tell "on the 5th" from "five soldiers", and a year from 2,000 people."""
