import { BlockList } from 'node:net';
import type { LegId } from '../../src/base/ids.js';
import { OfferAnswer } from '../../src/call/offer-answer.js';
import { OutgoingCallMachine, type OutgoingCallFacts } from '../../src/call/outgoing-call-machine.js';
import type { OutboundPlan } from '../../src/dialing/outbound-plan.js';
import type { Trunk } from '../../src/dialing/trunk.js';
import type { SocketId } from '../../src/sip/endpoint-api.js';
import { sampleTrunk } from './trunks.js';

export const outboundPlan = (trunk: Trunk = sampleTrunk()): OutboundPlan => ({
  trunk,
  calledNumber: '013912345678',
  callerNumber: '01067011018',
  callerE164: '+861067011018',
});

export const outgoingCallMachine = (changes: Partial<OutgoingCallFacts> = {}): OutgoingCallMachine =>
  new OutgoingCallMachine({
    leg: 'leg-1' as LegId,
    node: 'node-1',
    epoch: 3,
    called: { e164: '+8613912345678' },
    service: 'bridge',
    plans: [outboundPlan()],
    socket: 0 as SocketId,
    host: '198.51.100.1',
    ringMs: 60_000,
    firstPacketMs: 1_000,
    offerAnswer: ({ trunk }) =>
      new OfferAnswer({
        codecs: ['PCMA', 'PCMU'],
        ptimeMs: 20,
        sessionId: '1',
        address: '198.51.100.1',
        policy: { allowLoopback: false, own: new BlockList() },
        learnFrom: trunk.mediaFrom,
      }),
    ...changes,
  });
