import * as z from 'zod';

const mark = z.tuple([z.int().min(0), z.int().min(1)]).meta({
  id: 'Mark',
  description: 'A place in a text: UTF-16 offsets into it, the end excluded; in order, none inside another.',
  examples: [[0, 6]],
});

/** Is a place in a text: UTF-16 offsets into the original, the end excluded; in order, none inside another. */
export type Mark = z.infer<typeof mark>;

const marks = z.array(mark);
const marksByLanguage = z.record(z.string(), marks);

/** Describes the places of a hit that have what was asked for. */
export const highlights = z
  .object({ name: marks.optional(), title: marksByLanguage.optional(), summary: marksByLanguage.optional() })
  .meta({
    id: 'Highlights',
    description:
      'Where the texts of a hit have what was asked for, by field and language; texts without any are left out. Only with `highlight=true`.',
    examples: [{ title: { en: [[0, 10]] } }],
  });

/** Says where the texts of a hit have what was asked for, by field and language; texts without any are left out. */
export type Highlights = z.infer<typeof highlights>;

const explainedWord = z
  .object({
    word: z.string(),
    by: z.string().meta({ description: 'How it was found, such as exact, stem, skeleton, concept, prefix, spelling.' }),
    found: z.string().meta({ description: 'What was found: a word, a stem, consonants, or the id of a concept.' }),
    worth: z.number(),
  })
  .meta({ id: 'ExplainedWord', description: 'What stands for a word of the query in a hit, and what that is worth.' });

/** Says what stands for a word of the query in a hit, and what that is worth. */
export type ExplainedWord = z.infer<typeof explainedWord>;

const share = (description: string) => z.number().meta({ description: `${description}, from 0 to 1.` });

/** Describes what the score of a hit is made of. */
export const explanation = z
  .object({
    score: z.number(),
    words: z.number().meta({ description: 'What the words are worth.' }),
    concepts: z
      .number()
      .meta({ description: 'What concepts add where they are worth more than the words that speak of them.' }),
    coverage: z.number().meta({ description: 'How much of the query the hit has.' }),
    rank: z.number().meta({ description: '1, and a bounded part for each of reuse, health and freshness.' }),
    reuse: share('Published dependents, then downloads of 90 days'),
    health: share('Vectors pass, signed, not deprecated, maintained'),
    freshness: share('How new the release is'),
    place: z.number().meta({
      description:
        'Added to all else: much for the whole name, less for the name in its agency; far below all else what is deprecated.',
    }),
    found: z.array(explainedWord),
  })
  .meta({
    id: 'Explanation',
    description:
      'What the score is made of: (words + concepts) × coverage × rank + place. Only with `explain=true`; the figures may change with any release.',
  });

/** Says what a score is made of: `(words + concepts) * coverage * rank + place`; `reuse`, `health`, `freshness` from 0 to 1. */
export type Explanation = z.infer<typeof explanation>;
