import type { VectorTexts } from './vector-texts.ts';

const SMALLER = 'Faites moins de travail pour une entrée, ou placez les grandes tables dans des fichiers de données.';
const CONTRACT = 'Corrigez le programme, le vecteur ou les schémas du contrat.';
const CALLS =
  "Déclarez ce qu'il appelle sous « dependencies » dans algorithm.yaml ; appelez moins profondément et moins souvent.";

/** Holds the French texts. */
export const fr: VectorTexts = {
  differs: {
    message: 'Vecteur « {vector} » : pour {input} la version donne {actual} et non {expected}.',
    hint: 'Corrigez le programme ou le vecteur. Les nombres sont comparés exactement ; donnez une tolérance au vecteur si c’est trop strict.',
  },
  'not-deterministic': {
    message: 'Vecteur « {vector} » : deux exécutions sur {input} ont donné des résultats différents.',
    hint: "Le résultat ne peut dépendre que de l'entrée : ni horloge, ni hasard, ni état gardé entre deux appels.",
  },
  fault: 'Vecteur « {vector} » sur {input} : {fault} ({detail})',
  faults: {
    'input-invalid': { message: "l'entrée ne respecte pas le contrat à {pointer}.", hint: CONTRACT },
    'input-not-json': { message: "l'entrée ne peut pas être transmise en JSON.", hint: CONTRACT },
    'output-invalid': { message: 'la sortie ne respecte pas le contrat à {pointer}.', hint: CONTRACT },
    'output-not-json': {
      message: "la sortie n'est pas du JSON.",
      hint: 'Rendez des objets, listes, textes, nombres finis, true, false ou null.',
    },
    'output-too-large': { message: 'la sortie est trop grande.', hint: SMALLER },
    timeout: { message: "l'exécution est trop longue.", hint: SMALLER },
    memory: { message: 'il faut trop de mémoire.', hint: SMALLER },
    stack: { message: 'les appels sont trop profonds.', hint: 'Utilisez une boucle au lieu d’une récursion profonde.' },
    threw: {
      message: "le programme s'est arrêté sur une erreur.",
      hint: 'Lancez « nforge test » dans son dossier pour voir où.',
    },
    'use-undeclared': { message: 'il appelle un algorithme dont il ne dépend pas.', hint: CALLS },
    'use-depth': { message: "ses dépendances s'appellent trop profondément.", hint: CALLS },
    'use-calls': { message: 'il appelle trop souvent ses dépendances.', hint: CALLS },
    'load-failed': {
      message: 'le programme ne peut pas être chargé.',
      hint: 'Lancez « nforge test » dans son dossier pour voir pourquoi.',
    },
    'schema-invalid': { message: 'un schéma du contrat est inutilisable.', hint: CONTRACT },
    'engine-missing': {
      message: "ce registre n'a pas de moteur pour lui.",
      hint: "Demandez à l'exploitant quels moteurs existent.",
    },
    'host-failed': { message: "il a cassé le bac à sable qui l'exécutait.", hint: SMALLER },
  },
  tasks: {
    budget: {
      message: 'Les vecteurs demandent ensemble plus de {seconds} s de temps processeur.',
      hint: 'Gardez les vecteurs qui montrent quelque chose, et accélérez le programme.',
    },
    deadline: { message: "Les vecteurs n'ont pas fini à temps.", hint: SMALLER },
    crashed: { message: "Le programme a fait tomber deux fois le processus qui l'exécutait.", hint: SMALLER },
    circular: {
      message: "« {release} » s'appelle lui-même à travers ses dépendances.",
      hint: 'Placez ce dont les deux ont besoin dans un algorithme à part.',
    },
    unresolved: { message: 'Les dépendances de la version ne peuvent pas être réunies : {detail}', hint: '{hint}' },
    more: {
      message: "D'autres vecteurs n'ont pas été exécutés après {count} échecs.",
      hint: 'Lancez « nforge test » dans son dossier pour les voir tous.',
    },
  },
};
