"""Classes of words around toponyms, in English and Spanish, folded; the lists are this project's own."""

from __future__ import annotations

from geomap.calendar_words import MONTHS, WEEKDAYS
from geomap.names import split_words

EDUCATION = split_words(
    "university college school schools institute academy campus universidad instituto colegio escuela facultad "
    "tecnologico preparatoria primaria secundaria bachilleres polytechnic politecnico seminary"
)
GOVERNMENT = split_words(
    "department ministry agency bureau office council commission committee authority government administration "
    "court board congress senate parliament assembly embassy legislature treasury reserve secretaria comision "
    "congreso senado camara gobierno ayuntamiento tribunal fiscalia procuraduria delegacion consejo comite cabildo "
    "embajada consulado juzgado suprema constitucion ley coordinacion consulate commissioners supervisors attorney "
    "legislative legislatura voceria direccion subsecretaria auditoria"
)
SECURITY = split_words(
    "police sheriff sheriffs army navy guard force forces military marines troopers policia guardia ejercito "
    "marina bomberos firefighters fuerza fuerzas batallon battalion regimiento"
)
COMPANY = split_words(
    "company corporation corp inc ltd llc co group holdings bank airlines airways railway motors energy industries "
    "stores partners bakery brewery banco grupo empresa compania cerveceria cooperativa exchange insurance"
)
MEDIA = split_words(
    "times post news herald tribune journal gazette press daily star sun chronicle globe observer telegraph guardian "
    "magazine tv radio network bbc heraldo sol diario periodico noticias imparcial universal jornada informador "
    "observatory televisa canal agencia"
)
SOCIETY = split_words(
    "association society foundation federation union league movement front church cathedral ministries chamber "
    "alliance coalition charity trust service services system partido asociacion fundacion sindicato federacion "
    "confederacion liga movimiento alianza coalicion iglesia catedral diocese diocesis arquidiocesis party "
    "organization organisation institution club colectivo caravana"
)
SPORT = split_words(
    "team fc cup championship olympics united wanderers rovers albion athletic bowl tournament equipo copa liguilla "
    "tigres marathon maraton open series sox mets yankees lakers"
)
CRIME = split_words("cartel gang clan brigade militia mafia bloc banda cartels carteles bandas grupo celula")
FACILITY = split_words(
    "hospital clinic center centre library museum theater theatre hotel restaurant hall mall plaza museo biblioteca "
    "teatro centro clinica stadium arena airport aeropuerto estadio prison jail penal carcel cemetery panteon park "
    "parque station estacion terminal tower torre mercado market basilica temple monument monumento palace palacio"
)
EVENT = split_words(
    "act treaty agreement accord pact war virus fever flu syndrome award prize tratado acuerdo guerra festival fair "
    "feria parade cumbre summit convention conference protocol declaration"
)
ORGANISATION = frozenset().union(
    EDUCATION, GOVERNMENT, SECURITY, COMPANY, MEDIA, SOCIETY, SPORT, CRIME, EVENT, FACILITY
)
"""Head words of the names of organisations, products and events."""

OFFICIAL = GOVERNMENT | SECURITY
"""Bodies of the place itself: 'Jalisco police' is the place's, 'Jalisco Cartel' is not."""

OFFICE = split_words(
    """
    president minister senator governor mayor judge sheriff ambassador congressman congresswoman lawmakers secretary
    attorney councilman chancellor premier king queen prince princess bishop archbishop residents resident native
    people citizens voters officials presidente presidenta gobernador gobernadora alcalde alcaldesa edil senador
    senadora diputado diputada fiscal secretario secretaria ministro ministra embajador candidato candidata regidor
    delegado jefe jefa titular obispo arzobispo habitantes vecinos ciudadanos gubernatura alcaldia presidencia
    """
)
TITLE = split_words(
    """
    mr mrs ms miss dr sir lord lady president minister senator governor mayor judge justice sheriff chief captain
    capt lieutenant lt colonel general gen sergeant sgt officer detective deputy dep prof professor rev reverend
    bishop pope king queen prince princess spokesman spokeswoman spokesperson chairman director secretary ambassador
    coach attorney rep sen gov commissioner superintendent councilman coroner manager player presidente presidenta
    gobernador gobernadora alcalde alcaldesa senador senadora diputado diputada licenciado lic ing doctor doctora dra
    don dona general coronel capitan comandante fiscal secretario secretaria ministro ministra candidato candidata
    regidor lider dirigente padre obispo papa profesor profesora maestro maestra sacerdote cabo sargento teniente
    """
)
FEATURE_AFTER = split_words(
    """
    river valley county city town township village lake mountain mountains mount hill hills creek island islands bay
    beach coast gulf sea ocean canyon desert forest peninsula strait cape port fort harbor harbour district province
    state region republic kingdom territory parish borough heights springs falls ridge plains basin delta canal
    prefecture governorate municipality suburb neighborhood
    """
)
"""Generic words that follow a name and belong to it: 'Walker County', 'Ohio River'."""

FEATURE_BEFORE = split_words(
    """
    lake mount mt fort port cape point gulf bay isle rio valle ciudad villa pueblo puerto playa isla bahia golfo mar
    cabo laguna lago presa cerro sierra volcan mesa costa peninsula cuenca ejido rancho rancheria colonia col
    fraccionamiento barrio comunidad sindicatura unidad poblado nevado
    """
)
"""Generic words that begin a name: 'Lake Tahoe', 'Río Lerma', 'colonia Roma'."""

ROAD = split_words(
    """
    street st avenue ave road rd boulevard blvd highway hwy route interstate drive dr lane ln court parkway pike
    turnpike expressway freeway motorway bridge airport plaza square avenida av calle calzada carretera autopista
    bulevar libramiento periferico puente aeropuerto glorieta viaducto circuito callejon anillo caseta entronque
    """
)
"""Generic words of facilities: what they name is no settlement."""

PREPOSITION_IN = split_words("in en near at desde hacia cerca from within outside across throughout around")
PLACE_NOUN = split_words(
    """
    municipio municipios ciudad localidad comunidad poblado pueblo estado alcaldia puerto villa ejido rancheria barrio
    colonia sindicatura cabecera capital zona region sierra norte sur este oeste centro costa frontera limites
    carretera calles penal habitantes vecinos pobladores town city village state municipality county province region
    port suburb district outskirts north south east west streets capital border residents people
    """
)
"""Nouns after which "de" or "of" leads to a place: "municipio de Tapalpa", "town of Paris"."""
OF = split_words("of de del d")
DIRECTION = split_words(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern upper lower norte sur este oeste oriente poniente centro"
)
CONNECT = split_words("of de the del la las los el y and al do da dos di du le et upon on")
SAYING = split_words(
    """
    said says say told announced agreed refused warned urged wants denied accused condemned rejected insisted
    demanded called asked insists denies accuses rejects expressed responded replied vowed dijo senalo informo anuncio
    pidio afirmo acuso nego rechazo exigio advirtio condeno respondio asegura afirma acusa niega rechaza exige
    """
)
CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
LANGUAGE_VERBS = split_words("speak speaks spoke speaking habla hablan hablar hablaba translated traducido into")
LANGUAGE_NOUNS = split_words("language languages speaker speakers speaking idioma lengua")
NEVER_ALONE = (
    CALENDAR
    | CONNECT
    | DIRECTION
    | split_words(
        """
        union national nacional chamber supreme white black mission liberty freedom un nato otan bonita para una
        habra as in is was morena pan pri prd pt verde ana por con sin ante si no ya todo esta este eso aqui he she
        we you they it his her our my mr mrs dr god dios jesus cristo mary maria lee read more asi segun cuando como
        donde mas pero entre sobre desde tras durante hoy ayer usted nosotros ellos police policia guardia ejercito
        president presidente gobierno estado congreso senado camara fiscalia secretaria general federal municipal
        """
    )
)
"""Words that are places somewhere, but a toponym by themselves only where the context insists."""

GOVERNMENT_SEATS = frozenset(
    (
        "white house",
        "casa blanca",
        "palacio nacional",
        "los pinos",
        "kremlin",
        "downing street",
        "capitol hill",
        "the pentagon",
        "pentagon",
        "casa rosada",
        "miraflores",
        "elysee palace",
        "la moncloa",
        "moncloa",
        "westminster",
        "san lazaro",
        "bucareli",
        "supreme court",
    )
)
"""Buildings whose name stands for a government; towns of the same name need a state after them."""
SHOUTED_WORDS = split_words(
    "ver sin son col mor tab camp son jal ill ind miss mass ore ark me or in hi oh ok pa la ma de al"
)
"""Abbreviations of states that are words too: in capitals they say nothing unless a comma stands before."""
