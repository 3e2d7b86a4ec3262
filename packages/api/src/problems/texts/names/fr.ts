import type { PartOfTexts } from '../../texts.ts';

/** Holds the French texts about names that moved. */
export const frNames = {
  'agency-moved': [
    'Cet organisme porte un autre nom',
    "L'organisme « {from} » s'appelle désormais « {to} » ; son ancien nom lui reste réservé pour toujours.",
    'Utilisez le nom « {to} ».',
  ],
  'algorithm-taken': [
    'Ce nom est pris',
    "« {name} » est, ou a été, le nom d'un algorithme ; un nom est donné une fois pour toutes.",
    'Choisissez un autre nom.',
  ],
  'algorithm-moved': [
    'Cet algorithme porte un autre nom',
    "« {from} » s'appelle désormais « {to} » ; plus rien n'est écrit sous son ancien nom.",
    'Utilisez le nom « {to} », aussi comme nom dans algorithm.yaml.',
  ],
} as const satisfies PartOfTexts;
