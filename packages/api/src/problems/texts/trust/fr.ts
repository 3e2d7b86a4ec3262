import type { PartOfTexts } from '../../texts.ts';

/** Holds the French texts about keys, signatures and the log. */
export const frTrust = {
  'log-range': [
    "L'endroit n'existe pas dans le journal",
    "L'arbre de {size} feuilles dont il est question ne va pas jusqu'à {wanted}.",
    'Les index commencent à 0 : demandez-en un inférieur à la taille, et une taille que le journal a atteinte.',
  ],
  'checkpoint-unknown': [
    "Aucun point de contrôle de cette taille n'a été signé",
    "Le journal a dépassé {wanted} feuilles, mais aucun point de contrôle de cette taille exacte n'est conservé ; le plus récent en compte {size}.",
    "Omettez la taille, ou donnez celle d'un point de contrôle que vous avez, par exemple celui d'un reçu.",
  ],
  'tile-unknown': [
    "Cette tuile n'existe pas",
    "Le journal n'a pas de tuile « {path} ».",
    "Lisez d'abord /log/checkpoint et ne demandez que les tuiles de cette taille.",
  ],
  'key-unknown': [
    "L'organisme n'a pas cette clé",
    "L'organisme « {agency} » n'a pas de clé {key}.",
    'Affichez ses clés avec « nforge key list --agency {agency} ».',
  ],
  'key-taken': [
    'La clé a déjà été enregistrée',
    "L'organisme « {agency} » a ou a eu la clé {key} ; une clé ne s'enregistre qu'une fois.",
    'Créez une nouvelle clé avec « nforge key create ».',
  ],
  'change-stale': [
    "Les clés de l'organisme ont changé entre-temps",
    "La modification a été signée pour un état antérieur de l'organisme « {agency} ».",
    "Refaites et signez de nouveau la modification : elle nomme l'état qu'elle modifie.",
  ],
  'release-tombstoned': [
    'La version a été retirée par décision de droit',
    '{name}@{version} a été retirée par la décision « {reference} ». Son empreinte et sa place dans le journal restent.',
    "Utilisez une autre version ; renseignez-vous sur la décision auprès de l'organisme ou de l'exploitant.",
  ],
  'agency-keyless': [
    "L'organisme n'a pas encore de clé",
    "Les versions sont signées ; l'organisme « {agency} » n'a enregistré aucune clé.",
    'Lancez « nforge key create » puis « nforge key register --agency {agency} », et publiez de nouveau.',
  ],
  'agency-history-full': [
    "L'organisme a changé trop souvent de clés",
    "L'organisme « {agency} » a modifié {limit} fois ses clés et sa politique : on n'en accepte pas davantage.",
    "Les clés peuvent encore être révoquées. Pour une nouvelle clé, demandez à l'opérateur « nforge-registry agency reset-keys ».",
  ],
  'key-refused': [
    "La clé n'est pas acceptée",
    'La clé ne peut pas être enregistrée : {reason}.',
    'Créez une nouvelle clé avec « nforge key create ».',
  ],
  'change-refused': [
    "La modification n'est pas permise",
    "L'organisme « {agency} » ne peut pas être modifié ainsi : {reason}.",
    'Corrigez la modification, signez-la de nouveau et envoyez-la.',
  ],
  'signature-invalid': [
    "Une signature n'est pas valable",
    "Une signature pour « {agency} » n'est pas acceptée : {reason}.",
    "Signez avec une clé en vigueur de l'organisme ; « nforge key list --agency {agency} » les affiche.",
  ],
  'statement-mismatch': [
    'La déclaration signée concerne un autre contenu',
    "La déclaration signée pour {name}@{version} ne dit pas ce que contient l'archive ({field}).",
    'Publiez de nouveau depuis le dossier : ce qui est signé en est calculé.',
  ],
  'threshold-unmet': [
    'Il faut davantage de signatures',
    "L'organisme « {agency} » exige {threshold} signatures ; {count} sont valables.",
    'Faites signer un collègue : donnez le fichier signé à « nforge publish --with » ou « nforge key register --with ».',
  ],
  'threshold-unreachable': [
    "L'organisme s'enfermerait dehors",
    "L'organisme « {agency} » aurait un seuil de {threshold}, et ce nombre de clés : {count}.",
    "Ajoutez d'abord une clé ou abaissez le seuil.",
  ],
  'log-mismatch': [
    'Le registre a un autre journal que celui que vous avez vu',
    "Le journal de ce registre est « {origin} » ; le dernier point de contrôle que vous avez vu est d'un autre journal, ou d'une autre clé. Rien n'a été écrit.",
    "N'en utilisez rien encore. Seulement si l'exploitant a annoncé un nouveau journal : « nforge log trust ».",
  ],
  'log-behind': [
    "Le registre n'accepte pas d'écritures",
    'Il manque peut-être au journal de ce registre des feuilles déjà signées ; écrire maintenant le scinderait.',
    'La lecture continue. Exploitant : lancez « nforge-registry log catch-up --from URL » ou « nforge-registry log fork ».',
  ],
  'log-diverged': [
    "Le journal du registre contredit un point de contrôle qu'il a signé",
    "Un point de contrôle signé par la clé de ce journal ne correspond pas à ses feuilles ; le registre n'accepte pas d'écritures.",
    "Conservez le point de contrôle comme preuve et prévenez l'exploitant : le journal a été modifié, ou sa clé sert ailleurs.",
  ],
  'log-key-missing': [
    "Le registre n'accepte pas d'écritures",
    "La clé privée du journal n'est pas dans le dossier de données : rien de nouveau ne peut être signé.",
    'La lecture continue. Exploitant : remettez log.key en place, ou lancez « nforge-registry log fork ».',
  ],
} as const satisfies PartOfTexts;
