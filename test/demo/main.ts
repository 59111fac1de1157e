import { setTimeout as pause } from 'node:timers/promises';
import { tonesPresent } from '../../src/audio/tone-analysis.js';
import { UdpPhone } from '../support/phone/udp-phone.js';
import { ServerProcess } from '../support/server-process.js';

/**
 * `npm run demo`: the server and three telephones, each with a tone of its own, so that what anybody hears
 * can be told. Exit code 1 when somebody hears what it should not, or does not hear what it should.
 */
const NUMBER = '4006701018';
const ROOM = '1001';
const CHAIR_PASSWORD = '8888';
const ATTENDEE_PASSWORD = '6666';
/** What is listened to after everything has settled. */
const LISTEN_MS = 600;
const ANSWER_MS_MAX = 3_000;
/** From the last key to the end of the announcements of the entry. */
const ENTRY_MS = 7_000;
const SETTLE_MS = 3_500;

interface Person {
  readonly name: string;
  readonly toneHz: number;
  readonly password: string;
  readonly line: UdpPhone;
}

const failures: string[] = [];
console.log('starting the server …');
const server = await ServerProcess.start();
const people: Person[] = [];
try {
  people.push(await person('王主席', 400, CHAIR_PASSWORD));
  people.push(await person('李小明', 600, ATTENDEE_PASSWORD));
  people.push(await person('张小红', 900, ATTENDEE_PASSWORD));
  const [wang, li, zhang] = people as [Person, Person, Person];
  await enter(people);
  listen('three in the room', people, new Set(people));

  li.line.press('*1');
  await pause(SETTLE_MS);
  listen('李小明 has muted itself with *1', people, new Set([wang, zhang]));

  li.line.press('*1');
  await pause(SETTLE_MS);
  listen('李小明 is back', people, new Set(people));

  zhang.line.hangUp();
  await pause(SETTLE_MS);
  listen('张小红 has hung up', [wang, li], new Set([wang, li]));

  for (const { line } of [wang, li]) line.hangUp();
  await pause(LISTEN_MS);
} finally {
  for (const { line } of people) line.close();
  await server.dispose();
}
for (const failure of failures) console.log(`wrong: ${failure}`);
console.log(
  failures.length === 0 ? '\nEverybody heard what they should.' : `\n${failures.length} things were wrong.`,
);
process.exitCode = failures.length === 0 ? 0 : 1;

async function person(name: string, toneHz: number, password: string): Promise<Person> {
  const line = await UdpPhone.open({
    server: { host: '127.0.0.1', port: server.sipPort },
    called: NUMBER,
    caller: `1380000${String(toneHz).padStart(4, '0')}`,
    toneHz,
  });
  return { name, toneHz, password, line };
}

async function enter(all: readonly Person[]): Promise<void> {
  for (const { name, toneHz, password, line } of all) {
    line.dial();
    await until(() => line.phone.call.state === 'up', `${name} is not answered`);
    console.log(`${name} (${toneHz} Hz) dials ${NUMBER} and keys ${ROOM}# ${password}#`);
    line.press(`${ROOM}#${password}#`);
  }
  await pause(ENTRY_MS);
}

function listen(scene: string, listeners: readonly Person[], talkers: ReadonlySet<Person>): void {
  console.log(`\n— ${scene}`);
  const tones = people.map(({ toneHz }) => toneHz);
  for (const listener of listeners) {
    const heard = tonesPresent(listener.line.phone.voice.heardLast(LISTEN_MS), tones);
    const expected = people.filter((other) => other !== listener && talkers.has(other));
    const names = people.filter(({ toneHz }) => heard.includes(toneHz)).map(({ name }) => name);
    console.log(`  ${listener.name} hears ${names.join(' and ') || 'nobody'}`);
    const right = heard.length === expected.length && expected.every(({ toneHz }) => heard.includes(toneHz));
    if (!right)
      failures.push(
        `${scene}: ${listener.name} should hear ${expected.map(({ name }) => name).join(' and ')}`,
      );
  }
}

async function until(done: () => boolean, complaint: string): Promise<void> {
  for (let waitedMs = 0; !done(); waitedMs += 20) {
    if (waitedMs > ANSWER_MS_MAX) throw new Error(complaint);
    await pause(20);
  }
}
