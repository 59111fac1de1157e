import { done, type HuitongClient } from '../../src/client/index.js';
import type { Caller, CallerOptions } from './caller.js';
import { PromptRecognizer } from './prompt-recognizer.js';
import { callRoom, isWelcomed, type TestRoom } from './room-maker.js';

const SEAT = '13911112222';
const LISTED = [
  ['13800138000', 'allowed'],
  ['13800138001', 'allowed'],
  ['01062341000', 'refused'],
] as const;

/** What administrators have done in an office: its operator has a telephone, some numbers are listed. */
export async function administer(admin: HuitongClient, desk: string): Promise<void> {
  const users = await done(
    admin.GET('/admin/accounts/{accountId}/users', { params: { path: { accountId: desk } } }),
  );
  await admin.POST('/admin/operators', { body: { user: users.items[0]!.id, number: SEAT } });
  await admin.PUT('/admin/operator-hours', { body: { hours: null, timeZone: 'Asia/Shanghai' } });
  for (const [number, verdict] of LISTED)
    await admin.PUT('/admin/listed-numbers/{number}', { params: { path: { number } }, body: { verdict } });
}

/** The call that came in last. */
export async function lastCall(admin: HuitongClient): Promise<string> {
  const { items } = await done(admin.GET('/admin/calls', { params: { query: { limit: 1 } } }));
  return items[0]?.callId ?? '';
}

/** Who presses *0 while the operator is on duty at a telephone that no trunk leads to: the request waits. */
export async function waitForHelp(
  operator: HuitongClient,
  room: TestRoom,
  options: CallerOptions,
): Promise<Caller> {
  await done(operator.PUT('/operator/duty', { body: { onDuty: true } }));
  const caller = await callRoom(room, 'chair', options);
  await isWelcomed(caller, new PromptRecognizer('zh-CN'));
  caller.press('*0');
  return caller;
}
