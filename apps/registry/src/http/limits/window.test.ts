import { expect, it } from 'vitest';

import { createWindows } from './window.ts';

it('lets through as many as allowed, refuses the rest, and begins anew when the window ends', () => {
  const windows = createWindows({ requests: 2, seconds: 10 });

  const left = [0, 1, 2, 9_999, 10_000].map((now) => windows.take('a', now));

  expect(left).toEqual([1, 0, -1, -1, 1]);
  expect(windows.resetIn('a', 12_000)).toBe(8);
});

it('counts each client apart', () => {
  const windows = createWindows({ requests: 1, seconds: 10 });

  expect([windows.take('a', 0), windows.take('b', 0), windows.take('a', 0)]).toEqual([0, 0, -1]);
});

it('does not grow without end under many addresses', () => {
  const windows = createWindows({ requests: 1, seconds: 10 });
  for (let index = 0; index < 60_000; index += 1) windows.take(`client-${index}`, 0);

  expect(windows.take('client-59999', 0)).toBe(-1);
  expect(windows.take('client-0', 0)).toBe(0);
});
