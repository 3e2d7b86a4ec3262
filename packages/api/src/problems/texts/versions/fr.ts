import type { PartOfTexts } from '../../texts.ts';

/** Holds the French texts about version numbers that promise too much. */
export const frVersions = {
  'bump-too-small': [
    'Le numéro de version promet plus que la version ne tient',
    '{name}@{version} ne tient pas ce que les versions voisines ont promis ; chaque rupture est dite avec la valeur qui la montre. Le plus petit numéro honnête est {required}.',
    'Écrivez version: {required} dans algorithm.yaml (« nforge bump » le fait), ou annulez la modification, puis publiez à nouveau.',
  ],
  'waiver-mismatch': [
    'La dérogation ne convient pas',
    "La dérogation de {name}@{version} nomme {waived} ; ce qui reste indécis : {undecided}. Ce qu'une valeur réfute n'admet aucune dérogation.",
    'Signez une dérogation pour exactement ce qui reste indécis : « nforge publish --waive RAISON » le fait.',
  ],
  'unyank-refused': [
    'La version ne peut pas être proposée à nouveau',
    'Pendant que {name}@{version} était retirée, {against} a été publiée et ne tient pas ce que la première promet ; « errors » dit quoi.',
    "Laissez-la retirée, ou retirez d'abord ce qui a été publié depuis.",
  ],
} as const satisfies PartOfTexts;
