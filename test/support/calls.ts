import { BlockList } from 'node:net';
import type { LegId } from '../../src/base/ids.js';
import { CallMachine } from '../../src/call/call-machine.js';
import type { CallRoute } from '../../src/call/call-router.js';
import { OfferAnswer } from '../../src/call/offer-answer.js';
import type { IncomingInvite, SessionId } from '../../src/sip/endpoint-api.js';
import { Headers } from '../../src/sip/headers.js';

/** Parts of a call for tests of the call layer. */
export const CALLER_SDP = [
  'v=0',
  'o=caller 1 1 IN IP4 192.0.2.7',
  's=-',
  'c=IN IP4 192.0.2.7',
  't=0 0',
  'm=audio 40000 RTP/AVP 8 101',
  'a=rtpmap:101 telephone-event/8000',
  '',
].join('\r\n');

export function incomingInvite(
  changes: Partial<IncomingInvite> & { readonly fields?: Record<string, string> } = {},
): IncomingInvite {
  const { fields = {}, ...rest } = changes;
  const header = {
    From: '<sip:13812341234@192.0.2.7>;tag=a',
    To: '<sip:4006701018@198.51.100.1>',
    ...fields,
  };
  return {
    trunk: { id: 'carrier' },
    source: { host: '192.0.2.7', port: 5060 },
    callId: 'call-1',
    requestUri: 'sip:4006701018@198.51.100.1',
    headers: new Headers(Object.entries(header).map(([name, value]) => ({ name, value }))),
    sdp: CALLER_SDP,
    dialog: {
      callId: 'call-1',
      localTag: 'b',
      remoteTag: 'a',
      localUri: 'sip:4006701018@198.51.100.1',
      remoteUri: 'sip:13812341234@192.0.2.7',
      remoteTarget: 'sip:192.0.2.7',
      routeSet: [],
      localCSeq: 0,
      remoteCSeq: 1,
      socket: 0,
      destination: { host: '192.0.2.7', port: 5060 },
    },
    ...rest,
  };
}

const ROUTE: CallRoute = {
  trunk: 'carrier',
  called: { delivered: '4006701018', e164: '+864006701018' },
  caller: { delivered: '13812341234', e164: '+8613812341234' },
  assertedCaller: undefined,
  service: { service: 'bridge', language: 'zh-CN' },
  onDemand: false,
};

export function offerAnswer(): OfferAnswer {
  return new OfferAnswer({
    codecs: ['PCMA', 'PCMU'],
    ptimeMs: 20,
    sessionId: '1',
    address: '198.51.100.1',
    policy: { allowLoopback: false, own: new BlockList() },
    learnFrom: [],
  });
}

export function callMachine(invite = incomingInvite()): CallMachine {
  const media = offerAnswer();
  if (invite.sdp !== undefined) media.receiveOffer(invite.sdp);
  return new CallMachine(
    {
      leg: 'leg-1' as LegId,
      session: 'session-1' as SessionId,
      invite,
      route: ROUTE,
      node: 'node-1',
      epoch: 3,
      firstPromptDelayMs: 500,
    },
    media,
  );
}
