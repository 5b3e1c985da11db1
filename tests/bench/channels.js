// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The server of bench_channels and its peer:
//
//   node channels.js serve                 prints its port; app N of it has N occupied channels
//   node channels.js measure PORT CHANNELS the official Node SDK asks for them; prints "PHASE MILLISECONDS", memory in MB
//   node channels.js write CHANNELS FILE   writes the reply into a file
//
// GET /version/N/V makes it the V-th moment of app N: against moment 0, half a percent of the channels count
// differently, a quarter is new and a quarter is gone. bench_channels.cpp makes the same names.
'use strict';

const families = ['presence-room-', 'private-order-', 'chat-', 'cache-scores-'];
const padded = (n) => String(n).padStart(7, '0');
const entry = (name, count) => `"${name}":{"subscription_count":${count},"occupied":true}`;

// The entries of a moment, in the order of nothing in particular, as servers give them.
function entriesOf(channels, version) {
  const entries = [];
  for (let k = 0; k < channels; ++k) {
    const i = (k * 7919 + 17) % channels;
    const name = families[i % 4] + padded(i);
    const count = (i * 31) % 997 + 1;
    if (version > 0 && i % 400 === 1) entries.push([`chat-new-${version}-${padded(i)}`, count]);
    else entries.push([name, version > 0 && i % 200 === 0 ? count + version : count]);
  }
  return entries;
}

const bodyOf = (entries) => Buffer.from(`{"channels":{${entries.map(([name, count]) => entry(name, count)).join(',')}}}`);

function serve() {
  const apps = new Map();
  const momentOf = (channels, version = 0) => {
    const entries = entriesOf(channels, version);
    const moment = { version, body: bodyOf(entries), sorted: entries.sort((a, b) => (a[0] < b[0] ? -1 : 1)) };
    apps.set(channels, moment);
    return moment;
  };
  const from = (sorted, prefix) => {
    let low = 0;
    for (let high = sorted.length; low < high;) {
      const middle = (low + high) >> 1;
      if (sorted[middle][0] < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const server = require('http').createServer((request, response) => {
    const url = new URL(request.url, 'http://x');
    const [, what, app, more, name] = url.pathname.split('/');
    if (what === 'version') {
      momentOf(Number(app), Number(more));
      return response.end('{}');
    }
    const moment = apps.get(Number(app)) || momentOf(Number(app));
    let body = moment.body;
    const prefix = url.searchParams.get('filter_by_prefix');
    if (name) body = Buffer.from('{"occupied":true,"subscription_count":1,"user_count":1}');
    else if (prefix) body = bodyOf(moment.sorted.slice(from(moment.sorted, prefix), from(moment.sorted, prefix + '\uffff')));
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
    response.end(body);
  });
  server.keepAliveTimeout = 0; // measuring takes longer than that
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
}

async function measure(port, channels) {
  const Pusher = require('pusher');
  const pusher = new Pusher({ appId: channels, key: 'key-1', secret: 'sec-1', host: '127.0.0.1', port, useTLS: false });
  const now = () => Number(process.hrtime.bigint()) / 1e6;
  const list = async () => {
    const response = await pusher.get({ path: '/channels', params: {} });
    const text = await response.text();
    const read = now();
    const all = Object.entries(JSON.parse(text).channels);
    all.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    return { all, read };
  };
  const moment = (version) => new Promise((done) => require('http')
    .get({ host: '127.0.0.1', port, path: `/version/${channels}/${version}` }, (response) => response.resume().on('end', done)));
  const phase = (name, since) => console.log(`${name} ${(now() - since).toFixed(3)}`);

  await moment(0);
  let start = now();
  let { all, read } = await list();
  phase('load', start);
  phase('shown', read);
  start = now();
  const shown = all.filter(([name]) => name.startsWith('presence-room-00'));
  phase('prefix', start);
  start = now();
  const refined = all.filter(([name]) => name.includes('77'));
  phase('refine', start);
  start = now();
  all.sort((a, b) => b[1].subscription_count - a[1].subscription_count);
  phase('count-sort', start);
  start = now();
  all.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  phase('name-sort', start);
  await moment(1);
  start = now();
  ({ all } = await list());
  phase('refresh', start);
  if (shown.length + refined.length === 0) throw new Error('nothing was found');
  console.log(`steady-mb ${(process.memoryUsage.rss() / 2 ** 20).toFixed(1)}`);
  console.log(`peak-mb ${(process.resourceUsage().maxRSS / 1024).toFixed(1)}`);
}

const [what, ...given] = process.argv.slice(2);
if (what === 'serve') serve();
else if (what === 'write') require('fs').writeFileSync(given[1], bodyOf(entriesOf(Number(given[0]), 0)));
else measure(given[0], Number(given[1])).catch((error) => { console.error(error); process.exit(1); });
