import type { ThesaurusTexts } from '../texts.ts';

/** The sentences in French. */
export const fr: ThesaurusTexts = {
  errors: {
    'id-invalid':
      '« {id} » ne peut pas nommer un thésaurus : petites lettres, chiffres et traits d’union simples, une lettre d’abord, 40 caractères au plus, par exemple unesco.',
    'file-unreadable': 'Le fichier {file} ne peut pas être lu. Vérifiez son nom et votre droit de le lire.',
    'file-too-large':
      '{file} dépasse {limit} Mio. Retirez ce qui n’est pas nécessaire (notes, autres langues), ou convertissez-le en Turtle.',
    'format-unknown': '{file} : la fin du nom ne dit pas le format. Indiquez --format turtle, rdf-xml ou json-ld.',
    'not-utf8': '{place} : ce n’est pas de l’UTF-8. Enregistrez le fichier en UTF-8.',
    syntax:
      '{place} : ceci ne peut pas être compris : {reason} – Le fichier est-il entier, et le format est-il le bon (--format) ?',
    'too-deep': '{place} : plus de {limit} niveaux sont imbriqués ici. Aucun thésaurus n’en a besoin.',
    'too-many-statements':
      '{file} énonce plus de {limit} choses. Retirez ce qui n’est pas nécessaire (notes, autres langues).',
    'too-many-concepts':
      'Le fichier parle de plus de {limit} concepts, ou libellés de SKOS-XL. Retirez ce qui n’est pas nécessaire.',
    'remote-context':
      '{file} prend son contexte à {url}. Rien n’est téléchargé : mettez le contexte dans le fichier, ou convertissez-le en Turtle.',
    'entity-refused':
      '{place} : « {name} » est refusé. Une entité remplace un seul texte court, sans autres entités, jamais un fichier ni une adresse.',
    'entities-too-long': '{place} : les entités représentent plus de texte qu’un thésaurus n’en a.',
    'not-rdf-xml': '{place} : c’est du XML, mais pas du RDF/XML : le premier élément est {found}, et non rdf:RDF.',
    'label-too-long':
      'Un libellé du concept {concept} dépasse {limit} caractères : « {found}… ». Raccourcissez-le ou retirez-le.',
    'no-concepts':
      'Le fichier ne contient aucun concept en usage (un skos:Concept avec une adresse, non obsolète ; sans cela : {found}). Est-ce du SKOS ?',
    'no-labels': 'Aucun concept n’a de libellé en ar, ary, zgh, fr ou en. Langues trouvées : {found}.',
    'title-missing': 'Le fichier n’indique pas de titre. Donnez-le avec --title.',
    'licence-missing':
      'Le fichier n’indique pas de licence, et sans licence rien n’est importé. Demandez à l’éditeur, puis donnez-la avec --licence, par exemple « CC BY-SA 3.0 IGO ».',
    'licence-ambiguous': 'Le fichier indique plusieurs licences : {found}. Dites avec --licence laquelle vaut.',
    'text-too-long': '{option} : ceci dépasse {limit} caractères : « {found}… ». Dites-le en bref avec {option}.',
    'thesaurus-exists': 'Il y a déjà un thésaurus « {id} ». Ajoutez --replace, ou choisissez un autre --id.',
    'thesaurus-unknown':
      'Il n’y a pas de thésaurus « {id} ». « nforge-registry thesaurus list » montre ceux qui existent.',
  },
  imported: '« {title} » est importé sous le nom {id}. Concepts : {concepts}. Libellés : {labels}.',
  replaced: '« {title} » est importé à la place de l’ancien {id}. Concepts : {concepts}. Libellés : {labels}.',
  joined:
    'Le lexique national a déjà {count} de ces {concepts} concepts, réunis désormais avec les siens, par exemple {some}.',
  joinedNone: 'Le lexique national n’a aucun de ces concepts : tous s’y ajoutent.',
  licence: 'Licence, montrée à tous sous /api/v1 : {licence}',
  removed: 'Le thésaurus « {id} » est supprimé.',
  leftOut: {
    deprecated: 'Laissés de côté : concepts obsolètes : {count}',
    withoutLabels: 'Laissés de côté : concepts sans libellé en ar, ary, zgh, fr ou en : {count}',
    unnamed: 'Laissés de côté : concepts sans adresse : {count}',
    languages: 'Laissés de côté : libellés dans d’autres langues : {count} ({tags})',
    untagged: 'Laissés de côté : libellés qui ne disent pas leur langue : {count}',
    otherScript: 'Laissés de côté : libellés dans une écriture qui n’est pas celle de leur langue : {count}',
    notations: 'Laissés de côté : notations qui ne sont pas des sigles : {count}',
  },
};
