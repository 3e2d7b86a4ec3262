import * as z from 'zod';

import { logIndex, logReceipt } from './log.ts';
import { agencyName, algorithmName, cursor, instant, languageMap, shownText } from './common.ts';

/** Lists the scopes of tokens; owner implies publish and lifecycle. */
export const SCOPES = ['operator', 'owner', 'publish', 'lifecycle'] as const;

/** Describes a scope. */
export const scope = z.enum(SCOPES).meta({
  id: 'Scope',
  description:
    'operator: agencies and first owner tokens; owner: tokens and policy of its agency, implies the rest; publish: releases; lifecycle: channels, yank, deprecate.',
});

/** Is a scope. */
export type Scope = z.infer<typeof scope>;

/** Describes an agency. */
export const agency = z
  .object({ name: agencyName, title: languageMap, createdAt: instant, logIndex })
  .meta({ id: 'Agency', description: 'The owner of a namespace.' });

/** Is an agency. */
export type Agency = z.infer<typeof agency>;

/** Describes an agency just made. */
export const agencyWritten = agency.extend({ receipt: logReceipt }).meta({ id: 'AgencyWritten' });

/** Is an agency just made. */
export type AgencyWritten = z.infer<typeof agencyWritten>;

const titleText = shownText(1, 100).optional();

const agencyTitle = z
  .strictObject({ ar: titleText, ary: titleText, zgh: titleText, fr: titleText, en: titleText })
  .meta({ id: 'AgencyTitle', description: 'What the agency is called, by language; each at most 100 characters.' });

/** Describes a new agency. */
export const agencyRequest = z
  .strictObject({
    name: agencyName,
    title: agencyTitle.optional(),
  })
  .meta({ id: 'AgencyRequest' });

/** Describes a page of agencies. */
export const agencyPage = z
  .object({ total: z.int().min(0), agencies: z.array(agency), cursor: cursor.optional() })
  .meta({ id: 'AgencyPage' });

/** Is a page of agencies. */
export type AgencyPage = z.infer<typeof agencyPage>;

/** Describes a token without its secret. */
export const tokenInfo = z
  .object({
    id: z.string(),
    agency: agencyName.nullable().meta({ description: 'null: an operator token.' }),
    scopes: z.array(scope),
    algorithms: z.array(algorithmName).nullable().meta({ description: 'null: every algorithm of the agency.' }),
    label: z.string(),
    createdAt: instant,
    expiresAt: instant,
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'TokenInfo', description: 'A token; its secret is shown once and stored only as a hash.' });

/** Is a token without its secret. */
export type TokenInfo = z.infer<typeof tokenInfo>;

/** Describes a new token. */
export const tokenRequest = z
  .strictObject({
    scopes: z.array(scope).min(1).max(4),
    algorithms: z.array(algorithmName).min(1).max(100).nullable().optional(),
    label: shownText(1, 100).default('token'),
    expiresInDays: z.int().min(1).max(366).default(90),
  })
  .meta({ id: 'TokenRequest' });

/** Is a request for a token. */
export type TokenRequest = z.infer<typeof tokenRequest>;

/** Describes a token just made, with its secret. */
export const tokenCreated = tokenInfo.extend({ token: z.string() }).meta({ id: 'TokenCreated' });

/** Is a token just made. */
export type TokenCreated = z.infer<typeof tokenCreated>;

/** Describes the tokens of an agency. */
export const tokenList = z.object({ tokens: z.array(tokenInfo) }).meta({ id: 'TokenList' });

/** Is the list of tokens of an agency. */
export type TokenList = z.infer<typeof tokenList>;
