import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RoomCreate } from '../../src/api/rooms/room-schema.js';
import type { PromptId } from '../../src/ivr/prompt-id.js';
import { levelOf } from '../../src/audio/level.js';
import { Caller, type CallerOptions } from '../support/caller.js';
import { untilEachHears, untilHears } from '../support/listening.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { callRoom, createRoom, isWelcomed, type RoomRole, type TestRoom } from '../support/room-maker.js';
import { ServerProcess } from '../support/server-process.js';
import { storiesOf } from '../support/stories.js';

const test = suite('entering a bridge conference over UDP');

const chinese = new PromptRecognizer('zh-CN');
const HOUR_MS = 3_600_000;
let server: ServerProcess;
const callers: Caller[] = [];

test.before(async () => {
  server = await ServerProcess.start({ config: { conference: { tones: false } } });
});
test.after(async () => {
  for (const caller of callers) caller.close();
  await server.stop();
  await server.dispose();
});

const story = storiesOf(test);

async function call(options: Omit<CallerOptions, 'server'> = {}): Promise<Caller> {
  const caller = await Caller.call({ server: server.address, ...options });
  callers.push(caller);
  return caller;
}

async function enter(room: TestRoom, role: RoomRole, toneHz: number): Promise<Caller> {
  const caller = await callRoom(room, role, { server: server.address, toneHz });
  callers.push(caller);
  return caller;
}

/** The server says goodbye and sends the BYE. */
async function isReleased(caller: Caller, farewell: PromptId): Promise<void> {
  await caller.hear(chinese, farewell);
  await caller.until(() => caller.isOver, 'a BYE');
  assert.is(caller.device.phone.call.endedBy, 'peer');
}

const roomWith = (options: RoomCreate['options'], fields: Partial<RoomCreate> = {}): Promise<TestRoom> =>
  createRoom(server, { options, ...fields });

story('a caller is led from the welcome into the room, and told who is there [S10] [S11]', async () => {
  const room = await roomWith({});
  const first = await call({ toneHz: 500 });
  await first.hear(chinese, 'welcome');
  await first.hear(chinese, 'ask-room');
  await first.pressAndHear(`${room.number}#`, chinese, 'ask-password');
  await first.pressAndHear('6666#', chinese, 'first-party');

  const second = await enter(room, 'chair', 800);
  await second.hear(chinese, 'party-count-before');
  await second.hear(chinese, 'number-liang');
  await second.hear(chinese, 'party-count-after');

  first.talk();
  second.talk();
  await untilEachHears([first, second], [[800], [500]]);
});

story('after three wrong passwords, or three unknown rooms, comes goodbye and a BYE [S10]', async () => {
  const room = await roomWith({});
  const [guesser, stranger] = await Promise.all([
    call({ caller: '13800138001' }),
    call({ caller: '13800138002' }),
  ]);
  const guess = async (): Promise<void> => {
    guesser.press(`${room.number}#`);
    for (let tries = 0; tries < 3; tries++) {
      await guesser.pressAndHear('1111#', chinese, 'password-wrong');
    }
    await isReleased(guesser, 'goodbye');
  };
  const wander = async (): Promise<void> => {
    for (let tries = 0; tries < 3; tries++) {
      await stranger.pressAndHear('99999999#', chinese, 'room-unknown');
    }
    await isReleased(stranger, 'goodbye');
  };
  await Promise.all([guess(), wander()]);
});

story('a star erases the entry, and a room without attendee password opens by # alone [S10]', async () => {
  const room = await createRoom(server, { attendeePassword: '' });
  const caller = await call();
  await caller.pressAndHear(`77*${room.number}#`, chinese, 'ask-chair-password');
  await caller.pressAndHear('#', chinese, 'first-party');
});

story('attendees wait for the chair, muted and with music, until the chair enters [S6]', async () => {
  const room = await roomWith({ attendeeWaitsForChair: true });
  const first = await enter(room, 'attendee', 500);
  const second = await enter(room, 'attendee', 800);
  await Promise.all([first, second].map((caller) => caller.hear(chinese, 'chair-absent')));
  first.talk();
  await untilHears(second, [500], []);
  assert.ok(levelOf(second.heardLast(1_000)) > -40, 'music is heard');
  first.talk(false);
  await first.pressAndHear('*1', chinese, 'cannot-unmute');

  const chair = await enter(room, 'chair', 1_100);
  await Promise.all([first, second].map((caller) => caller.hear(chinese, 'chair-arrived')));
  await untilEachHears(
    [first, second, chair],
    [
      [800, 1_100],
      [500, 1_100],
      [500, 800],
    ],
  );
});

story('who may only listen is not heard, and stays so when the room says so [S5]', async () => {
  const [lenient, strict] = await Promise.all([
    roomWith({ attendeeListenOnly: true }),
    roomWith({ attendeeListenOnly: true, attendeeMayUnmute: false }),
  ]);
  const [chair, listener, held] = await Promise.all([
    enter(lenient, 'chair', 1_100),
    enter(lenient, 'attendee', 500),
    enter(strict, 'attendee', 800),
  ]);
  await Promise.all([chair, listener, held].map((caller) => isWelcomed(caller, chinese)));
  listener.talk();
  await untilHears(chair, [500], []);
  listener.talk(false);
  await Promise.all([
    listener.pressAndHear('*1', chinese, 'unmuted'),
    held.pressAndHear('*1', chinese, 'cannot-unmute'),
  ]);
  listener.talk();
  await untilHears(chair, [500], [500]);
});

story('a full room keeps a place for the chair and turns the others away [S7]', async () => {
  const room = await roomWith({ partiesMax: 2 });
  const first = await enter(room, 'attendee', 500);
  await first.hear(chinese, 'first-party');
  const second = await enter(room, 'attendee', 800);
  await isReleased(second, 'conference-full');
  const chair = await enter(room, 'chair', 1_100);
  await chair.hear(chinese, 'party-count-after');
});

story('before its window a room says when it starts, and after it that it is over [S11]', async () => {
  const nowMs = Date.now();
  const [early, late, nearly] = await Promise.all([
    createRoom(server, { startMs: nowMs + HOUR_MS }),
    createRoom(server, { startMs: nowMs - 2 * HOUR_MS, durationMs: HOUR_MS }),
    createRoom(server, { startMs: nowMs + HOUR_MS / 6 }),
  ]);
  const [tooEarly, tooLate, justRight] = await Promise.all([
    enter(early, 'chair', 500),
    enter(late, 'chair', 500),
    enter(nearly, 'chair', 500),
  ]);
  await Promise.all([
    tooEarly.hear(chinese, 'not-started').then(() => isReleased(tooEarly, 'starts-at')),
    isReleased(tooLate, 'conference-over'),
    justRight.hear(chinese, 'first-party'),
  ]);
});

story('a number that is no service number gets a 404', async () => {
  const caller = await Caller.dial({ server: server.address, called: '4001234567' });
  await caller.until(() => caller.isOver, 'a refusal');
  caller.close();
  assert.is(caller.device.phone.call.finalStatus, 404);
});

test.run();
