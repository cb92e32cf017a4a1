"""French words that say little, plain as `text.words` gives them."""

SMALL = frozenset(
    """
    a ai ainsi alors apres as au aucun aucune aussi autre autres aux avant avec avez avons c
    ca car ce ceci cela ces cet cette chaque chez ci comme d dans de deja depuis des donc du
    elle elles en encore ensuite est et etaient etait etes etre eu fait il ils j je jusqu l la
    le les leur leurs lors lorsque m ma mais me meme mes mon n ne ni non nos notre nous on ont
    ou par parce pas pendant petit petite petites petits peu peut plus pour pourquoi puis qu
    quand que quel quelle quelles quels qui quoi s sa sans se ses si soit son sont sous sur t
    ta te tes toi ton tous tout toute toutes tres tu un une va vers voici voila vos votre vous
    y
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
"""Words without which a sentence still says what it says."""

GREETINGS = frozenset(
    """
    asap attention avance bonjour bonsoir cher chers contacter contactez cordialement hello
    help important importante importants intervenir intervention madame merci mesdames
    messieurs monsieur please prioritaire priorite rapidement rappeler rappelez remercie
    remercions salut sos stp svp urgence urgences urgent urgente urgents vite
    """.split()  # noqa: SIM905 - likewise
)
"""Words that are said to people, not about a problem."""

GENERAL = frozenset(
    """
    aide aider amelioration ameliorations anomalie anomalies appel appels appli application
    assistance avis besoin bogue bogues bug bugs concernant concerne convenu conversation
    corriger demande demandes depannage desk difficulte difficultes divers diverses
    dysfonctionnement dysfonctionnements erreur erreurs evolution evolutions faire fonctionne
    fonctionnent fonctionner idee idees incident incidents info information informations infos
    ko logiciel mail marche marchent marcher message moc objet outil panne pb pbs plantage
    plante plusieurs point points precision precisions prevoir probleme problemes programme
    question questions remarque remarques renseignement renseignements resoudre rien service
    souci soucis suggestion suggestions suite sujet support telephone telephonique ticket
    tickets traiter urgence voir zen zensolutions
    """.split()  # noqa: SIM905 - likewise
)
"""Words that name a request without saying what it is about."""

COMPLAINTS = frozenset(
    """
    aujourd beaucoup bloque bloquee bloquees bloques bonne certain certaines certains client
    clients collegue collegues completement compte comptons correctement correctif derniere
    dernieres devient devons dimanche equipe equipes fois genant genante gene general grande
    gros grosse heure heures hier hui impossible jeudi jour journee jours longtemps lundi
    mardi matin mercredi mois monde necessaire nombreux normalement nouveau oui parfois
    patience penible personne personnes peuvent peux plaignent poste postes pouvez pouvons
    precedente quotidien regarder regulierement relancer reste revenir samedi semaine semaines
    soir souvent surtout temps toujours travail travailler travaillons utilisateur
    utilisateurs vendredi vraiment
    """.split()  # noqa: SIM905 - likewise
)
"""Words about people, time and trouble: they tell how bad it is, not how to see it."""
