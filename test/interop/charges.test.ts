import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import { untilEachHears } from '../support/listening.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { createRoom, isWelcomed, type RoomRole, type TestRoom } from '../support/room-maker.js';
import { BRIDGE, ServiceWorld } from '../support/service-world.js';

/** Money of real calls on a real server, also when it is killed. */
const test = suite('charges over UDP');

const chinese = new PromptRecognizer('zh-CN');
let world: ServiceWorld;
let room: TestRoom;

test.before(async () => {
  world = await ServiceWorld.start();
  room = await createRoom(world.server);
});
test.after(() => world.stop());

interface Money {
  readonly balance: number;
  readonly reserved: number;
}

const MINUTE_PRICE = 200_000;

const money = (): Money =>
  world.one<Money>(
    'select balance_micro_yuan as balance, reserved_micro_yuan as reserved from accounts where id = ?',
    world.account,
  );

async function enter(role: RoomRole, toneHz: number): Promise<Caller> {
  const caller = await world.enter(room, role, { toneHz });
  await isWelcomed(caller, chinese);
  return caller;
}

/** Rates all records again, as the daily check does. */
async function audited(): Promise<string> {
  const { code, output } = await world.server.run([
    'audit',
    '--config',
    `${world.server.folder}/config.yaml`,
  ]);
  return code === 0 ? (/(\d+) records of/.exec(output)?.[1] ?? output) : output;
}

test('[S49] [S50] [S51] each leg that entered costs its first minute, in and out; who never entered costs nothing', async () => {
  const before = money();
  world.phone('013900000041', { answersAfterMs: 200, toneHz: 1_100 });
  const chair = await enter('chair', 500);
  assert.equal(money(), { balance: before.balance, reserved: MINUTE_PRICE }, 'set aside before it entered');
  const lost = await world.call({ called: BRIDGE, toneHz: 700 });
  lost.press('999999#');
  await chair.pressAndHear('*6', chinese, 'ask-number');
  chair.press('13900000041#');
  const invited = await world.carrier.called('013900000041');
  await invited.until(() => invited.isUp, 'the invited party is up');
  await untilEachHears([chair, invited], [[1_100], [500]]);
  chair.press('**');
  await eventually('the called leg is paid for, too', () => money().reserved === 2 * MINUTE_PRICE);
  await Promise.all([chair.hangUp(), lost.hangUp()]);
  await invited.hangUp();
  await eventually('nothing is set aside any more', () => money().reserved === 0);
  assert.is(money().balance, before.balance - 2 * MINUTE_PRICE);
  const legs = world.all<{
    direction: string;
    charge_kind: string | null;
    amount: number | null;
    charged_s: number | null;
  }>('select direction, charge_kind, amount_micro_yuan as amount, charged_s from legs order by answer_ms');
  assert.equal(
    legs.map(({ direction, charge_kind, amount, charged_s }) => [direction, charge_kind, amount, charged_s]),
    [
      ['in', 'host-dial-in', MINUTE_PRICE, 60],
      ['in', null, null, null],
      ['out', 'dial-out', MINUTE_PRICE, 60],
    ],
  );
});

test('[S50] killed with six charged legs up: each is charged once, to when it was known alive, and the books agree', async () => {
  const before = money();
  const roles = ['chair', 'attendee', 'attendee', 'attendee', 'attendee', 'attendee'] as const;
  const callers = await Promise.all(roles.map((role, index) => enter(role, 500 + 200 * index)));
  await eventually('six first minutes are set aside', () => money().reserved === 6 * MINUTE_PRICE);
  await world.server.kill();
  assert.is(money().reserved, 6 * MINUTE_PRICE);
  await world.server.launch();
  await Promise.all(callers.map((caller) => caller.until(() => caller.isOver, 'a BYE')));
  await eventually('nothing is set aside any more', () => money().reserved === 0);
  assert.is(money().balance, before.balance - 6 * MINUTE_PRICE);
  assert.is(await audited(), '8', 'all records rated again, the ledger is right');
  const again = money();
  await world.server.kill();
  await world.server.launch();
  assert.equal(money(), again, 'a second start charges nothing again');
});

test.run();
