import type { names as en } from '../en/names.ts';

/** Holds the French texts about names that move. */
export const names: Readonly<Record<keyof typeof en, string>> = {
  'command.agency-rename':
    'Donner pour toujours un autre nom à un organisme ; ses clés signent, et l’exploitant transmet',
  'command.transfer':
    'Donner pour toujours un autre nom à un algorithme, ou le confier à un autre organisme ; les deux signent',
  'argument.old-agency': 'Nom actuel de l’organisme',
  'argument.new-agency': 'Nom qu’il doit porter ; aucun organisme ne le porte ni ne l’a porté',
  'argument.old-name': 'organisme/nom actuel de l’algorithme',
  'argument.new-name': 'organisme/nom qu’il doit porter ; aucun algorithme ne le porte ni ne l’a porté',
  'option.move-reason': 'Pourquoi, lisible par tous dans le journal ; à dire lors de l’envoi',
  'option.move-yes': 'Ne rien demander : c’est bien voulu, et sans retour',
  'move.rename':
    '{from} devient {to}, avec ses clés, ses jetons et tous ses algorithmes. Qui utilise {from} sera mené à {to} pour toujours.',
  'move.transfer': '{from} devient {to}, avec toutes ses versions. Qui utilise {from} sera mené à {to} pour toujours.',
  'move.for-ever':
    'C’est sans retour : un nom ne se donne qu’une fois, {from} ne peut donc pas revenir et personne d’autre ne l’aura.',
  'move.ask': '{from} doit-il devenir {to} ?',
  'move.needsYes': 'Un nom change pour toujours : quelqu’un doit le confirmer, et ici on ne peut demander à personne.',
  'move.needsYesHint': 'Si {from} doit devenir {to}, relancez la commande avec --yes.',
  'move.same': '{from} porte déjà ce nom ; il en faut un autre.',
  'move.already': 'Il n’y a rien à faire : {from} s’appelle déjà {to}.',
  'move.declined': 'Pas de confirmation ; rien n’a été signé ni envoyé.',
  'move.needsOperator':
    'Il faut pour cela le jeton de l’exploitant, en plus des signatures de {agency} : c’est lui qui donne les noms des organismes.',
  'move.needsOperatorHint':
    'Signez avec --out FILE et remettez le fichier à l’exploitant du registre, qui lance : {command}',
  'move.needsOwner': 'Il faut pour cela le jeton d’un responsable de {agency}, l’organisme qui cède.',
  'move.needsOwnerHint':
    'Signez avec --out FILE et remettez le fichier à un responsable de {agency}, qui lance : {command}',
  'move.noKeyHint':
    'Recommencez avec --out FILE et passez le fichier à {agency} : ses agents ajoutent leur signature avec --with FILE.',
  'move.party': '  {agency} : {count} signatures sur {threshold}',
  'move.nextParty': 'Ensuite, chez {agency} : {command}',
  'move.byOperator': 'Elles suffisent. L’exploitant du registre les envoie : {command}',
  'move.byOwner': 'Elles suffisent. Un responsable de {agency} les envoie : {command}',
  'move.done': '{from} s’appelle désormais {to} (feuille {index} du journal).',
  'move.next': 'Ensuite : écrivez {to} comme nom dans algorithm.yaml avant de publier à nouveau.',
  'move.nextAgency': 'Ensuite : écrivez {to}/… comme nom dans algorithm.yaml avant de publier à nouveau.',
  'moved.now': '{from} s’appelle désormais {to}.',
  'moved.type': 'Utilisez son nom actuel : {command}',
  'moved.write': 'Écrivez {to} comme nom dans algorithm.yaml.',
  'moved.writeAgency': 'Écrivez {to}/… comme nom dans algorithm.yaml.',
  'label.publishedAs': 'Publiée sous',
  'label.formerNames': 'Anciens noms',
  'step.moved': 'nom actuel',
  'proved.moved': '{from} s’appelle désormais {to} : signé par les organismes, feuille {leaves} du journal',
  'reason.no-proof': 'aucun transfert prouvé ne mène d’un nom à l’autre',
  'reason.other-leaf': 'une feuille sur ce chemin n’est pas un transfert de ce nom',
  'reason.order': 'ses transferts ne se suivent pas',
  'reason.after': 'il a été publié sous ce nom après le changement de nom',
  'reason.hidden': 'le changement est connu ici, et le registre n’en parle plus',
};
