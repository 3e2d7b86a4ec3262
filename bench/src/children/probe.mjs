// Preloaded into every server that is measured (node --import), so that each pays the same for being watched: over the
// channel to its parent it answers each message with the CPU time and the memory of its process.
process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicroseconds: user + system, residentBytes: process.memoryUsage.rss() });
});
process.channel?.unref();
