import type { FindingTexts } from './finding-text.ts';

/** Tells every finding, and what to do about it, in French. */
export const fr: FindingTexts = {
  'manifest-missing': {
    message: 'Il n’y a pas de {file} à la racine des fichiers.',
    remedy: 'Lancez « nforge init », ou publiez depuis le dossier qui le contient.',
  },
  'access-unsupported': {
    message: 'L’accès « {access} » ne peut pas être publié : chacun peut lire tout ce que contient le registre.',
    remedy:
      'Ne publiez que ce qui est ouvert ; gardez cet algorithme tant que le registre n’a pas de droits de lecture.',
  },
  'risk-prohibited': {
    message: 'Un algorithme dont le risque est interdit n’est pas publié.',
    remedy: 'Si le niveau est erroné, corrigez risk.level et ses motifs.',
  },
  'readme-missing': {
    message: 'Il n’y a pas de README à la racine des fichiers.',
    remedy: 'Ajoutez un README.md qui dit ce que fait l’algorithme et comment s’en servir.',
  },
  'file-missing': {
    message: 'Le manifeste nomme {file}, mais ce fichier n’existe pas.',
    remedy:
      'Corrigez le chemin (majuscules et minuscules comptent), ajoutez le fichier, ou voyez si .forgeignore l’écarte.',
  },
  'glob-empty': {
    message: 'Aucun fichier JSON ne correspond à {glob}.',
    remedy: 'Corrigez le motif ou ajoutez les vecteurs.',
  },
  'file-too-large': {
    message: 'Le fichier fait {size} octets ; on en lit au plus {limit}.',
    remedy: 'Répartissez-le en plusieurs fichiers.',
  },
  'files-too-large': {
    message: 'Les fichiers JSON et JavaScript font ensemble {size} octets ; on en lit au plus {limit}.',
    remedy: 'Écartez ce qui ne sert pas à exécuter l’algorithme, ou publiez les grandes données comme jeu de données.',
  },
  'json-encoding': {
    message: 'Le fichier n’est pas en UTF-8 sans marque d’ordre des octets.',
    remedy: 'Enregistrez-le de nouveau en UTF-8, sans BOM.',
  },
  'json-syntax': {
    message: 'Ce n’est pas du JSON : {found} ne peut pas se trouver ici.',
    remedy:
      'Cherchez avant lui une virgule ou un guillemet manquant. JSON n’a ni commentaires ni virgule après le dernier élément.',
  },
  'json-truncated': {
    message: 'Le fichier se termine au milieu d’une valeur.',
    remedy: 'Fermez ce qui est ouvert : crochet, accolade ou guillemet.',
  },
  'json-too-deep': {
    message: 'Listes et objets sont imbriqués sur plus de {limit} niveaux.',
    remedy: 'Aplatissez la structure.',
  },
  'json-too-many-values': {
    message: 'Le fichier contient plus de {limit} valeurs.',
    remedy: 'Répartissez-le en plusieurs fichiers.',
  },
  'json-duplicate-key': {
    message: 'Le membre {key} s’y trouve deux fois.',
    remedy: 'Gardez-en un : les lecteurs ne s’accordent pas sur celui qui compte.',
  },
  'json-key-refused': {
    message: 'Le membre {key} n’est pas permis.',
    remedy: 'Donnez-lui un autre nom : des programmes prennent celui-ci pour le leur.',
  },
  'json-number-range': {
    message: 'Le nombre {number} ne peut pas être conservé exactement.',
    remedy: 'Écrivez identifiants et numéros de compte comme textes, entre guillemets.',
  },
  'json-lone-surrogate': {
    message: 'Le texte contient une moitié de caractère (demi-codet isolé).',
    remedy: 'Écrivez le caractère entier.',
  },
  'schema-keyword-unknown': {
    message: 'JSON Schema 2020-12 n’a pas de mot-clé {keyword}.',
    remedy: 'Supprimez-le. Les seules extensions sont x-label et x-help.',
    nearest: 'Vouliez-vous dire {nearest} ?',
  },
  'schema-dialect': {
    message: 'Le schéma se dit {found}.',
    remedy: 'Employez {expected}, ou omettez $schema.',
  },
  'schema-id-nested': {
    message: 'Une partie du schéma a son propre identifiant : {id}.',
    remedy: 'Supprimez-le et désignez la partie par #/$defs/….',
  },
  'schema-ref-remote': {
    message: 'La référence {ref} mène hors de la version publiée.',
    remedy:
      'Mettez ce qu’elle désigne dans un fichier JSON de la version, désigné par un chemin relatif, ou dans $defs.',
  },
  'schema-ref-missing': {
    message: 'La référence {ref} ne mène nulle part.',
    remedy: 'Corrigez-la, ou ajoutez sous $defs ce qu’elle désigne.',
  },
  'schema-ref-file-missing': {
    message: 'La référence {ref} mène au fichier {file}, qui n’existe pas.',
    remedy:
      'Corrigez le chemin (il part du fichier qui contient la référence ; majuscules et minuscules comptent), ajoutez le fichier, ou voyez si .forgeignore l’écarte.',
  },
  'schema-ref-not-json': {
    message: 'La référence {ref} mène à {file}, qui n’est pas un fichier JSON.',
    remedy: 'Désignez un fichier dont le nom finit par .json.',
  },
  'schema-ref-dynamic': {
    message: '{keyword} désigne ce que dit le chemin qui y mène.',
    remedy: 'Employez $ref avec #/$defs/….',
  },
  'schema-nullable': {
    message: '2020-12 n’a pas de mot-clé nullable : null ne serait pas admis.',
    remedy: 'Écrivez "type": ["string", "null"].',
  },
  'schema-pattern-invalid': {
    message: 'Le motif {pattern} n’est pas une expression régulière (ECMAScript, mode Unicode), ou il est trop long.',
    remedy: 'N’échappez que ce qui doit l’être, et restez sous 1 000 caractères.',
  },
  'schema-text-invalid': {
    message: '{keyword} doit être une table de langues avec des textes, au moins ar ou fr.',
    remedy: 'Écrivez par exemple {"ar": "…", "fr": "…"}.',
  },
  'schema-too-large': {
    message: 'Le schéma a plus de {limit} parties.',
    remedy: 'Dites une seule fois ce qui se ressemble, sous $defs.',
  },
  'schema-files-too-large': {
    message: 'Le schéma est fait de plus de {files} fichiers, ou de plus de {bytes} octets en tout.',
    remedy: 'Dites une seule fois ce qui est pareil, et ne désignez que ce qu’il faut.',
  },
  'schema-invalid': {
    message: 'JSON Schema 2020-12 ne permet pas cela. Attendu : {expected} ; trouvé : {found}.',
    remedy: 'Corrigez la valeur du mot-clé.',
  },
  'schema-endless': {
    message: 'Une référence revient à elle-même sans avancer d’un pas dans la valeur.',
    remedy: 'Défaites le cercle de $ref.',
  },
  'schema-tolerant': {
    message:
      'Avec inputMode: tolerant, {keyword} n’a pas ici de sens établi : ce mot-clé regarde des membres qui sont écartés.',
    remedy: 'Dites-le sans lui, par exemple avec required et properties, ou choisissez inputMode: strict.',
  },
  'vectors-not-list': {
    message: 'Un fichier de vecteurs doit contenir une liste.',
    remedy: 'Écrivez [{"name": …, "input": …, "output": …}].',
  },
  'vectors-empty': {
    message: 'La liste de vecteurs est vide.',
    remedy: 'Ajoutez un vecteur ou supprimez le fichier.',
  },
  'vectors-too-many': {
    message: 'Il y a {count} vecteurs ; on en exécute au plus {limit}.',
    remedy: 'Gardez ceux qui diffèrent par ce qu’ils vérifient.',
  },
  'vector-not-object': {
    message: 'Un vecteur doit être un objet.',
    remedy: 'Écrivez {"name": …, "input": …, "output": …}.',
  },
  'vector-member-unknown': {
    message: 'Un vecteur n’a pas de membre {member}.',
    remedy: 'Supprimez-le. Sont connus name, input, output, tolerance, source et supersedes.',
    nearest: 'Vouliez-vous dire {nearest} ?',
  },
  'vector-member-missing': {
    message: 'Le membre {member} manque.',
    remedy: 'Ajoutez-le.',
  },
  'vector-member-invalid': {
    message: 'Le membre {member} n’a pas la forme {expected}.',
    remedy: 'Corrigez-le.',
  },
  'vector-name-duplicate': {
    message: 'Un autre vecteur s’appelle déjà « {name} », dans {file}.',
    remedy: 'Donnez à chaque vecteur de la version un nom qui lui soit propre.',
  },
  'vector-input-invalid': {
    message:
      'L’entrée du vecteur « {vector} » n’est pas valide selon {schema} à {pointer}. Attendu : {expected} ; trouvé : {found}.',
    remedy: 'Corrigez le vecteur ou le schéma.',
  },
  'vector-output-invalid': {
    message:
      'La sortie du vecteur « {vector} » n’est pas valide selon {schema} à {pointer}. Attendu : {expected} ; trouvé : {found}.',
    remedy: 'Corrigez le vecteur ou le schéma.',
  },
  'vector-supersedes-unknown': {
    message: 'Le vecteur « {vector} » remplace le vecteur « {name} » de {version}, qui n’existe pas.',
    remedy: 'Nommez la version et le vecteur où se trouve l’erreur, tels qu’ils ont été publiés.',
  },
  'entry-extension': {
    message: 'Le point d’entrée {file} n’est pas un fichier JavaScript.',
    remedy: 'Nommez un fichier qui se termine par .js ou .mjs.',
  },
  'script-encoding': {
    message: 'Le script n’est pas en UTF-8.',
    remedy: 'Enregistrez-le de nouveau en UTF-8.',
  },
  'script-syntax': {
    message: 'Le script n’est pas un module JavaScript ({detail}).',
    remedy: 'Corrigez la syntaxe ici. TypeScript doit d’abord être compilé.',
  },
  'script-import': {
    message: 'Le script prend du code ou des données ailleurs.',
    remedy:
      'Mettez le code dans ce fichier ; lisez les données de runtime.data et appelez d’autres algorithmes par use.',
  },
  'script-default-missing': {
    message: 'Le script n’a pas d’export par défaut.',
    remedy: 'Écrivez : export default (input, { data, use }) => output.',
  },
  'function-missing': {
    message: 'Le fichier ne définit pas de fonction {function}.',
    remedy:
      'Écrivez-la « def {function}(input, data, use): » au début d’une ligne ; les fonctions async ne sont pas exécutées.',
  },
  'secret-found': {
    message: 'Un secret se trouve ici ({kind}).',
    remedy: 'Supprimez-le, et révoquez-le là où il a été créé : on a pu le voir.',
  },
  'token-found': {
    message: 'Un jeton d’accès à un registre se trouve ici.',
    remedy: 'Supprimez-le, et révoquez-le avec « nforge token revoke ».',
  },
  'check-timeout': {
    message: 'Le contrôle a pris plus de {seconds} secondes et a été arrêté.',
    remedy: 'Cherchez dans le schéma un motif ou une référence qui multiplie le travail ; simplifiez.',
  },
  'check-too-heavy': {
    message: 'Le contrôle a pris plus de {limit} Mio de mémoire et a été arrêté.',
    remedy: 'Réduisez le schéma ou les vecteurs.',
  },
  'findings-cut': {
    message: '{left} autres constats ne sont pas montrés.',
    remedy: 'Corrigez d’abord ceux-ci, puis contrôlez de nouveau.',
  },
};
