import type { SchemaObject } from '../../contract/schema.ts';
import { CIVIL_RECORD } from './civil-record.ts';
import { INVOICE } from './invoice.ts';
import { TAX_RETURN } from './tax-return.ts';
import { TRANSPORT_MANIFEST } from './transport-manifest.ts';
import { TRIAGE_FORM } from './triage-form.ts';

/** Lists schemas of the size that contracts have. */
export const REAL_SIZE: readonly SchemaObject[] = [TAX_RETURN, TRIAGE_FORM, TRANSPORT_MANIFEST, CIVIL_RECORD, INVOICE];
