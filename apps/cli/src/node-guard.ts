// Imports nothing and uses no new syntax: an old Node must reach the message, not a syntax error further down.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 11)) {
  process.stderr.write(
    `nforge needs Node.js 24.11 or later; this is ${process.versions.node} (${process.execPath}).\n` +
      'Install a current Node.js from https://nodejs.org and try again.\n',
  );
  process.exit(78);
}
