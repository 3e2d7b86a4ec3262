import type { ChangeTexts } from './change-text.ts';

/** Tells changes in French. */
export const fr: ChangeTexts = {
  version: { named: 'la version {version}', yours: 'la vôtre' },
  verdicts: {
    ok: 'Elle peut s’appeler {required}.',
    demanded: 'C’est la version {required}.',
    beyond: 'C’est la version {required} : aucun numéro inférieur à {beyond} ne convient.',
    advice: 'Une préversion ne promet rien ; comme version stable, c’est la {required}.',
  },
  changes: {
    'input-narrowed': '{old} acceptait {value} ; {new} le refuse en {at} ({reason}).',
    'input-narrowed-whole': '{old} acceptait {value} ; {new} le refuse ({reason}).',
    'input-undecided': 'Nul ne peut dire encore si {new} accepte tout ce qu’acceptait {old} : {why}',
    'input-widened': '{new} accepte plus de valeurs que {old}.',
    'input-widened-perhaps':
      '{new} accepte tout ce qu’acceptait {old} ; il n’est pas démontré qu’elle n’accepte rien de plus.',
    'input-members-dropped':
      '{new} ne déclare plus tous les membres que déclarait {old} : ils sont écartés avec un avertissement.',
    'input-equivalent': 'Le schéma d’entrée est écrit autrement et accepte les mêmes valeurs.',
    'output-widened': '{new} peut répondre {value}, ce qu’excluait {old} ({reason} en {at}).',
    'output-widened-whole': '{new} peut répondre {value}, ce qu’excluait {old} ({reason}).',
    'output-undecided': 'Nul ne peut dire encore si {old} admettait tout ce que {new} peut répondre : {why}',
    'output-narrowed': '{new} promet davantage de ses réponses que {old}.',
    'output-narrowed-perhaps':
      '{new} ne répond rien de ce qu’excluait {old} ; il n’est pas démontré qu’elle puisse répondre tout le reste.',
    'output-equivalent': 'Le schéma de sortie est écrit autrement et admet les mêmes valeurs.',
    'input-strict': '{old} écartait les membres qu’elle ne déclarait pas ; {new} les juge.',
    'input-tolerant': '{new} écarte, avec un avertissement, les membres qu’elle ne déclare pas ; {old} les jugeait.',
    'contract-lost': '{old} pouvait être exécutée ; {new} n’a rien à exécuter.',
    'contract-gained': '{old} n’avait rien à exécuter ; {new} peut être exécutée.',
    'vector-fails': 'Vecteur « {name} » de {of} : pour {value}, il promettait {expected} ; {new} répond {actual}.',
    'vector-fails-error':
      'Vecteur « {name} » de {of} : pour {value}, il promettait {expected} ; {new} ne donne pas de réponse ({error}).',
    'vector-contradicted':
      'Vecteur « {name} » de {of} : pour {value}, il promettait {expected} ; {new} promet {actual} par son vecteur « {by} ».',
    'vector-superseded': '{new} tient le vecteur « {name} » de {of} pour une erreur : {why}',
    'vectors-added': 'Nouveaux vecteurs de test : {count}, dont « {first} ».',
    'vectors-removed': 'Vecteurs de test qui ne sont pas repris : {count}, dont « {first} ». Ils obligent toujours.',
    'engine-changed': '{old} fonctionne avec {before}, {new} avec {after}.',
    'engine-raised': '{old} fonctionne avec {engine} {before} ; {new} exige {engine} {after}.',
    'engine-lowered': '{new} fonctionne avec {engine} {after}, donc partout où fonctionne {old} ({before}).',
    'risk-raised': 'Le niveau de risque monte de {before} à {after}.',
    'risk-lowered': 'Le niveau de risque descend de {before} à {after}.',
    'kind-changed': 'Le genre d’algorithme était {before} ; il est désormais {after}.',
    'validity-lost': '{old} s’applique en tout temps, {new} seulement aux jours {after}.',
    'validity-widened': '{old} s’applique aux jours {before}, {new} en tout temps.',
    'period-moved': '{new} est la règle d’une autre période : {after} et non {before}.',
    'period-end-moved': 'La période de la règle était {before} ; elle est désormais {after}.',
    'personal-data-raised': '{new} traite des données personnelles que {old} ne traitait pas ({codes}).',
    'license-changed': 'La licence était {before} ; elle est désormais {after}.',
    'dependencies-changed': 'Elle appelle d’autres algorithmes, ou d’autres versions de ceux-ci : {changes}.',
    'program-changed':
      'Le programme a changé : {count} fichiers, dont {first}. De ce qu’il fait, seuls les vecteurs témoignent.',
    'texts-changed': 'Ce qui est dit d’elle a changé : {fields}.',
    'files-changed': 'D’autres fichiers ont changé : {count}, dont {first}.',
  },
  reasons: {
    steps:
      'les schémas sont trop enchevêtrés. Dites une seule fois ce qui se ressemble, avec moins de oneOf, anyOf et not.',
    pattern:
      'une expression régulière emploie ce qui ne se compare pas (références arrière, ou trop grande). Simplifiez-la ou listez les valeurs (enum).',
    length: 'la valeur qui le montrerait est trop longue. Bornez davantage les textes et les listes.',
    number:
      'les nombres en question ne sont pas représentés exactement. Prenez-les plus petits, ou avec moins de décimales.',
    unique: 'uniqueItems y accompagne des éléments de plusieurs types. Donnez un seul type aux éléments.',
    unevaluated:
      'unevaluatedProperties ou unevaluatedItems y dépend de trop de cas. Employez additionalProperties ou items.',
    reference:
      'une référence n’a pas de sens établi ($dynamicRef, ou qui ne mène nulle part). Employez $ref vers #/$defs/….',
    validators: 'deux validateurs ne s’accordent pas sur le schéma. Écrivez plus simplement la partie en question.',
    tolerant:
      'il n’est pas défini quels membres sont écartés. Ôtez ce qui compte ou compare des objets entiers, ou divisez le schéma.',
    other: 'les schémas dépassent ce qui se compare. Simplifiez-les.',
  },
};
