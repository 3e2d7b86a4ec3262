import type { TrustFailureTexts } from '../failure-texts.ts';

/** Holds the English texts of failures about keys, signatures, proofs and the log. */
export const enTrust: TrustFailureTexts = {
  client: {
    untrusted: [
      '{what} is not proved; the step "{step}" failed: {reason}.',
      'Do not use it. Try again; if it stays so, tell the operator of the registry.',
    ],
    'trust-invalid': [
      'What this computer remembers of the log is damaged: {path}.',
      'Nothing is trusted anew in silence. Restore the file from a backup; or remove it, and compare keys as on a first use.',
    ],
    'key-missing': [
      'There is no key "{key}" in {folder}.',
      'See "nforge key list"; a new one is made with "nforge key create".',
    ],
    'key-ambiguous': ['"{key}" names {count} keys.', 'Write more of the fingerprint; "nforge key list" shows it.'],
    'key-exists': ['{path} is there already, and a private key is never written over.', 'Try again.'],
    'key-passphrase': ['The key {key} cannot be opened ({reason}).', 'Try again with its passphrase.'],
    'key-permissions': [
      'Others may read or change the private key {path} (its mode is {mode}).',
      'If nobody else had access to it: {command}. Otherwise make another key and revoke this one.',
    ],
    'key-file-invalid': [
      '{path} is no private key that can be used ({reason}).',
      'Give what "nforge key create" wrote, whole, or an unencrypted PKCS #8 key in PEM.',
    ],
    'key-unfit': [
      'The key {key} cannot sign this for {agency} ({reason}).',
      'See "nforge key list --agency {agency}".',
    ],
    'envelope-invalid': [
      '{path} does not hold signatures for this ({reason}).',
      'Ask for a file written with --out by this program, for the same folder and version.',
    ],
    'receipt-invalid': [
      'The registry acknowledges the write with a receipt that does not prove it ({reason}).',
      'Look with "nforge log" whether the write was recorded, and tell the operator of the registry.',
    ],
    'log-invalid': [
      'The log of the registry contradicts itself at leaf {index} ({reason}).',
      'Keep what you have seen as evidence, use nothing new from this registry, and tell its operator.',
    ],
    'leaf-unsupported': [
      'Leaf {index} of the log is of a kind that this nforge does not know.',
      'Use a newer nforge; "nforge doctor" tells where the registry offers one.',
    ],
  },
  particular: {
    'untrusted/origin': [
      'The log behind {what} is not the one that is known here: {reason}.',
      'Use nothing from it yet. Only if the operator has announced a new log: "nforge log trust".',
    ],
    'untrusted/checkpoint': [
      'The checkpoint of the log of {what} is not valid: {reason}.',
      'Use nothing from this registry. Try again; if it stays so, tell its operator.',
    ],
    'untrusted/rollback': [
      'The registry shows an older log than this computer has seen already ({what}): {reason}.',
      'It may have been restored from a backup, or hides something. Install nothing new until its operator has explained it.',
    ],
    'untrusted/consistency': [
      'The log that the registry shows does not continue the one that this computer has seen ({what}): {reason}.',
      'Its past was rewritten, or a second log is shown to you. Keep your forge-lock.json as evidence and tell the operator and the agencies.',
    ],
    'untrusted/inclusion': [
      '{what} is not in the log: {reason}.',
      'Do not use it. The registry offers something that it has not recorded: tell its operator.',
    ],
    'untrusted/release-digest': [
      'The content of {what} is not what the log has recorded: {reason}.',
      'Do not use it. Try again; if it stays so, tell the operator of the registry.',
    ],
    'untrusted/statement': [
      'The signed statement is not about this content of {what}: {reason}.',
      'Do not use it, and tell the agency.',
    ],
    'untrusted/signatures': [
      '{what} is not signed as its agency demands: {reason}.',
      'Do not use it. Ask the agency which of its keys are good.',
    ],
    'untrusted/agency-state': [
      'The keys with which {what} is judged do not follow from those that are known: {reason}.',
      'Do not use it. Ask the agency for the fingerprints of its keys, and tell the operator of the registry.',
    ],
    'untrusted/agency-rollback': [
      '{what} is judged by older keys of its agency than this computer has seen: {reason}.',
      'Do not use it. A mirror may be out of date: use another, or tell the operator of the registry.',
    ],
    'untrusted/agency-reset': [
      'The operator of the registry has replaced all keys of {what}; nothing of theirs is trusted until you agree.',
      'Ask {what} for the fingerprint of its new key, not by way of this registry, then run "nforge agency trust {what}".',
    ],
    'untrusted/moved': [
      'It is not proved that {what} has the name now that is shown ({reason}).',
      'Use nothing of it, and ask its agency, not by way of this registry, what it is called.',
    ],
    'key-permissions/folder': [
      'Others may enter or change the folder of the private keys, {path} (its mode is {mode}).',
      'If nobody else had access to the keys in it: {command}. Otherwise make others and revoke these.',
    ],
    'untrusted/cache': [
      'The proof of {what} in the cache of this computer is damaged: {reason}.',
      'Run the command without --offline: it is fetched again.',
    ],
    'untrusted/lock': [
      'forge-lock.json and what is proved of {what} disagree: {reason}.',
      'If somebody has edited the file, restore it from your version control. If not, do not use {what}, and tell the operator of the registry and the agency.',
    ],
    'untrusted/lock-origin': [
      'forge-lock.json names the log {actual}, and the one behind {what} is {expected}.',
      'If somebody has edited the file, restore it from your version control. Only if the operator has announced a new log: "nforge log trust".',
    ],
    'key-passphrase/needed': [
      'The key {key} is encrypted, and nobody can be asked for its passphrase here.',
      'Name a file that holds the passphrase in NFORGE_KEY_PASSPHRASE_FILE.',
    ],
    'key-passphrase/wrong': ['This is not the passphrase of the key {key}.', 'Try again with its passphrase.'],
    'key-file-invalid/key': [
      '{path} holds a private key that is damaged or of a kind that is not known.',
      'Give what "nforge key create" wrote, whole, or an unencrypted PKCS #8 key in PEM.',
    ],
    'key-file-invalid/pem-encrypted': [
      '{path} is an encrypted PEM file, which is not read here.',
      'Make a key with "nforge key create --passphrase", which writes a file of its own.',
    ],
    'key-file-invalid/pem-kind': [
      '{path} holds no private key.',
      'It may hold the public half. Name the file of the private key.',
    ],
    'key-unfit/unknown': [
      'The key {key} is not registered for {agency}.',
      'Register it: "nforge key register --agency {agency}".',
    ],
    'key-unfit/revoked': [
      'The key {key} of {agency} is revoked.',
      'Sign with another key: "nforge key list --agency {agency}" shows them.',
    ],
    'key-unfit/expired': [
      'The key {key} of {agency} has expired.',
      'Make and register a new one: for a runner "nforge key create --for-ci > FILE", "nforge key register --agency {agency} --key FILE --ci"; for a person the same without --for-ci and --ci.',
    ],
    'key-unfit/not-allowed': [
      'The key {key} of a runner of {agency} may not sign this.',
      'It signs releases of the algorithms it was registered for; "nforge key list --agency {agency}" shows them.',
    ],
  },
};
