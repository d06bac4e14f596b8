"""
Which of GeoNames' 680 kinds of places a report may mean, and what they weigh.

Codes and classes are those of https://www.geonames.org/export/codes.html (2026-11). Countries and divisions are left
out: the shipped gazetteer has them, with the codes that everything else rests on. So are kinds that a report does not
go by (a single school, shop or well), and what is there no more (PPLH, PPLQ, PPLW).
"""

from __future__ import annotations

SETTLED = "PPL PPLA PPLA2 PPLA3 PPLA4 PPLA5 PPLC PPLF PPLG PPLL PPLR PPLS PPLX STLMT"
"""Class P: towns, hamlets and their neighbourhoods."""
FARMED = "RNCH FRM FRMS EST RNCHS AGRF"
"""Classes S and L: ranches, farms, estates."""
LOCAL = (
    "LCTY AREA PRK RES RESN RESF RESW MILB PRT INDS OILF MNA "  # L
    "AIRP AIRB AIRF AIRH BDG BDRP DAM INSM MN MNAU MNC MNCU MNFE MNQR OILR PRN PS PSH REST RLG RSRT RSTN RUIN "  # S
    "CSTM MKT MUS CTRM HSPC PMPO PP RECG STDM UNIV TWRS ANS BUSTN FY MLSG "  # S
    "RDJCT RDCUT TNL TNLRD TRANT "  # R
    "BCH BCHS CAPE CLF GRGE HLL ISL ISLET ISLS MESA MT PASS PK PT PEN VLC PLAT RK CAVE "  # T
    "LK LKS RSV LGN BAY BAYS COVE FLLS HBR INLT SPNG STRT LKN "  # H
    "FRST OCH"  # V
)
"""Spots and areas of a few kilometres: their point says where they are."""
FAR = "RGN COLF TRB CST MTS HLLS VAL VALS CNYN PLN DSRT RDGE LEV STM STMI STMS STMX CNL GULF SEA RD RR HWY RTE"
"""What stretches far: its point says little of where on it something was."""
STRETCHED = tuple(FAR.split(" "))
KEPT = frozenset(f"{SETTLED} {FARMED} {LOCAL} {FAR}".split(" "))
"""Feature codes that own places keep."""
UNKNOWN = "LCTY"
"""A place of which nothing is known but its name and where it is."""
_SMALLER = -0.5
_OTHER = -1.0
RANKS = {
    **dict.fromkeys(FARMED.split(" "), _SMALLER),
    **dict.fromkeys((*LOCAL.split(" "), *STRETCHED), _OTHER),
    UNKNOWN: 0.0,
    "RGN": 0.0,
}
"""What these kinds weigh beside a populated place, in powers of ten of people. A place of unknown kind is as one."""
