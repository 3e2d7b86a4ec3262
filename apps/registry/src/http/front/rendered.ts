import type { StoredDocument } from '../../ports.ts';
import { negotiateCoding, type Coding } from '../accept.ts';
import { codedEtag } from '../etag.ts';
import { encodeLater, encodeNow, isSmall, SMALLEST_CODED } from './coded-forms.ts';

/**
 * Is one form of a document, ready to be sent. `head` and `headUnchanged` are flat lists of header names and values for
 * `writeHead`; the places {@link ID}, {@link POLICY} and {@link RATE} are filled in for each request.
 */
export interface Form {
  readonly body: Buffer;
  readonly etag: string;
  readonly head: string[];
  readonly headUnchanged: string[];
}

/** Index of the request id in a head. */
export const ID = 1;
/** Index of the rate limit policy in a head. */
export const POLICY = 3;
/** Index of the rate limit state in a head. */
export const RATE = 5;

/** Gives the forms of documents. */
export interface RenderedForms {
  /** Gives the form for an Accept-Encoding header; makes it at the first read. */
  form(document: StoredDocument, acceptEncoding: string | undefined): Form;
  /** Gives the bytes held in compressed forms. */
  bytes(): number;
}

interface Forms {
  identity: Form;
  coded: Partial<Record<Coding, Form | 'in work'>>;
}

/**
 * Makes the forms of documents, the compressed ones within `capacity` bytes; the oldest make room. They live beside the
 * documents: when a document changes, its forms are forgotten with it.
 */
export function createRenderedForms(capacity: number): RenderedForms {
  const known = new WeakMap<StoredDocument, Forms>();
  const budget = createBudget(capacity);
  const formsOf = (document: StoredDocument): Forms => {
    const found = known.get(document);
    if (found !== undefined) return found;
    const made: Forms = { identity: makeForm(document, document.bytes, 'identity'), coded: {} };
    known.set(document, made);
    return made;
  };
  return {
    form(document, acceptEncoding) {
      const forms = formsOf(document);
      if (document.isDense || document.bytes.length < SMALLEST_CODED) return forms.identity;
      const coding = negotiateCoding(acceptEncoding);
      if (coding === 'identity') return forms.identity;
      const coded = forms.coded[coding];
      if (coded === 'in work') return forms.identity;
      return coded ?? firstRead(document, forms, { coding, budget });
    },
    bytes: () => budget.used(),
  };
}

function firstRead(
  document: StoredDocument,
  forms: Forms,
  { coding, budget }: { readonly coding: Exclude<Coding, 'identity'>; readonly budget: Budget },
): Form {
  const keep = (body: Buffer): Form => {
    const form = makeForm(document, body, coding);
    forms.coded[coding] = form;
    budget.add(body.length, () => Reflect.deleteProperty(forms.coded, coding));
    return form;
  };
  if (isSmall(document.bytes)) return keep(encodeNow(document.bytes, coding));
  forms.coded[coding] = 'in work';
  encodeLater(document.bytes, coding).then(keep, () => Reflect.deleteProperty(forms.coded, coding));
  return forms.identity;
}

function makeForm(document: StoredDocument, body: Buffer, coding: Coding): Form {
  const etag = codedEtag(document.etag, coding);
  const common = [
    ...['X-Request-Id', '', 'RateLimit-Policy', '', 'RateLimit', ''],
    ...['ETag', etag],
    ...['Cache-Control', document.immutable ? 'public, max-age=31536000, immutable' : 'no-cache'],
    ...['Vary', 'Accept-Encoding'],
  ];
  const head = [
    ...common,
    ...['Content-Type', document.mediaType ?? 'application/json; charset=utf-8'],
    ...(coding === 'identity' ? [] : ['Content-Encoding', coding]),
    ...['Content-Length', String(body.length)],
    ...['X-Content-Type-Options', 'nosniff'],
    ...['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ];
  return { body, etag, head, headUnchanged: common };
}

interface Budget {
  add(bytes: number, drop: () => void): void;
  used(): number;
}

function createBudget(capacity: number): Budget {
  const held = new Set<{ readonly bytes: number; readonly drop: () => void }>();
  let used = 0;
  return {
    add(bytes, drop) {
      held.add({ bytes, drop });
      used += bytes;
      for (const oldest of held) {
        if (used <= capacity) break;
        held.delete(oldest);
        oldest.drop();
        used -= oldest.bytes;
      }
    },
    used: () => used,
  };
}
