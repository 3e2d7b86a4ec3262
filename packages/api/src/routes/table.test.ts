import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isProblemCode } from '../problems/codes.ts';
import type { Route } from './route.ts';
import { pathOf, problemsOf, ROUTES, type OperationId } from './table.ts';

const operations = Object.keys(ROUTES) as OperationId[];

describe('the route table', () => {
  it.each(operations)('%s has a schema for exactly the parameters of its path', (id) => {
    const route: Route = ROUTES[id];

    const named = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

    expect(Object.keys(route.params?.shape ?? {}).sort()).toEqual(named);
  });

  it('has one operation per method and path', () => {
    const places = operations.map((id) => `${ROUTES[id].method} ${ROUTES[id].path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('lists only known problem codes, each once', () => {
    for (const id of operations) {
      const codes = problemsOf(id);
      expect(codes.every(isProblemCode)).toBe(true);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });

  it('asks a token of everything that changes something, resolving aside', () => {
    for (const id of operations) {
      const route: Route = ROUTES[id];
      if (route.method === 'get' || route.method === 'head' || id === 'resolveMany') continue;
      expect(route.access, id).not.toBe('public');
    }
  });
});

describe('pathOf', () => {
  it('keeps slashes of a file path and encodes everything else', () => {
    const path = pathOf('getFile', { agency: 'a', name: 'b', version: '1.0.0-rc.1', path: 'dossier/été ?#%.json' });
    expect(path).toBe('/api/v1/algorithms/a/b/versions/1.0.0-rc.1/files/dossier/%C3%A9t%C3%A9%20%3F%23%25.json');
  });

  it('never lets a value leave its place in the path', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }).filter((s) => !s.includes('/')),
        (agency) => {
          const url = new URL(pathOf('listTokens', { agency }), 'http://x');
          fc.pre(agency !== '.' && agency !== '..');
          expect(decodeURIComponent(url.pathname.split('/')[4] ?? '')).toBe(agency);
          expect(url.search + url.hash).toBe('');
        },
      ),
    );
  });

  it('refuses a missing parameter', () => {
    expect(() => pathOf('getAgency')).toThrow('needs "agency"');
  });
});
