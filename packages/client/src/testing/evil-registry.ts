import { createLogKey, createSigningKey, formatReleaseProof } from '@national-forge/transparency';

import {
  goneOn,
  other,
  publish,
  RELEASED,
  replaceKey,
  signersOf,
  SLIPPED,
  tampered,
  WANTED,
  withProof,
  type Attack,
} from './evil-world.ts';
import { trueAnswers, type LogAnswers } from './log-routes.ts';
import type { SampleEntry } from './sample-log.ts';

const ALL_SEEN = { from: RELEASED } as const;

/** Lists the attacks by name. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  'edits a leaf': {
    step: 'consistency',
    serve: (world) => tampered(world, (entries) => (entries[world.seen.size >> 1] = other(world.full))),
  },
  'deletes a leaf': {
    step: 'consistency',
    serve: (world) => tampered(world, (entries) => entries.splice(world.seen.size >> 1, 1)),
  },
  'reorders leaves': {
    step: 'consistency',
    serve: (world) =>
      tampered(world, (entries) =>
        entries.splice(
          world.seen.size - 1,
          2,
          ...entries
            .slice(world.seen.size - 1)
            .slice(0, 2)
            .reverse(),
        ),
      ),
  },
  'duplicates a leaf': {
    step: 'consistency',
    from: 2,
    serve: (world) => tampered(world, (entries) => entries.splice(0, 0, entries[0] as SampleEntry)),
  },
  'rolls back': {
    step: 'rollback',
    from: 2,
    serve: ({ full, seen }) => ({ ...trueAnswers(full), checkpoint: () => full.checkpoint(seen.size - 1) }),
  },
  'freezes at a checkpoint after a newer one was seen': {
    step: 'rollback',
    sawAll: true,
    serve: ({ full, seen }) => ({ ...trueAnswers(full), checkpoint: () => full.checkpoint(seen.size) }),
  },
  'shows another tree of the same size': {
    step: 'consistency',
    serve: ({ full, seen }) => trueAnswers(full.copy([...seen.entries.slice(0, -1), other(full)])),
  },
  'forks under another key': {
    step: 'checkpoint',
    serve: ({ full }) => trueAnswers(full.copy(full.entries, createLogKey(full.origin).signer)),
  },
  'forks under another name': {
    step: 'origin',
    serve: ({ full }) => trueAnswers(full.copy(full.entries, createLogKey('evil.example/log').signer)),
  },
  'changes the size in a signed checkpoint': {
    step: 'checkpoint',
    serve: ({ full }) => ({
      ...trueAnswers(full),
      checkpoint: () => full.checkpoint().replace(`\n${full.size}\n`, `\n${full.size + 1}\n`),
    }),
  },
  'edits the leaf in a proof': {
    step: 'inclusion',
    serve: (world) => withProof(world, ({ leaf }) => ({ leaf: { ...leaf, release: SLIPPED.releaseDigest } })),
  },
  'gives the proof of another place': {
    step: 'inclusion',
    serve: (world) => withProof(world, ({ index }) => ({ index: index - 1 })),
  },
  'proves in an older tree': {
    step: 'rollback',
    serve: ({ full }) => ({
      ...trueAnswers(full),
      releaseProof: (name, version) => full.releaseProof(name, version, full.size - 1),
    }),
  },
  'proves in a tree of its own': {
    step: 'consistency',
    serve: ({ full }) => {
      const own = full.copy([...full.entries.slice(0, -1), other(full)]);
      return { ...trueAnswers(full), releaseProof: (name, version) => own.releaseProof(name, version) };
    },
  },
  'gives the proof of another release': {
    step: 'release-digest',
    asked: SLIPPED,
    serve: ({ full }) => ({
      ...trueAnswers(full),
      releaseProof: (name, _version, size) => full.releaseProof(name, WANTED.version, size),
    }),
  },
  'logs a release of its own content for a version': {
    step: 'release-digest',
    serve: (world) => goneOn(world, (log) => void publish(log, { ...WANTED, releaseDigest: SLIPPED.releaseDigest })),
  },
  'exchanges a digest of the statement': {
    step: 'statement',
    serve: (world) => withProof(world, () => ({ manifest: SLIPPED.releaseDigest })),
  },
  'exchanges the signature in a proof': {
    step: 'statement',
    serve: (world) =>
      withProof(world, ({ signatures }) => ({
        signatures: signatures.map(({ keyid }) => ({ keyid, signature: new Uint8Array(64) })),
      })),
  },
  "serves another agency's signature": {
    step: 'signatures',
    asked: SLIPPED,
    serve: (world) =>
      goneOn(world, (log) => {
        // A proof names a signer by the key that he has in the state, so the attacker can only sign in the agency's name.
        const [attacker] = signersOf(log, 'attacker');
        const inItsName = signersOf(log, 'impots').map((own) => ({ ...own, sign: attacker?.sign ?? own.sign }));
        publish(log, SLIPPED, { signers: inItsName });
      }),
  },
  'judges by a state with the keys of another agency': {
    step: 'agency-state',
    asked: SLIPPED,
    serve: (world) =>
      goneOn(world, (log) => {
        const foreign = log.stateOf('attacker');
        const state = foreign && { ...foreign, agency: 'impots' };
        if (state !== undefined) publish(log, SLIPPED, { signers: signersOf(log, 'attacker'), state });
      }),
  },
  'judges by an older state, by a key revoked since': {
    step: 'agency-rollback',
    asked: SLIPPED,
    serve: (world) =>
      goneOn(world, (log) => {
        const state = log.stateOf('impots');
        const [first] = signersOf(log, 'impots');
        replaceKey(log);
        if (state !== undefined && first !== undefined) publish(log, SLIPPED, { signers: [first], state });
      }),
  },
  'serves an older history of an agency': {
    step: 'agency-rollback',
    sawAll: true,
    ...ALL_SEEN,
    serve: ({ full }) => {
      const log = full.copy();
      log.pad();
      return { ...trueAnswers(log), agencyKeys: (agency) => log.agencyKeys(agency, { size: 2 }) };
    },
  },
  'adds a key without a signature of the agency': {
    step: 'agency-state',
    serve: (world) =>
      goneOn(world, (log) => {
        const { signer } = createSigningKey('ed25519');
        const key = { algorithm: 'ed25519', public: Buffer.from(signer.spki).toString('base64') } as const;
        log.change('impots', { kind: 'key-add', ...key, use: 'agency', names: null, expires: null }, [signer]);
      }),
  },
  'adds a key signed by another agency': {
    step: 'agency-state',
    serve: (world) =>
      goneOn(world, (log) => {
        const { signer } = createSigningKey('ed25519');
        const key = { algorithm: 'ed25519', public: Buffer.from(signer.spki).toString('base64') } as const;
        const signers = [...signersOf(log, 'attacker'), signer];
        log.change('impots', { kind: 'key-add', ...key, use: 'agency', names: null, expires: null }, signers);
      }),
  },
  'hides how a key came to be': {
    step: 'agency-state',
    asked: SLIPPED,
    serve: (world) => {
      const log = world.full.copy();
      log.addKey('impots');
      publish(log, SLIPPED);
      const agencyKeys: LogAnswers['agencyKeys'] = (agency, options) => {
        const body = log.agencyKeys(agency, options);
        return body && { ...body, history: body.history.slice(0, -1) };
      };
      return { ...trueAnswers(log), agencyKeys };
    },
  },
  'shows a change of keys that is not in the log': {
    step: 'inclusion',
    serve: ({ full }) => {
      const own = full.copy();
      own.addKey('impots');
      return {
        ...trueAnswers(full),
        agencyKeys: (agency, { after }) => own.agencyKeys(agency, after === undefined ? {} : { after }),
      };
    },
  },
  'shows other keys than those in the log': {
    step: 'inclusion',
    serve: ({ full }) => {
      const own = full.copy(full.entries.slice(0, 1));
      own.openAgency('impots');
      while (own.size < full.size) own.pad();
      return {
        ...trueAnswers(full),
        agencyKeys: (agency, options) => own.agencyKeys(agency, { ...options, after: -1 }),
      };
    },
    from: 1,
    to: 5,
  },
  'shows the keys of another agency': {
    step: 'agency-state',
    to: 5,
    serve: ({ full }) => ({
      ...trueAnswers(full),
      agencyKeys: (_agency, options) => full.agencyKeys('attacker', options),
    }),
  },
  'resets the keys of an agency': {
    step: 'agency-reset',
    ...ALL_SEEN,
    serve: (world) =>
      goneOn(world, (log) => {
        const { signer } = createSigningKey('ed25519');
        const key = { algorithm: 'ed25519', public: Buffer.from(signer.spki).toString('base64') } as const;
        log.change('impots', { kind: 'key-reset', ...key }, [signer]);
      }),
  },
  'leaves the revocation of the key out of the proof': {
    step: 'signatures',
    serve: ({ full }) => {
      const log = full.copy();
      const [first] = signersOf(log, 'impots');
      const second = log.addKey('impots');
      log.change('impots', { kind: 'key-revoke', key: first?.fingerprint ?? '', from: RELEASED - 1 }, [second]);
      const releaseProof: LogAnswers['releaseProof'] = (_name, _version, size) => {
        const { current: _, ...proof } = log.proofAt(RELEASED - 1, size);
        return formatReleaseProof(proof);
      };
      return { ...trueAnswers(log), releaseProof };
    },
  },
  'serves what a key signed after it was stolen': {
    step: 'signatures',
    serve: (world) =>
      goneOn(world, (log) => {
        const [first] = signersOf(log, 'impots');
        const second = log.addKey('impots');
        log.change('impots', { kind: 'key-revoke', key: first?.fingerprint ?? '', from: RELEASED - 1 }, [second]);
      }),
  },
};
