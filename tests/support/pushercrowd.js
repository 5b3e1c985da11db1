// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many pusher-js clients in one process, driven in lines of JSON by PusherCrowd (pushercrowd.h):
//
//   {"number":7,"changes":[["connect",CLIENT],["join",CLIENT,CHANNEL,USER],["leave",CLIENT,CHANNEL],["drop",CLIENT]]}
//
// is answered by {"done":7} once the server has confirmed every connection and subscription of it.
'use strict';

const Pusher = require('pusher-js');
const PusherServer = require('pusher');

const config = JSON.parse(process.argv[2]);
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');
const server = new PusherServer({appId : 'unused', key : config.key, secret : config.secret});
const clients = new Map(); // number -> {pusher, users: channel -> user id}

function connect(number) {
    const users = new Map();
    const pusher = new Pusher(config.key, {
        cluster : '',
        wsHost : config.host,
        wsPort : config.port,
        forceTLS : false,
        enabledTransports : [ 'ws' ],
        channelAuthorization : {
            customHandler : ({socketId, channelName}, callback) => {
                const member = channelName.startsWith('presence-') ? {user_id : users.get(channelName)} : undefined;
                callback(null, server.authorizeChannel(socketId, channelName, member));
            },
        },
    });
    clients.set(number, {pusher, users});
    return new Promise((connected) => pusher.connection.bind('connected', connected));
}

function join(number, name, user) {
    const {pusher, users} = clients.get(number);
    users.set(name, user);
    return new Promise((joined, refused) => {
        const channel = pusher.subscribe(name);
        channel.bind('pusher:subscription_succeeded', joined);
        channel.bind('pusher:subscription_error', (error) => refused(new Error(`${name}: ${JSON.stringify(error)}`)));
    });
}

const changes = {
    connect,
    join,
    leave : (number, name) => clients.get(number).pusher.unsubscribe(name),
    drop(number) {
        clients.get(number).pusher.disconnect();
        clients.delete(number);
    },
};

require('readline')
    .createInterface({input : process.stdin})
    .on('line',
        (line) => {
            const command = JSON.parse(line);
            Promise.all(command.changes.map(([ what, ...rest ]) => changes[what](...rest)))
                .then(() => say({done : command.number}), (error) => say({failed : String(error)}));
        })
    .on('close', () => process.exit(0));
