// The measure of all ratios: node:http and nothing else. Plain JavaScript, so that it pays no type stripping.
// Argument: a JSON file with [{ path, etag (empty: none), type, body (base64), extra: [name, value, …] }]; without it only the probe
// of readiness is answered.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const documents = new Map();
for (const { path, etag, type, body, extra } of process.argv[2]
  ? JSON.parse(readFileSync(process.argv[2], 'utf8'))
  : []) {
  const bytes = Buffer.from(body, 'base64');
  const headUnchanged = [...(etag === '' ? [] : ['ETag', etag]), ...extra];
  const head = ['Content-Type', type, 'Content-Length', String(bytes.length), ...headUnchanged];
  documents.set(path, { bytes, etag: etag === '' ? undefined : etag, head, headUnchanged });
}
documents.set('/readyz', { bytes: Buffer.from('ok'), head: ['Content-Length', '2'] });

const server = createServer((req, res) => {
  const found = documents.get(req.url);
  if (found === undefined) {
    res.writeHead(404).end();
  } else if (found.etag !== undefined && req.headers['if-none-match'] === found.etag) {
    res.writeHead(304, found.headUnchanged).end();
  } else {
    res.writeHead(200, found.head).end(found.bytes);
  }
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })));
process.once('SIGTERM', () => process.exit());
