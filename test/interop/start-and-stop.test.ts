import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readWav } from '../../src/audio/wav.js';
import { silentLog } from '../../src/base/log.js';
import { openStore } from '../../src/store/open-store.js';
import { LegRepository } from '../../src/store/repositories/leg-repository.js';
import { unit } from '../../src/store/statement.js';
import type { Store } from '../../src/store/store.js';
import { Caller, pause } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import { ServerApi } from '../support/server-api.js';
import { ServerProcess } from '../support/server-process.js';
import { sampleIds, sampleLeg } from '../support/store-samples.js';

const test = suite('start and stop');

async function storeOf(server: ServerProcess): Promise<Store> {
  mkdirSync(server.dataDir, { recursive: true });
  const opened = await openStore({ kind: 'sqlite', file: server.databaseFile }, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

test('a start that finds its port taken leaves open records open: the calls may be those of a process that lives', async () => {
  const server = await ServerProcess.prepare({});
  const socket = createSocket('udp4').bind(server.sipPort, '127.0.0.1');
  try {
    const leg = { ...sampleLeg(sampleIds(), 0), node: 'node-1' };
    const before = await storeOf(server);
    assert.ok((await before.commit(unit(new LegRepository(before).opened(leg)))).ok);
    await before.close();
    const { code } = await server.run(['--config', join(server.folder, 'config.yaml')]);
    assert.is(code, 1);
    const after = await storeOf(server);
    assert.is((await new LegRepository(after).find(leg.leg))?.closed, undefined);
    await after.close();
  } finally {
    socket.close();
    await server.dispose();
  }
});

/** A caller that speaks just enough SIP, and answers only what it is told to. */
class DeafCaller {
  readonly #socket: Socket = createSocket('udp4');
  readonly #server: ServerProcess;
  #heard = '';
  byes = 0;
  onBye: (bye: string) => void = () => undefined;

  constructor(server: ServerProcess) {
    this.#server = server;
    this.#socket.on('message', (bytes) => {
      const text = bytes.toString('latin1');
      if (!text.startsWith('BYE')) this.#heard += text;
      else {
        this.byes += 1;
        this.onBye(text);
      }
    });
  }

  async call(): Promise<void> {
    this.#socket.bind(0, '127.0.0.1');
    await once(this.#socket, 'listening');
    const sdp = `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${this.#port} RTP/AVP 8\r\n`;
    this.#send('INVITE', 'z9hG4bK1', '', sdp);
    while (!/SIP\/2\.0 200/.test(this.#heard)) await once(this.#socket, 'message');
    this.#send(
      'ACK',
      'z9hG4bK2',
      /^To:.*(;tag=\S+)/im.exec(this.#heard.slice(this.#heard.indexOf('SIP/2.0 200')))?.[1] ?? '',
      '',
    );
  }

  answer(request: string): void {
    const kept = request.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/i.test(line));
    this.#post(['SIP/2.0 200 OK', ...kept, 'Content-Length: 0', '', ''].join('\r\n'));
  }

  close(): void {
    this.#socket.close();
  }

  get #port(): number {
    return this.#socket.address().port;
  }

  #send(method: string, branch: string, toTag: string, body: string): void {
    const type = body === '' ? [] : ['Content-Type: application/sdp'];
    this.#post(
      [
        `${method} sip:9003@127.0.0.1 SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${this.#port};branch=${branch}`,
        'Max-Forwards: 70',
        'From: <sip:caller@127.0.0.1>;tag=1',
        `To: <sip:9003@127.0.0.1>${toTag}`,
        'Call-ID: deaf',
        `CSeq: 1 ${method}`,
        `Contact: <sip:caller@127.0.0.1:${this.#port}>`,
        ...type,
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n'),
    );
  }

  #post(text: string): void {
    this.#socket.send(text, this.#server.sipPort, '127.0.0.1');
  }
}

test('a BYE that was lost comes again before a server that stops is gone', async () => {
  const server = await ServerProcess.start({ config: { drainMs: 0 } });
  const caller = new DeafCaller(server);
  try {
    await caller.call();
    caller.onBye = (bye) => {
      if (caller.byes >= 2) caller.answer(bye);
    };
    assert.is(await server.stop(), 0);
    assert.ok(caller.byes >= 2);
  } finally {
    caller.close();
    await server.dispose();
  }
});

/** A carrier of which nobody ever answers: it says that it rings, or nothing at all. */
class UnansweredTarget {
  readonly #socket: Socket = createSocket('udp4');
  heard = '';

  static async open(rings: boolean): Promise<UnansweredTarget> {
    const target = new UnansweredTarget();
    const socket = target.#socket;
    socket.on('message', (bytes, { port, address }) => {
      const text = bytes.toString('latin1');
      target.heard += text;
      if (!rings || !text.startsWith('INVITE ')) return;
      const kept = text.split('\r\n').filter((line) => /^(Via|From|Call-ID|CSeq):/i.test(line));
      const to = `${/^To:.*$/im.exec(text)?.[0]};tag=rings`;
      socket.send(
        ['SIP/2.0 180 Ringing', ...kept, to, 'Content-Length: 0', '', ''].join('\r\n'),
        port,
        address,
      );
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return target;
  }

  get address(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  close(): void {
    this.#socket.close();
  }
}

for (const rings of [true, false]) {
  test(`a telephone that ${rings ? 'only rings' : 'says nothing'} does not hold up a stop`, async () => {
    const target = await UnansweredTarget.open(rings);
    const outbound = { targets: [target.address], callerNumbers: ['+861067011018'] };
    const trunks = [{ id: 'test', addresses: ['127.0.0.0/8'], outbound }];
    const server = await ServerProcess.start({ config: { drainMs: 10_000, trunks } });
    try {
      const api = new ServerApi(server);
      const room = (await api.post('/rooms', { name: '周会', chairPassword: '8888' })).body;
      await api.post(`/rooms/${room.id}/invitations`, { parties: [{ number: '13900000041' }] });
      await eventually('it is called', () => target.heard.includes('INVITE '));
      await pause(200);
      const terminatedMs = performance.now();
      assert.is(await server.stop(), 0);
      const tookMs = performance.now() - terminatedMs;
      assert.ok(tookMs < 6_000, `${tookMs} ms: neither drainMs nor Timer B`);
      assert.is(target.heard.includes('CANCEL '), rings, 'RFC 3261 §9.1');
    } finally {
      target.close();
      await server.dispose();
    }
  });
}

interface RecordingRow {
  readonly files: string;
  readonly duration_ms: number | null;
}

function recordingIn(server: ServerProcess): RecordingRow {
  const database = new Database(server.databaseFile, { readonly: true });
  const row = database.prepare<[], RecordingRow>('select files, duration_ms from recordings').get();
  database.close();
  return row!;
}

for (const [end, how] of [
  ['is stopped', (server) => server.stop().then(() => assert.ok(recordingIn(server).duration_ms! > 0))],
  ['is killed', (server) => server.kill()],
] as readonly (readonly [string, (server: ServerProcess) => Promise<unknown>])[]) {
  test(`a recording that runs when the server ${end} is not lost [S4]`, async () => {
    const server = await ServerProcess.start();
    const caller = await Caller.call({ server: server.address, called: '881001' });
    try {
      const api = new ServerApi(server);
      const conferences = async (): Promise<readonly { readonly id: string }[]> =>
        (await api.get('/conferences')).body.items;
      await eventually('it is in a conference', async () => (await conferences()).length > 0);
      const [conference] = await conferences();
      const { status } = await api.post(`/conferences/${conference!.id}/record`, { on: true, tracks: true });
      assert.ok(status < 300, `${status}`);
      await pause(3_000);
      await how(server);
      await server.launch();
      const { files, duration_ms: durationMs } = await eventually(
        'its record has an end',
        () => recordingIn(server),
        (recording) => recording.duration_ms !== null,
      );
      assert.ok(durationMs! > 2_000, `${durationMs} ms`);
      for (const name of JSON.parse(files) as string[]) {
        const sound = readWav(readFileSync(join(server.dataDir, 'recordings', name)), 8_000);
        assert.is(sound.ok && sound.value.samples.length, durationMs! * 8, name);
      }
    } finally {
      caller.close();
      await server.dispose();
    }
  });
}

test('ports that run short and wrong tries at the doors can be read in the metrics', async () => {
  const server = await ServerProcess.start();
  try {
    const headers = { Authorization: `Bearer ${server.apiKey}` };
    const metrics = await (await fetch(`http://127.0.0.1:${server.httpPort}/metrics`, { headers })).text();
    assert.match(metrics, 'huitong_rtp_ports_total{event="exhausted"} 0');
    assert.match(metrics, 'huitong_rtp_ports_free ');
    assert.match(metrics, 'huitong_tries_total{event="failedTries"} 0');
  } finally {
    await server.dispose();
  }
});

test.run();
