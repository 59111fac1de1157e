import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { tonesPresent } from '../../src/audio/tone-analysis.js';
import { Baresip } from '../support/baresip.js';
import { pause } from '../support/caller.js';
import { untilHears } from '../support/listening.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { callInPair, createRoom } from '../support/room-maker.js';
import { freeUdpPort, ServerProcess } from '../support/server-process.js';

const test = suite('baresip against the built server');

const TONES = [500, 800, 1_100];
const BARESIP_HZ = 1_100;
const SAMPLES_PER_MS = 8;
const WELCOME_MS_MAX = 4_000;
const chinese = new PromptRecognizer('zh-CN');
let baresipPort: number;
let server: ServerProcess;

test.before(async () => {
  baresipPort = await freeUdpPort();
  const outbound = { targets: [`127.0.0.1:${baresipPort}`], callerNumbers: ['+861067011018'] };
  server = await ServerProcess.start({
    config: {
      trunks: [{ id: 'test', addresses: ['127.0.0.1'], pingMs: 0, outbound }],
      conference: { tones: false },
    },
  });
});
test.after(async () => {
  await server.stop();
  await server.dispose();
});

test('it keys itself into a room, hears the two others and not itself, and is heard by both', async () => {
  const room = await createRoom(server);
  const others = await callInPair(room, server, chinese);
  const baresip = await Baresip.start(BARESIP_HZ);
  try {
    await baresip.dial('4006701018', server.address);
    baresip.press(`${room.number}#${room.attendeePassword}#`);
    const [first] = others;
    const baresipTalks = (): boolean => tonesPresent(first.heardLast(400), [BARESIP_HZ]).length > 0;
    await first.until(baresipTalks, 'baresip is in the room');
    // Until baresip has been told how many are there.
    await pause(WELCOME_MS_MAX);
    for (const caller of others) caller.talk();
    await Promise.all([
      untilHears(others[0], TONES, [800, 1_100]),
      untilHears(others[1], TONES, [500, 1_100]),
    ]);
    await pause(1_000);
    const recorded = await baresip.hangUp();
    assert.equal(tonesPresent(recorded.subarray(-800 * SAMPLES_PER_MS), TONES), [500, 800]);
  } finally {
    await baresip.dispose();
    for (const caller of others) caller.close();
  }
});

test('it is called by a chair, brought into the room, hears the others, and is heard', async () => {
  const room = await createRoom(server);
  const others = await callInPair(room, server, chinese);
  const baresip = await Baresip.start(BARESIP_HZ, { port: baresipPort, number: '013900000001' });
  try {
    const [chair] = others;
    await chair.pressAndHear('*6', chinese, 'ask-number');
    chair.press('13900000001#');
    await baresip.answer();
    const baresipTalks = (): boolean => tonesPresent(chair.heardLast(400), [BARESIP_HZ]).length > 0;
    await chair.until(baresipTalks, 'baresip is on the line');
    chair.press('**');
    const [, attendee] = others;
    await attendee.until(
      () => tonesPresent(attendee.heardLast(400), [BARESIP_HZ]).length > 0,
      'baresip is in the room',
    );
    for (const caller of others) caller.talk();
    await Promise.all([
      untilHears(others[0], TONES, [800, 1_100]),
      untilHears(others[1], TONES, [500, 1_100]),
    ]);
    await pause(1_000);
    const recorded = await baresip.hangUp();
    assert.equal(tonesPresent(recorded.subarray(-800 * SAMPLES_PER_MS), TONES), [500, 800]);
  } finally {
    await baresip.dispose();
    for (const caller of others) caller.close();
  }
});

test.run();
