import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseCommandLine } from '../../../src/app/command-line.js';

const told = (...words: readonly string[]): unknown => {
  const command = parseCommandLine(words);
  return command.ok ? command.value : command.error.code;
};

const test = suite('command line');

test('[S51a] charge files that are due, or one of them again', () => {
  const configFile = undefined;
  assert.equal(told('charge-files'), { name: 'charge-files', again: undefined, configFile });
  assert.equal(told('charge-files', 'hour', '17'), {
    name: 'charge-files',
    again: { period: 'hour', sequence: 17 },
    configFile,
  });
  for (const words of [['week', '1'], ['hour'], ['hour', '0'], ['hour', 'x'], ['day', '1', '2']]) {
    assert.is(told('charge-files', ...words), 'USAGE', words.join(' '));
  }
});

test('a carrier’s records are reconciled, of all trunks or of one; the books are audited', () => {
  const configFile = 'a.yaml';
  assert.equal(told('reconcile', 'cdr.csv', '--config', 'a.yaml'), {
    name: 'reconcile',
    file: 'cdr.csv',
    trunk: undefined,
    configFile,
  });
  assert.equal(told('reconcile', 'cdr.csv', 'carrier', '--config', 'a.yaml'), {
    name: 'reconcile',
    file: 'cdr.csv',
    trunk: 'carrier',
    configFile,
  });
  assert.equal(told('audit', '--config', 'a.yaml'), { name: 'audit', configFile });
  assert.is(told('reconcile'), 'USAGE');
  assert.is(told('audit', 'now'), 'USAGE');
});

test('[S53a] the chain of the audit log is verified', () => {
  assert.equal(told('audit-log', 'verify', '--config', 'a.yaml'), {
    name: 'audit-log-verify',
    configFile: 'a.yaml',
  });
  for (const words of [[], ['show'], ['verify', 'now']]) {
    assert.is(told('audit-log', ...words), 'USAGE', words.join(' '));
  }
});

test('without a command the server runs; what is unknown is told', () => {
  assert.equal(told(), { name: 'run', configFile: undefined });
  assert.is(told('fly'), 'USAGE');
  assert.is(told('--fly'), 'USAGE');
});

test('data are backed up, restored and looked after', () => {
  const configFile = 'a.yaml';
  const file = ['--config', 'a.yaml'];
  assert.equal(told('backup', '--to', '/b', ...file), { name: 'backup', to: '/b', configFile });
  assert.equal(told('restore', '--from', '/b', ...file), {
    name: 'restore',
    from: '/b',
    force: false,
    configFile,
  });
  assert.equal(told('restore', '--from', '/b', '--force', ...file), {
    name: 'restore',
    from: '/b',
    force: true,
    configFile,
  });
  assert.equal(told('doctor', '--json', ...file), { name: 'doctor', json: true, configFile });
  assert.is(told('backup'), 'USAGE');
  assert.is(told('restore', '/b'), 'USAGE');
  assert.is(told('doctor', 'now'), 'USAGE');
});

test('a word that belongs to another command is a mistake, and not passed over', () => {
  assert.is(told('--force'), 'USAGE');
  assert.is(told('audit', '--json'), 'USAGE');
  assert.is(told('backup', '--to', '/b', '--from', '/c'), 'USAGE');
});

test.run();
