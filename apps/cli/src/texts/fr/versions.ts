import type { versions as en } from '../en/versions.ts';

/** Holds the French texts of diff and bump. */
export const versions: Readonly<Record<keyof typeof en, string>> = {
  'command.diff':
    'Montrer ce qui change entre deux versions, dossiers ou schémas, avec la valeur qui casse ; code 10 si quelque chose change',
  'argument.diffFrom':
    "L'ancien : 1.2.0 (de l'algorithme d'ici), agence/nom@1.2.0 ou un dossier (par défaut : la version publiée la plus proche)",
  'argument.diffTo': 'Le nouveau (par défaut : le dossier de travail)',
  'option.schemas': 'Comparer deux fichiers de schéma',
  'option.role': "Ce que les schémas décrivent : input (l'entrée) ou output (la sortie)",
  'option.markdown': 'Écrire du Markdown pour une demande de fusion',
  'diff.same': '{from} et {to} sont identiques, fichier par fichier.',
  'diff.level.major': 'Rupture : après {old}, ceci est {required}.',
  'diff.level.minor': "Compatible, mais plus qu'une correction : après {old}, ceci est {required}.",
  'diff.level.patch': 'Correction : après {old}, ceci est {required}.',
  'diff.plain.major': 'Rupture.',
  'diff.plain.minor': "Compatible, mais plus qu'une correction.",
  'diff.plain.patch': 'Correction.',
  'diff.dishonest': "{new} promet plus qu'il ne tient.",
  'changes.more': '… et {count} autres de cette sorte ; --json les donne tous.',
  'diff.replayed': 'Exécuté sur les vecteurs de {old} : {count} ; {failed} échouent.',
  'diff.notRun.engine-none': "Les vecteurs de {old} ({count}) n'ont pas été exécutés : rien n'exécute cet algorithme.",
  'diff.notRun.engine-missing':
    "Les vecteurs de {old} ({count}) n'ont pas été exécutés : son moteur n'est pas disponible ici.",
  'diff.notRun.program-incomplete':
    "Les vecteurs de {old} ({count}) n'ont pas été exécutés : un fichier ou un algorithme qu'il appelle manque.",
  'diff.section.vectors': 'Vecteurs',
  'diff.section.manifest': 'Manifeste',
  'diff.section.files': 'Fichiers',
  'diff.before': 'avant',
  'diff.after': 'après',
  'diff.bytes': '{size} octets',
  'diff.schemasSame': '{old} et {new} disent la même chose de toute valeur.',
  'diff.twoSchemas': "--schemas prend deux fichiers : l'ancien schéma, puis le nouveau.",
  'diff.role':
    "--schemas demande --role input ou --role output : ce que les appelants envoient, ou ce qu'ils reçoivent.",
  'diff.roleAlone': '--role va avec --schemas.',
  'diff.unknown': '« {word} » n’est ni un dossier avec algorithm.yaml, ni une version.',
  'diff.unknownHint': "Nommez une version de l'algorithme d'ici (1.2.0), d'un autre (agence/nom@1.2.0), ou un dossier.",
  'diff.removed': '{release} a été retiré par décision de justice ou de loi ; ses fichiers ne sont plus là.',
  'diff.removedHint': 'Comparez avec une autre version : « nforge versions » les liste.',
  'diff.unpublished': "Aucune version de {name} n'est publiée : il n'y a rien à quoi comparer.",
  'diff.unpublishedHint': 'Dites à quoi comparer : une version, ou un autre dossier.',
  'command.bump':
    "Trouver la plus petite version honnête d'un dossier d'après ce qui est publié, et l'écrire dans son manifeste",
  'option.check': 'Ne rien écrire ; code de sortie 5 si la version du manifeste ne convient pas',
  'option.level': 'Monter au moins jusque-là : patch, minor ou major',
  'option.waive': "Signer, à la vue de tous, que vous répondez de ce qui n'a pu être décidé ; dit pourquoi",
  'bump.state.new': "Aucune version de {name} n'est encore publiée : {present} peut rester.",
  'bump.state.unchanged': "{name}@{present} est publié avec exactement ce contenu : il n'y a rien à changer.",
  'bump.state.honest': '{present} ne promet rien qui ne soit tenu.',
  'bump.state.too-small': "{present} promet plus qu'il ne tient : ceci est {next}.",
  'bump.state.taken': '{present} est publié avec un autre contenu : ceci est {next}.',
  'bump.beyond': 'Aucun numéro inférieur à {beyond}, qui est publiée, ne convient.',
  'bump.notRun.engine-none': "Aucun vecteur n'a été exécuté : rien n'exécute cet algorithme.",
  'bump.notRun.engine-missing':
    "Les vecteurs des versions antérieures n'ont pas été exécutés ici : le moteur manque. Le registre peut en trouver plus.",
  'bump.notRun.program-incomplete':
    "Les vecteurs des versions antérieures n'ont pas été exécutés ici : un fichier ou un algorithme appelé manque. Le registre peut en trouver plus.",
  'bump.withHint': 'Un algorithme qui n’est que sur cet ordinateur se prend avec --with DOSSIER.',
  'bump.waivable':
    'Rien de cela n\'est prouvé, et rien ne le réfute. Si vous savez que rien ne casse, publiez {present} avec --waive "pourquoi".',
  'bump.written': 'algorithm.yaml : {present} → {next}',
  'bump.noVersion': 'Dans {file}, aucune version ne peut être remplacée : écrivez-la à la main.',
  'bump.waiveReason': '--waive dit pourquoi, en une ligne de 3 à 500 caractères : elle est signée et montrée à tous.',
  'publish.waives': "{release} : ce qui n'a pu être décidé, et dont vous signez que vous répondez :",
  'publish.nothingWaived': "Rien n'est resté indécis ici : aucune dérogation n'est signée.",
  'bump.asked': '{next} monte aussi haut que le demande --level.',
};
