import { readdirSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Io } from '../io.ts';
import { folderWith } from '../testing/folders.ts';
import { findStoredToken, readSettings, settingsFolder, storeToken, writeSettings } from './settings.ts';

const ioOf = (home: string) => ({ env: { HOME: home } }) as unknown as Io;

describe('the settings', () => {
  it('lie where the system wants them', () => {
    expect(settingsFolder({ HOME: '/h' }, 'linux')).toBe('/h/.config/nforge');
    expect(settingsFolder({ HOME: '/h', XDG_CONFIG_HOME: '/x' }, 'linux')).toBe('/x/nforge');
    expect(settingsFolder({ HOME: '/h', XDG_CONFIG_HOME: 'relative' }, 'linux')).toBe('/h/.config/nforge');
    expect(settingsFolder({ HOME: '/h', APPDATA: '/roaming' }, 'win32')).toBe('/roaming/nforge');
  });

  it('are none where there is no file', async () => {
    const io = ioOf(folderWith());

    expect(await readSettings(io)).toEqual({});
    expect(await findStoredToken(io, 'https://a.example')).toBeUndefined();
  });

  it('keep the tokens of registries apart, readable by their owner only, and leave no other file', async () => {
    const home = folderWith();
    const io = ioOf(home);

    await storeToken(io, 'https://a.example', 'one');
    await storeToken(io, 'https://b.example', 'two');
    await storeToken(io, 'https://a.example', undefined);
    await writeSettings(io, { registry: 'https://b.example' });

    expect(await findStoredToken(io, 'https://a.example')).toBeUndefined();
    expect(await findStoredToken(io, 'https://b.example')).toBe('two');
    expect(await readSettings(io)).toEqual({ registry: 'https://b.example' });
    const folder = join(home, '.config/nforge');
    expect(readdirSync(folder).sort()).toEqual(['config.json', 'credentials.json']);
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  });

  it('make a file private that was readable by others', async () => {
    const home = folderWith();
    const folder = join(home, '.config/nforge');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'credentials.json'), '{}', { mode: 0o644 });

    await storeToken(ioOf(home), 'https://a.example', 'one');

    expect(statSync(join(folder, 'credentials.json')).mode & 0o777).toBe(0o600);
  });

  it.each(['{', '[]', '{"tokens": 1}', '{"tokens": {"a": 1}}'])(
    'that are broken (%s) are told, not lost',
    async (content) => {
      const home = folderWith({ '.config/nforge/credentials.json': content });

      await expect(findStoredToken(ioOf(home), 'a')).rejects.toMatchObject({ key: 'settings.unreadable' });
      await expect(storeToken(ioOf(home), 'a', 'b')).rejects.toMatchObject({ key: 'settings.unreadable' });
    },
  );
});
