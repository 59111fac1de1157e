import {
  Application,
  createDecoder,
  createEncoder,
  Signal,
  type OpusDecoderHandle,
  type OpusEncoderHandle,
} from 'libopus-wasm';
import { OPUS_BITRATE, PLAIN_RATE } from './opus-sdp.js';

/** 8 takes one and a half times as long to come 0.4 dB nearer to the spectrum of speech. */
const COMPLEXITY = 5;

/** One of each for a leg, made before its first packet. */
export interface OpusCodec {
  readonly encoder: OpusEncoderHandle;
  readonly decoder: OpusDecoderHandle;
}

export async function newOpusCodec(): Promise<OpusCodec> {
  const decoder = await createDecoder({ sampleRate: PLAIN_RATE, channels: 1 });
  const encoder = await createEncoder({
    sampleRate: PLAIN_RATE,
    channels: 1,
    application: Application.Voip,
    signal: Signal.Voice,
    bitrate: OPUS_BITRATE,
    complexity: COMPLEXITY,
    // Costs nothing as long as no loss is expected.
    fec: true,
  });
  return { encoder, decoder };
}

export function freeOpusCodec({ encoder, decoder }: OpusCodec): void {
  encoder.free();
  decoder.free();
}
