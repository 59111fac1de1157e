import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RoomCreate } from '../../src/api/rooms/room-schema.js';
import { eventually } from '../support/eventually.js';
import { othersOf, untilEachHears, untilHears, whatEachHears } from '../support/listening.js';
import { pause, type Caller } from '../support/caller.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { createRoom, isWelcomed, type RoomRole, type TestRoom } from '../support/room-maker.js';
import { BRIDGE, ServiceWorld } from '../support/service-world.js';
import { storiesOf } from '../support/stories.js';

/** What a bridge room offers by keys, as callers and called parties live through it, over real SIP and real sound. */
const test = suite('services of a bridge room over UDP');
const story = storiesOf(test);

const chinese = new PromptRecognizer('zh-CN');
const OPERATOR = '+8613700000001';
let world: ServiceWorld;

test.before(async () => {
  world = await ServiceWorld.start({ operators: { numbers: [OPERATOR] } });
});
test.after(() => world.stop());

const enter = (room: TestRoom, role: RoomRole, toneHz: number, caller = '13800138000'): Promise<Caller> =>
  world.enter(room, role, { toneHz, caller });

async function entered(room: TestRoom, role: RoomRole, toneHz: number, caller?: string): Promise<Caller> {
  const self = await enter(room, role, toneHz, caller);
  await isWelcomed(self, chinese);
  return self;
}

const room = (fields: Partial<RoomCreate> = {}) => createRoom(world.server, fields);

story('[S20] *6 calls somebody onto a private line, ** brings both into the room', async () => {
  world.phone('013900000001', { answersAfterMs: 300, toneHz: 1_100 });
  const meeting = await room();
  const chair = await entered(meeting, 'chair', 500);
  const other = await entered(meeting, 'attendee', 800);
  await chair.pressAndHear('*6', chinese, 'ask-number');
  chair.press('13900000001#');
  const invited = await world.carrier.called('013900000001');
  await invited.until(() => invited.isUp, 'the invited party is up');
  const three = [chair, other, invited];
  // Two speak in private, the third waits alone.
  await untilEachHears(three, [[1_100], [], [500]]);
  chair.press('**');
  await untilEachHears(three, othersOf(three));
});

story('[S20] a busy party is told, and the inviter is back in the room', async () => {
  world.phone('013900000002', { answersAfterMs: 300, refusesWith: 486 });
  const meeting = await room();
  const chair = await entered(meeting, 'chair', 500);
  const other = await entered(meeting, 'attendee', 800);
  await chair.pressAndHear('*6', chinese, 'ask-number');
  await chair.pressAndHear('13900000002#', chinese, 'called-busy');
  await untilEachHears([chair, other], [[800], [500]]);
});

story(
  '[C23] what the network says before the answer is heard by the inviter, and *# gives the call up',
  async () => {
    world.phone('013900000003', { earlyMedia: true, toneHz: 1_300 });
    const meeting = await room();
    const chair = await entered(meeting, 'chair', 500);
    await chair.pressAndHear('*6', chinese, 'ask-number');
    chair.press('13900000003#');
    const invited = await world.carrier.called('013900000003');
    invited.talk();
    await untilHears(chair, [1_300], [1_300]);
    chair.press('*#');
    await invited.until(() => invited.isOver, 'the call was cancelled');
    assert.is(invited.device.phone.call.finalStatus, 487);
  },
);

story('[S20] the inviter who hangs up in a consult lets the invited party go with a goodbye', async () => {
  world.phone('013900000004');
  const meeting = await room();
  const chair = await entered(meeting, 'chair', 500);
  await chair.pressAndHear('*6', chinese, 'ask-number');
  chair.press('13900000004#');
  const invited = await world.carrier.called('013900000004');
  await invited.until(() => invited.isUp, 'the invited party is up');
  await pause(700);
  await chair.hangUp();
  await invited.hear(chinese, 'goodbye');
  await invited.until(() => invited.isOver, 'a BYE');
});

story('[S3] a spoken name is heard by the others on entry and on leaving', async () => {
  const meeting = await room({ options: { attendeeAnnounced: true } });
  const chair = await entered(meeting, 'chair', 500);
  const named = await enter(meeting, 'attendee', 900);
  await named.hear(chinese, 'ask-name');
  await pause(600);
  named.talk();
  await pause(1_500);
  named.talk(false);
  chair.forget();
  named.press('#');
  await chair.hear(chinese, 'joined-conference');
  assert.ok(chair.hearsToneIn(3_500, 900) > 0.8, 'the name, in the voice of who said it');
  await named.hearOneOf(chinese, ['party-count-after']);
  chair.forget();
  await named.hangUp();
  await chair.hear(chinese, 'left-conference');
});

story('[S4] [S18] *4 records the room, newcomers are told, and the file holds everybody', async () => {
  const meeting = await room({ options: { chairMayRecord: true } });
  const chair = await entered(meeting, 'chair', 500);
  const other = await entered(meeting, 'attendee', 800);
  other.forget();
  await chair.pressAndHear('*4', chinese, 'recording-started');
  await other.hear(chinese, 'recording-started');
  const late = await enter(meeting, 'attendee', 1_100);
  await late.hear(chinese, 'recording-running');
  await late.hearOneOf(chinese, ['party-count-after']);
  await whatEachHears([chair, other, late]);
  await chair.pressAndHear('*4', chinese, 'recording-stopped');
  // Whether it is complete is the machine's matter: a busy one may miss a beat, which the record then says.
  const recording = await eventually(
    'its record has an end',
    () =>
      world.one<{ files: string; duration_ms: number | null }>(
        'select files, duration_ms from recordings order by started_ms desc limit 1',
      ),
    ({ duration_ms: durationMs }) => durationMs !== null,
  );
  assert.ok(recording.duration_ms! > 4_000);
  const [mix] = JSON.parse(recording.files) as string[];
  assert.equal(world.tonesInRecording(mix!, [500, 800, 1_100]), [500, 800, 1_100]);
});

story('[S14] *0 leads to an operator in private, and *# back to the room', async () => {
  world.phone('013700000001', { answersAfterMs: 300, toneHz: 1_700 });
  const meeting = await room();
  const chair = await entered(meeting, 'chair', 500);
  const other = await entered(meeting, 'attendee', 800);
  chair.press('*0');
  const operator = await world.carrier.called('013700000001');
  await operator.hear(chinese, 'operator-offer');
  operator.press('1');
  const three = [chair, other, operator];
  await untilEachHears(three, [[1_700], [], [500]]);
  chair.press('*#');
  await operator.until(() => operator.isOver, 'the operator is let go');
  await untilEachHears([chair, other], [[800], [500]]);
});

story('[S6] attendees wait with music for the first chair, and are heard from then on', async () => {
  const meeting = await room({ options: { attendeeWaitsForChair: true } });
  const first = await enter(meeting, 'attendee', 800);
  await first.hear(chinese, 'chair-absent');
  const second = await enter(meeting, 'attendee', 1_100);
  await second.hear(chinese, 'chair-absent');
  await untilEachHears([first, second], [[], []]);
  first.forget();
  const chair = await entered(meeting, 'chair', 500);
  await first.hear(chinese, 'chair-arrived');
  const three = [chair, first, second];
  await untilEachHears(three, othersOf(three));
});

story('[S13] who was lost and rings again is asked, and 1 leads back without keys', async () => {
  const meeting = await room();
  const chair = await entered(meeting, 'chair', 500);
  const lost = await entered(meeting, 'attendee', 800, '13800000033');
  await lost.hangUp(41);
  const back = await world.call({ called: BRIDGE, caller: '13800000033', toneHz: 800 });
  await back.hear(chinese, 'return-question');
  back.press('1');
  await back.hearOneOf(chinese, ['party-count-after']);
  await untilEachHears([chair, back], [[800], [500]]);
});

story('[S49] a leg that nobody can pay hears so alone, and enters nothing', async () => {
  world.run(
    `insert into accounts (id, number, name, role, tier, payment_mode, language, time_zone, balance_micro_yuan,
       created_ms, status, credit_limit_micro_yuan, reserved_micro_yuan, recharges, outgoing)
     values (?, '77777777', 'poor', 'customer', 'standard', 'prepaid', 'zh-CN', 'Asia/Shanghai', 100000,
       ?, 'active', 0, 0, 0, '{}')`,
    'poor-account',
    Date.now(),
  );
  const meeting = await room({ number: '7654321' });
  world.run('update rooms set account = ? where number = ?', 'poor-account', '7654321');
  const caller = await enter(meeting, 'chair', 500);
  await caller.hear(chinese, 'cannot-connect');
  await caller.until(() => caller.isOver, 'a BYE');
  assert.is(
    world.one<{ balance: number }>(
      'select balance_micro_yuan as balance from accounts where id = ?',
      'poor-account',
    ).balance,
    100_000,
  );
});

test.run();
