import { expect, test } from 'vitest';

import { answering } from '../testing/answering.ts';

test('a name cannot leave its place in the path', async () => {
  const { client, asked } = await answering({});

  await client.release('../../tokens/self', '1.0.0/../..').catch(() => undefined);

  expect(asked[0]).toBe('/api/v1/algorithms/../..%252Ftokens%252Fself/versions/1.0.0/../..');
});
