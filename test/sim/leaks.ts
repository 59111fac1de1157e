import type { SimServer } from './server.js';

/** So many of this, where there must be none. */
export type Count = readonly [what: string, count: number];

/** What the server's own parts have noticed of faults. */
export function faultsOf(server: SimServer, portsSuffice: boolean): readonly Count[] {
  const { calls, conferences, endpoint, mixer, workers } = server;
  const counts: [string, number][] = [
    ['call faults', calls.counts().faults ?? 0],
    ['conference faults', conferences.counters.get('faults')],
    ['SIP handler faults', endpoint.counters().handlerFaults],
    ['unknown prompts', mixer.front.counters.get('promptsUnknown')],
  ];
  // A CANCEL may cross the refusal of a leg for which there was no port.
  if (portsSuffice)
    counts.push(['commands for unknown legs', mixer.front.counters.get('commandsForUnknownLeg')]);
  for (let worker = 0; worker < workers; worker++) {
    const { legFaults, kernelRowsSkipped, eventsDropped } = mixer.counts(worker);
    counts.push(['leg faults', legFaults], ['kernel rows skipped', kernelRowsSkipped]);
    counts.push(['mixer events dropped', eventsDropped]);
  }
  return counts;
}

/** What is left of the calls; all of it must be gone some time after the last one. */
export function leaksOf(server: SimServer, phones: readonly { readonly state: string }[]): readonly Count[] {
  const { calls, endpoint, mixer, ports, service, sockets, network, time } = server;
  const sizes = endpoint.sizes();
  return [
    ['calls', calls.size],
    ['conferences', service.size],
    ['sessions', sizes.sessions],
    ['server transactions', sizes.serverTransactions],
    ['client transactions', sizes.clientTransactions],
    ['merge keys', sizes.mergeKeys],
    ['SIP deadlines', sizes.deadlines],
    ['deadlines', server.deadlines().filter((deadline) => deadline !== undefined).length],
    ['media legs', mixer.front.legCount],
    ['RTP ports', ports.pairs - ports.free],
    ['sockets', network.boundPorts.filter(({ line }) => line === undefined).length - 1],
    ['sockets between workers', sockets.handedOver],
    ['pieces of work', time.waiting],
    ['calls of phones', phones.filter(({ state }) => state !== 'over').length],
    ['packets', network.flying],
  ];
}
