import type { World } from './world.js';

/** So many of this, where there must be none. */
export type Count = readonly [what: string, count: number];

/** What the server's own parts have noticed of faults. */
export function faultsOf(world: World): readonly Count[] {
  const { calls, endpoint, mixer, scenario } = world;
  const counts: [string, number][] = [
    ['call faults', calls.counts().faults ?? 0],
    ['SIP handler faults', endpoint.counters().handlerFaults],
    ['unknown prompts', mixer.front.counters.get('promptsUnknown')],
  ];
  // A CANCEL may cross the refusal of a leg for which there was no port.
  if (scenario.portPairs >= scenario.calls.length)
    counts.push(['commands for unknown legs', mixer.front.counters.get('commandsForUnknownLeg')]);
  for (let worker = 0; worker < scenario.workers; worker++) {
    const { legFaults, kernelRowsSkipped, eventsDropped } = mixer.counts(worker);
    counts.push(['leg faults', legFaults], ['kernel rows skipped', kernelRowsSkipped]);
    counts.push(['mixer events dropped', eventsDropped]);
  }
  return counts;
}

/** What is left of the calls; all of it must be gone some time after the last one. */
export function leaksOf(world: World): readonly Count[] {
  const { calls, endpoint, mixer, ports, service, sockets, network, time, callers } = world;
  const sizes = endpoint.sizes();
  return [
    ['calls', calls.size],
    ['conferences', service.size],
    ['sessions', sizes.sessions],
    ['server transactions', sizes.serverTransactions],
    ['client transactions', sizes.clientTransactions],
    ['merge keys', sizes.mergeKeys],
    ['SIP deadlines', sizes.deadlines],
    ['deadlines', world.deadlines().filter((deadline) => deadline !== undefined).length],
    ['media legs', mixer.front.legCount],
    ['RTP ports', ports.pairs - ports.free],
    ['sockets', network.boundPorts.filter(({ line }) => line === undefined).length - 1],
    ['sockets between workers', sockets.handedOver],
    ['pieces of work', time.waiting],
    ['calls of phones', callers.filter(({ state }) => state !== 'over').length],
    ['packets', network.flying],
  ];
}
