"""Whether a message says only that a request is solved or withdrawn: nobody need work on it.

Saying so is never punished (the charter's *Annulation du ticket*), so a message that says nothing
else is neither charged nor refused. Whatever also asks, doubts or tells of trouble stays a
request. Its precision and recall are measured on invented messages that the tests keep.
"""

import re

from zenforms.judging.reply import own_words
from zenforms.judging.text import plain

_LONGEST = 2_000
"""Characters of a message that are looked at; a longer one has something else to say."""

_OBJECT = (
    r"(?:(?:le|la|les|l'|ce|cet|cette|ma|mon|mes|notre|nos|votre|my|our|the|this)\s?){1,2}"
    r"(?:\w+\s){0,2}?(?:demandes?|tickets?|requetes?|dossiers?|appels?|incidents?|interventions?|"
    r"formulaires?|signalements?|sollicitations?|requests?|cases?)\b"
)
_BEING = (
    r"(?:est|sont|a ete|ont ete|etait|semble|c'est|s'est|is|has been|was|it's)\s"
    r"(?:\w+ment\s|maintenant\s|deja\s|bien\s|enfin\s|donc\s|desormais\s|aujourd'hui\s|now\s|"
    r"already\s){0,2}"
)
_AGAIN = (
    r"(?:(?:a|de)\snouveau|maintenant|desormais|enfin|normalement|(?:tres\s)?bien|parfaitement|"
    r"correctement|comme\savant|again|now|fine)"
)

_SAYS_SO = re.compile(
    rf"""
    \b{_BEING}(?:resolue?s?|reglee?s?|reparee?s?|retablie?s?|corrigee?s?|solved|resolved|fixed)\b
    | \b(?:probleme|souci|incident|bug|anomalie|panne|question|problem|issue)s?\s(?:est\s)?
      (?:resolue?s?|reglee?s?|solved|resolved|fixed)\b
    | ^(?:c'est\s)?(?:resolu|regle|solved|resolved|fixed)\b
    | \btout\s(?:est\s)?(?:s'est\s)?(?:rentre|revenu)e?\s(?:dans\sl'ordre|a\sla\snormale)\b
    | \b(?:est|sont|tout\sest)\s(?:rentre|revenu)e?s?\s(?:dans\sl'ordre|a\sla\snormale)\b
    | \bs'est\s(?:resolu|regle|arrange|retabli)e?\b
    | \b(?:ca|cela|tout|il|elle|on|l'\w+|le\s\w+|la\s\w+|it|everything)\s
      (?:re(?:marche|fonctionne)|(?:marche|fonctionne|works?|is\sworking)\s{_AGAIN})\b
    | \b(?:nous\savons|j'ai|on\sa|we\shave|i\shave)\s(?:\w+\s){{0,2}}?
      (?:resolu|regle|solved|resolved|fixed)\b
    | \b(?:avons|ai|a)\s(?:\w+\s)?trouve\s(?:la\s|une\s)?(?:solution|cause|origine)\b
    | \b(?:n'est|n'etait|ne\ssont|n'a)\s(?:donc\s)?plus\s(?:du\stout\s)?(?:d'actualite|necessaires?|
      utiles?|besoin|d'objet|lieu\sd'etre)\b
    | \b(?:no\slonger|not\slonger)\s(?:needed|necessary|relevant|an\sissue|required)\b
    | \b(?:je\sn'ai|nous\sn'avons|on\sn'a)\s(?:donc\s)?plus\sbesoin\b
    | \bplus\sbesoin\s(?:d'aide|de\svotre|d'une|d'intervention|de\sl'intervention)\b
    | \b(?:est|devient|devenue?|desormais)\s(?:donc\s)?sans\sobjet\b
    | \bfausse\s(?:alerte|alarme|manoeuvre)\b | \bfalse\salarm\b
    | \b(?:inutile|pas\sla\speine|plus\sla\speine|plus\snecessaire)\s(?:de\s|d')
      (?:intervenir|chercher|poursuivre|continuer|traiter|vous\sderanger|donner\ssuite)\b
    | \bne\stenez\s(?:pas|plus)\scompte\b | \bsans\stenir\scompte\b
    | \bne\spas\s(?:donner\ssuite|tenir\scompte)\b | \bdisregard\b | \bplease\signore\b
    | \b(?:annul(?:er|ez|ons|e|ation|ee)|cloture[rz]?|cloturer|cloturee?|clore|ferme[rz]|fermer|
      retire[rz]?|retirons|abandonn(?:er|ez|ons|e)|supprime[rz]|archive[rz]|solde[rz]|cancel|close|
      withdraw)\s(?:de\s)?{_OBJECT}
    | \b(?:pouvez|peux|peut|pouvons|veuillez|merci\sde|je\svous\sprie\sde|can|may)\s
      (?:(?:donc|bien|alors|vous|you|le|la|l')\s?){{0,3}}
      (?:l'|le\s|la\s|les\s)?(?:annuler|cloturer|clore|fermer|cancel|close)(?:\s(?:it|this))?
      \s?(?:[.!]|$)
    | \b(?:demande|requete|ticket)s?\s(?:\S+\s){{0,6}}?(?:est\s|sont\s|comme\s)?
      (?:a\s(?:annuler|cloturer|clore|fermer)|annulee?s?|retiree?s?|abandonnee?s?|close)\b
    | ^(?:annulation|cloture|abandon|retrait)\s(?:de\s)?{_OBJECT}
    | ^(?:annulation|cloture)(?:\s(?:du|de\sla|de\smon|de\sma|de))?\s(?:ticket|demande|zf)\b
    """,
    re.VERBOSE,
)
_DOUBTS = re.compile(
    r"""
    \?
    | \b(?:pas|non|jamais|ni|toujours\spas|not|isn't|wasn't)\s(?:\w+\s){0,2}?
      (?:resolue?s?|reglee?s?|reparee?s?|corrigee?s?|retablie?s?|solved|resolved|fixed)\b
    | \b(?:n'annul|ne\sclotur|ne\sferm|ne\spas\s(?:annul|clotur|ferm|clore)|
      n'est\spas\s(?:a\s)?(?:annul|clotur))
    | \b(?:impossible|n'arriv\w+|ne\s(?:peux|peut|pouvons|parvien\w+|parvenons))\b
    | \b(?:boutons?|menus?|commandes?)\s[«"]?\s?(?:annul|ferm|clotur|clore)
    | \bd'apres\svous\b | \b(?:le|la|les)\smien(?:ne)?s?\b
    | \b(?:partiellement|en\spartie|a\smoitie|qu'a\smoitie|presque|partly|partially|provisoirement|
      temporairement|en\sattendant)\b
    | \b(?:si|s'il(?!\s(?:vous|te)\splait)|quand|lorsqu\w*|des\sque|une\sfois|tant\sque|
      avant\s(?:que|de)|jusqu\w*|
      afin\s(?:que|de)|pour\sque|if|once|until|unless|when)\b
    | \b(?:soit|serait|sera|seront|puisse|etre|doit|devrait|faut|faudrait|be)\s(?:\w+\s){0,2}?
      (?:resolue?s?|reglee?s?|solved|resolved|fixed)\b
    | \b(?:mais|cependant|toutefois|neanmoins|pourtant|sauf|excepte|hormis|en\srevanche|par\scontre|
      or|however|but|except|yet)\b
    | \b(?:re(?:vient|venu\b(?!\s(?:a\sla\snormale))|produit|apparu|commence|surgi)\w*|
      de\snouveau\s(?:le\s)?(?:meme\s)?(?:probleme|souci|bloqu)|a\snouveau\s(?:le\s|un\s)?
      (?:probleme|souci|bloqu|en\spanne))\b
    | \b(?:toujours|encore|still|reste|restent|persiste\w*|subsiste\w*|demeure\w*)\b
    | \b(?:alors\sque|bien\sque|malgre|although|though)\b
    """,
    re.VERBOSE,
)
_ASKS = re.compile(
    r"""
    \b(?:pouvez|pourriez|peux-tu|pourrais|pouvez-vous|voudri\w+|souhait\w+|aimeri\w+|desir\w+|
      veuillez|could\syou|can\syou|would\slike|please)\b
      (?!\s(?:(?:donc|bien|alors|vous|le|la|l'|tout\sde\smeme|you)\s?){0,3}
      (?:l'|le\s|la\s|les\s|d')?(?:annul|clotur|clore|ferm|retir|abandon|archiv|sold|supprim|
      ne\spas\sdonner|ne\splus\s|ne\spas\stenir|considerer|oubli|excus|cancel|close|ignore|disregard|
      withdraw|accepter|recevoir|croire|agreer|noter|trouver|arreter|stopper))
    | \bmerci\s(?:de\s(?:bien\svouloir\s)?|d')
      (?!(?:l'|le\s|la\s|les\s)?(?:annul|clotur|clore|ferm|retir|abandon|archiv|sold|supprim|
      ne\spas\sdonner|ne\splus|ne\spas\stenir|considerer|noter|arreter|avoir|votre|vos|avance|oubli))
    | \b(?:un|une|d')\s?autres?\b | \bautre\s(?:probleme|souci|question|demande|chose|sujet|point)
    | \b(?:nouvel(?:le)?|nouveau|new|another)\s(?:probleme|souci|question|demande|bug|anomalie|
      problem|issue|request|question)
    | \b(?:par\sailleurs|d'autre\spart|egalement|en\soutre|en\splus|de\splus|also|besides)\b
    | \b(?:avons|ai|aurai\w*|aurions)\s(?!plus\b)(?:\w+\s)?besoin\s(?:de|d')
    | \b(?:rappel|contact|telephon|appel)\w*[\s-](?:moi|nous|us|me)\b
    | \b(?!annul|clotur|ferm|retir|abandonn|archiv|oubli|supprim|excus|ch|av|pouv)\w+ez-?\s?
      (?:nous|moi|le|la|les)\b
    | \b(?:comment|pourquoi|quand|combien|quel(?:le)?s?|how|why|what)\b
    | \b(?:devis|facture\sde|avoir\sun|remboursement|reclamation|refund)\b
    | \b(?:urgent|urgence|bloque|bloques|bloquee|bloquees|asap)\b
    """,
    re.VERBOSE,
)
_TROUBLE = re.compile(
    r"""
    \b(?:erreurs?|plant\w+|crash\w*|bug\w*|impossible|anomalies?|problemes?|soucis?|panne|
      errors?|problems?|issues?|fails?|broken)\b
    | \b(?:ne|n')\s?(?:\w+\s){1,2}(?:pas|plus|rien|jamais)\b
    | \b(?:doesn't|don't|cannot|can't|won't)\b
    """,
    re.VERBOSE,
)
_PAST = re.compile(
    r"""
    \b(?:c'etait|etait|etaient|venai\w+|provenai\w+|avai\w+|fallai\w+|a\sete|ont\sete|suffisai\w+|
      (?:avons|a|ai|ont)\s\w+[eiu]|s'agissait|was|were|had|came)\b
    | \b(?:de\s(?:notre|ma|mon)\s(?:cote|part|faute|fait)|suite\sa|grace\sa|apres)\b
    | \bour\s(?:side|end)\b
    | \b(?:signale|ouvert|declare|evoque|rencontre|decrit|reported|raised)e?s?\b
    """,
    re.VERBOSE,
)
_CLOSING = re.compile(
    r"(?:bien\s|tres\s)?(?:cordialement|cdt|cdlt|amicalement|sinceres? salutations|salutations|"
    r"respectueusement)\b.*|"
    r"(?:bien a (?:vous|toi)|a vous|bonne (?:journee|soiree|fin de|reception|semaine)|"
    r"bon week.?end|best regards|kind regards|regards|yours|-- ?|_{3,}|"
    r"envoye (?:de|depuis) mon|sent from my)(?!\w).*"
)
_POSTSCRIPT = re.compile(r"(?:n\.?b|p\.?\s?s)\.?\s?[:.-]")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


def only_withdraws(subject: str, body: str) -> bool:
    """Whether a message says that its request is solved or withdrawn, and nothing else.

    What it repeats of other messages, and what stands below its closing words, is not looked at,
    but for a postscript.
    """
    said = own_words(body)
    if len(said) > _LONGEST:
        return False
    sentences = [plain(one) for one in _SENTENCE.split(_without_signature(said))]
    sentences = [one for one in sentences if one.strip(" .,;:!-*")]
    if any(_asks_or_doubts(one) or _tells_of_trouble(one) for one in sentences):
        return False
    if any(map(_SAYS_SO.search, sentences)):
        return True
    title = _without_marks(plain(subject))
    return _SAYS_SO.search(title) is not None and not _asks_or_doubts(title)


def _asks_or_doubts(sentence: str) -> bool:
    return _DOUBTS.search(sentence) is not None or _ASKS.search(sentence) is not None


def _tells_of_trouble(sentence: str) -> bool:
    """Whether trouble is told that is neither over nor the one that is said to be."""
    if _TROUBLE.search(sentence) is None:
        return False
    return _SAYS_SO.search(sentence) is None and _PAST.search(sentence) is None


def _without_signature(said: str) -> str:
    lines = said.splitlines()
    plain_lines = [plain(line) for line in lines]
    for number, line in enumerate(plain_lines):
        if number and _CLOSING.fullmatch(line):
            has_more = any(map(_POSTSCRIPT.match, plain_lines[number + 1 :]))
            return said if has_more else "\n".join(lines[:number])
    return said


def _without_marks(subject: str) -> str:
    """The subject without “RE:”, “TR:” and numbers in brackets."""
    return re.sub(r"^(?:(?:re|tr|fwd?|aw|wg)\s?:\s?|\[[^\]]{0,40}\]\s?)+", "", subject)
