import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ServiceManager } from '../../../src/app/service-manager.js';
import { silentLog, type Log } from '../../../src/base/log.js';
import { NotifySocket } from '../../support/notify-socket.js';

const test = suite('service manager');
const PID = 4711;

test('states reach a socket with a path and one with an abstract name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huitong-notify-'));
  for (const address of [join(folder, 'notify'), `@huitong-test-${process.pid}`]) {
    const socket = await NotifySocket.bind(address);
    const manager = new ServiceManager({ NOTIFY_SOCKET: address }, PID, silentLog);
    manager.ready('takes calls');
    manager.alive();
    manager.stopping('waits');
    assert.equal(await socket.heard(3), [
      'READY=1 STATUS=takes calls',
      'WATCHDOG=1',
      'STOPPING=1 STATUS=waits',
    ]);
    socket.close();
  }
  rmSync(folder, { recursive: true });
});

test('without a service manager nothing is told, and no watchdog is wanted', () => {
  const sent: string[] = [];
  const addon = { sendDatagram: (_: Uint8Array, message: Uint8Array) => sent.push(String(message)) };
  const manager = new ServiceManager({ WATCHDOG_USEC: '1000000' }, PID, silentLog, addon);
  manager.ready('takes calls');
  assert.equal(sent, []);
  assert.is(manager.watchdogMs, undefined);
});

test('the watchdog is for the process that is named, in microseconds', () => {
  const watchdogMs = (environment: Record<string, string>): number | undefined =>
    new ServiceManager({ NOTIFY_SOCKET: '/x', ...environment }, PID, silentLog).watchdogMs;
  assert.is(watchdogMs({ WATCHDOG_USEC: '20000000', WATCHDOG_PID: String(PID) }), 20_000);
  assert.is(watchdogMs({ WATCHDOG_USEC: '20000000' }), 20_000);
  assert.is(watchdogMs({ WATCHDOG_USEC: '20000000', WATCHDOG_PID: '1' }), undefined);
  assert.is(watchdogMs({ WATCHDOG_USEC: 'soon' }), undefined);
});

test('a service manager that cannot be reached is logged and ends nothing', () => {
  const warned: string[] = [];
  const log: Log = { ...silentLog, warn: (_, message) => void warned.push(message) };
  new ServiceManager({ NOTIFY_SOCKET: '/does/not/exist' }, PID, log).alive();
  assert.equal(warned, ['the service manager cannot be told']);
});

test.run();
