import type { Algorithm, Receipt, TokenInfo } from '@national-forge/api';

import type {
  Catalogue,
  Documents,
  ReleaseFacts,
  ReleaseKey,
  SubmissionRecord,
  TokenRecord,
  VersionBindings,
} from '../../ports.ts';
import { headKey } from '../../views/document-keys.ts';
import { instant } from '../../views/rendered.ts';
import { countAgencies, findAgency, hasAgency, listAgencies } from './agencies.ts';
import { findAlgorithmRow } from './algorithms.ts';
import { findBindings, findRevision } from './bindings.ts';
import { findChannelRow } from './channels.ts';
import { countDependents, listDependents } from './dependencies.ts';
import type { ReceiptReader } from './log/log-reader.ts';
import { findMovedAlgorithm, listFormerNames, nameAt } from './names.ts';
import { findPublication, listPublications } from './publications.ts';
import { factsOf, findReleaseRow, findRemoved, listByPrecedence, type StoredRelease } from './releases.ts';
import type { Sql } from './sql.ts';
import { findSubmission, listPending } from './submissions.ts';
import { listTokens } from './tokens.ts';

/* eslint-disable @typescript-eslint/require-await -- a port is asynchronous at its face, this adapter is not inside */

/** Makes the catalogue of a connection. Every answer is read without a pause, hence of one committed state. */
export function createCatalogue(sql: Sql, documents: Documents, receiptOf: ReceiptReader): Catalogue {
  return {
    async findAlgorithm(name) {
      const head = documents.find(headKey(name));
      return head && (JSON.parse(head.bytes.toString()) as Algorithm);
    },
    findRelease: async (key) => findFacts(sql, key),
    findRemoved: async (archive) => findRemoved(sql, archive),
    async listReleases(name) {
      const algorithm = findAlgorithmRow(sql, name);
      if (algorithm === undefined) return undefined;
      const former = listFormerNames(sql, algorithm.id);
      const publications = listPublications(sql, [name, ...former.map((one) => one.name)]);
      return listByPrecedence(sql, algorithm.id).map((row) => {
        const publishedAs = nameAt(former, row.log_index);
        const submissionId = publications.get(row.version) ?? null;
        return factsOf(row, { name, publishedAs, submissionId, successorMovedTo: successorNow(sql, row) });
      });
    },
    ...bindingReaders(sql),
    async findChannel(name, tag) {
      const algorithm = findAlgorithmRow(sql, name);
      return algorithm && findChannelRow(sql, algorithm.id, tag)?.version;
    },
    async listDependents(name, page) {
      const names = namesOf(sql, name);
      return { total: countDependents(sql, names), rows: listDependents(sql, names, page) };
    },
    findSubmission: async (id) => withReceipts(sql, id, receiptOf),
    listPending: async () => listPending(sql),
    findAgency: async (name) => findAgency(sql, name),
    hasAgency: async (name) => hasAgency(sql, name),
    async listAgencies({ after, limit }) {
      return { total: countAgencies(sql), rows: listAgencies(sql, after, limit) };
    },
    listTokens: async (agency) => listTokens(sql, agency).map(tokenInfo),
  };
}

function bindingReaders(sql: Sql): Pick<Catalogue, 'findBindings' | 'findRevision'> {
  return {
    async findBindings({ name, version, line }) {
      const algorithm = findAlgorithmRow(sql, name);
      return algorithm ? findBindings(sql, algorithm.id, { version, line }) : NOTHING_BINDS;
    },
    async findRevision(name) {
      const algorithm = findAlgorithmRow(sql, name);
      return algorithm ? findRevision(sql, algorithm.id) : null;
    },
  };
}

const NOTHING_BINDS: VersionBindings = { revision: null, below: [], above: [], vectors: [] };

function findFacts(sql: Sql, { name, version }: ReleaseKey): ReleaseFacts | undefined {
  const algorithm = findAlgorithmRow(sql, name);
  const row = algorithm && findReleaseRow(sql, algorithm.id, version);
  if (row === undefined) return undefined;
  const publishedAs = nameAt(listFormerNames(sql, algorithm?.id ?? 0), row.log_index);
  const submissionId = findPublication(sql, publishedAs ?? name, version);
  return factsOf(row, { name, publishedAs, submissionId, successorMovedTo: successorNow(sql, row) });
}

const successorNow = (sql: Sql, { successor }: StoredRelease): string | undefined =>
  successor === null ? undefined : findMovedAlgorithm(sql, successor)?.to;

/** Lists every name of an algorithm, the present one first. */
function namesOf(sql: Sql, name: string): readonly string[] {
  const algorithm = findAlgorithmRow(sql, name);
  const former = algorithm ? listFormerNames(sql, algorithm.id) : [];
  return [name, ...former.map((one) => one.name)];
}

/** Receipts are facts of the releases: a release whose record was erased by law has none any more. */
function withReceipts(sql: Sql, id: string, receiptOf: ReceiptReader): SubmissionRecord | undefined {
  const stored = findSubmission(sql, id);
  if (stored === undefined) return undefined;
  const receipts = stored.submission.receipts.flatMap((key): readonly Receipt[] => {
    const present = findMovedAlgorithm(sql, key.name)?.to ?? key.name;
    const facts = findFacts(sql, { ...key, name: present });
    const log = facts && receiptOf(facts.logIndex);
    if (facts?.archive == null || log === undefined) return [];
    const { version, releaseDigest, archive, publishedAt, publisher } = facts;
    return [
      { name: key.name, version, releaseDigest, archive, publishedAt: instant(publishedAt.getTime()), publisher, log },
    ];
  });
  return { ...stored, submission: { ...stored.submission, receipts: [...receipts] } };
}

function tokenInfo({ createdAt, expiresAt, revokedAt, ...token }: TokenRecord): TokenInfo {
  return {
    id: token.id,
    agency: token.agency,
    scopes: [...token.scopes],
    algorithms: token.algorithms && [...token.algorithms],
    label: token.label,
    createdAt: instant(createdAt.getTime()),
    expiresAt: instant(expiresAt.getTime()),
    revokedAt: revokedAt && instant(revokedAt.getTime()),
  };
}
