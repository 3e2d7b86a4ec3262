import { describe, expect, it } from 'vitest';

import { plainCommand, PYTHON_ENVIRONMENT, sandboxCommand, type Sandbox } from './sandbox-command.ts';

const PYTHON = { executable: '/usr/bin/python3.11', version: '3.11.2', folders: ['/usr'] };
const SANDBOX: Sandbox = {
  bwrap: '/usr/bin/bwrap',
  mounts: [
    { kind: 'folder', path: '/usr' },
    { kind: 'link', path: '/lib', target: 'usr/lib' },
  ],
  forbidsNamespaces: true,
  isRoot: false,
};
const line = (sandbox: Partial<Sandbox> = {}, python = PYTHON) =>
  sandboxCommand({ ...SANDBOX, ...sandbox }, python, 'SOURCE').args.join(' ');

describe('sandboxCommand', () => {
  it('shares no namespace with the machine, allows no further one, and keeps no capability', () => {
    expect(line()).toMatch(/^--unshare-all --unshare-user --disable-userns /);
    expect(line()).not.toContain('--share-net');
    expect(line()).toContain('--uid 65534 --gid 65534');
    expect(line()).toContain('--cap-drop ALL');
  });

  it('shows of the machine only libraries and interpreter, all read-only, and nothing that can be written', () => {
    expect(line()).toContain('--ro-bind /usr /usr --symlink usr/lib /lib');
    expect(line()).not.toMatch(/ --(?:dev-)?bind(?:-try)? /);
    expect(line()).toContain('--tmpfs /tmp --remount-ro /tmp --remount-ro /');
    expect(line()).not.toMatch(/ --(?:proc|dev) /);
  });

  it('ends with whoever started it, without a terminal', () => {
    expect(line()).toContain('--die-with-parent --new-session');
  });

  it('starts Python without site packages and byte code, with the program as its last word', () => {
    expect(line()).toMatch(/ -- \/usr\/bin\/python3\.11 -s -S -B -X utf8 -c SOURCE$/);
  });

  it('shows the folder of a Python that lies elsewhere, and no other', () => {
    const python = { ...PYTHON, executable: '/opt/python/bin/python3', folders: ['/opt/python', '/usr/lib/python'] };

    expect(line({}, python)).toContain('--symlink usr/lib /lib --ro-bind /opt/python /opt/python --tmpfs');
  });

  it('leaves out what an older bubblewrap does not know', () => {
    expect(line({ forbidsNamespaces: false })).not.toContain('--disable-userns');
  });

  it('is started as nobody where this process is root, whom the kernel holds to no number of processes', () => {
    expect(sandboxCommand({ ...SANDBOX, isRoot: true }, PYTHON, '').user).toBe(65_534);
    expect(sandboxCommand(SANDBOX, PYTHON, '').user).toBeUndefined();
  });
});

describe('plainCommand', () => {
  it('has the same flags and environment, so that an order of sets that passes here passes there', () => {
    expect(plainCommand(PYTHON, 'SOURCE').args.join(' ')).toBe('-s -S -B -X utf8 -c SOURCE');
    expect(PYTHON_ENVIRONMENT).toEqual({ PYTHONHASHSEED: '0', LC_ALL: 'C.UTF-8', TZ: 'UTC' });
  });

  it('is not isolated by -I, which would let the order of sets change from run to run', () => {
    expect(plainCommand(PYTHON, '').args).not.toContain('-I');
  });
});
