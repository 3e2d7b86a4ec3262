import { ArchiveError, ARCHIVE_ERROR_CODES } from '@national-forge/archive';
import { ClientError, OWN_ERROR_CODES } from '@national-forge/client';
import { LOCALES, ManifestError } from '@national-forge/manifest';
import { VersioningError } from '@national-forge/versioning';
import { describe, expect, it } from 'vitest';

import { describeError } from './describe-error.ts';

describe('describeError', () => {
  it('gives every failure of the SDK its exit code, a message and advice in each language', () => {
    for (const code of OWN_ERROR_CODES) {
      const error = new ClientError(code);
      for (const locale of LOCALES) {
        const report = describeError(error, locale);
        expect(report).toMatchObject({ code, exit: error.exit });
        expect(report.hint).not.toBe('');
      }
    }
  });

  it('gives a problem without its document the texts of the API', () => {
    const error = new ClientError('no-version', { params: { name: 'a/b', range: '^9', at: '2026-11-23' } });

    expect(describeError(error, 'fr')).toMatchObject({ code: 'no-version', exit: 6 });
    expect(describeError(error, 'fr').message).toContain('^9');
  });

  it('tells a problem that only a newer registry knows in the words of the registry', () => {
    const params = {
      problem: 'quantum',
      title: 'Too small.',
      detail: 'It does not fit.',
      hint: 'Shrink.',
      status: 409,
    };

    const report = describeError(new ClientError('problem-unknown', { params, status: 409 }), 'en');

    expect(report).toMatchObject({ exit: 7, message: 'The registry reports: Too small. It does not fit.' });
    expect(report.hint).toContain('Shrink. This nforge does not know the problem "quantum"');
  });

  it('gives each fault of an archive an exit code of its family', () => {
    const exits = Object.fromEntries(
      ARCHIVE_ERROR_CODES.map((code) => [code, describeError(new ArchiveError(code, { path: 'a' }), 'en').exit]),
    );

    expect(exits).toMatchObject({
      'folder-missing': 6,
      'target-exists': 7,
      'digest-mismatch': 8,
      'path-traversal': 5,
      'file-too-large': 5,
    });
  });

  it('tells who asks for what when versions contradict each other', () => {
    const chain = [{ by: 'root', name: 'a/b', range: '^1.0.0' }];
    const against = [{ by: 'c/d@1.0.0', name: 'a/b', range: '1.2.0' }];
    const error = new VersioningError('conflict', '', { params: { name: 'a/b' }, chain, against });

    expect(describeError(error, 'en')).toMatchObject({
      exit: 7,
      items: [{ message: 'root asks for a/b@^1.0.0' }, { message: 'c/d@1.0.0 asks for a/b@1.2.0' }],
    });
  });

  it('names the step of a proof that failed, for programs too', () => {
    const error = new ClientError('untrusted', { params: { step: 'rollback', what: 'forge.example', reason: 'x' } });

    expect(describeError(error, 'en')).toMatchObject({ code: 'untrusted', exit: 8, step: 'rollback' });
    expect(describeError(new ClientError('cancelled'), 'en')).not.toHaveProperty('step');
  });

  it('says that a write was made though its receipt contradicts what was seen', () => {
    const params = { step: 'rollback', what: 'forge.example', reason: 'smaller', written: 'yes' };

    const { message } = describeError(new ClientError('untrusted', { params }), 'en');

    expect(message).toMatch(/ The registry has acknowledged the write: it was made\.$/);
  });

  it('tells a name that cannot be as wrong words', () => {
    expect(describeError(new ManifestError('name-reserved', { name: 'api' }), 'en')).toMatchObject({ exit: 2 });
  });

  it('tells an error of the system with its file, and everything else as an error of its own', () => {
    const system = Object.assign(new Error('x'), { code: 'EACCES', syscall: 'open', path: '/secret/place' });

    expect(describeError(system, 'en').message).toBe('The file /secret/place cannot be read or written (EACCES).');
    expect(describeError(new TypeError('odd\u001b[2J'), 'en')).toMatchObject({
      code: 'internal',
      exit: 1,
      message: 'nforge made an error of its own: odd\ufffd[2J',
    });
    expect(describeError('thrown text', 'ar').exit).toBe(1);
  });
});
