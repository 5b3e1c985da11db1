// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The official WebSocket client, driven in lines of JSON by PusherClient (pusherclient.h). Channels and users are
// authorised here with the official server SDK, unless a command brings an authorisation of its own.
'use strict';

const Pusher = require('pusher-js');
const PusherServer = require('pusher');

const config = JSON.parse(process.argv[2]);
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');
const base64 = (text) => Buffer.from(text, 'utf8').toString('base64');

// pusher-js parses event data before anybody sees it, so the bytes are taken from the socket under it.
const createWebSocket = Pusher.Runtime.createWebSocket;
Pusher.Runtime.createWebSocket = function(url) {
    const socket = createWebSocket.call(this, url);
    socket.on('message', (message) => {
        const {event, channel, data, user_id} = JSON.parse(message.data);
        say({
            type : 'frame',
            event,
            channel,
            user_id,
            ...(typeof data === 'string' ? {data64 : base64(data)} : {data})
        });
    });
    return socket;
};

const server = new PusherServer({
    appId : 'unused',
    key : config.key,
    secret : config.secret,
    encryptionMasterKeyBase64 : config.master_key,
});
const given = new Map(); // channel -> what its subscribe command said
let user;

const client = new Pusher(config.key, {
    cluster : '',
    wsHost : config.host,
    wsPort : config.port,
    wsPath : config.path || '',
    forceTLS : false,
    enabledTransports : [ 'ws' ],
    channelAuthorization : {
        customHandler : ({socketId, channelName}, callback) => {
            const {auth, presence} = given.get(channelName);
            callback(null, auth || server.authorizeChannel(socketId, channelName, presence));
        },
    },
    userAuthentication : {
        customHandler : ({socketId}, callback) => callback(null, user.auth || server.authenticateUser(socketId, user)),
    },
});

// What an event carries, as pusher-js hands it to a page.
const handed = (data) => (typeof data === 'string' ? {text64 : base64(data)} : {value : data});

client.connection.bind('state_change',
                       ({current}) => say({type : 'state', state : current, socket_id : client.connection.socket_id}));
client.connection.bind('error', (error) => say({type : 'error', error}));
client.user.bind_global((event, data) => say({type : 'user-event', event, ...handed(data)}));
client.bind_global((event, data) => {
    if (event === 'pusher:signin_success')
        say({type : 'signed-in', user : JSON.parse(data.user_data)});
});

const commands = {
    subscribe({channel : name, presence, auth}) {
        given.set(name, {presence, auth});
        const channel = client.subscribe(name);
        channel.unbind_global();
        channel.bind_global((event, data) => {
            if (event === 'pusher:subscription_succeeded')
                say({type : 'subscribed', channel : name, members : data && data.members, me : data && data.myID});
            else if (event === 'pusher:subscription_error')
                say({type : 'subscription-error', channel : name, error : data});
            else
                say({type : 'event', channel : name, event, ...handed(data)});
        });
    },
    unsubscribe : ({channel}) => client.unsubscribe(channel),
    trigger : ({channel, event, data}) => client.channel(channel).trigger(event, data),
    signin(command) {
        user = command.user;
        client.signin();
    },
    disconnect : () => client.disconnect(),
};

require('readline')
    .createInterface({input : process.stdin})
    .on('line',
        (line) => {
            const command = JSON.parse(line);
            commands[command.do](command);
        })
    .on('close', () => process.exit(0));
