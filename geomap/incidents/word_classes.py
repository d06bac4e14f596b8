"""Small words that sentences are taken apart by, in English and Spanish, folded; the lists are this project's own."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COUNTED = _words(
    """
    roadblock vehicle_burning arson looting explosion drone_strike attack attack_security armed_clash
    protest abduction
    """
)
"""Types whose occurrences are told by number ("17 roadblocks")."""
AFTER = _words(
    """
    after following tras despues luego response respuesta retaliation represalia since for por over ante
    to during durante from by of del de
    """
)
GROUPS = _words(
    """
    police army navy military police, people family familia pareja couple ejercito marina personal
    guardia guard troops remains convoy
    """
)
LIST_WORDS = _words(
    """
    , and y e & plus mas as well asi como ademas de
    """
)
NOUN_LINKS = _words(
    """
    of de the del la los las other otros otras mas more alleged presuntos their its
    """
)
STOPS = _words(
    """
    , . ; : ( ) and y e in en who que after tras while mientras as when cuando before they he she it was were fue fueron have has had ha han
    — – ! ? during durante at near on by por with con a al
    """
)
COPULAS = _words(
    """
    was were is are es era eran fue fueron son
    """
)
ABBREVIATED = _words(
    """
    mr mrs ms dr dra gen gov sen rep col lt sgt rev prof jr sr st mt ft no nos num núm lic ing av ave
    blvd sta sto cd edo mpio capt cmdr cpl det maj brig adm km kms art gral tte cap cmdte vs etc ee uu
    jan feb mar apr jun jul aug sept oct nov dec ene abr ago dic mich jal sin son tamps chih coah dgo
    gto gro hgo mor nay oax pue qro tab tlax ver yuc zac camp chis bc bcs qroo slp nl ags mex fracc a.m
    p.m u.s
    """
)
"""Words after which a dot ends no sentence."""
CLAUSE_WORDS = _words(
    """
    and but while as when where after before who which whom whose because although though whereas y e
    pero mientras cuando donde luego tras quien quienes que aunque porque cual cuales ademas
    """
)
"""Words that begin a clause after a comma."""
CLAUSE_ALONE = _words(
    """
    while when where mientras cuando donde who although aunque whereas pero but
    """
)
"""Words that begin a clause without one."""
SMALL_IN_DATELINES = _words(
    """
    de la el los las del a of y and en
    """
)
SPANISH = _words(
    """
    el la los las de del que y en a un una por con se su al para fue son tras como mas es ha han sin
    entre
    """
)
ENGLISH = _words(
    """
    the of and in to a an was were is are that for with by on at from they it his her who has have been
    after as
    """
)
IN = _words(
    """
    in en at inside across throughout within around of de del over through por a to
    """
)
FILLERS = _words(
    """
    sierra carretera autopista highway road streets calles street calle region valle the el la los las
    city town state municipality village port department ciudad municipio estado puerto comunidad
    localidad poblado colonia downtown central northern southern eastern western norte sur neighborhood
    neighbouring of de del jurisdiction province rural area zona
    """
)
SAID = _words(
    """
    said says told reported reports announced stated declared added confirmed explained informed dijo
    informo reporto confirmo senalo declaro anuncio aseguro detallo explico indico comunico expreso
    afirmo said. conference conferencia entrevista statement comunicado
    """
)
BE = _words(
    """
    was were is are been being be get got gets fue fueron ha sido es son era eran siendo ser resulto
    resultaron
    """
)
HAVE = _words(
    """
    ha han habia habian haber have has had having he hemos
    """
)
AGENTLESS = _words(
    """
    n in on at by near during after when while and , . ; : ) inside outside over with from as for within
    around between along following amid before since last early late yesterday today ! ? ( — – - -- this
    according of to or but that who which under upon because next then about ago later earlier tonight
    there [ ] " ” |
    """
)
ARTICLES = _words(
    """
    a an the another un una el la los las al otro otra his her their its su sus este esta two other
    """
)
PREPOSITIONS = _words(
    """
    of in on by from with for after during against
    """
)
NUMBERS = _words(
    """
    one two three four five six seven eight nine ten eleven twelve dozens several
    """
)
INTRANSITIVE = _words(
    """
    die perish succumb morir fallecer perecer sucumbir explode estallar explotar protest march riot
    """
)
DEFINITE = _words(
    """
    the this that these those el la los las este esta ese esa estos estas dicho dicha dichos dichas del
    al his her their its su sus initial said mencionado citado
    """
)
INDEFINITE = _words(
    """
    a an un una another otro otra unos unas some several varios varias otros otras
    """
)
APART = _words(
    """
    in en at by por after tras from during durante with con on near
    """
)
"""Prepositions that part a number from the verb before it."""
SPEAKS = _words(
    """
    said says has had have will would offered confirmed denied sent wants announced told warned hopes fears insists
    condemned accused provided shared believes dijo dice ha habia confirmo anuncio ofrecio entrego nego condeno advirtio
    asegura aseguro exige pide acuso
    """
)
"""Verbs that make the place before them a government: "Washington had offered"."""
