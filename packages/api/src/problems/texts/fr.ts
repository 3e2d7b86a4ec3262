import type { PartOfTexts } from '../texts.ts';

/** Holds the French texts; `{name}` stands for a parameter of the problem. */
export const fr = {
  'request-invalid': [
    "La requête n'est pas valide",
    '{reason}',
    'Corrigez la partie indiquée de la requête et renvoyez-la.',
  ],
  'body-invalid': [
    'Le corps est illisible',
    "Le corps n'est pas du JSON valide : {reason}",
    'Envoyez un document JSON en UTF-8 avec Content-Type: application/json.',
  ],
  'cursor-invalid': [
    "Le curseur n'est pas valide",
    'Le curseur « {cursor} » ne vient pas de cette recherche.',
    'Recommencez sans curseur et suivez le lien rel="next" de chaque page.',
  ],
  'range-invalid': [
    "La plage de versions n'est pas valide",
    "« {range} » n'est ni une version, ni une plage, ni un canal.",
    'Écrivez une plage comme ^1.2.0, une version exacte comme 1.2.3 ou un canal comme latest.',
  ],
  unauthenticated: [
    'Un jeton est nécessaire',
    'La requête ne porte aucun jeton connu de ce registre.',
    'Connectez-vous avec « nforge login » ou donnez un jeton valide dans NFORGE_TOKEN.',
  ],
  'token-expired': [
    'Le jeton a expiré',
    'Le jeton a expiré le {expiresAt}.',
    'Demandez un nouveau jeton à un responsable de votre organisme, puis reconnectez-vous.',
  ],
  'token-revoked': [
    'Le jeton a été révoqué',
    "Le jeton n'est plus valable : il a été révoqué.",
    'Demandez un nouveau jeton à un responsable de votre organisme, puis reconnectez-vous.',
  ],
  'scope-missing': [
    "Le jeton n'y autorise pas",
    'Il faut le droit « {scope} » ; le jeton a : {scopes}.',
    'Demandez à un responsable de votre organisme un jeton avec le droit « {scope} ».',
  ],
  'agency-forbidden': [
    "Le jeton est celui d'un autre organisme",
    'Un jeton de « {tokenAgency} » ne peut pas agir pour « {agency} ».',
    'Utilisez un jeton de « {agency} ».',
  ],
  'algorithm-forbidden': [
    "Le jeton est limité à d'autres algorithmes",
    "Le jeton ne permet pas d'agir sur « {name} » ; il est limité à : {algorithms}.",
    'Utilisez un jeton qui nomme cet algorithme, ou un jeton sans limite.',
  ],
  'quota-exceeded': [
    "Le quota d'envoi est épuisé",
    'Les envois non publiés de ce jeton occuperaient {wanted} octets ; {limit} sont permis.',
    'Publiez ce qui est envoyé, ou attendez : les envois inutilisés sont supprimés après 24 heures.',
  ],
  'route-unknown': [
    "Il n'y a rien à cette adresse",
    'Aucune route ne correspond à {path}.',
    'Les routes de ce registre sont décrites dans /api/v1/openapi.json.',
  ],
  'agency-unknown': [
    "L'organisme est inconnu",
    "Ce registre ne connaît pas d'organisme « {agency} ».",
    "Vérifiez l'orthographe, ou demandez à l'exploitant de créer l'organisme.",
  ],
  'algorithm-unknown': [
    "L'algorithme est inconnu",
    "Ce registre ne connaît pas d'algorithme « {name} ».",
    "Vérifiez l'orthographe, ou cherchez avec « nforge search ».",
  ],
  'version-unknown': [
    'La version est inconnue',
    "« {name} » n'a pas de version {version}.",
    'Listez les versions avec « nforge versions {name} ».',
  ],
  'no-version': [
    'Aucune version ne convient',
    'Aucune version de « {name} » ne convient à « {range} » au {at}.',
    'Élargissez la plage, choisissez une autre date, ou listez les versions avec « nforge versions {name} ».',
  ],
  'channel-unknown': [
    'Le canal est inconnu',
    "« {name} » n'a pas de canal « {tag} ».",
    'Listez les canaux avec « nforge view {name} ».',
  ],
  'file-unknown': [
    "Le fichier n'est pas dans la publication",
    'La publication {name}@{version} ne contient pas de fichier « {path} ».',
    'Les fichiers de la publication sont listés dans sa fiche.',
  ],
  'blob-unknown': [
    'Le contenu est inconnu',
    'Aucune publication ne se réfère à {digest}.',
    "Vérifiez l'empreinte ; un envoi devient lisible quand une publication s'y réfère.",
  ],
  'token-unknown': [
    'Le jeton est inconnu',
    "L'organisme n'a pas de jeton « {id} ».",
    "Listez d'abord les jetons de l'organisme.",
  ],
  'submission-unknown': [
    'Le dépôt est inconnu',
    "Il n'y a pas de dépôt « {id} » visible avec ce jeton.",
    'Publiez à nouveau : publier deux fois le même contenu est sans danger.',
  ],
  'method-not-allowed': [
    "La méthode n'est pas permise ici",
    "{method} n'est pas permis à {path} ; permis : {allow}.",
    "Utilisez une des méthodes de l'en-tête Allow.",
  ],
  'not-acceptable': [
    "Aucune forme acceptable n'existe",
    'Cette ressource existe en : {available}.',
    "Demandez l'une de ces formes dans l'en-tête Accept.",
  ],
  'request-timeout': [
    'La requête a pris trop de temps',
    "La requête n'était pas complète à temps.",
    "Renvoyez-la ; un envoi reprend où il s'est arrêté.",
  ],
  'version-taken': [
    'Cette version est déjà publiée',
    "{name}@{version} est publié avec l'empreinte {existing} ; la vôtre est {offered}.",
    'Une version publiée ne change jamais : augmentez le numéro de version et publiez à nouveau.',
  ],
  'agency-taken': [
    'Cet organisme existe déjà',
    "« {agency} » est, ou a été, le nom d'un organisme ; un nom est donné une fois pour toutes.",
    'Choisissez un autre nom, ou demandez un jeton de cet organisme.',
  ],
  'resolve-conflict': [
    'Les exigences se contredisent',
    '{explanation}',
    "Changez l'une des plages nommées pour qu'une version convienne à toutes.",
  ],
  'blob-missing': [
    "Une archive n'est pas envoyée",
    "L'archive {digest} de {name}@{version} n'est pas envoyée, ou a été supprimée après 24 heures.",
    'Envoyez-la par PUT /api/v1/blobs/{digest}, puis renvoyez la publication.',
  ],
  'upload-offset-mismatch': [
    "L'envoi continue ailleurs",
    'Le prochain octet attendu est {expected}, la requête commence à {offered}.',
    'Demandez la position par HEAD et continuez à partir de là.',
  ],
  'upload-busy': [
    'Une autre requête envoie ce contenu',
    'Le même jeton envoie {digest} dans une autre requête.',
    'Attendez sa fin, demandez la position par HEAD, et continuez à partir de là.',
  ],
  'channel-target-yanked': [
    'La version est retirée',
    '{name}@{version} est retirée et ne peut pas être la cible d’un canal.',
    "Choisissez une version non retirée, ou annulez d'abord le retrait.",
  ],
  'precondition-failed': [
    'La ressource a changé entre-temps',
    "La ressource n'est plus celle que vous avez vue (son ETag est {current}).",
    'Relisez-la, vérifiez que votre changement a encore un sens, et renvoyez-le avec le nouvel ETag.',
  ],
  'body-too-large': [
    'Le corps est trop grand',
    'Le corps peut avoir au plus {limit} octets.',
    "Envoyez moins, ou demandez à l'exploitant de relever la limite.",
  ],
  'uri-too-long': [
    "L'adresse est trop longue",
    "L'adresse peut avoir au plus {limit} octets.",
    'Raccourcissez la recherche.',
  ],
  'media-type-unsupported': [
    "Le type de média n'est pas pris en charge",
    'Le corps est « {offered} » ; pris en charge : {supported}.',
    'Envoyez le corps dans un type pris en charge.',
  ],
  'range-not-satisfiable': [
    'La plage est hors limites',
    'La ressource a {size} octets.',
    'Demandez une plage à l’intérieur de ces octets.',
  ],
  'digest-mismatch': [
    'Les octets ne sont pas ceux annoncés',
    "Les octets reçus ont l'empreinte {actual}, l'empreinte annoncée était {expected}.",
    'Renvoyez ; si cela se répète, vérifiez le disque et le réseau sur le chemin.',
  ],
  'release-digest-mismatch': [
    'Les fichiers ne sont pas ceux annoncés',
    "Les fichiers de {name}@{version} ont l'empreinte {actual}, l'empreinte annoncée était {expected}.",
    'Empaquetez et publiez à nouveau avec un nforge à jour.',
  ],
  'archive-refused': [
    "L'archive est refusée",
    "L'archive de {name}@{version} enfreint une règle : {reason}",
    'Supprimez la cause nommée dans « errors », empaquetez et publiez à nouveau.',
  ],
  'release-refused': [
    'La publication est refusée',
    '{name}@{version} a {count} erreur(s) ; elles sont listées dans « errors ».',
    'Corrigez-les, vérifiez avec « nforge validate », et publiez à nouveau.',
  ],
  'vectors-failed': [
    'La version ne tient pas ses vecteurs',
    '{name}@{version} : {count} problème(s) quand le registre a exécuté ses vecteurs ; ils sont listés dans « errors ».',
    'Lancez « nforge test » dans son dossier, corrigez le programme ou les vecteurs, et publiez à nouveau.',
  ],
  'access-unsupported': [
    'Seuls les algorithmes ouverts peuvent être publiés pour le moment',
    "{name}@{version} déclare access « {access} » ; ce registre n'a pas encore de droits de lecture et le montrerait à tous.",
    'Publiez-le quand les droits de lecture existeront, ou mettez access: open si chacun peut le lire.',
  ],
  'secret-found': [
    'Un secret se trouve dans les fichiers',
    '{name}@{version} contient ce qui ressemble à un secret ; les endroits sont listés dans « errors ».',
    'Retirez-le, et remplacez le secret là où il sert : tenez-le pour connu.',
  ],
  'name-mismatch': [
    'Le manifeste dit autre chose',
    'La requête annonce {name}@{version}, le manifeste dit {actual}.',
    'Publiez avec le nom et la version de algorithm.yaml.',
  ],
  'name-reserved': ['Le nom est réservé', '« {name} » est un nom réservé.', 'Choisissez un autre nom.'],
  'channel-computed': [
    'Ce canal ne peut pas être réglé',
    "« {tag} » désigne toujours la plus haute version stable qui n'est pas retirée.",
    'Choisissez un autre nom de canal, comme « beta » ou « stable ».',
  ],
  'successor-invalid': [
    "Le successeur n'est pas valide",
    "« {successor} » n'est pas un algorithme de ce registre, ou est l'algorithme lui-même.",
    'Nommez un algorithme existant comme organisme/nom, ou omettez le successeur.',
  ],
  'scope-refused': [
    'Ce droit ne peut pas être donné',
    'Un jeton avec {scopes} ne peut pas donner le droit « {scope} ».',
    "Demandez à l'exploitant (droit operator) ou à un responsable de l'organisme (droit owner).",
  ],
  'expiry-refused': [
    "L'expiration n'est pas permise",
    'Un jeton doit expirer entre maintenant et dans {limit} jours.',
    'Choisissez une expiration dans ces limites.',
  ],
  'precondition-required': [
    'Une condition est nécessaire',
    "Ce changement exige l'en-tête {header}.",
    "Lisez d'abord la ressource et envoyez son ETag, pour ne pas écraser le changement de quelqu'un d'autre ; pour créer un canal, envoyez « If-None-Match: * ».",
  ],
  'rate-limited': [
    'Trop de requêtes',
    'La limite de {limit} requêtes par {window} s est atteinte.',
    'Attendez {retryAfter} s et réessayez.',
  ],
  'headers-too-large': [
    'Les en-têtes sont trop grands',
    'Les en-têtes de la requête dépassent {limit} octets.',
    "Envoyez moins d'en-têtes, ou de plus petits.",
  ],
  internal: [
    'Le registre a fait une erreur',
    "La requête n'a pas pu recevoir de réponse ; le registre en a noté la raison.",
    "Réessayez plus tard ; si cela persiste, donnez le requestId à l'exploitant.",
  ],
  'blob-damaged': [
    'Un fichier stocké est endommagé',
    'Les octets stockés de {digest} ne sont pas ceux publiés et ne sont pas servis.',
    "Prenez-le d'un miroir ou d'un cache, et prévenez l'exploitant : « nforge-registry verify » nomme l'endroit.",
  ],
  busy: ['Le registre est occupé', 'Trop de changements attendent.', 'Réessayez dans {retryAfter} s.'],
  'shutting-down': [
    'Le registre redémarre',
    "Le registre finit ce qu'il a accepté et ne prend rien de nouveau.",
    'Réessayez dans {retryAfter} s.',
  ],
  'storage-full': [
    'Le disque du registre est plein',
    "Le changement n'a pas pu être stocké ; rien n'a changé, la lecture continue.",
    "Prévenez l'exploitant ; réessayez quand il y a de la place.",
  ],
} as const satisfies PartOfTexts;
