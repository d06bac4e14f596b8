"""Guesses which columns of a table hold name, point and parents of its places, by their usual names."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.errors import InputError
from geomap.names import fold_toponym

_USUAL = {
    "name": "name nombre toponym toponimo placename nombrelugar nomloc nomlocalidad nombrelocalidad localidad "
    "nomgeo nomasen nombregeografico place lugar poblado pueblo town colonia nomcol ejido rancho rancheria barrio "
    "paraje settlement locality neighbourhood neighborhood asentamiento label etiqueta",
    "asciiname": "asciiname nameascii ascii nombreascii",
    "alternates": "alternates alternatenames alternatename altnames altname alias aliases aka othernames othername "
    "otronombre otrosnombres nombrealterno nombresalternos sinonimo sinonimos",
    "lon": "londecimal longituddecimal lonwgs84 lon lng longitude longitud long decimallongitude xlon coordx "
    "coordenadax x",
    "lat": "latdecimal latituddecimal latwgs84 lat latitude latitud decimallatitude ylat coordy coordenaday y",
    "population": "population pop poblacion poblaciontotal pobtot pobtotal pob habitantes inhabitants",
    "feature_code": "featurecode fcode geonamesfeaturecode",
    "country": "countrycode country pais codigopais cvepais iso2 cc countryname nompais",
    "admin1": "admin1code admin1 admin1name cveent cveentidad cveedo cveestado estado entidad nomment noment nomedo "
    "nomestado entidadfederativa state stateprovince province provincia departamento",
    "admin2": "admin2code admin2 admin2name cvemun cvemunicipio municipio nommun nommunicipio municipality county "
    "alcaldia mun",
    "id": "placeid geonameid geonamesid id gid cvegeo clave cveloc codigo uuid osmid",
}
"""By what is looked for: folded names of columns without blanks, the likeliest first."""
_MOST_NAMED = 20


def fold_column(name: str) -> str:
    """
    Fold the name of a column, so that "Población total" is ``poblaciontotal``.

    Parameters
    ----------
    name
        As in the header.

    Returns
    -------
    folded
        Small letters and digits.
    """
    return fold_toponym(name.replace("_", " ")).replace(" ", "")


_KNOWN = {what: {fold_column(name): rank for rank, name in enumerate(usual.split())} for what, usual in _USUAL.items()}


def guess_columns(header: Sequence[str]) -> dict[str, int]:
    """
    Guess what the columns of a table hold.

    Parameters
    ----------
    header
        Their names.

    Returns
    -------
    numbers
        Number of the column by what it holds; only of what was found.
    """
    folded = [fold_column(name) for name in header]
    found = {}
    for what, known in _KNOWN.items():
        ranked = [(known[name], number) for number, name in enumerate(folded) if name in known]
        if ranked:
            found[what] = min(ranked)[1]
    return found


def require_columns(file: str, header: Sequence[str], guessed: dict[str, int], *, geometry: bool = False) -> None:
    """
    Require that there are a name and a point.

    Parameters
    ----------
    file
        For the message.
    header
        Names of its columns.
    guessed
        Of ``guess_columns``.
    geometry
        Whether the rows have geometries, so that no columns of coordinates are needed.

    Raises
    ------
    InputError
        If one is missing.
    """
    needed = ("name",) if geometry else ("name", "lon", "lat")
    missing = [what for what in needed if what not in guessed]
    if missing:
        names = ", ".join([*header][:_MOST_NAMED])[:300] or "none"
        message = (
            f"{file}: found the columns {names}; expected one for {' and '.join(missing)} (such as nombre, lon, lat)"
        )
        raise InputError(message)


def tell_guess(header: Sequence[str], guessed: dict[str, int]) -> str:
    """
    Say which column was taken for what.

    Parameters
    ----------
    header
        Names of the columns.
    guessed
        Of ``guess_columns``.

    Returns
    -------
    text
        Such as "name from 'nombre', lon from 'x'".
    """
    return ", ".join(f"{what} from '{header[number]}'" for what, number in guessed.items())
