import type { ProblemTexts } from './problem-text.ts';

/** Tells every problem of a manifest, and what to do about it, in French. */
export const fr: ProblemTexts = {
  'file-too-large': {
    message: 'Le fichier compte {size} octets ; {limit} au plus sont lus.',
    remedy: 'Déplacez les longs textes dans des fichiers de la publication et renvoyez-y par un lien.',
  },
  'file-not-utf8': {
    message: 'À partir d’ici, le fichier n’est pas de l’UTF-8 valable.',
    remedy: 'Enregistrez-le de nouveau avec l’encodage UTF-8.',
  },
  'file-empty': {
    message: 'Le fichier ne contient aucun manifeste.',
    remedy: 'Créez-en un avec « nforge init », ou partez d’un exemple.',
  },
  'character-refused': {
    message: 'Le caractère {character} est refusé : il est invisible ou change l’ordre d’affichage du texte.',
    remedy: 'Supprimez-le. Textes arabe et latin peuvent se suivre sur une ligne sans lui.',
  },
  'yaml-syntax': {
    message: 'Ceci n’est pas du YAML ({reason}).',
    remedy: 'Vérifiez l’indentation, les deux-points et les guillemets de cette ligne et de la précédente.',
  },
  'yaml-indentation': {
    message: 'L’indentation ne s’accorde pas avec les lignes voisines.',
    remedy: 'Indentez d’un même nombre d’espaces tous les membres d’un même objet ou d’une même liste.',
  },
  'yaml-tab': {
    message: 'Une tabulation sert d’indentation.',
    remedy: 'YAML n’indente qu’avec des espaces : remplacez chaque tabulation par deux espaces.',
  },
  'yaml-unclosed': {
    message: 'Un guillemet, un crochet ou une accolade est ouvert sans être fermé, ou il manque une virgule.',
    remedy: 'Fermez-le, ou mettez la virgule entre les deux valeurs.',
  },
  'yaml-no-colon': {
    message: 'Une clé sans ses deux-points, ou un texte qui continue seul à la ligne.',
    remedy:
      'Écrivez « clé: valeur » avec un « : » ordinaire suivi d’une espace ; un texte de plusieurs lignes se met sous « clé: | ».',
  },
  'yaml-nested': {
    message: 'Un second « clé: valeur » se trouve là où un seul est possible.',
    remedy:
      'Mettez entre guillemets un texte qui contient « : » ; commencez une clé dans la colonne des clés voisines.',
  },
  'yaml-after-quote': {
    message: 'Le texte continue après son guillemet fermant.',
    remedy:
      'Mettez entre guillemets doubles (") un texte qui contient une apostrophe ; ou fermez le guillemet ouvert plus haut.',
  },
  'yaml-first-character': {
    message: 'Un texte sans guillemets ne peut pas commencer par ce caractère.',
    remedy: 'Mettez tout le texte entre guillemets doubles (").',
  },
  'yaml-alias': {
    message: 'L’alias {text} est refusé.',
    remedy: 'Réécrivez la valeur ici : un manifeste dit tout à l’endroit où on le lit.',
  },
  'yaml-anchor': {
    message: 'L’ancre {text} est refusée.',
    remedy: 'Supprimez-la, et écrivez deux fois les valeurs utilisées deux fois.',
  },
  'yaml-tag': {
    message: 'L’étiquette {text} est refusée.',
    remedy: 'Supprimez-la. Un nombre à lire comme un texte se met entre guillemets.',
  },
  'yaml-merge-key': {
    message: 'La clé de fusion « << » est refusée.',
    remedy: 'Écrivez ici les membres de l’autre objet.',
  },
  'yaml-directive': {
    message: 'La directive {text} est refusée.',
    remedy: 'Supprimez la ligne : un manifeste est toujours en YAML 1.2.',
  },
  'yaml-documents': {
    message: 'Un second document commence ici.',
    remedy: 'Ne gardez qu’un document dans le fichier et supprimez la ligne « --- ».',
  },
  'yaml-too-deep': {
    message: 'Objets et listes s’emboîtent sur plus de {limit} niveaux.',
    remedy: 'Retirez les crochets, accolades, tirets ou points d’interrogation superflus.',
  },
  'yaml-too-many-tokens': {
    message: 'Le fichier compte plus de {limit} signes et mots.',
    remedy: 'Raccourcissez-le : aucun manifeste n’a besoin d’autant de membres.',
  },
  'duplicate-key': {
    message: 'La clé « {key} » figure deux fois dans cet objet.',
    remedy: 'Gardez l’une des deux.',
  },
  'key-not-text': {
    message: 'Une clé doit être un texte ; ici c’est une liste, un objet ou rien.',
    remedy: 'Écrivez un mot suivi de deux-points.',
  },
  'unknown-key': {
    message: 'La clé « {key} » est inconnue ici.',
    remedy: 'Supprimez-la, ou cherchez-la dans la spécification du manifeste.',
    nearest: 'Vouliez-vous dire « {nearest} » ?',
  },
  'missing-key': {
    message: '« {key} » manque.',
    remedy: 'Ajoutez cette clé à cet objet.',
  },
  'required-when': {
    message: '« {key} » est obligatoire, car « {condition} » vaut « {value} ».',
    remedy: 'Ajoutez-le, ou corrigez « {condition} ».',
  },
  'schema-version-unsupported': {
    message: 'Ce manifeste porte schemaVersion {value} ; cette version du logiciel lit {supported}.',
    remedy: 'Mettez nforge à jour, ou écrivez « schemaVersion: {supported} ».',
  },
  'value-missing': {
    message: 'La clé n’a pas de valeur.',
    remedy: 'Écrivez la valeur après les deux-points, ou supprimez la clé.',
  },
  'value-unknown': {
    message: '« {value} » n’est pas une valeur admise ici.',
    remedy: 'Choisissez parmi : {allowed}.',
    nearest: 'Vouliez-vous dire « {nearest} » ? Sont admises : {allowed}.',
  },
  'expected-text': {
    message: 'Un texte est attendu ici.',
    remedy: 'Écrivez un texte ; mettez entre guillemets un nombre ou un mot tel que true.',
  },
  'expected-number': {
    message: 'Un nombre est attendu ici.',
    remedy: 'Écrivez un nombre sans guillemets ni unité.',
  },
  'expected-boolean': {
    message: 'true ou false est attendu ici.',
    remedy: 'Écrivez true ou false sans guillemets.',
  },
  'expected-list': {
    message: 'Une liste est attendue ici.',
    remedy: 'Écrivez chaque élément sur sa ligne après « - », ou tous entre [ et ].',
  },
  'expected-map': {
    message: 'Un objet fait de clés et de valeurs est attendu ici.',
    remedy:
      'Écrivez des lignes indentées « clé: valeur » ; un texte en plusieurs langues est un objet, avec « fr: … » et « ar: … ».',
  },
  'language-missing': {
    message: 'Le texte n’est donné ni en arabe ni en français.',
    remedy: 'Ajoutez « ar: » ou « fr: ».',
  },
  'text-empty': {
    message: 'Le texte est vide.',
    remedy: 'Écrivez-le, ou supprimez la clé.',
  },
  'text-too-long': {
    message: 'Le texte compte {length} caractères ; {limit} au plus sont admis.',
    remedy: 'Raccourcissez-le ; le détail a sa place dans la description.',
  },
  'text-marks': {
    message: 'Le texte accumule les signes diacritiques.',
    remedy: 'Supprimez ceux dont aucun lecteur n’a besoin.',
  },
  'text-line-break': {
    message: 'Le texte doit tenir sur une seule ligne, sans tabulation.',
    remedy: 'Réunissez les lignes ; pour un texte replié, écrivez « >- » au lieu de « > » ou « | ».',
  },
  'list-empty': {
    message: 'La liste est vide.',
    remedy: 'Ajoutez au moins un élément, ou supprimez la clé si elle est facultative.',
  },
  'list-too-long': {
    message: 'Il y a {length} éléments ; {limit} au plus sont admis.',
    remedy: 'Gardez les plus importants.',
  },
  'list-duplicate': {
    message: '« {value} » figure deux fois dans la liste.',
    remedy: 'Ne le gardez qu’une fois.',
  },
  'code-invalid': {
    message: '« {value} » n’est pas un code.',
    remedy:
      'Employez des minuscules latines sans accent, des chiffres et des traits d’union simples, en commençant par une lettre, 64 au plus : « data-protection ».',
  },
  'name-invalid': {
    message: '« {name} » n’est pas un nom valable.',
    remedy:
      'Écrivez agence/nom en minuscules latines sans accent, chiffres et traits d’union simples, chaque partie commençant par une lettre, 40 et 64 caractères au plus.',
  },
  'name-reserved': {
    message: 'Le nom « {name} » est réservé.',
    remedy: 'Choisissez-en un autre.',
  },
  'version-invalid': {
    message: '« {version} » n’est pas une version sémantique.',
    remedy:
      'Écrivez trois nombres en chiffres 0 à 9, comme 1.4.0 ou 2.0.0-beta.1, sans « v » ni « +… », 64 caractères au plus.',
  },
  'channel-invalid': {
    message: '« {channel} » n’est pas un canal valable.',
    remedy:
      'Employez minuscules latines, chiffres et traits d’union, en commençant par une lettre, 32 au plus, et rien qui se lise comme une plage de versions.',
  },
  'selector-invalid': {
    message: '« {selector} » n’est ni une version, ni une plage, ni un canal.',
    remedy: 'Écrivez par exemple agence/nom@1.2.0, agence/nom@^1.2 ou agence/nom@beta.',
  },
  'range-invalid': {
    message: '« {value} » n’est pas une plage de versions.',
    remedy: 'Écrivez par exemple ^1.2.0, ~1.2 ou >=1.2 <3.',
  },
  'dependency-self': {
    message: '« {name} » dépend de lui-même.',
    remedy: 'Supprimez cette ligne.',
  },
  'date-invalid': {
    message: '« {value} » n’est pas un jour du calendrier.',
    remedy: 'Écrivez année, mois et jour : 2026-01-31.',
  },
  'dates-reversed': {
    message: '« until » ({until}) ne vient pas après « from » ({from}).',
    remedy: '« until » est le premier jour où la règle ne s’applique plus : écrivez un jour ultérieur.',
  },
  'duration-invalid': {
    message: '« {value} » n’est pas une durée ISO 8601.',
    remedy: 'Écrivez par exemple P5Y (cinq ans), P18M (18 mois) ou P0D (rien n’est conservé).',
  },
  'url-invalid': {
    message: '« {value} » n’est pas une adresse web.',
    remedy:
      'Écrivez une adresse complète qui commence par https:// ou http://, sans espace, nom d’utilisateur ni mot de passe.',
  },
  'uri-invalid': {
    message: '« {value} » n’est ni une adresse web ni un URN.',
    remedy: 'Écrivez par exemple https://agence.example ou urn:example:agence.',
  },
  'path-invalid': {
    message: '« {value} » n’est pas un chemin à l’intérieur de la publication.',
    remedy:
      'Écrivez un chemin relatif avec « / » entre les dossiers, sans « . », « .. » ni « \\ », de 200 caractères au plus ; seul vectors admet * et ?, et ** pour un dossier entier.',
  },
  'path-not-nfc': {
    message: 'Le chemin « {value} » n’est pas dans la forme Unicode NFC.',
    remedy: 'Retapez les lettres accentuées du chemin, ou renommez le fichier sans elles.',
  },
  'path-not-json': {
    message: '« {value} » ne désigne pas un fichier JSON.',
    remedy: 'Le chemin doit finir par .json (dans vectors aussi par *).',
  },
  'entry-function': {
    message: '« {value} » ne désigne pas un fichier Python et une de ses fonctions.',
    remedy: 'Écrivez-les séparés par deux-points, par exemple main.py:run.',
  },
  'email-invalid': {
    message: '« {value} » n’est pas une adresse électronique.',
    remedy: 'Écrivez l’adresse d’une boîte de fonction : support@agence.example.',
  },
  'language-tag-invalid': {
    message: '« {value} » n’est pas une étiquette de langue BCP 47 dans sa forme usuelle.',
    remedy: 'Écrivez par exemple ar, fr, zgh ou ar-MA.',
    nearest: 'Écrivez « {nearest} ».',
  },
  'license-invalid': {
    message: '« {value} » n’est pas une expression de licence SPDX.',
    remedy: 'Écrivez un identifiant, ou plusieurs joints par AND, OR ou WITH : « EUPL-1.2 » ou « MIT OR Apache-2.0 ».',
  },
  'license-unknown': {
    message: 'La licence « {value} » ne figure pas sur la liste SPDX.',
    remedy: 'Choisissez un identifiant de la liste SPDX, par exemple EUPL-1.2, MIT ou CC-BY-4.0.',
    nearest: 'Vouliez-vous dire « {nearest} » ?',
  },
  'license-deprecated': {
    message: 'L’identifiant « {value} » est obsolète, car il ne dit pas si les versions ultérieures s’appliquent.',
    remedy: 'Faites-le suivre de « -only » ou « -or-later ».',
    nearest: 'Écrivez « {nearest} ».',
  },
  'problems-cut': {
    message: '{left} autres problèmes suivent à partir d’ici.',
    remedy: 'Corrigez d’abord ceux qui précèdent.',
  },
};
