import type { Page } from 'playwright-core';

const SAMPLE_RATE_HZ = 48_000;
/** What is heard of a tone that is there, above one that is not, in the browser's own analyser. */
const PRESENT_DB = -60;

/** Done to a browser before its first page: what the page plays last can be listened to. */
export const EAR = `
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    get,
    set(stream) {
      set.call(this, stream);
      const context = new AudioContext({ sampleRate: ${SAMPLE_RATE_HZ} });
      window.ear = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
      context.createMediaStreamSource(stream).connect(window.ear);
    },
  });`;

/** Which of the tones the page plays now; none before it plays anything. */
export async function tonesOfPage(page: Page, frequenciesHz: readonly number[]): Promise<readonly number[]> {
  const levels = await page.evaluate<number[]>(`(() => {
    if (window.ear === undefined) return [];
    const bins = new Float32Array(window.ear.frequencyBinCount);
    window.ear.getFloatFrequencyData(bins);
    const at = (hz) => Math.round((hz * 8192) / ${SAMPLE_RATE_HZ});
    return ${JSON.stringify(frequenciesHz)}.map((hz) => Math.max(...bins.slice(at(hz) - 1, at(hz) + 2)));
  })()`);
  return frequenciesHz.filter((_, i) => (levels[i] ?? -Infinity) > PRESENT_DB);
}
