import { createSigningKey } from '@national-forge/transparency';

import { GIVEN, moved, type MoveAttack } from './evil-moves.ts';
import { publish, RELEASED, signersOf, SLIPPED } from './evil-world.ts';
import { trueAnswers, type LogAnswers } from './log-routes.ts';
import type { SampleLog } from './sample-log.ts';

/** Lists the attacks by agencies that took another name, or did not. */
export const RENAME_ATTACKS: Readonly<Record<string, MoveAttack>> = {
  'renames an agency without its signature': {
    step: 'agency-state',
    reason: 'signer-unknown',
    serve: (world) =>
      moved(world, (log) => [log.transfer('impots', 'dgi', signersOf(log, 'attacker'))], {
        asked: { ...GIVEN, name: 'dgi/tax' },
      }),
  },
  'puts a new agency under the name that a renamed one took': {
    step: 'moved',
    reason: 'state',
    serve: (world) =>
      moved(world, renamed, {
        asked: { ...GIVEN, name: 'dgi/tax' },
        change: (log) => {
          const before = log.copy();
          log.openAgency('dgi');
          const honest = { ...trueAnswers(log), agencyKeys: keysIn(log, before) };
          return { ...honest, agencyKeys: onlySince(log, honest, 'dgi') };
        },
      }),
  },
  'hides from who asks for an agency by its old name that it was renamed': {
    step: 'moved',
    reason: 'state',
    serve: (world) =>
      moved(world, renamed, {
        asked: { ...GIVEN, name: 'dgi/tax' },
        change: (log, answers) => {
          const before = log.copy(log.entries.slice(0, -1));
          const hiding = keysIn(log, before);
          const agencyKeys: LogAnswers['agencyKeys'] = (agency, options) =>
            agency === 'impots' ? hiding(agency, options) : answers.agencyKeys(agency, options);
          return { ...answers, agencyKeys };
        },
      }),
  },
  'gives a stranger the name that a known agency had': {
    step: 'agency-state',
    reason: 'other-state',
    from: RELEASED,
    serve: (world) =>
      moved(
        world,
        (log) => {
          log.openAgency('impots');
          log.transfer('impots', 'dgi');
          publish(log, { ...SLIPPED, name: 'dgi/tax' });
          return undefined;
        },
        {
          asked: { ...SLIPPED, name: 'dgi/tax' },
          change: (log, answers) => ({ ...answers, agencyKeys: onlySince(log, answers, 'impots') }),
        },
      ),
  },
  'resets the keys of an agency and renames it': {
    step: 'agency-reset',
    reason: 'key-reset',
    from: RELEASED,
    serve: (world) =>
      moved(
        world,
        (log) => {
          const { signer } = createSigningKey('ed25519');
          const key = { algorithm: 'ed25519', public: Buffer.from(signer.spki).toString('base64') } as const;
          log.change('impots', { kind: 'key-reset', ...key }, [signer]);
          log.signers.set('impots', [signer]);
          log.transfer('impots', 'dgi');
          publish(log, { ...SLIPPED, name: 'dgi/tax' });
          return undefined;
        },
        { asked: { ...SLIPPED, name: 'dgi/tax' } },
      ),
  },
};

const renamed = (log: SampleLog): readonly number[] => [log.transfer('impots', 'dgi')];

/** Shows of the keys of `dgi` only what happened since an agency of some name was opened last. */
function onlySince(log: SampleLog, honest: LogAnswers, opened: string): LogAnswers['agencyKeys'] {
  const first = log.entries.findLastIndex(({ leaf }) => leaf.kind === 'agency' && leaf.agency === opened);
  return (agency, options) => {
    if (agency !== 'dgi') return honest.agencyKeys(agency, options);
    const body = log.agencyKeys(agency, options);
    return body && { ...body, history: body.history.filter(({ index }) => index >= first) };
  };
}

/** Shows the keys of agencies as they were in the beginning of a log, proved in the tree of the whole of it. */
function keysIn(log: SampleLog, before: SampleLog): LogAnswers['agencyKeys'] {
  return (agency, { after }) => {
    const body = before.agencyKeys(agency, after === undefined ? {} : { after });
    const history = body?.history.map((step) => {
      const hashes = log.inclusion(step.index, log.size).map((hash) => Buffer.from(hash).toString('base64'));
      return { ...step, hashes };
    });
    return body && history && { ...body, history };
  };
}
