import type { RoomCreate, RoomView } from '../../src/api/rooms/room-schema.js';
import { Caller, type CallerOptions } from './caller.js';
import type { ServerProcess } from './server-process.js';

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
export async function callRoom(
  room: TestRoom,
  role: 'chair' | 'attendee',
  options: CallerOptions,
): Promise<Caller> {
  const caller = await Caller.call(options);
  const password = role === 'chair' ? room.chairPassword : room.attendeePassword;
  caller.press(`${room.number}#${password}#`);
  return caller;
}
