import type { FailureTexts } from './failure-texts.ts';
import { frTrust } from './trust/fr.ts';

/** Holds the French texts of failures. */
export const fr: FailureTexts = {
  client: {
    ...frTrust.client,
    network: [
      '{host} est injoignable ({reason}).',
      "Vérifiez le réseau et l'adresse ; « nforge doctor » regarde de plus près.",
    ],
    timeout: [
      '{host} ne répond pas à temps ({reason}).',
      'Réessayez plus tard ; « nforge doctor » regarde de plus près.',
    ],
    'proxy-auth': [
      'Le proxy {proxy} demande un nom et un mot de passe.',
      'Mettez-les dans HTTPS_PROXY ou HTTP_PROXY : http://nom:motdepasse@hôte:port.',
    ],
    'proxy-refused': [
      'Le proxy {proxy} ne laisse pas passer la connexion.',
      "Demandez à qui gère le proxy d'autoriser le registre, ou nommez le registre dans NO_PROXY.",
    ],
    tls: [
      "Le certificat de {host} n'est pas reconnu ({reason}).",
      'Si votre organisation a sa propre autorité, indiquez son fichier PEM dans NFORGE_CA_FILE.',
    ],
    protocol: [
      "Ce que répond {host} n'est pas la réponse d'un registre ({reason}).",
      "Vérifiez l'adresse du registre ; un proxy a pu répondre à sa place.",
    ],
    'problem-unknown': [
      'Le registre signale : {title} {detail}',
      '{hint} Ce nforge ne connaît pas le problème « {problem} » ; un plus récent le connaît peut-être.',
    ],
    integrity: [
      "{what} n'est pas ce qui est attendu : attendu {expected}, reçu {actual}.",
      "Ne l'utilisez pas. Réessayez ; si cela persiste, prévenez l'exploitant du registre.",
    ],
    cancelled: ['Annulé.', "Relancez la commande quand vous voulez : rien n'est resté à moitié fait."],
    offline: [
      "{what} n'est pas dans le cache, et --offline interdit d'interroger un registre.",
      'Lancez-la une fois sans --offline.',
    ],
    'disk-full': ["Il n'y a plus de place en {path}.", 'Faites de la place et relancez la commande.'],
    'file-access': [
      "Impossible de lire ou d'écrire {path} ({reason}).",
      "Vérifiez qu'il existe et qui peut s'en servir.",
    ],
    'option-invalid': ['Le réglage {option} ne peut pas valoir « {value} ».', 'Corrigez-le ; voyez « nforge help ».'],
    'project-missing': [
      "Il n'y a pas de forge.json dans {path}.",
      'Allez dans le dossier de votre projet, ou commencez-en un avec « nforge add organisme/nom ».',
    ],
    'project-invalid': [
      '{path} est incompréhensible à « {pointer} » ({reason}).',
      'Il contient {"requirements": {"organisme/nom": "^1.0.0"}} ; corrigez-le.',
    ],
    'project-busy': [
      'Une autre installation travaille sur ce projet ({path}).',
      "Attendez qu'elle finisse et réessayez.",
    ],
    'modules-unsafe': [
      '{path} est un lien ou un fichier, pas un dossier.',
      'Supprimez-le ; nforge crée le dossier lui-même.',
    ],
    'lock-missing': [
      "Il n'y a pas de fichier de verrouillage {path}.",
      'Lancez une fois « nforge install » sans option, et archivez le fichier.',
    ],
    'lock-invalid': [
      'Le fichier de verrouillage {path} est incompréhensible à « {pointer} » ({reason}).',
      'Reprenez-le de votre gestion de versions, ou supprimez-le et lancez « nforge install ».',
    ],
    'lock-version': [
      'Le fichier de verrouillage {path} est au format {found} ; ce nforge connaît {supported}.',
      "S'il vient d'un aperçu, supprimez-le et lancez « nforge install » ; sinon, prenez un nforge plus récent.",
    ],
    'lock-outdated': [
      'forge.json et {path} ne disent pas la même chose de : {names}.',
      'Lancez « nforge install » sans --locked et archivez le fichier de verrouillage.',
    ],
    'requirement-unknown': ['forge.json ne demande pas {name}.', 'Ajoutez-le avec « nforge add {name} ».'],
    'manifest-missing': [
      "Il n'y a pas d'algorithm.yaml dans « {path} ».",
      'Nommez le bon dossier, ou commencez-en un avec « nforge init ».',
    ],
    'manifest-invalid': [
      'Le manifeste {path} est incompréhensible ({reason}).',
      'Lancez « nforge validate » dans son dossier pour voir tous les problèmes.',
    ],
    'admission-failed': [
      "Les vérifications ont trouvé {count} erreurs ; rien n'a été publié.",
      'Corrigez-les et publiez de nouveau.',
    ],
  },
  versioning: {
    'version-invalid': ["« {version} » n'est pas une version.", 'Écrivez une version comme 1.2.3.'],
    'range-invalid': [
      "« {range} » n'est pas une plage de versions.",
      'Écrivez une plage comme ^1.2.0, une version ou un canal.',
    ],
    'date-invalid': ["« {date} » n'est pas une date.", 'Écrivez-la AAAA-MM-JJ.'],
    'algorithm-unknown': ["Il n'y a pas d'algorithme {name}.", 'Cherchez-le avec « nforge search ».'],
    'no-version': [
      'Aucune version de {name} ne convient à « {range} ».',
      'Listez les versions avec « nforge versions {name} ».',
    ],
    conflict: ['Aucune version de {name} ne convient à tous ceux qui la demandent.', "Changez l'une de ces plages."],
    'too-many-steps': ['Les exigences sont trop enchevêtrées.', 'Resserrez les plages de certaines exigences.'],
    'comparison-timeout': [
      'Les deux schémas n’ont pas été comparés en {seconds} secondes.',
      'Simplifiez les motifs et les choix des schémas.',
    ],
    'schema-invalid': [
      'Le schéma ({which}) n’est pas un JSON Schema 2020-12 à « {pointer} » : {reason}.',
      'Corrigez le schéma à cet endroit.',
    ],
  },
  particular: {
    ...frTrust.particular,
    'admission-failed/comparison': ['Ce qui est à comparer a {count} erreurs.', "Corrigez-les d'abord."],
    'admission-failed/run': [
      "Les vérifications ont trouvé {count} erreurs ; rien n'a été exécuté.",
      "Corrigez-les d'abord.",
    ],
    'admission-failed/schemas': [
      'Les schémas ont {count} erreurs.',
      "Seuls se comparent les schémas qu'un contrat peut avoir (docs/spec/contract.md) : corrigez-les.",
    ],
    'network/ECONNREFUSED': [
      'Personne ne répond à {host}.',
      'Le registre est-il en marche, et est-ce son adresse ? Choisissez-en une autre avec --registry ou NFORGE_REGISTRY.',
    ],
    'network/ENOTFOUND': [
      "Il n'y a pas d'hôte {host}.",
      "Vérifiez l'orthographe de l'adresse (--registry, NFORGE_REGISTRY) et que vous êtes relié au réseau.",
    ],
    'protocol/status': [
      '{host} répond, mais pas comme un registre (statut {status}).',
      "Vérifiez l'adresse du registre ; un proxy a pu répondre à sa place.",
    ],
    'option-invalid/registry': [
      "« {value} » n'est pas l'adresse d'un registre.",
      "Écrivez-la comme https://forge.example.ma, sans nom, mot de passe ni point d'interrogation.",
    ],
    'option-invalid/token': [
      "Le jeton contient des caractères qu'aucun jeton n'a.",
      'Reconnectez-vous, ou corrigez NFORGE_TOKEN.',
    ],
    'option-invalid/caFile': ["{value} n'est pas un fichier PEM de certificats.", 'Corrigez NFORGE_CA_FILE.'],
    'option-invalid/proxy': ["L'adresse du proxy est inutilisable.", 'Écrivez HTTPS_PROXY comme http://hôte:port.'],
    'file-access/EACCES': [
      "Vous n'avez pas accès à {path}.",
      'Demandez à son propriétaire, ou choisissez un autre lieu.',
    ],
    'integrity/cache': [
      'Un fichier du cache est abîmé : attendu {expected}, lu {actual}.',
      'Lancez la commande sans --offline : il sera téléchargé de nouveau.',
    ],
    'integrity/no-archive': [
      '{what} n’est pas l’archive d’une version, ou pas une archive entière : {reason}.',
      'Indiquez l’archive que le registre a servie, ou téléchargez-la à nouveau.',
    ],
  },
};
