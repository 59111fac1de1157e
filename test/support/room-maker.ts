import type { RoomCreate, RoomView } from '../../src/api/rooms/room-schema.js';
import { Caller, type CallerOptions } from './caller.js';
import type { PromptRecognizer } from './prompt-recognizer.js';
import type { ServerProcess } from './server-process.js';

export type RoomRole = 'chair' | 'attendee';
export type TestRoom = Pick<RoomView, 'number' | 'chairPassword' | 'attendeePassword'>;

/** A room of its own for a test, made through the API of a running server. */
export async function createRoom(server: ServerProcess, fields: Partial<RoomCreate> = {}): Promise<TestRoom> {
  const room: RoomCreate = { name: '测试', chairPassword: '8888', attendeePassword: '6666', ...fields };
  const response = await fetch(`http://127.0.0.1:${server.httpPort}/api/v1/rooms`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(room),
  });
  if (response.status !== 201) throw new Error(`no room: ${response.status} ${await response.text()}`);
  return (await response.json()) as RoomView;
}

/** Dials and keys everything ahead; resolves when the call is up, before the room is reached. */
export async function callRoom(room: TestRoom, role: RoomRole, options: CallerOptions): Promise<Caller> {
  const caller = await Caller.call(options);
  const password = role === 'chair' ? room.chairPassword : room.attendeePassword;
  caller.press(`${room.number}#${password}#`);
  return caller;
}

/** Who hears how many are there is in the room. */
export const isWelcomed = (caller: Caller, recognizer: PromptRecognizer): Promise<void> =>
  caller.hearOneOf(recognizer, ['first-party', 'party-count-after']);

/** The same of a chair, who talks at 500 Hz, and an attendee at 800 Hz: both are in the room. */
export async function callInPair(
  room: TestRoom,
  server: ServerProcess,
  recognizer: PromptRecognizer,
): Promise<readonly [Caller, Caller]> {
  const pair = await Promise.all([
    callRoom(room, 'chair', { server: server.address, toneHz: 500 }),
    callRoom(room, 'attendee', { server: server.address, toneHz: 800 }),
  ]);
  await Promise.all(pair.map((caller) => isWelcomed(caller, recognizer)));
  return pair;
}
