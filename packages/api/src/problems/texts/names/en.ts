import type { PartOfTexts } from '../../texts.ts';

/** Holds the English texts about names that moved. */
export const enNames = {
  'agency-moved': [
    'This agency has another name now',
    'The agency "{from}" is called "{to}" now; its old name is kept for it for ever.',
    'Use the name "{to}".',
  ],
  'algorithm-taken': [
    'This name is taken',
    '"{name}" is, or was, the name of an algorithm; a name is given once for ever.',
    'Choose another name.',
  ],
  'algorithm-moved': [
    'This algorithm has another name now',
    '"{from}" is called "{to}" now; nothing is written under its old name any more.',
    'Use the name "{to}", also as the name in algorithm.yaml.',
  ],
} as const satisfies PartOfTexts;
