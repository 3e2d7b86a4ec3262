import type { ChangeTexts } from './change-text.ts';

/** Tells changes in English. */
export const en: ChangeTexts = {
  version: { named: '{version}', yours: 'yours' },
  verdicts: {
    ok: 'It may be called {required}.',
    demanded: 'This is {required}.',
    beyond: 'This is {required}: no number below {beyond} will do.',
    advice: 'A pre-release promises nothing; as a stable version this is {required}.',
  },
  changes: {
    'input-narrowed': '{old} accepted {value}; {new} rejects it at {at} ({reason}).',
    'input-narrowed-whole': '{old} accepted {value}; {new} rejects it ({reason}).',
    'input-undecided': 'Nobody can say yet whether {new} accepts all that {old} accepted: {why}',
    'input-widened': '{new} accepts more than {old}.',
    'input-widened-perhaps': '{new} accepts all that {old} accepted; that it accepts no more is not proved.',
    'input-members-dropped':
      '{new} no longer declares all members that {old} declared: they are dropped with a warning.',
    'input-equivalent': 'The input schema is written differently and accepts the same values.',
    'output-widened': '{new} can answer {value}, which {old} ruled out ({reason} at {at}).',
    'output-widened-whole': '{new} can answer {value}, which {old} ruled out ({reason}).',
    'output-undecided': 'Nobody can say yet whether {old} allowed for all that {new} can answer: {why}',
    'output-narrowed': '{new} promises more of its answers than {old}.',
    'output-narrowed-perhaps':
      '{new} answers nothing that {old} ruled out; that it may answer all the rest is not proved.',
    'output-equivalent': 'The output schema is written differently and allows the same values.',
    'input-strict': '{old} dropped members that it did not declare; {new} judges them.',
    'input-tolerant': '{new} drops members that it does not declare, with a warning; {old} judged them.',
    'contract-lost': '{old} could be run; {new} has nothing to run.',
    'contract-gained': '{old} had nothing to run; {new} can be run.',
    'vector-fails': 'Vector “{name}” of {of}: for {value} it promised {expected}; {new} answers {actual}.',
    'vector-fails-error':
      'Vector “{name}” of {of}: for {value} it promised {expected}; {new} gives no answer ({error}).',
    'vector-contradicted':
      'Vector “{name}” of {of}: for {value} it promised {expected}; {new} promises {actual} by its vector “{by}”.',
    'vector-superseded': '{new} says that vector “{name}” of {of} was an error: {why}',
    'vectors-added': 'New test vectors: {count}, such as “{first}”.',
    'vectors-removed': 'Test vectors that are left out: {count}, such as “{first}”. They still bind.',
    'engine-changed': '{old} runs on {before}, {new} on {after}.',
    'engine-raised': '{old} runs on {engine} {before}; {new} needs {engine} {after}.',
    'engine-lowered': '{new} runs on {engine} {after} and so wherever {old} does ({before}).',
    'risk-raised': 'The level of risk rises from {before} to {after}.',
    'risk-lowered': 'The level of risk falls from {before} to {after}.',
    'kind-changed': 'The kind of algorithm was {before} and is {after}.',
    'validity-lost': '{old} applies at all times, {new} only on the days {after}.',
    'validity-widened': '{old} applies on the days {before}, {new} at all times.',
    'period-moved': '{new} is the rule of another period: {after}, not {before}.',
    'period-end-moved': 'The period of the rule was {before} and is {after}.',
    'personal-data-raised': '{new} processes personal data that {old} did not ({codes}).',
    'license-changed': 'The licence was {before} and is {after}.',
    'dependencies-changed': 'It calls other algorithms, or other versions of them: {changes}.',
    'program-changed': 'The program changed: {count} files, such as {first}. Of what it does only the vectors tell.',
    'texts-changed': 'What is said of it changed: {fields}.',
    'files-changed': 'Other files changed: {count}, such as {first}.',
  },
  reasons: {
    steps: 'the schemas are too intertwined. Say what is alike once, and use fewer of oneOf, anyOf and not.',
    pattern:
      'a pattern uses what cannot be compared (back references, or a very large one). Write a simpler pattern or an enum.',
    length: 'the value that would show it is too long. Give texts and lists a smaller bound.',
    number: 'the numbers in question are not held exactly. Use smaller ones, or fewer decimals.',
    unique: 'uniqueItems goes together with items of several kinds. Say one type for the items.',
    unevaluated:
      'unevaluatedProperties or unevaluatedItems depends on too many cases. Use additionalProperties or items.',
    reference: 'a reference has no fixed meaning ($dynamicRef, or one that leads nowhere). Use $ref to #/$defs/….',
    validators: 'two validators do not agree on the schema. Write the part in question more simply.',
    tolerant:
      'it is not defined which members are dropped. Leave out what counts or compares whole objects, or split the schema.',
    other: 'the schemas are beyond what can be compared. Make them simpler.',
  },
};
