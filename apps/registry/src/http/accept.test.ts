import { describe, expect, it } from 'vitest';

import { mediaTypeWeight, negotiateCoding, negotiateLocale } from './accept.ts';

describe('negotiateCoding', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'zstd'],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0.1, gzip;q=0.9', 'gzip'],
    ['zstd;q=0, *;q=0.5', 'br'],
    ['*', 'zstd'],
    ['gzip;q=0', 'identity'],
    ['identity', 'identity'],
    ['identity;q=0.5, gzip;q=0.2', 'identity'],
    ['identity;q=0, gzip;q=0.2', 'gzip'],
    ['gzip;q=2', 'identity'],
    ['deflate', 'identity'],
  ])('chooses for %j the coding %s', (header, coding) => {
    expect(negotiateCoding(header)).toBe(coding);
  });
});

describe('negotiateLocale', () => {
  it.each([
    [undefined, 'en'],
    ['ar-MA', 'ar'],
    ['ary', 'ar'],
    ['zgh', 'fr'],
    ['de, fr;q=0.3', 'fr'],
    ['fr;q=0.3, en;q=0.8', 'en'],
    ['fr;q=0', 'en'],
    ['__proto__, constructor', 'en'],
  ])('chooses for %j the language %s', (header, locale) => {
    expect(negotiateLocale(header)).toBe(locale);
  });
});

describe('mediaTypeWeight', () => {
  it.each([
    [undefined, 1],
    ['*/*;q=0.1', 0.1],
    ['application/*;q=0.4, */*;q=0.1', 0.4],
    ['application/gzip;q=0, */*', 0],
    ['text/html', 0],
  ])('weighs application/gzip for %j as %d', (header, weight) => {
    expect(mediaTypeWeight(header, 'application/gzip')).toBe(weight);
  });
});
