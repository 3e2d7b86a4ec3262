import type { VectorTexts } from './vector-texts.ts';

const SMALLER = 'Do less for one input, or give large tables as data files.';
const CONTRACT = 'Correct the program, the vector, or the schemas of the contract.';
const CALLS = 'Name what it calls under "dependencies" in algorithm.yaml, and call it less deeply and less often.';

/** Holds the English texts. */
export const en: VectorTexts = {
  differs: {
    message: 'Vector "{vector}": for {input} the release gives {actual}, not {expected}.',
    hint: 'Correct the program or the vector. Numbers are compared exactly; give the vector a tolerance if that is too strict.',
  },
  'not-deterministic': {
    message: 'Vector "{vector}": two runs on {input} gave different results.',
    hint: 'The result may depend on the input alone: no clock, no randomness, nothing kept between calls.',
  },
  fault: 'Vector "{vector}" on {input}: {fault} ({detail})',
  faults: {
    'input-invalid': { message: 'the input does not fit the contract at {pointer}.', hint: CONTRACT },
    'input-not-json': { message: 'the input cannot be handed over as JSON.', hint: CONTRACT },
    'output-invalid': { message: 'the output does not fit the contract at {pointer}.', hint: CONTRACT },
    'output-not-json': {
      message: 'the output is not JSON.',
      hint: 'Return objects, lists, texts, finite numbers, true, false or null.',
    },
    'output-too-large': { message: 'the output is too large.', hint: SMALLER },
    timeout: { message: 'it took too long.', hint: SMALLER },
    memory: { message: 'it needs too much memory.', hint: SMALLER },
    stack: { message: 'it calls itself too deeply.', hint: 'Use a loop in place of deep recursion.' },
    threw: { message: 'the program stopped with an error.', hint: 'Run "nforge test" in its folder to see where.' },
    'use-undeclared': { message: 'it calls an algorithm that it does not depend on.', hint: CALLS },
    'use-depth': { message: 'its dependencies call each other too deeply.', hint: CALLS },
    'use-calls': { message: 'it calls its dependencies too often.', hint: CALLS },
    'load-failed': { message: 'the program cannot be loaded.', hint: 'Run "nforge test" in its folder to see why.' },
    'schema-invalid': { message: 'a schema of the contract cannot be used.', hint: CONTRACT },
    'engine-missing': {
      message: 'this registry has no engine for it.',
      hint: 'Ask the operator which engines there are.',
    },
    'host-failed': { message: 'it broke the sandbox that ran it.', hint: SMALLER },
  },
  tasks: {
    budget: {
      message: 'The vectors together need more than {seconds} s of processor time.',
      hint: 'Keep those vectors that show something, and make the program faster.',
    },
    deadline: { message: 'The vectors did not end in time.', hint: SMALLER },
    crashed: { message: 'The program ended the process that ran it, twice.', hint: SMALLER },
    circular: {
      message: '"{release}" calls itself through what it depends on.',
      hint: 'Move what both need to an algorithm of its own.',
    },
    unresolved: { message: 'What the release depends on cannot be brought together: {detail}', hint: '{hint}' },
    more: {
      message: 'Further vectors were not run after {count} had failed.',
      hint: 'Run "nforge test" in its folder to see all.',
    },
  },
};
