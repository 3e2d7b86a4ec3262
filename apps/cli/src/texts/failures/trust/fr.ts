import type { TrustFailureTexts } from '../failure-texts.ts';

/** Holds the French texts of failures about keys, signatures, proofs and the log. */
export const frTrust: TrustFailureTexts = {
  client: {
    untrusted: [
      "{what} n'est pas prouvé ; l'étape « {step} » a échoué : {reason}.",
      "Ne l'utilisez pas. Réessayez ; si cela persiste, prévenez l'exploitant du registre.",
    ],
    'trust-invalid': [
      'Ce que cet ordinateur a retenu du journal est abîmé : {path}.',
      "Rien n'est accepté de nouveau en silence. Restaurez le fichier d'une sauvegarde ; ou supprimez-le, et comparez les clés comme au premier usage.",
    ],
    'key-missing': [
      "Il n'y a pas de clé « {key} » dans {folder}.",
      'Voyez « nforge key list » ; « nforge key create » en crée une.',
    ],
    'key-ambiguous': [
      '« {key} » désigne {count} clés.',
      "Écrivez plus de chiffres de l'empreinte ; « nforge key list » la montre.",
    ],
    'key-exists': ["{path} existe déjà, et une clé privée n'est jamais écrasée.", 'Réessayez.'],
    'key-passphrase': ["La clé {key} ne s'ouvre pas ({reason}).", 'Réessayez avec sa phrase de passe.'],
    'key-permissions': [
      "D'autres peuvent lire ou changer la clé privée {path} (son mode est {mode}).",
      "Si personne d'autre n'y avait accès : {command}. Sinon, créez une autre clé et révoquez celle-ci.",
    ],
    'key-file-invalid': [
      "{path} n'est pas une clé privée utilisable ({reason}).",
      'Donnez ce que « nforge key create » a écrit, en entier, ou une clé PKCS #8 en PEM non chiffrée.',
    ],
    'key-unfit': [
      'La clé {key} ne peut pas signer cela pour {agency} ({reason}).',
      'Voyez « nforge key list --agency {agency} ».',
    ],
    'envelope-invalid': [
      '{path} ne contient pas de signatures pour cela ({reason}).',
      'Demandez un fichier écrit avec --out par ce programme, pour le même dossier et la même version.',
    ],
    'receipt-invalid': [
      "Le registre confirme l'écriture par un récépissé qui ne la prouve pas ({reason}).",
      "Regardez avec « nforge log » si l'écriture est consignée, et prévenez l'exploitant du registre.",
    ],
    'log-invalid': [
      'Le journal du registre se contredit à la feuille {index} ({reason}).',
      "Gardez ce que vous avez vu comme preuve, n'utilisez rien de nouveau de ce registre, et prévenez son exploitant.",
    ],
    'leaf-unsupported': [
      'La feuille {index} du journal est d’une sorte que ce nforge ne connaît pas.',
      'Prenez un nforge plus récent ; « nforge doctor » dit où le registre en offre un.',
    ],
  },
  particular: {
    'untrusted/origin': [
      "Le journal derrière {what} n'est pas celui qui est connu ici : {reason}.",
      "N'en utilisez rien encore. Seulement si l'exploitant a annoncé un nouveau journal : « nforge log trust ».",
    ],
    'untrusted/checkpoint': [
      "Le point de contrôle du journal de {what} n'est pas valable : {reason}.",
      "N'utilisez rien de ce registre. Réessayez ; si cela persiste, prévenez son exploitant.",
    ],
    'untrusted/rollback': [
      'Le registre montre un journal plus ancien que celui que cet ordinateur a déjà vu ({what}) : {reason}.',
      "Il a peut-être été restauré d'une sauvegarde, ou cache quelque chose. N'installez rien de nouveau avant l'explication de son exploitant.",
    ],
    'untrusted/consistency': [
      'Le journal que montre le registre ne prolonge pas celui que cet ordinateur a vu ({what}) : {reason}.',
      "Son passé a été réécrit, ou on vous montre un second journal. Gardez votre forge-lock.json comme preuve et prévenez l'exploitant et les organismes.",
    ],
    'untrusted/inclusion': [
      "{what} n'est pas dans le journal : {reason}.",
      "Ne l'utilisez pas. Le registre offre ce qu'il n'a pas consigné : prévenez son exploitant.",
    ],
    'untrusted/release-digest': [
      "Le contenu de {what} n'est pas celui que le journal a consigné : {reason}.",
      "Ne l'utilisez pas. Réessayez ; si cela persiste, prévenez l'exploitant du registre.",
    ],
    'untrusted/statement': [
      'La déclaration signée ne porte pas sur ce contenu de {what} : {reason}.',
      "Ne l'utilisez pas, et prévenez l'organisme.",
    ],
    'untrusted/signatures': [
      "{what} n'est pas signé comme son organisme l'exige : {reason}.",
      "Ne l'utilisez pas. Demandez à l'organisme lesquelles de ses clés sont bonnes.",
    ],
    'untrusted/agency-state': [
      'Les clés qui jugent {what} ne découlent pas de celles qui sont connues : {reason}.',
      "Ne l'utilisez pas. Demandez à l'organisme les empreintes de ses clés, et prévenez l'exploitant du registre.",
    ],
    'untrusted/agency-rollback': [
      '{what} est jugé par des clés de son organisme plus anciennes que celles vues ici : {reason}.',
      "Ne l'utilisez pas. Un miroir est peut-être en retard : prenez-en un autre, ou prévenez l'exploitant du registre.",
    ],
    'untrusted/agency-reset': [
      "L'exploitant du registre a remplacé toutes les clés de {what} ; rien de sa part n'est accepté sans votre accord.",
      "Demandez à {what} l'empreinte de sa nouvelle clé, par une autre voie que ce registre, puis lancez « nforge agency trust {what} ».",
    ],
    'untrusted/moved': [
      "Il n'est pas prouvé que {what} porte à présent le nom qui est montré ({reason}).",
      "N'en utilisez rien, et demandez à son organisme, par une autre voie que ce registre, comment il s'appelle.",
    ],
    'key-permissions/folder': [
      "D'autres peuvent entrer dans le dossier des clés privées {path} ou le changer (son mode est {mode}).",
      "Si personne d'autre n'avait accès aux clés qu'il contient : {command}. Sinon, créez-en d'autres et révoquez celles-ci.",
    ],
    'untrusted/cache': [
      'La preuve de {what} dans le cache de cet ordinateur est endommagée : {reason}.',
      'Lancez la commande sans --offline : elle est récupérée de nouveau.',
    ],
    'untrusted/lock': [
      'forge-lock.json et ce qui est prouvé de {what} se contredisent : {reason}.',
      "Si quelqu'un a modifié le fichier, reprenez-le de votre gestion de versions. Sinon, n'utilisez pas {what}, et prévenez l'exploitant du registre et l'organisme.",
    ],
    'untrusted/lock-origin': [
      'forge-lock.json nomme le journal {actual}, et celui derrière {what} est {expected}.',
      "Si quelqu'un a modifié le fichier, reprenez-le de votre gestion de versions. Seulement si l'exploitant a annoncé un nouveau journal : « nforge log trust ».",
    ],
    'key-passphrase/needed': [
      "La clé {key} est chiffrée, et il n'y a personne à qui demander sa phrase de passe ici.",
      'Indiquez dans NFORGE_KEY_PASSPHRASE_FILE un fichier qui contient la phrase de passe.',
    ],
    'key-passphrase/wrong': ["Ce n'est pas la phrase de passe de la clé {key}.", 'Réessayez avec sa phrase de passe.'],
    'key-file-invalid/key': [
      "{path} contient une clé privée endommagée ou d'un genre inconnu.",
      'Donnez ce que « nforge key create » a écrit, en entier, ou une clé PKCS #8 en PEM non chiffrée.',
    ],
    'key-file-invalid/pem-encrypted': [
      "{path} est un fichier PEM chiffré, qui n'est pas lu ici.",
      'Créez une clé avec « nforge key create --passphrase », qui écrit son propre fichier.',
    ],
    'key-file-invalid/pem-kind': [
      '{path} ne contient pas de clé privée.',
      'Il contient peut-être la moitié publique. Indiquez le fichier de la clé privée.',
    ],
    'key-unfit/unknown': [
      "La clé {key} n'est pas enregistrée pour {agency}.",
      'Enregistrez-la : « nforge key register --agency {agency} ».',
    ],
    'key-unfit/revoked': [
      'La clé {key} de {agency} est révoquée.',
      'Signez avec une autre clé : « nforge key list --agency {agency} » les montre.',
    ],
    'key-unfit/expired': [
      'La clé {key} de {agency} a expiré.',
      'Créez et enregistrez-en une nouvelle : pour un automate « nforge key create --for-ci > FILE », « nforge key register --agency {agency} --key FILE --ci » ; pour une personne, de même sans --for-ci ni --ci.',
    ],
    'key-unfit/not-allowed': [
      "La clé {key} d'un automate de {agency} ne peut pas signer cela.",
      'Elle signe des versions des algorithmes pour lesquels elle est enregistrée ; « nforge key list --agency {agency} » les montre.',
    ],
  },
};
