import { createHash } from 'node:crypto';

import type { Html } from './html.ts';

/** Is the whole style of the pages: no foreign host, no image, logical properties so that it mirrors by itself. */
const STYLE = `
:root{color-scheme:light dark;--ink:#1b2430;--soft:#5a6675;--line:#d9dee5;--paper:#fff;--wash:#f5f7f9;--accent:#0b5a3c;--warn:#8a4b00}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#a3aebb;--line:#333d49;--paper:#12171d;--wash:#1a2129;--accent:#6fcfa3;--warn:#f0b35e}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,"Noto Sans","Noto Sans Arabic","Noto Sans Tifinagh",sans-serif}
header,main,footer{max-inline-size:60rem;margin-inline:auto;padding:1.25rem}
header{border-block-end:1px solid var(--line)}
h1{font-size:1.6rem;line-height:1.3;margin:.25rem 0}
h2{font-size:1.15rem;margin:1.5rem 0 .75rem}
p{margin:.4rem 0}
a{color:var(--accent);text-underline-offset:.2em}
a:focus-visible,input:focus-visible,button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
nav [aria-current]{font-weight:700;text-decoration:none}
nav ul{display:flex;gap:1rem;list-style:none;margin:0;padding:0}
form{display:flex;gap:.5rem;margin-block:1rem;flex-wrap:wrap}
input{flex:1 1 16rem;min-inline-size:0;font:inherit;padding:.5rem .75rem;border:1px solid var(--soft);border-radius:.4rem;background:var(--paper);color:inherit}
button{font:inherit;padding:.5rem 1.1rem;border:0;border-radius:.4rem;background:var(--accent);color:var(--paper);cursor:pointer}
.list{list-style:none;margin:0;padding:0;display:grid;gap:.75rem}
.list li{border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;background:var(--wash)}
.list h3{font-size:1.05rem;margin:0}
.facts{color:var(--soft);font-size:.9rem;display:flex;flex-wrap:wrap;gap:.25rem 1rem}
.facts bdi,code{font-family:ui-monospace,monospace;font-size:.92em}
.warn{color:var(--warn)}
.note{color:var(--soft);font-size:.9rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--wash);border:1px solid var(--line);border-radius:.4rem;padding:.6rem .8rem}
.skip{position:absolute;inset-inline-start:-99rem}.skip:focus{inset-inline-start:1rem}
@media print{form,nav,.skip{display:none}}
`;

/** Is the element with the style; not a blank more, or the hash below would not be that of its content. */
export const STYLE_ELEMENT: Html = { html: `<style>${STYLE}</style>` };

/** Names the style in the Content-Security-Policy: this one and no other is applied. */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
