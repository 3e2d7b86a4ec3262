import fc from 'fast-check';
import { expect, it } from 'vitest';

import { html } from './html.ts';

it('escapes whatever is put in, unless it was written by itself', () => {
  const inner = html`<b>${'<&"\'>'}</b>`;

  expect(html`<p title="${'"x'}">${inner}${undefined}${[inner, inner]}${3}</p>`.html).toBe(
    '<p title="&quot;x"><b>&lt;&amp;&quot;&#39;&gt;</b><b>&lt;&amp;&quot;&#39;&gt;</b>\n<b>&lt;&amp;&quot;&#39;&gt;</b>3</p>',
  );
});

it('leaves no character that ends an element or an attribute', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']/.test(html`${text}`.html)));
});
