import type { PartOfTexts } from '../../texts.ts';

/** Holds the English texts about keys, signatures and the log. */
export const enTrust = {
  'log-range': [
    'The place is not in the log',
    'The tree of {size} leaves that was asked about does not reach to {wanted}.',
    'Indexes begin at 0: ask for one below the size, and for a size that the log has reached.',
  ],
  'checkpoint-unknown': [
    'No checkpoint of this size was signed',
    'The log has passed {wanted} leaves, but no checkpoint of just that size is kept; the newest has {size}.',
    'Leave the size out, or name that of a checkpoint you hold, such as the one in a receipt.',
  ],
  'tile-unknown': [
    'There is no such tile',
    'The log has no tile "{path}".',
    'Read /log/checkpoint first and ask for tiles of that size only.',
  ],
  'key-unknown': [
    'The agency has no such key',
    'The agency "{agency}" has no key {key}.',
    'List its keys with "nforge key list --agency {agency}".',
  ],
  'key-taken': [
    'The key was registered before',
    'The agency "{agency}" has or had the key {key}; a key is registered once.',
    'Make a new key with "nforge key create".',
  ],
  'change-stale': [
    'The keys of the agency have changed meanwhile',
    'The change was signed for an earlier state of the agency "{agency}".',
    'Make and sign the change again: it names the state it changes.',
  ],
  'release-tombstoned': [
    'The release was removed by law',
    '{name}@{version} was removed by the decision "{reference}". Its digest and its place in the log stay.',
    'Use another version; ask the agency or the operator about the decision.',
  ],
  'agency-keyless': [
    'The agency has no key yet',
    'Releases are signed; the agency "{agency}" has registered no key.',
    'Run "nforge key create" and "nforge key register --agency {agency}", then publish again.',
  ],
  'agency-history-full': [
    'The agency has changed its keys too often',
    'The agency "{agency}" has made {limit} changes of its keys and its policy, as many as are taken.',
    'Keys can still be revoked. For a new key, ask the operator for "nforge-registry agency reset-keys".',
  ],
  'key-refused': [
    'The key is not accepted',
    'The key cannot be registered: {reason}.',
    'Make a new key with "nforge key create".',
  ],
  'change-refused': [
    'The change is not allowed',
    'The agency "{agency}" cannot be changed in this way: {reason}.',
    'Correct the change, sign it again and send it.',
  ],
  'signature-invalid': [
    'A signature is not valid',
    'A signature for "{agency}" is not accepted: {reason}.',
    'Sign with a current key of the agency; "nforge key list --agency {agency}" shows them.',
  ],
  'statement-mismatch': [
    'The signed statement is of other content',
    'The statement signed for {name}@{version} does not say what the archive holds ({field}).',
    'Publish again from the folder: what is signed is computed from it.',
  ],
  'threshold-unmet': [
    'More signatures are needed',
    'The agency "{agency}" demands {threshold} signatures; {count} are valid.',
    'Let a colleague sign too: pass the signed file to "nforge publish --with" or "nforge key register --with".',
  ],
  'threshold-unreachable': [
    'The agency would lock itself out',
    'The agency "{agency}" would have a threshold of {threshold} and this many keys: {count}.',
    'Add a key or lower the threshold first.',
  ],
  'log-mismatch': [
    'The registry has another log than you have seen',
    'The log of this registry is "{origin}"; the last checkpoint that you have seen is of another log, or by another key. Nothing was written.',
    'Use nothing from it yet. Only if the operator has announced a new log: "nforge log trust".',
  ],
  'log-behind': [
    'The registry takes no writes',
    'The log of this registry may lack leaves that it had signed before; writing now would fork it.',
    'Reading goes on. Operator: run "nforge-registry log catch-up --from URL", or "nforge-registry log fork".',
  ],
  'log-diverged': [
    'The log of the registry contradicts a checkpoint it signed',
    'A checkpoint signed by the key of this log does not fit its leaves; the registry takes no writes.',
    'Keep the checkpoint as evidence and tell the operator: the log was changed, or its key is used elsewhere.',
  ],
  'log-key-missing': [
    'The registry takes no writes',
    'The private key of the log is not in the data folder, so nothing new can be signed.',
    'Reading goes on. Operator: put log.key back, or run "nforge-registry log fork".',
  ],
} as const satisfies PartOfTexts;
