import { findSector, isAlgorithmName, isVersion, LANGUAGES } from '@national-forge/manifest';

import { isValidFor, type Draft } from '../draft.ts';
import type { Context, Taken } from './source.ts';

/** Gives a text without white space around it and in one line, or undefined when there is none. */
export function oneLine(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value.replace(/\s+/g, ' ').trim();
  return line === '' ? undefined : line;
}

/** Gives the texts of a list. */
export function words(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [];
  return [...new Set(list.flatMap((one) => oneLine(one) ?? []))];
}

/** Names the members that hold one address. */
export type UrlField = 'repository' | 'homepage' | 'documentation' | 'isBasedOn';

/** Brings the address of a repository into the form of a web page: `git+https://…`, `git@host:path`, `github:owner/name`. */
export function webAddress(value: string): string {
  const short = /^(github|gitlab|bitbucket):([\w.-]+\/[\w.-]+)$/.exec(value) ?? /^()([\w-]+\/[\w.-]+)$/.exec(value);
  if (short) {
    const hosts: Readonly<Record<string, string>> = { gitlab: 'gitlab.com', bitbucket: 'bitbucket.org' };
    return `https://${hosts[short[1] ?? ''] ?? 'github.com'}/${short[2] ?? ''}`;
  }
  const scp = /^(?:ssh:\/\/)?git@([^:/]+)[:/](.+)$/.exec(value);
  return scp ? `https://${scp[1] ?? ''}/${scp[2] ?? ''}` : value.replace(/^git\+/, '').replace(/^git:\/\//, 'https://');
}

/** Takes an address for one member. */
export function takeUrl(field: UrlField, normal: (value: string) => string = (value) => value) {
  return (value: unknown): Taken => {
    const address = oneLine(value);
    const url = address === undefined ? undefined : normal(address);
    return url !== undefined && isValidFor(field, url) ? { set: { [field]: url } } : { lost: 'value' };
  };
}

/** Takes a licence when it is an SPDX expression. */
export function takeLicense(value: unknown): Taken {
  const license = oneLine(value);
  return license !== undefined && isValidFor('license', license) ? { set: { license } } : { lost: 'licence' };
}

/** Takes a version: build metadata goes, `1.2` becomes `1.2.0`, `1.2.0rc1` (PEP 440) becomes `1.2.0-rc.1`. */
export function takeVersion(value: unknown): Taken {
  const written = oneLine(typeof value === 'number' ? String(value) : value)?.replace(/^v(?=\d)/, '') ?? '';
  const plain = written.replace(/\+.*$/, '');
  const python = /^(\d+(?:\.\d+){0,2})(?:\.?(a|b|rc|dev)(\d+))?$/.exec(plain);
  const names: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', rc: 'rc', dev: 'dev' };
  const numbers = [...(python?.[1] ?? '').split('.'), '0', '0'].slice(0, 3).join('.');
  const version = python?.[1] ? `${numbers}${python[2] ? `-${names[python[2]] ?? ''}.${python[3] ?? ''}` : ''}` : plain;
  return isVersion(version) ? { set: { version } } : { lost: 'version' };
}

/** Takes a short text as summary, a longer one as description. */
export function takeSummary(value: unknown, { language }: Context): Taken {
  const line = oneLine(value);
  if (line === undefined) return { lost: 'value' };
  // A map needs French or Arabic; what else is missing is asked for later, so the length alone is judged here.
  const field = isValidFor('summary', { fr: line }) ? 'summary' : 'description';
  return isValidFor(field, { fr: line }) ? { set: { [field]: { [language]: line } } } : { lost: 'value' };
}

/** Takes a list of words as keywords. */
export function takeKeywords(value: unknown, { language }: Context): Taken {
  const list = words(value);
  return isValidFor('keywords', { fr: list }) ? { set: { keywords: { [language]: list } } } : { lost: 'value' };
}

/** Takes the name of a package: with a scope as `agency/name`, without one only as a title. */
export function takePackageName(value: unknown, { language }: Context): Taken {
  const written = oneLine(value) ?? '';
  const name = written.replace(/^@/, '').toLowerCase().replaceAll(/[_.]/g, '-');
  const last = name.split('/').at(-1) ?? '';
  if (last === '') return { lost: 'name' };
  const title = last.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
  const set: Draft = { title: { [language]: title } };
  return isAlgorithmName(name) ? { set: { ...set, name } } : { set, lost: 'name' };
}

/** Gives the code of one of the forge's languages out of a BCP 47 tag: `fr-MA` and `fr` give `fr`. */
export function languageOf(tag: string): string | undefined {
  const code = tag.toLowerCase().split(/[-_]/)[0] ?? '';
  return LANGUAGES.find((language) => language === code);
}

/** Takes texts of a language that the path names. */
export function takeText(field: 'title' | 'summary' | 'description') {
  return (value: unknown, { stars }: Context): Taken => {
    const language = languageOf(stars[0] ?? '');
    if (language === undefined) return { lost: 'language' };
    const written = typeof value === 'string' ? value.trim() : '';
    const words = field === 'description' ? written : (oneLine(written) ?? '');
    return isValidFor(field, { fr: words }) ? { set: { [field]: { [language]: words } } } : { lost: 'value' };
  };
}

/** Takes the sectors that are known. */
export function takeSectors(value: unknown): Taken {
  const list = words(value);
  const sectors = list.filter((code) => findSector(code) !== undefined);
  if (sectors.length === 0) return { lost: 'value' };
  return { set: { sectors: sectors }, ...(sectors.length < list.length && { lost: 'value' as const }) };
}
