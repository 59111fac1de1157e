import type { LegId } from '../base/ids.js';
import { DTMF_KEYS } from '../rtp/dtmf-event.js';
import type { DtmfKey, MixerEvent } from './mixer.js';
import type { MonotonicMs } from '../base/units.js';
import * as E from './shared/event-ring.js';

/** Words of a worker's event as what the main thread hears; undefined for kinds that are no events by themselves. */
export function decodeEvent(
  message: Int32Array,
  leg: LegId,
  phaseTime: (phase: number) => MonotonicMs,
): MixerEvent | undefined {
  const first = message[E.EVENT_FIRST]!;
  const second = message[E.EVENT_SECOND]!;
  switch (message[E.EVENT_KIND]) {
    case E.EVENT_DIGIT:
      return { type: 'digit', leg, key: DTMF_KEYS[first] as DtmfKey, atMs: phaseTime(second) };
    case E.EVENT_DIGIT_END:
      return { type: 'digit-end', leg, key: DTMF_KEYS[first] as DtmfKey, durationMs: second };
    case E.EVENT_PLAY_DONE:
      return { type: 'play-done', leg, play: first };
    case E.EVENT_TALKING:
      return { type: 'talking', leg, talking: first === 1 };
    case E.EVENT_MEDIA_SILENT:
      return { type: 'media-silent', leg, silentMs: first };
    case E.EVENT_MEDIA_HEARD:
      return { type: 'media-heard', leg };
    case E.EVENT_MEDIA_STARTED:
      return { type: 'media-started', leg };
    case E.EVENT_MEASURED:
      return { type: 'measured', leg, roundTripMs: known(first), bufferMs: known(second) };
    case E.EVENT_LEG_FAULT:
      return { type: 'leg-failed', leg, code: 'LEG_FAULT' };
    default:
      return undefined;
  }
}

const known = (value: number): number | undefined => (value < 0 ? undefined : value);
