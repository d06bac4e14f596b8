"""Small words that sentences are taken apart by, in English and Spanish, folded; the lists are this project's own."""

from __future__ import annotations

from geomap.names import split_words

COUNTED = split_words(
    """
    roadblock vehicle_burning arson looting explosion drone_strike attack attack_security armed_clash
    protest abduction
    """
)
"""Types whose occurrences are told by number ("17 roadblocks")."""
AFTER = split_words(
    """
    after following tras despues luego response respuesta retaliation represalia since for por over ante
    to during durante from by of del de
    """
)
GROUPS = split_words(
    """
    police army navy military people family familia pareja couple ejercito marina personal
    guardia guard troops remains convoy
    """
)
LIST_WORDS = split_words(
    """
    , and y e & plus mas as well asi como ademas de
    """
)
NOUN_LINKS = split_words(
    """
    of de the del la los las other otros otras mas more alleged presuntos their its
    """
)
STOPS = split_words(
    """
    , . ; : ( ) and y e in en who que after tras while mientras as when cuando before they he she it was were fue fueron have has had ha han
    — – ! ? during durante at near on by por with con a al
    """
)
COPULAS = split_words(
    """
    was were is are es era eran fue fueron son
    """
)
ABBREVIATED = split_words(
    """
    mr mrs ms dr dra gen gov sen rep col lt sgt rev prof jr sr st mt ft nos num lic ing av ave
    blvd sta sto cd edo mpio capt cmdr cpl det maj brig adm km kms gral tte cap cmdte vs etc ee uu
    jan feb apr jun jul aug sept oct nov dec ene abr dic mich jal tamps chih coah dgo
    gto gro hgo mor nay oax pue qro tab tlax yuc zac chis bc bcs qroo slp nl ags mex fracc
    """
)
"""Words after which a dot ends no sentence."""
MONTHS_OR_WORDS = split_words("ago mar")
STATES_OR_WORDS = split_words("camp sin son ver")
NUMBERED_OR_WORDS = split_words("art no")
"""What may be cut short or a word of its own, so that a dot after it may end a sentence."""
CUT_SHORT = ABBREVIATED | MONTHS_OR_WORDS | STATES_OR_WORDS | NUMBERED_OR_WORDS
CLAUSE_WORDS = split_words(
    """
    and but while as when where after before who which whom whose because although though whereas y e
    pero mientras cuando donde luego tras quien quienes que aunque porque cual cuales ademas
    """
)
"""Words that begin a clause after a comma."""
CLAUSE_ALONE = split_words(
    """
    while when where mientras cuando donde who although aunque whereas pero but
    """
)
"""Words that begin a clause without one."""
SMALL_IN_DATELINES = split_words(
    """
    de la el los las del a of y and en
    """
)
SPANISH = split_words(
    """
    el la los las de del que y en a un una por con se su al para fue son tras como mas es ha han sin
    entre
    """
)
ENGLISH = split_words(
    """
    the of and in to a an was were is are that for with by on at from they it his her who has have been
    after as
    """
)
IN = split_words(
    """
    in en at inside across throughout within around of de del over through por a to
    """
)
FILLERS = split_words(
    """
    sierra carretera autopista highway road streets calles street calle region valle the el la los las
    city town state municipality village port department ciudad municipio estado puerto comunidad
    localidad poblado colonia downtown central northern southern eastern western norte sur neighborhood
    neighbouring of de del jurisdiction province rural area zona
    """
)
SAID = split_words(
    """
    said says told reported reports announced stated declared added confirmed explained informed dijo
    informo reporto confirmo senalo declaro anuncio aseguro detallo explico indico comunico expreso
    afirmo conference conferencia entrevista statement comunicado
    """
)
BE = split_words(
    """
    was were is are been being be get got gets fue fueron ha sido es son era eran siendo ser resulto
    resultaron
    """
)
HAVE = split_words(
    """
    ha han habia habian haber have has had having he hemos
    """
)
AGENTLESS = split_words(
    """
    n in on at by near during after when while and , . ; : ) inside outside over with from as for within
    around between along following amid before since last early late yesterday today ! ? ( — – - this
    according of to or but that who which under upon because next then about ago later earlier tonight
    there [ ] " ” |
    """
)
PREPOSITIONS = split_words(
    """
    of in on by from with for after during against
    """
)
NUMBERS = split_words(
    """
    one two three four five six seven eight nine ten eleven twelve dozens several
    """
)
INTRANSITIVE = split_words(
    """
    die perish succumb morir fallecer perecer sucumbir explode estallar explotar protest march riot
    """
)
DEFINITE = split_words(
    """
    the this that these those el la los las este esta ese esa estos estas dicho dicha dichos dichas del
    al his her their its su sus initial said mencionado citado
    """
)
INDEFINITE = split_words(
    """
    a an un una another otro otra unos unas some several varios varias otros otras
    """
)
APART = split_words(
    """
    in en at by por after tras from during durante with con on near
    """
)
"""Prepositions that part a number from the verb before it."""
SPEAKS = split_words(
    """
    said says has had have will would offered confirmed denied sent wants announced told warned hopes fears insists
    condemned accused provided shared believes dijo dice ha habia confirmo anuncio ofrecio entrego nego condeno advirtio
    asegura aseguro exige pide acuso
    """
)
"""Verbs that make the place before them a government: "Washington had offered"."""
LINKS = (
    BE
    | HAVE
    | DEFINITE
    | INDEFINITE
    | NUMBERS
    | split_words(
        """
        am do does did to se le les lo hay hubo hubiera hubieran haya hayan hubiese hubo son sido more such new
        further one single mas alguno alguna algun algunos ya aun todavia also still yet even ever able manage managed
        " “ ” « »
        podido logrado leave left leaving cause caused causing result resulted dejo dejaron deja dejan dejar
        causo causaron causar provoco provocaron resultar reportado reportados registrado registrados
        registrarse presentarse presento presentaron carry carried out
        """
    )
)
"""Words that a negation or a modal verb reaches across."""
THERE_IS = split_words(
    """
    there hay hubo habia haya hubiera hubieran existe existen existio existieron registra registran registro
    registraron registrado reporta reportan reporto reportaron reportado reporte reportes tiene tienen reports
    """
)
"""Words that say whether something happened at all."""
REPORTS = THERE_IS | split_words(
    """
    of de del that que any about sobre report claim claims rumors rumours rumor rumores version versiones
    existence existencia truth immediate existan
    """
)
"""Words between a denial and what it denies."""
SUBORDINATES = split_words(
    """
    after following amid since because who which while when where tras luego despues porque quien quienes mientras
    cuando donde during durante
    """
)
"""Words that bring in an event told beside the one of the clause."""
ABOUT = split_words("for por on about over sobre ante")
"""Prepositions that make a noun what a plan or demand is about, not what is planned."""
WITH = split_words("with con had has have having")
