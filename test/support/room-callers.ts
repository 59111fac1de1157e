import type { LegId } from '../../src/base/ids.js';
import type { CallRunnerWorld } from './call-runner-world.js';

/** Dials the bridge and keys its way into room 73. */
export function enterRoom(
  world: CallRunnerWorld,
  session: string,
  { password = '6666', from = '13812341234' }: { readonly password?: string; readonly from?: string } = {},
): LegId {
  world.ring(session, '4006701018', from);
  const leg = world.lastLeg();
  world.openLegs();
  world.acknowledge(session);
  world.press(leg, `73#${password}#`);
  return leg;
}

export const enterAsChair = (world: CallRunnerWorld, session: string, from?: string): LegId =>
  enterRoom(world, session, { password: '8888', ...(from === undefined ? {} : { from }) });
