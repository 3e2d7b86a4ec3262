import type { author as en } from '../en/author.ts';

/** Holds the French texts of validate, pack and publish. */
export const author: Readonly<Record<keyof typeof en, string>> = {
  'validate.warning': 'avertissement',
  'validate.ok': '{folder} : aucun problème ({release}).',
  'validate.okWarnings': '{folder} : peut être publié ({release}) ; {warnings} avertissements.',
  'validate.bad': '{folder} : {errors} erreurs, {warnings} avertissements.',
  'validate.placeholder': "Ce texte est encore celui qu'a écrit nforge init.",
  'validate.placeholderRemedy': "Écrivez ici ce que vous seul savez, avant qu'il soit publié pour de bon.",
  'pack.done': '{count} fichiers, {bytes} octets.',
  'pack.leftOut': 'Écarté : {path} ({reason})',
  'pack.reason.forgeignore': 'selon .forgeignore',
  'pack.reason.version-control': 'gestion de versions',
  'pack.reason.dependencies': 'dépendances installées',
  'pack.reason.secret': "son nom est celui d'un secret",
  'pack.reason.system-file': "un fichier du système d'exploitation",
  'pack.written': 'Écrit : {file} ({bytes} octets).',
  'pack.hint': "Rien n'a été écrit ; --out FICHIER écrit l'archive.",
  'pack.inside': 'Attention : {file} est dans le dossier lui-même et ferait partie de la prochaine version.',
  'pack.overwrites': "{file} est l'un des fichiers à publier et serait écrasé.",
  'pack.overwritesHint': 'Choisissez un fichier hors du dossier.',
  'publish.done': 'Publié : {release}',
  'publish.notRun': "{target} : ses vecteurs n'ont pas été exécutés ici : {why}. Le registre les exécute s'il le peut.",
  'publish.notRun.program-incomplete': "ce qu'il appelle n'est pas disponible",
  'publish.notRun.engine-missing':
    'il manque à cet ordinateur Python ou un bac à sable (« nforge test » dit quoi ; --trust-local se passe de bac à sable)',
  'publish.vectorsHint':
    "Rien n'a été signé ni envoyé. Corrigez le programme ou les vecteurs : « nforge test {target} » montre la même chose.",
  'publish.accepted': "Le registre publierait {release}. Rien n'a été publié.",
};
