"""Words and phrases that tell headline, story, furniture and language, in English and Spanish; all folded."""

from __future__ import annotations

from geomap.names import split_words


def _split_phrases(phrases: str) -> tuple[str, ...]:
    return tuple(" ".join(p.split()) for p in phrases.split(","))


LINK_PHRASES = _split_phrases(
    """
    see also, read more, read also, read next, also read, also see, you may also like, you might also like, lee
    tambien, leer tambien, lea tambien, lee mas, leer mas, lee aqui, te puede interesar, te podria interesar, te
    podria tambien interesar, tambien te puede interesar, quiza te interese, te recomendamos, te recomendamos
    leer, puedes leer, tambien puedes leer, puede leer, notas relacionadas, nota relacionada, noticias
    relacionadas, no te pierdas, te sugerimos, checa tambien, ve tambien, ver tambien, ademas lee, sigue
    leyendo, seguir leyendo, entradas relacionadas, articulos relacionados, related articles, related stories,
    related posts, related coverage, related news
    """
)
"""Phrases that lead to another article: they stand at the start of a line, and its title may follow."""

LABELS = _split_phrases(
    """
    related, recommended, recomendado, recomendados, relacionadas, relacionados, relacionado, relacionada, more
    on this, more from, more news, more stories, trending, most read, most popular, don t miss, mas noticias,
    mas informacion, lo mas leido, lo mas visto, las mas leidas, ultimas noticias, latest news, video, mira,
    ver, watch, listen, tags, topics, temas, etiquetas, filed under, categories, categorias, in this section, en
    esta nota
    """
)
"""Words that do so only where they stand alone or a colon, dash or bar follows: a story can begin with them too."""

FURNITURE = _split_phrases(
    """
    spread the love, share this, share on, follow us, follow us on, like us on facebook, subscribe, subscribe to
    our newsletter, sign up, sign up for our newsletter, compartir en, comparte esto, comparte esta nota,
    siguenos, siguenos en, suscribete, suscribete a nuestro boletin, suscribete a nuestro canal, unete a nuestro
    canal, recibe las noticias, descarga nuestra app, activa las notificaciones, source link, click here, haz
    clic, all rights reserved, derechos reservados, todos los derechos reservados, terms of use, privacy policy,
    aviso de privacidad, leave a comment, leave a reply, deja un comentario, deja tu comentario, no hay
    comentarios, articulo anterior, articulo siguiente, nota anterior, nota siguiente, previous article, next
    article, previous post, next post, skip to content, saltar al contenido, print this article, back to top,
    volver arriba, min read
    """
)
"""What a page says to its reader; more of the same may follow."""

BUTTONS = _split_phrases(
    """
    share, tweet, newsletter, advertisement, publicidad, anuncio, comparte, compartir, comments, comentarios,
    menu, buscar, search, print, imprimir, cargando, loading
    """
)
"""The same, in words that a story can begin with too: "Search under way", "Print shop burned"."""

SECTIONS = split_words(
    """
    home inicio portada noticias news general nacional national mexico estados seguridad policiaca internacional
    world mundo politica politics justicia local ultimas opinion us americas
    """
)
SOURCE_HEADS = _split_phrases(
    """
    sources, source, fuentes, fuente, references, referencias, fuentes consultadas, bibliografia, works cited
    """
)

VERBS = split_words(
    """
    is are was were be been being has have had do does did will would can could may might must says say said
    tells told killed kill kills dead die dies died burn burns burned burnt block blocks blocked clash clashes
    attack attacks hit hits left leave leaves found find finds seize seizes arrest arrests shot face faces fear
    fears vow vows rise rises es son era eran fue fueron ser sido ha han habia hay haber esta estan estaba
    estaban sera seran tiene tienen mata matan muere mueren deja dejan quema queman bloquea bloquean ataca
    atacan halla hallan detiene detienen reporta reportan confirma confirman suma suman asesina asesinan
    registra registran suspende suspenden dice dicen hubo hace hacen pide piden cae caen llega llegan sigue
    siguen va van que
    """
)

ARTICLES = split_words("the a an this these el la los las un una unos unas este esta estos estas")

ENGLISH = split_words(
    """
    the of and to in that for on with was were is are his her from at by has have had been after who they it its
    as an be which this not but said their more than into over two three killed found police near man men woman
    body bodies dead kill kills people shot attack against will would could about new where between during he
    she him we you i or if so when what while there out up down off before under all some any most other one
    first day year years week city state town officials soldiers army gunmen armed wounded burned roads
    roadblocks says say leave leaves left several
    """
)

SPANISH = split_words(
    """
    de la el en que los las del por con una un se al para es su sus tras como fue fueron han ha sin sobre mas
    entre este esta desde hasta dos tres muertos muere mueren asesinan hombre hombres mujer policias hallan
    localizan cuerpo ataque contra durante segun cuando donde pero no lo le y o ya quien estado municipio era
    eran estan hay habia ser sido muy tambien porque ante bajo cada otro otra otros otras todo todos toda todas
    uno unos unas nos les si aunque hoy ayer dia dias ano anos ciudad ejercito gobierno elementos personas
    presuntos heridos detenidos lesionados balazos asesinado asesinados matan queman bloquean bloqueos dejan
    deja suman
    """
)

IN_NAMES = split_words("de del la el los las y san ciudad estado")
"""Spanish words that stand in names, which English writes as they are: "El Salto", "Santa Rosa de Lima"."""
