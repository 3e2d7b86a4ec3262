import type { Linter } from 'eslint';
import jsdoc from 'eslint-plugin-jsdoc';
import unicorn from 'eslint-plugin-unicorn';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The size of a room (STYLE: files of 300 lines, functions of 40, three parameters). */
const sizes: Linter.RulesRecord = {
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 3],
  complexity: ['error', 12],
};

const exportedDocs: Linter.RulesRecord = {
  'jsdoc/require-jsdoc': [
    'error',
    {
      publicOnly: true,
      require: { FunctionDeclaration: true, ClassDeclaration: true, MethodDefinition: false },
      contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'ExportNamedDeclaration > VariableDeclaration'],
    },
  ],
};

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/node_modules/',
    '**/testdata/',
    '.tooling/',
    '.turbo/',
    '.cache/',
    'coverage/',
    'examples/*/',
    'data/',
  ]),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { unicorn, jsdoc },
    rules: {
      ...sizes,
      ...exportedDocs,
      'unicorn/filename-case': ['error', { case: 'kebabCase' }],
      'unicorn/prefer-node-protocol': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@national-forge/[^/]+/(?!(?:bench|browser|lexicon|prover|tolerant|validator)$)',
              message: 'Another workspace is entered by its exports only.',
            },
            {
              group: [
                'better-sqlite3/*',
                'express/*',
                '**/dist/*',
                '!ajv/dist/2020.js',
                '!ajv/dist/compile',
                '!ajv/dist/compile/util.js',
              ],
              message: 'Import the public door.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'One public door: list the names (STYLE 5).' },
        {
          selector: 'ImportDeclaration[source.value="zod"] > ImportSpecifier[imported.name="z"]',
          message:
            "Write `import * as z from 'zod'`: of the object `z` a bundler leaves nothing out, sixty languages neither.",
        },
      ],
    },
  },
  {
    // The bootstrap is read by old Nodes before anything is installed: plain JavaScript, same sizes.
    files: ['scripts/**/*.mjs'],
    plugins: { unicorn },
    rules: {
      ...sizes,
      'unicorn/filename-case': ['error', { case: 'kebabCase' }],
      'unicorn/prefer-node-protocol': 'error',
    },
  },
  {
    // A test file is a list of rules; its describe blocks may be long.
    files: ['**/*.test.ts', '**/*.contract.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 500 }],
      'jsdoc/require-jsdoc': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
