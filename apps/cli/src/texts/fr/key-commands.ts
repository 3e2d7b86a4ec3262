import type { keyCommands as en } from '../en/key-commands.ts';

/** Holds the French texts of the table of commands: keys, signatures, the log. */
export const keyCommands: Readonly<Record<keyof typeof en, string>> = {
  'command.key-create': 'Créer une clé pour signer ; elle reste sur cet ordinateur',
  'command.key-list': "Lister les clés de cet ordinateur, ou celles d'un organisme et ce qu'elles peuvent signer",
  'command.key-register': "Autoriser une clé à signer pour un organisme ; signé par les clés qu'il a déjà",
  'command.key-revoke': "Retirer à une clé le droit de signer ; ce qu'elle a signé avant reste valable",
  'command.key-rotate': "Remplacer une clé : en créer et enregistrer une nouvelle, révoquer l'ancienne",
  'command.key-export-public': "Afficher la moitié publique d'une clé de cet ordinateur",
  'command.key-reset-request':
    "Écrire le fichier avec lequel l'exploitant remplace les clés d'un organisme qui les a toutes perdues",
  'command.agency-policy': "Fixer combien de clés d'un organisme doivent signer",
  'command.agency-view': 'Montrer un organisme : ses clés, combien doivent signer, depuis quand',
  'command.agency-trust':
    "Accepter les nouvelles clés d'un organisme après que l'exploitant a remplacé les clés perdues",
  'command.sign': "Signer les algorithmes de dossiers sans publier, pour qu'un collègue ajoute sa signature",
  'command.log': 'Montrer ce que le registre a consigné, feuille par feuille',
  'command.log-prove': 'Écrire le fichier qui prouve une version sans le registre',
  'command.log-trust':
    "Accepter le journal sous son nouveau nom et sa nouvelle clé après une scission par l'exploitant",
  'argument.fingerprint': 'Empreinte de la clé, ou son début (4 chiffres ou plus), comme la montre « key list »',
  'argument.verify':
    'Une archive, un dossier avec une version, ou organisme/nom@version ; rien : le projet de ce dossier',
  'option.key-list-agency': 'Montrer les clés enregistrées par cet organisme',
  'option.key-algorithm':
    'Sorte de clé : ed25519 (par défaut), ou ml-dsa-44 comme seconde, contre les ordinateurs quantiques',
  'option.key-label': 'À quoi sert la clé, pour la reconnaître ; reste sur cet ordinateur',
  'option.passphrase': 'Demander une phrase de passe et en chiffrer la clé',
  'option.passphrase-file': 'Chiffrer la clé avec la phrase de passe de ce fichier',
  'option.for-ci':
    'Pour un automate : écrire la clé privée sur stdout, pour son coffre à secrets, et ne rien garder ici',
  'option.key': "Empreinte d'une clé de cet ordinateur (4 chiffres de son début suffisent), ou un fichier de clé",
  'option.signs':
    'Clé qui signe : empreinte ou fichier (par défaut : celles ici qui le peuvent, les chiffrées seulement si nécessaire)',
  'option.rotate-key': "Clé à remplacer (par défaut : la seule de cet ordinateur que l'organisme a)",
  'option.ci': 'La clé est pour des automates : elle ne signe que des versions',
  'option.ci-names': "Algorithmes de l'organisme que la clé peut signer (par défaut : tous)",
  'option.ci-expires': "Jours jusqu'à l'expiration de la clé d'un automate, 1 à 366 (par défaut : 90)",
  'option.out-signed': 'Ne rien envoyer ; écrire ce qui est signé dans ce fichier, pour le signataire suivant',
  'option.with': "Fichier avec les signatures de collègues ; les vôtres s'y ajoutent",
  'option.revoke-from':
    'Les versions à partir de cet endroit du journal ne sont pas valables (par défaut : dès maintenant)',
  'option.export-format': 'pem (par défaut), base64 ou fingerprint',
  'option.reset-out': "Fichier pour l'exploitant ; il ne contient aucun secret",
  'option.threshold': "Combien de clés doivent signer : 1 ou plus, au plus autant que l'organisme en a",
  'option.yes': 'Ne rien demander : les nouvelles clés ont déjà été comparées par une autre voie',
  'option.sign-out': 'Fichier pour les signatures',
  'option.since': 'Premier endroit du journal à montrer (par défaut : les 20 derniers)',
  'option.follow': "Continuer à montrer ce qui est consigné, jusqu'à interruption",
  'option.prove-out': 'Fichier pour la preuve, comme income-tax.tlog-proof',
  'option.proof': 'Vérifier avec ce fichier de preuve au lieu de demander au registre',
  'option.log-key':
    'La clé du journal, telle que la publie son exploitant ; elle fait foi là où cet ordinateur ne sait rien du journal',
  'option.agency-key':
    'Empreinte d’une clé de l’organisme, telle qu’il la publie ; sans elle, ni rien de connu ici, seul le journal dit à qui sont les clés, et la preuve échoue',
};
