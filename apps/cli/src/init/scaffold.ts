import { splitEntry, type Locale, type Manifest } from '@national-forge/manifest';

import { TEXTS, text, type TextKey } from '../texts/texts.ts';
import { LAYOUT, placeholder } from './complete-draft.ts';
import { formatDraft, type Draft } from './draft.ts';

/** Is a file to be written: path inside the folder, with `/`, and text. */
export interface ScaffoldFile {
  readonly path: string;
  readonly content: string;
}

/** Says how the files are written. */
export interface Scaffolding {
  readonly locale: Locale;
  /** Address of the JSON Schema of the manifest, for editors. */
  readonly schema: string;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Puts a comment above each member of the top level that has one. */
function comment(source: string, locale: Locale): string {
  return source.replace(/^([A-Za-z]+):/gm, (line, member: string) => {
    const key = `init.comment.${member}`;
    return key in TEXTS[locale] ? `\n# ${TEXTS[locale][key as TextKey]}\n${line}` : line;
  });
}

/** Writes `algorithm.yaml` with a comment on every member. */
function commentedManifest(draft: Draft, { locale, schema }: Scaffolding): string {
  const [first = '', ...rest] = formatDraft(draft, schema).split('\n\n');
  return `${first}\n\n${comment(rest.join('\n\n'), locale)}`;
}

function schemaFile(name: string, member: 'value' | 'result', locale: Locale): string {
  const label = `init.${member}Label` as const;
  return json({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `${name} ${member}`,
    type: 'object',
    properties: { [member]: { type: 'number', 'x-label': placeholder(label, locale) } },
    required: [member],
    additionalProperties: false,
  });
}

function program(engine: string, locale: Locale): string {
  const lines = [text(locale, 'init.code'), text(locale, 'init.codeArguments')];
  if (engine === 'python') {
    const comments = lines.map((line) => `# ${line}\n`).join('');
    return `${comments}def run(input, data, use):\n    return {"result": input["value"]}\n`;
  }
  const comments = lines.map((line) => `// ${line}\n`).join('');
  return `${comments}export default (input, { data, use }) => {\n  return { result: input.value };\n};\n`;
}

function readme(manifest: Manifest, locale: Locale): string {
  const titles = Object.values(manifest.title);
  const summaries = Object.values(manifest.summary);
  const parts = [`# ${titles[0] ?? manifest.name}`, ...titles.slice(1).map((title) => `**${title}**`), ...summaries];
  if (manifest.contract !== undefined) {
    const params = { contract: 'contract/', vectors: 'vectors/' };
    parts.push(TEXTS[locale]['init.readme.contract'].replace(/\{(\w+)\}/g, (_, name: 'contract') => params[name]));
  }
  parts.push(`## ${text(locale, 'init.readme.use')}`, `\`\`\`sh\nnforge add ${manifest.name}\n\`\`\``);
  return `${parts.join('\n\n')}\n`;
}

/** Lists the files a new algorithm begins with; its manifest must be valid. */
export function scaffold(manifest: Manifest, how: Scaffolding): readonly ScaffoldFile[] {
  const { locale } = how;
  const { engine, entry } = manifest.runtime;
  const files: ScaffoldFile[] = [
    { path: 'algorithm.yaml', content: commentedManifest(manifest, how) },
    { path: 'README.md', content: readme(manifest, locale) },
    { path: '.forgeignore', content: `# ${text(locale, 'init.ignore')}\n*.log\ntmp/\n` },
  ];
  if (engine === 'none' || entry === undefined) return files;
  const vector = { name: text(locale, 'init.vectorName'), input: { value: 12 }, output: { result: 12 } };
  return [
    ...files,
    { path: splitEntry({ engine, entry }).path, content: program(engine, locale) },
    { path: LAYOUT.input, content: schemaFile(manifest.name, 'value', locale) },
    { path: LAYOUT.output, content: schemaFile(manifest.name, 'result', locale) },
    { path: LAYOUT.vectors, content: json([vector]) },
  ];
}
