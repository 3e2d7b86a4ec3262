import { describe } from 'vitest';

import { describeAccountsContract } from '../ports/accounts.contract.ts';
import { describeBlobsContract } from '../ports/blobs.contract.ts';
import { describeDocumentsContract } from '../ports/documents.contract.ts';
import { describeLedgerContract } from '../ports/ledger.contract.ts';
import { describeLogContract } from '../ports/log.contract.ts';
import { describeSearchIndexContract } from '../ports/search-index.contract.ts';
import { describeSearchRankingContract } from '../ports/search-ranking.contract.ts';
import { createBed } from './testing/bed.ts';

describe('SQLite and files keep the contract of the ledger', () => describeLedgerContract(createBed));
describe('SQLite and files keep the contract of the log', () => describeLogContract(createBed));
describe('SQLite and files keep the contract of the accounts', () => describeAccountsContract(createBed));
describe('SQLite and files keep the contract of the documents', () => describeDocumentsContract(createBed));
describe('SQLite and files keep the contract of the blobs', () => describeBlobsContract(createBed));
describe('SQLite and files keep the contract of search', () => describeSearchIndexContract(createBed));
describe('SQLite and files keep the contract of ranking', () => describeSearchRankingContract(createBed));
