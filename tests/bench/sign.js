// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The peer of bench_sign: the official Node SDK signs the same request. Prints requests per second.
// node sign.js BODY_FILE [check TIMESTAMP]
'use strict';

const Pusher = require('pusher');

const [bodyFile, check, timestamp] = process.argv.slice(2);
const pusher = new Pusher({ appId: '3', key: '278d425bdf160c739803', secret: '7ad3773142a6692b25b8' });
const request = { method: 'POST', path: '/apps/3/events', params: {}, body: require('fs').readFileSync(bodyFile, 'utf8') };
const sign = () => pusher.createSignedQueryString(request);

if (check) {
  Date.now = () => timestamp * 1000;
  console.log(/auth_signature=([0-9a-f]{64})/.exec(sign())[1]);
} else {
  const seconds = 1;
  for (const end = Date.now() + 300; Date.now() < end;) sign(); // until it is compiled
  const start = process.hrtime.bigint();
  let count = 0;
  for (; process.hrtime.bigint() - start < seconds * 1e9; count += 1000) for (let i = 0; i < 1000; i++) sign();
  console.log(count / (Number(process.hrtime.bigint() - start) / 1e9));
}
