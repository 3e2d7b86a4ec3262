import type { LexiconTexts } from './lexicon-texts.ts';

/** The sentences in French. */
export const fr: LexiconTexts = {
  'header-wrong':
    'La première ligne doit être : concept, language, script, label, status, source, séparés par des tabulations. Elle est : {found}',
  'columns-wrong':
    'Une ligne a six colonnes séparées par des tabulations, la dernière peut être vide. Nombre de colonnes ici : {found}',
  'concept-invalid':
    'Un concept s’écrit en minuscules anglaises et chiffres avec des traits d’union (income-tax). Ici : {found}',
  'concept-in-two-files': 'Ce concept se trouve déjà dans un autre fichier : {found}. Mettez-y toutes ses lignes.',
  'concept-scattered': 'Toutes les lignes d’un concept se suivent. Celle-ci est loin des autres de : {found}',
  'language-unknown': 'La langue est ar, ary, zgh, fr ou en. Ici : {found}',
  'script-not-of-language': 'Cette langue ne s’écrit pas dans cette écriture : {found}',
  'label-empty': 'Le libellé est vide.',
  'label-spaces': 'Le libellé a une espace à un bout, deux de suite ou une espace spéciale : {found}',
  'label-not-nfc': 'Une lettre et son accent sont ici deux caractères ; retapez la lettre en un seul : {found}',
  'label-in-other-script': 'Le libellé contient des lettres d’une autre écriture que celle de la ligne : {found}',
  'label-twice': 'Cette langue a déjà ce libellé pour le même concept : {found}',
  'status-unknown': 'Le statut est reviewed (relu) ou unreviewed (non relu). Ici : {found}',
  'source-missing': 'Un libellé relu nomme sa source dans la dernière colonne : {found}',
  'language-missing': 'Un concept a au moins un libellé en ar, fr et en. Il manque : {found}',
};
