import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Finding } from '../../src/app/doctor/finding.js';
import { Caller } from '../support/caller.js';
import {
  metricOf,
  namesInAlerts,
  namesInDashboard,
  namesInDocument,
  typesOf,
} from '../support/metric-names.js';
import { NotifySocket } from '../support/notify-socket.js';
import { ServerProcess } from '../support/server-process.js';

const test = suite('a server as its operators see it');
let server: ServerProcess;
let folder: string;
let notify: NotifySocket;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-operations-'));
  notify = await NotifySocket.bind(join(folder, 'notify'));
  const environment = { NOTIFY_SOCKET: notify.address, WATCHDOG_USEC: '400000' };
  server = await ServerProcess.start({ environment });
});
test.after(async () => {
  await server.dispose();
  notify.close();
  rmSync(folder, { recursive: true });
});

const config = (of: ServerProcess): readonly string[] => ['--config', join(of.folder, 'config.yaml')];
const ask = (of: ServerProcess, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${of.httpPort}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${of.apiKey}`, 'content-type': 'application/json' },
  });

async function roomsOf(of: ServerProcess): Promise<readonly string[]> {
  const { items } = (await (await ask(of, '/api/v1/rooms?limit=100')).json()) as {
    items: { name: string }[];
  };
  return items.map(({ name }) => name).sort();
}

test('the service manager hears that it is ready, and from then on that it lives', async () => {
  const heard = await notify.heard(4);
  assert.is(heard[0], 'READY=1 STATUS=takes calls');
  assert.equal([...new Set(heard.slice(1))], ['WATCHDOG=1']);
});

test('each metric is documented, and alerts and dashboard name none that is not there', async () => {
  const types = typesOf(await (await ask(server, '/metrics')).text());
  const own = [...types.keys()].filter((name) => name.startsWith('huitong_'));
  assert.ok(own.length > 30);
  assert.equal([...namesInDocument()].filter((name) => name.startsWith('huitong_')).sort(), own.sort());
  for (const name of [...namesInAlerts(), ...namesInDashboard()])
    assert.ok(types.has(metricOf(name, types)), name);
});

test('a call is seen in the metrics: its beats, its trunk, and how it sounded', async () => {
  const caller = await Caller.call({ server: server.address, called: '9001' });
  const during = await (await ask(server, '/metrics')).text();
  assert.match(during, /^huitong_trunk_calls\{trunk="test",direction="in"\} 1$/m);
  assert.match(during, /^huitong_trunk_up\{trunk="test"\} 1$/m);
  const beats = Number(/^huitong_beat_lateness_seconds_count\{worker="0"\} (\d+)$/m.exec(during)?.[1]);
  assert.ok(beats > 100, `${beats} phases`);
  assert.match(during, /^huitong_build_info\{version="[\d.]+",node="v\d+/m);
  assert.match(
    during,
    /^huitong_http_request_duration_seconds_count\{method="GET",route="\/metrics"\} \d+$/m,
  );
  caller.close();
});

test('a backup is made while calls are up and rooms are being made, and what is restored from it is whole', async () => {
  const caller = await Caller.call({ server: server.address, called: '9001' });
  const make = (name: string): Promise<Response> =>
    ask(server, '/api/v1/rooms', { method: 'POST', body: JSON.stringify({ name, chairPassword: '246813' }) });
  const before = await Promise.all(Array.from({ length: 10 }, (_, i) => make(`before ${i}`)));
  assert.equal([...new Set(before.map(({ status }) => status))], [201]);
  writeFileSync(join(server.dataDir, 'note.txt'), 'not part of the data');
  const to = join(folder, 'backup');
  const done = new AbortController();
  const writing = (async () => {
    for (let i = 0; !done.signal.aborted; i++) assert.is((await make(`meanwhile ${i}`)).status, 201);
  })();
  const backup = await server.run(['backup', '--to', to, ...config(server)]);
  done.abort();
  await writing;
  assert.is(backup.code, 0, backup.output);
  assert.is(statSync(to).mode & 0o777, 0o700, 'hashes and numbers are not for everybody');
  assert.is(
    (await server.run(['backup', '--to', to, ...config(server)])).code,
    1,
    'the folder is there already',
  );
  caller.close();

  const other = await ServerProcess.prepare({});
  try {
    const restored = await other.run(['restore', '--from', to, ...config(other)]);
    assert.is(restored.code, 0, restored.output);
    const again = await other.run(['restore', '--from', to, ...config(other)]);
    assert.equal([again.code, /--force/.test(again.output)], [1, true], again.output);
    await other.launch();
    const rooms = await roomsOf(other);
    assert.is(rooms.filter((name) => name.startsWith('before ')).length, 10);
    const audit = await other.run(['audit', ...config(other)]);
    assert.is(audit.code, 0, audit.output);
    const running = await other.run(['restore', '--from', to, '--force', ...config(other)]);
    assert.equal([running.code, /is running/.test(running.output)], [1, true], running.output);
    assert.is((await ask(other, '/readyz')).status, 200);
    await other.stop();
    const forced = await other.run(['restore', '--from', to, '--force', ...config(other)]);
    assert.is(forced.code, 0, forced.output);
  } finally {
    await other.dispose();
  }
});

test('a backup in which a byte has changed is not restored', async () => {
  const file = join(folder, 'backup', 'huitong.sqlite');
  const bytes = readFileSync(file);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(file, bytes);
  const other = await ServerProcess.prepare({});
  try {
    const restored = await other.run(['restore', '--from', join(folder, 'backup'), ...config(other)]);
    assert.equal(
      [restored.code, /huitong\.sqlite has changed/.test(restored.output)],
      [1, true],
      restored.output,
    );
  } finally {
    await other.dispose();
  }
});

test('the doctor looks beside the running server, and says that its ports are taken', async () => {
  const { code, output } = await server.run(['doctor', '--json', ...config(server)]);
  // The log of the running server comes in between.
  const printed = output.split('\n').filter((line) => !line.startsWith('{"level"'));
  const findings = JSON.parse(printed.join('\n')) as readonly Finding[];
  const of = (check: string): Finding | undefined => findings.find((finding) => finding.check === check);
  assert.is(code, findings.some(({ level }) => level === 'fail') ? 1 : 0);
  assert.equal([of('SIP port')?.level, of('HTTP port')?.level], ['warn', 'warn']);
  assert.equal(
    [of('database')?.level, of('prompts')?.level, of('disk sync') !== undefined],
    ['ok', 'ok', true],
  );
  for (const { level, advice, check } of findings) assert.is(advice === undefined, level === 'ok', check);
});

test('at the end the service manager hears that it is stopping', async () => {
  assert.is(await server.stop(), 0);
  const heard = await notify.heard(1);
  assert.ok(heard.some((state) => state.startsWith('STOPPING=1')));
});

test.run();
