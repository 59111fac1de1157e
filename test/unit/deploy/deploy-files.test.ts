import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { projectRoot } from '../../../src/base/project-root.js';
import { configSchema } from '../../../src/config/schema.js';

const test = suite('files for those who run it');
const deploy = (name: string): string => join(projectRoot, 'deploy', name);
const read = (name: string): string => readFileSync(deploy(name), 'utf8');

/** Settings of a unit, the last of each name. */
const unit = new Map(
  [...read('systemd/huitong.service').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]),
);

const VERIFIED = 'systemd finds nothing wrong with the unit';
if (spawnSync('systemd-analyze', ['--version']).status === 0) test(VERIFIED, verifyUnit);
else {
  console.log('skipped: systemd-analyze is not installed, the unit is not verified');
  test.skip(VERIFIED, verifyUnit);
}

function verifyUnit(): void {
  // An unknown setting is told and ends with 0, so what is told counts.
  const { stderr, status } = spawnSync('systemd-analyze', ['verify', deploy('systemd/huitong.service')], {
    encoding: 'utf8',
  });
  const told = stderr
    .split('\n')
    .filter(
      (line) =>
        line.includes('huitong.service') &&
        !/not executable|Failed to (chase|check)|does not exist/.test(line),
    );
  assert.equal([status === 0 || told.length === 0, told], [true, []]);
}

test('the unit leaves time to drain, and the media their priority and their io_uring', () => {
  const { drainMs } = configSchema.parse({});
  assert.ok(Number(unit.get('TimeoutStopSec')) * 1_000 >= 2 * drainMs);
  assert.equal([unit.get('Type'), unit.get('KillSignal')], ['notify', 'SIGTERM']);
  assert.ok(Number(unit.get('WatchdogSec')) >= 10);
  assert.ok(Number(unit.get('LimitRTPRIO')) >= 1);
  assert.ok(Number(unit.get('LimitNOFILE')) >= 2 * configSchema.parse({}).media.legsMax + 1_024);
  assert.equal([unit.get('RestrictRealtime'), unit.get('MemoryDenyWriteExecute')], [undefined, undefined]);
  assert.match(unit.get('SystemCallFilter')!, /io_uring_setup io_uring_enter io_uring_register/);
});

test('a command by hand finds the data, the configuration and the limits of the service', () => {
  const command = read('systemd/huitong');
  const start = unit.get('ExecStart')!.replace('/usr/bin/', '');
  assert.ok(command.includes(`${start} "$@"`), start);
  for (const part of unit.get('Environment')!.split(' ')) assert.ok(command.includes(part), part);
  assert.ok(command.includes(`cd ${unit.get('WorkingDirectory')}\n`));
  assert.ok(command.includes(`. ${unit.get('EnvironmentFile')!.slice(1)}\n`));
  assert.ok(command.includes(`--reuid=${unit.get('User')} --regid=${unit.get('Group')}`));
  assert.ok(command.includes(`--nofile=${unit.get('LimitNOFILE')} --rtprio=${unit.get('LimitRTPRIO')}`));
});

test('V8 collects with one helper and keeps its young generation, however the server was started', () => {
  const project = (name: string): string => readFileSync(join(projectRoot, name), 'utf8');
  const { scripts } = JSON.parse(project('package.json')) as { scripts: Record<string, string> };
  const starts = [
    scripts['start'],
    project('bin/huitong.mjs').split('\n')[0],
    unit.get('ExecStart'),
    read('docker/Dockerfile')
      .split('\n')
      .find((line) => line.startsWith('ENTRYPOINT ')),
  ];
  for (const start of starts)
    assert.match(start ?? '', /node"?,? "?--no-memory-reducer"?,? "?--v8-pool-size=1/);
});

test('a wrong configuration is not tried again and again, and everything else for ever', () => {
  assert.equal(
    [unit.get('RestartPreventExitStatus'), unit.get('Restart'), unit.get('StartLimitIntervalSec')],
    ['2', 'always', '0'],
  );
});

test('the image is built in stages, runs as nobody in particular, and looks after its health', () => {
  const lines = read('docker/Dockerfile').replaceAll(/\\\n/g, ' ').split('\n');
  const of = (name: string): readonly string[] => lines.filter((line) => line.startsWith(`${name} `));
  assert.equal(
    of('FROM').map((line) => line.split(' ')[1]),
    ['node:20-bookworm-slim', 'node:20-bookworm-slim'],
  );
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  assert.ok(last.includes('USER huitong'));
  assert.ok(!last.some((line) => line.includes('apt-get')), 'no compiler in the image that runs');
  assert.match(of('HEALTHCHECK')[0]!, /\/livez/);
  for (const line of of('RUN').filter((text) => text.includes('apt-get install')))
    assert.match(line, /--no-install-recommends.*rm -rf \/var\/lib\/apt\/lists/);
  for (const line of of('ENTRYPOINT'))
    assert.equal(JSON.parse(line.slice(11)), [
      'node',
      '--no-memory-reducer',
      '--v8-pool-size=1',
      'bin/huitong.mjs',
    ]);
});

test('all that the image takes is in the build’s context, and is there', () => {
  const context = new Set(
    [...read('docker/Dockerfile.dockerignore').matchAll(/^!(.+)$/gm)].map(([, name]) => name!),
  );
  for (const name of context) assert.ok(existsSync(join(projectRoot, name)), name);
  const dockerfile = read('docker/Dockerfile');
  const own = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) =>
    names!.split(' '),
  );
  for (const name of own.filter((text) => text !== '.')) assert.ok(context.has(name), name);
  const kept = [...dockerfile.matchAll(/^COPY --from=build (.+) \S+$/gm)].flatMap(([, names]) =>
    names!.split(' '),
  );
  const made = new Set(['node_modules', 'dist', 'build']);
  for (const path of kept) {
    const name = path.replace('/opt/huitong/', '');
    assert.ok(made.has(name) || context.has(name), path);
  }
});

test('compose gives the server the host’s network, its data a volume, and no more rights than it needs', () => {
  const { services, volumes } = parse(read('docker/compose.yaml')) as {
    services: Record<string, Record<string, unknown>>;
    volumes: Record<string, unknown>;
  };
  const { huitong } = services;
  assert.equal([huitong!.network_mode, huitong!.read_only, huitong!.cap_drop], ['host', true, ['ALL']]);
  assert.ok(
    existsSync(join(deploy('docker'), (huitong!.build as { context: string }).context, 'package.json')),
  );
  assert.equal(Object.keys(volumes), ['data']);
  assert.ok((huitong!.volumes as string[]).includes('data:/var/lib/huitong'));
  assert.match(String(huitong!.stop_grace_period), /^\d{2,}s$/);
});

test('scripts of the shell can be parsed', () => {
  execFileSync('bash', ['-n', deploy('check-install.sh')]);
  execFileSync('sh', ['-n', deploy('systemd/huitong')]);
});

test.run();
