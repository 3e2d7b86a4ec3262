import { describe, expect, test } from 'vitest';

import { proxyFor, proxyFromEnvironment } from './proxy.ts';

const HTTPS = new URL('https://forge.gov.ma');
const HTTP = new URL('http://forge.gov.ma');

describe('proxyFromEnvironment', () => {
  test('reads both cases, the lower one first, and ALL_PROXY where nothing closer is set', () => {
    expect(proxyFromEnvironment({ HTTPS_PROXY: 'http://a', https_proxy: 'http://b', NO_PROXY: 'x' })).toEqual({
      https: 'http://b',
      http: undefined,
      noProxy: 'x',
    });
    expect(proxyFromEnvironment({ ALL_PROXY: 'http://a', http_proxy: 'http://b' })).toEqual({
      https: 'http://a',
      http: 'http://b',
      noProxy: undefined,
    });
  });

  test('takes an empty variable for an absent one', () => {
    expect(proxyFromEnvironment({ HTTPS_PROXY: ' ', no_proxy: '' })).toEqual({});
  });

  test('ignores HTTP_PROXY in a CGI program, where a request could have set it', () => {
    const environment = { REQUEST_METHOD: 'GET', HTTP_PROXY: 'http://attacker.example' };
    expect(proxyFromEnvironment(environment).http).toBeUndefined();
    expect(proxyFromEnvironment({ ...environment, http_proxy: 'http://ours' }).http).toBe('http://ours');
  });
});

describe('proxyFor', () => {
  test('chooses by the scheme of the target', () => {
    const settings = { https: 'http://secure:3128', http: 'http://plain:3128' };
    expect(proxyFor(HTTPS, settings)?.origin).toBe('http://secure:3128');
    expect(proxyFor(HTTP, settings)?.origin).toBe('http://plain:3128');
  });

  test('asks NO_PROXY with the port that the address implies', () => {
    expect(proxyFor(HTTPS, { https: 'http://p', noProxy: 'forge.gov.ma:443' })).toBeUndefined();
    expect(proxyFor(HTTPS, { https: 'http://p', noProxy: 'forge.gov.ma:80' })).toBeDefined();
  });

  test('takes credentials out of the address, decoded where they are encoded', () => {
    const encode = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    expect(proxyFor(HTTPS, { https: 'http://ali:p%40ss%3A@proxy:3128' })).toEqual({
      origin: 'http://proxy:3128',
      authorization: encode('ali:p@ss:'),
    });
    expect(proxyFor(HTTPS, { https: 'http://ali:100%@proxy' })?.authorization).toBe(encode('ali:100%'));
    expect(proxyFor(HTTPS, { https: 'http://ali@proxy' })?.authorization).toBe(encode('ali:'));
  });

  test('understands an address without a scheme', () => {
    expect(proxyFor(HTTPS, { https: 'proxy.gov.ma:3128' })?.origin).toBe('http://proxy.gov.ma:3128');
  });

  test.each(['socks5://proxy:1080', 'http://', 'ftp://proxy'])('refuses %s without repeating it', (https) => {
    const attempt = () => proxyFor(HTTPS, { https: https.replace('//', '//ali:secret@') });
    expect(attempt).toThrow(expect.objectContaining({ code: 'option-invalid' }) as Error);
    expect(attempt).not.toThrow(/secret/);
  });
});
