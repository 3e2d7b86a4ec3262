import type { trust as en } from '../en/trust.ts';

/** Holds the French texts about proofs, the log and what is trusted. */
export const trust: Readonly<Record<keyof typeof en, string>> = {
  'step.origin': 'journal',
  'step.checkpoint': 'point de contrôle',
  'step.rollback': 'pas de retour en arrière',
  'step.consistency': 'même histoire',
  'step.inclusion': 'place dans le journal',
  'step.release-digest': 'contenu',
  'step.statement': 'déclaration',
  'step.signatures': 'signatures',
  'step.agency-state': 'clés de l’organisme',
  'step.agency-rollback': 'pas de clés plus anciennes',
  'step.agency-reset': 'pas de clés nouvelles sans accord',
  'proved.origin': '{what} avec la clé que cet ordinateur connaît : {key}',
  'proved.origin.given': '{what} avec la clé que vous avez donnée : {key}',
  'proved.origin.lock': '{what} avec la clé que fixe forge-lock.json : {key}',
  'proved.origin.first':
    '{what}, rencontré ici pour la première fois avec la clé {key} : comparez-la à celle que publie son exploitant',
  'proved.origin.unknown':
    'cet ordinateur ne connaît aucune clé de {what} : n’importe qui a pu faire cette preuve. Donnez la clé que publie son exploitant avec --log-key, et une clé de l’organisme avec --agency-key ; ou vérifiez une fois en ligne, dans un projet qui a un fichier de verrouillage, ou là où le journal est connu',
  'proved.checkpoint': 'le point de contrôle {size}, celui de la preuve, est signé par cette clé',
  'proved.consistency': 'le point de contrôle {to} prolonge le {from}, dernier vu ici',
  'proved.consistency.first': 'aucun point de contrôle antérieur n’a été vu ici pour comparer',
  'proved.consistency.news':
    'le registre montre le point de contrôle {to}, dernier vu ici : rien ne s’est ajouté depuis',
  'proved.consistency.same':
    'le point de contrôle {tree}, celui de la preuve, a déjà été vu ici : même taille, même arbre',
  'proved.consistency.offline':
    'rien à comparer : la preuve est du point de contrôle {tree}, le dernier vu ici est le {from}, et hors ligne on ne compare que des points de même taille',
  'proved.consistency.grown':
    'le point de contrôle {to}, que montre le registre, prolonge le {tree}, celui de la preuve, et le {from}, dernier vu ici',
  'proved.consistency.grownFirst':
    'le point de contrôle {to}, que montre le registre, prolonge le {tree}, celui de la preuve ; aucun antérieur n’a été vu ici',
  'verify.proofMissing': 'Il n’y a pas de fichier de preuve {file}.',
  'verify.proofFolder': '{file} est un dossier, pas un fichier de preuve.',
  'verify.proofEmpty': '{file} est vide ; ce n’est pas la preuve d’une version.',
  'verify.proofNone': '{file} n’est pas la preuve d’une version ({reason}).',
  'verify.proofHint':
    'Indiquez le fichier que l’organisme vous a remis, ou écrivez-en un : nforge log prove organisme/nom@version --out FILE',
  'verify.proofOther': '{file} est la preuve de {other}, pas de {release}. Indiquez la preuve de {release}.',
  'proved.rollback': 'rien de plus ancien que ce qui a été vu ici',
  'proved.inclusion': '{what} est la feuille {index}, consignée le {time}, dans l’arbre du point de contrôle {size}',
  'proved.inclusion.other':
    'la preuve montre une feuille de l’arbre de son point de contrôle ; les étapes suivantes disent laquelle',
  'proved.inclusion.unvouched':
    'la preuve place {what} à la feuille {index} du point de contrôle {size}, et rien ici ne se porte garant de ce dernier',
  'proved.release-digest': '{files} fichiers hachés ; ensemble ils sont exactement ce qui a été consigné : {digest}',
  'proved.release-digest.none': 'consigné : {digest} ; il n’y avait pas de fichiers à comparer',
  'proved.release-digest.unread': 'il n’y avait pas de fichiers à comparer',
  'proved.release-digest.unvouched':
    '{files} fichiers hachés ; ensemble ils sont exactement ce que nomme la preuve : {digest}',
  'proved.statement': 'ce qui est signé nomme cette version, son manifeste, son contrat et ses vecteurs',
  'proved.agency-state':
    'les clés de {agency} découlent, pas à pas et signées, de celles connues ici (état de la feuille {index})',
  'proved.agency-state.first':
    'les clés de {agency} découlent de la première, rencontrée ici pour la première fois (état de la feuille {index}) ; comparez : {keys}',
  'proved.agency-state.unknown':
    'que ces clés soient celles de {agency}, seul le journal le dit, et rien ici ne s’en porte garant. Donnez l’empreinte que publie {agency} avec --agency-key, ou vérifiez une fois en ligne',
  'proved.agency-state.given':
    'signé par des clés de {agency} que vous avez nommées : {keys} ; que {threshold} doivent signer, c’est le journal qui le dit (état de la feuille {index})',
  'proved.agency-state.lock':
    'signé par des clés de {agency} que fixe forge-lock.json : {keys} ; que {threshold} doivent signer, c’est le journal qui le dit (état de la feuille {index})',
  'proved.agency-state.since':
    'signé par des clés de {agency} dans l’état que fixe forge-lock.json : {keys}. Révoquées depuis : {revoked} ; que la version soit antérieure, et que {threshold} doivent signer, c’est le journal qui le dit (état de la feuille {index})',
  'proved.agency-state.unpinned':
    'signatures exigées : {threshold}. Des clés qui ont signé, forge-lock.json fixe {keys} et pas {missing} ; {agency} a pu révoquer ou changer des clés entre-temps. Un fichier de preuve plus récent peut le dire, et une vérification en ligne le dit',
  'proved.agency-state.unpinnedAll':
    'signatures exigées : {threshold} ; forge-lock.json ne fixe aucune des clés qui ont signé : {missing} ; {agency} a pu révoquer ou changer des clés entre-temps. Un fichier de preuve plus récent peut le dire, et une vérification en ligne le dit',
  'proved.agency-state.more':
    'signatures exigées : {threshold}. Des clés qui ont signé, vous avez nommé {keys}, et pas {missing}. Si {agency} la publie, donnez-la aussi avec --agency-key',
  'proved.agency-rollback': 'pas de clés plus anciennes que celles vues ici',
  'proved.agency-reset': 'l’exploitant n’a remplacé aucune clé depuis',
  'proved.signatures': 'signé par {signers} ; l’organisme en exige {threshold}',
  'proved.signatures.unvouched': 'signé par {signers} ; que {threshold} doivent signer, c’est la preuve qui le dit',
  'proved.untold': 'réussi ; ce qu’elle a trouvé n’est pas disponible',
  'verify.okWord': 'ok',
  'verify.failedWord': 'ÉCHEC',
  'verify.uncheckedWord': 'non vérifié',
  'verify.proved': '{release} est prouvée.',
  'verify.provedRecord': 'Ce que le journal a consigné de {release} est prouvé ; aucun fichier ne lui a été comparé.',
  'verify.notProved': '{release} n’est PAS prouvée ; l’étape « {step} » a échoué.',
  'verify.asOf':
    'À la date du point de contrôle {size} de {origin}, le plus récent que le registre ait montré. Cette preuve ignore ce qui vient après.',
  'verify.asOfProof': 'À la date du point de contrôle {size} de {origin}. Cette preuve ignore ce qui vient après.',
  'verify.proofSilent':
    'Un fichier de preuve ne montre pas que {agency} n’a rien changé à ses clés depuis : qui le remet peut omettre ce changement. Une vérification en ligne le dit.',
  'verify.projectProved': 'Chaque module est prouvé par les signatures de son organisme et sa place dans le journal.',
  'verify.optionAlone': '{option} a besoin d’une archive, d’un dossier ou d’organisme/nom@version à prouver.',
  'verify.logKey':
    '« {value} » n’est pas la clé de vérification d’un journal : NOM+ID+CLÉ, telle que la publie son exploitant.',
  'verify.agencyKey': '« {value} » n’est pas l’empreinte d’une clé : sha256: et 64 chiffres hexadécimaux.',
  'verify.neither': '« {value} » n’est ni un fichier ni un dossier ici, et n’est pas écrit organisme/nom@version.',
  'install.firstLog':
    'Premier usage du journal {origin}. Sa clé est retenue désormais ; comparez-la à celle que publie son exploitant : {key}',
  'install.firstReset':
    "Les clés de {agency} ont été remplacées par l'exploitant du registre à la feuille {index} du journal : demandez à {agency} si c'était voulu.",
  'install.firstAgency':
    'Premier usage de {agency}. Ses clés sont retenues désormais ; comparez-les à ce qu’il publie : {keys}',
  'install.tombstoned': 'Attention : {release} a été retirée par décision de droit : {reason}',
  'install.tombstonedHint':
    'Lancez « nforge update » pour passer à une autre version ; si forge.json n’autorise que celle-ci, autorisez-en d’abord une autre.',
  'progress.prove': 'Preuve de {count} versions …',
  'progress.sign': 'Signature de {folder} …',
  'log.size': '{origin} : {size} feuilles.',
  'log.proved':
    'La preuve de {release} est dans {file} : feuille {index}, à la date du point de contrôle {size} de {origin}.',
  'log.taken': '{file} existe déjà et contient autre chose.',
  'log.takenHint': 'Choisissez un autre nom, ou supprimez-le.',
  'log.trustNothing': 'Il n’y a rien à accepter : le journal est {origin}, tel que cet ordinateur le connaît.',
  'log.trustContinued':
    'Le registre {registry} continue sous un autre journal, qui contient tout ce qui a été vu de l’ancien.',
  'log.trustOther':
    'Le registre {registry} montre un autre journal, qui ne contient PAS ce qui a été vu de l’ancien. Ce qui était connu des organismes est oublié avec lui.',
  'log.trustOld': 'Connu de cet ordinateur : {origin}, {key}',
  'log.trustNew': 'Nouveau : {origin}, {key}',
  'log.trustWarn':
    'Ne l’acceptez qu’après confirmation du nom et de la clé par l’exploitant, par une autre voie que ce registre.',
  'log.trustAsk': 'Acceptez-vous le journal {origin} ?',
  'log.trusted': 'Le journal {origin} est accepté sur cet ordinateur.',
  'reason.first-use': 'rien de connu ici ne s’en porte garant',
  'reason.manifest': 'le manifeste diffère',
  'reason.contract': 'le contrat diffère',
  'reason.vectors': 'les vecteurs diffèrent',
  'reason.lock': 'le fichier de verrouillage nomme un autre journal',
  'reason.key': 'il a une autre clé',
  'reason.name': 'sa clé porte un autre nom',
  'reason.fork': 'il continue sous un autre nom',
  'reason.fork-unproved': 'il dit avoir porté d’autres noms, et ses feuilles ne le prouvent pas',
  'reason.empty': 'son arbre est vide',
  'reason.smaller': 'son arbre est plus petit',
  'reason.other-size': 'la preuve est d’un autre arbre',
  'reason.other-root': 'deux arbres de même taille diffèrent',
  'reason.other-state': 'un autre état tient sa place',
  'reason.older': 'il est plus ancien',
  'reason.keys': 'd’autres clés sont retenues',
  'reason.state': 'ce n’est pas l’état qu’il avait alors',
  'reason.other-keys':
    'signatures exigées : {threshold} ; des clés qui ont signé, les suivantes ne sont ni nommées ni fixées : {missing}',
  'reason.other-agency': 'ce sont celles d’un autre organisme',
  'reason.digest': 'l’empreinte diffère',
  'reason.index': 'il se trouve à un autre endroit',
  'reason.unrelated': 'elles sont pour autre chose',
  'reason.form': 'il n’a pas la forme d’une enveloppe',
  'reason.too-large': 'il est trop grand',
  'reason.not-a-file': 'ce n’est pas un fichier',
  'reason.facts': 'il parle d’autre chose',
  'doctor.check.log': 'Journal',
  'doctor.check.keys': 'Clés',
  'doctor.log.first':
    '{origin}, clé {key}, {size} feuilles : pas encore utilisé depuis cet ordinateur ; comparez la clé à celle que publie l’exploitant',
  'doctor.log': '{origin}, clé {key} : connu ici ; le point de contrôle {size} prolonge le {seen}, dernier vu',
  'doctor.log.none': 'le registre n’a pas de journal lisible',
  'doctor.keys': '{count} dans {folder}, pour vous seul',
  'doctor.keys.none': 'aucune sur cet ordinateur ; publier en demande une : nforge key create',
  'doctor.keys.environment': '{key}, de l’environnement',
  'env.key-file': 'Fichier de la clé qui signe, au lieu des clés de cet ordinateur',
  'env.key': 'La clé elle-même, dans une variable masquée d’un automate',
  'env.passphrase-file': 'Fichier avec la phrase de passe des clés chiffrées',
};
