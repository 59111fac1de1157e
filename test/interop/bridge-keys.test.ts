import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RoomCreate } from '../../src/api/rooms/room-schema.js';
import { levelOf } from '../../src/audio/level.js';
import type { Caller } from '../support/caller.js';
import { othersOf, untilEachHears, untilHears } from '../support/listening.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { callRoom, createRoom, isWelcomed, type RoomRole, type TestRoom } from '../support/room-maker.js';
import { ServerProcess } from '../support/server-process.js';
import { storiesOf } from '../support/stories.js';

const test = suite('keys in a bridge conference over UDP');
const story = storiesOf(test);

const chinese = new PromptRecognizer('zh-CN');
const CHAIR_HZ = 500;
const ATTENDEE_HZ = [800, 1_100] as const;
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

async function enter(room: TestRoom, role: RoomRole, toneHz: number): Promise<Caller> {
  const caller = await callRoom(room, role, { server: server.address, toneHz });
  callers.push(caller);
  await isWelcomed(caller, chinese);
  return caller;
}

interface Meeting {
  readonly room: TestRoom;
  readonly chair: Caller;
  readonly first: Caller;
  readonly last: Caller;
}

/** A chair and two attendees, who entered in this order. */
async function meeting(fields: Partial<RoomCreate> = {}): Promise<Meeting> {
  const room = await createRoom(server, fields);
  const chair = await enter(room, 'chair', CHAIR_HZ);
  const first = await enter(room, 'attendee', ATTENDEE_HZ[0]);
  const last = await enter(room, 'attendee', ATTENDEE_HZ[1]);
  return { room, chair, first, last };
}

/** Waits until each of three hears exactly these while all talk. */
const hear = ({ chair, first, last }: Meeting, expected: readonly (readonly number[])[]): Promise<void> =>
  untilEachHears([chair, first, last], expected);

story('everybody hears all others and not itself, and *1 mutes and unmutes [S15]', async () => {
  const three = await meeting();
  await hear(three, [
    [800, 1_100],
    [500, 1_100],
    [500, 800],
  ]);
  await three.first.pressAndHear('*1', chinese, 'muted');
  await hear(three, [[1_100], [500, 1_100], [500]]);
  await three.first.pressAndHear('*1', chinese, 'unmuted');
  await hear(three, othersOf([three.chair, three.first, three.last]));
});

story('*2 locks the room to all who dial in but a chair, and unlocks it [S16]', async () => {
  const { room, chair, first } = await meeting();
  first.forget();
  await chair.pressAndHear('*2', chinese, 'conference-locked');
  await first.hear(chinese, 'conference-locked');
  const late = await callRoom(room, 'attendee', { server: server.address });
  callers.push(late);
  await late.hear(chinese, 'conference-locked');
  await late.until(() => late.isOver, 'a BYE');
  await enter(room, 'chair', 1_400);
  await chair.pressAndHear('*2', chinese, 'conference-unlocked');
  await enter(room, 'attendee', 1_700);
});

story('*3 of the chair lets the last attendee go, that of an attendee nobody [S17]', async () => {
  const { chair, first, last } = await meeting();
  await first.pressAndHear('*3', chinese, 'chair-only');
  await Promise.all([
    last.hear(chinese, 'kicked').then(() => last.until(() => last.isOver, 'a BYE')),
    chair.pressAndHear('*3', chinese, 'last-party-removed'),
  ]);
  assert.is(last.device.phone.call.endedBy, 'peer');
  assert.ok(first.isUp && chair.isUp);
});

story('*5 tells the number of parties [S19]', async () => {
  const { first } = await meeting();
  await first.pressAndHear('*5', chinese, 'party-count-before');
  await first.hear(chinese, 'number-3');
  await first.hear(chinese, 'party-count-after');
});

story('*7 mutes all attendees, also those who come later, and never a chair [S21]', async () => {
  const three = await meeting();
  const { room, chair, first } = three;
  first.forget();
  await chair.pressAndHear('*7', chinese, 'mute-all-on');
  await first.hear(chinese, 'mute-all-on');
  await hear(three, [[], [500], [500]]);
  const late = await enter(room, 'attendee', 1_400);
  late.talk();
  await untilHears(chair, [1_400], []);
  late.talk(false);
  await chair.pressAndHear('*7', chinese, 'mute-all-off');
  late.talk();
  await untilHears(chair, [1_400], [1_400]);
});

story('* alone tells what an attendee may do, and *8 leaves the menu [S22]', async () => {
  const { first } = await meeting();
  await first.pressAndHear('*', chinese, 'menu-0');
  await first.hear(chinese, 'menu-1');
  first.forget();
  first.press('8');
  await first.until(() => levelOf(first.heardLast(500)) < -60, 'the menu is silent');
});

test.run();
