// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The peer of bench_publish: the official Node SDK publishes the same events, keep-alive, six requests in flight.
// node publish.js http|https PORT batches|singles EVENTS
'use strict';

const Pusher = require('pusher');

const [scheme, port, mode, events] = process.argv.slice(2);
const inFlight = 6;
const agent = new (require(scheme).Agent)({ keepAlive: true, maxSockets: inFlight });
const pusher = new Pusher({
  appId: '3', key: '278d425bdf160c739803', secret: '7ad3773142a6692b25b8',
  host: '127.0.0.1', port, useTLS: scheme === 'https', agent,
});

const distinctEvents = (count) => Array.from({ length: count }, (_, i) => ({
  channel: `bench-${i % 100}`, name: 'measured', data: `{"id":${i},"text":"an event like any other","ok":true}`,
}));

async function publish(all) {
  let next = 0;
  const size = mode === 'singles' ? 1 : 10;
  const work = async () => {
    while (next < all.length) {
      const from = next;
      next += size;
      if (mode === 'singles') await pusher.trigger(all[from].channel, all[from].name, all[from].data);
      else await pusher.triggerBatch(all.slice(from, next));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
}

(async () => {
  const all = distinctEvents(Number(events));
  await publish(distinctEvents(300));
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  await publish(all);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  console.log(`${Math.round(all.length / seconds)} ${((user + system) / all.length).toFixed(2)}`);
  agent.destroy();
})();
