// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The official server SDK, driven in lines of JSON by NodeSdk (nodesdk.h): {"call","arguments"} in,
// {"ok","status","body"} out.
'use strict';

const Pusher = require('pusher');

const config = JSON.parse(process.argv[2]);
const pusher = new Pusher({
  appId: config.app_id, key: config.key, secret: config.secret, host: config.host, port: config.port, useTLS: false,
  encryptionMasterKeyBase64: config.master_key,
});

async function answer({ call, arguments: args }) {
  try {
    const response = await pusher[call](...args);
    return { ok: true, status: response.status, body: await response.text() };
  } catch (error) {
    return { ok: false, status: error.status, body: error.body, message: error.message };
  }
}

require('readline').createInterface({ input: process.stdin }).on('line', async (line) => {
  process.stdout.write(JSON.stringify(await answer(JSON.parse(line))) + '\n');
}).on('close', () => process.exit(0));
