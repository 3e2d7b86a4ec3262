import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { isAlgorithmName } from '@national-forge/manifest';
import { parseSelector } from '@national-forge/versioning';
import * as z from 'zod';

import { ClientError } from '../client-error.ts';
import { fileFailure, isAbsent } from '../files/file-failure.ts';
import { formatPointer } from '../json-pointer.ts';

/** Names the file that says what a project uses. */
export const PROJECT_FILE = 'forge.json';

/** Is what a project asks for: `agency/name` → range, exact version or channel. */
export type Requirements = Readonly<Record<string, string>>;

/** Is a forge.json that was read. */
export interface ProjectFile {
  readonly path: string;
  readonly requirements: Requirements;
  /** The text as it stands, undefined when the file does not exist yet. */
  readonly text: string | undefined;
}

const shape = z.looseObject({ requirements: z.record(z.string(), z.string().max(256)).default({}) });

/**
 * Reads the forge.json of a project.
 * @throws ClientError `project-missing`, `project-invalid`, `file-access`
 */
export async function readProjectFile(folder: string): Promise<ProjectFile> {
  const path = join(folder, PROJECT_FILE);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isAbsent(error)) throw new ClientError('project-missing', { params: { path: folder }, cause: error });
    return fileFailure(path)(error);
  });
  return parseProjectFile(text, path);
}

/** Gives the forge.json of a project that has none yet: it requires nothing. */
export function newProjectFile(folder: string): ProjectFile {
  return { path: join(folder, PROJECT_FILE), requirements: {}, text: undefined };
}

/**
 * Parses a forge.json: an object whose member `requirements` maps names to ranges; other members belong to others.
 * @throws ClientError `project-invalid`
 */
export function parseProjectFile(text: string, path: string): ProjectFile {
  const parsed = shape.safeParse(parseJson(text, path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid({ path, reason: 'shape', pointer: formatPointer(issue?.path ?? []) });
  }
  const { requirements } = parsed.data;
  for (const [name, selector] of Object.entries(requirements)) {
    const pointer = formatPointer(['requirements', name]);
    if (!isAlgorithmName(name)) throw invalid({ path, reason: 'name', pointer });
    if (!isSelector(selector)) throw invalid({ path, reason: 'range', pointer });
  }
  return { path, requirements, text };
}

/**
 * Writes other requirements into a forge.json: indentation, line ends, byte order mark, the order of what was there and the
 * members of others stay; new names come at the end.
 */
export function formatProjectFile(file: ProjectFile, requirements: Requirements): string {
  if (file.text === undefined) return `${JSON.stringify({ requirements }, undefined, 2)}\n`;
  const mark = file.text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = file.text.slice(mark.length);
  const value = JSON.parse(text) as Record<string, unknown>;
  const kept = Object.keys(file.requirements).filter((name) => Object.hasOwn(requirements, name));
  const names = [...new Set([...kept, ...Object.keys(requirements)])];
  value['requirements'] = Object.fromEntries(names.map((name) => [name, requirements[name]]));
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? (text.trim().includes('\n') ? '' : '  ');
  const written = JSON.stringify(value, undefined, indent).replaceAll('\n', end);
  return mark + written + (/\r?\n$/.exec(text)?.[0] ?? '');
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (cause) {
    throw invalid({ path, reason: 'json', pointer: '' }, cause);
  }
}

function isSelector(text: string): boolean {
  try {
    parseSelector(text);
    return true;
  } catch {
    return false;
  }
}

function invalid(params: { path: string; reason: string; pointer: string }, cause?: unknown): ClientError {
  return new ClientError('project-invalid', { params, cause });
}
