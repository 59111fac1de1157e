import { useEffect, useState } from 'react';
import { useApi } from '../../api/api-context.js';
import { PeakReader } from './peak-reader.js';
import { samplesOf } from './recording-size.js';

const STRETCHES = 240;
/** The picture grows while the file is read, so often. */
const DRAW_MS = 200;

export type Wave =
  | { readonly state: 'off' | 'failed' }
  | { readonly state: 'reading' | 'read'; readonly peaks: Float32Array };

/**
 * The waveform of the file that a link leads to. It is read once, part by part, and nothing of it is kept but the
 * peaks; undefined as the link: not now.
 */
export function usePeaks(url: string | undefined, durationMs: number): Wave {
  const api = useApi();
  const [wave, setWave] = useState<Wave>({ state: 'off' });
  useEffect(() => {
    if (url === undefined) return undefined;
    const given = new AbortController();
    const read = async () => {
      const token = url.slice(url.lastIndexOf('/') + 1);
      const { data } = await api.GET('/recording-files/{token}', {
        params: { path: { token } },
        parseAs: 'stream',
        signal: given.signal,
      });
      await readPeaks(data as ReadableStream<Uint8Array>, durationMs, setWave);
    };
    read().catch(() => {
      if (!given.signal.aborted) setWave({ state: 'failed' });
    });
    return () => {
      given.abort();
      setWave({ state: 'off' });
    };
  }, [api, url, durationMs]);
  return wave;
}

async function readPeaks(
  stream: ReadableStream<Uint8Array>,
  durationMs: number,
  show: (wave: Wave) => void,
): Promise<void> {
  const reader = new PeakReader(samplesOf(durationMs), STRETCHES);
  const parts = stream.getReader();
  let shownMs = -Infinity;
  for (;;) {
    const { done, value } = await parts.read();
    if (done) break;
    reader.push(value);
    const nowMs = performance.now();
    if (nowMs - shownMs < DRAW_MS) continue;
    shownMs = nowMs;
    show({ state: 'reading', peaks: reader.peaks.slice() });
  }
  show({ state: 'read', peaks: reader.peaks });
}
