import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { projectRoot } from '../../src/base/project-root.js';
import { writeWav } from '../../src/audio/wav.js';
import { writeFileSync } from 'node:fs';
import { CHROMIUM, CHROMIUM_FLAGS } from './portal-browser.js';
import { sine } from './tone.js';

const SAMPLE_RATE_HZ = 48_000;
const MICROPHONE_S = 2;
const AMPLITUDE = 12_000;
/** What is heard of a tone that is there, above one that is not, in the browser's own analyser. */
const PRESENT_DB = -60;
const REACH_MS = 15_000;
const POLL_MS = 50;

/** What the page is given beside the phone itself. */
const PAGE = `
  const speaker = new Audio();
  const states = [];
  const connections = [];
  const Connection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(...options) {
      super(...options);
      connections.push(this);
    }
  };
  const phone = new BrowserPhoneModule.BrowserPhone({ onState: (state, failure) => states.push(failure ?? state) });
  let analyser;
  window.partner = {
    phone, states,
    join: async (token) =>
      phone.join(token, { microphone: await navigator.mediaDevices.getUserMedia({ audio: true }), speaker }),
    codecs: async () => {
      const stats = [...(await connections.at(-1).getStats()).values()];
      const used = stats.filter(({ type }) => type === 'inbound-rtp' || type === 'outbound-rtp');
      return used.map(({ codecId }) => stats.find(({ id }) => id === codecId)?.mimeType);
    },
    tones: async (frequenciesHz) => {
      if (analyser === undefined) {
        const context = new AudioContext({ sampleRate: ${SAMPLE_RATE_HZ} });
        analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
        context.createMediaStreamSource(speaker.srcObject).connect(analyser);
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      const bins = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(bins);
      const at = (hz) => Math.round((hz * 8192) / ${SAMPLE_RATE_HZ});
      return frequenciesHz.map((hz) => Math.max(...bins.slice(at(hz) - 1, at(hz) + 2)));
    },
  };
`;

interface Partner {
  readonly states: readonly string[];
}

/** A real browser with the portal's phone, a tone for a microphone and an ear for tones. */
export class BrowserPhonePage {
  readonly page: Page;
  readonly console: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => this.console.push(message.text()));
    page.on('pageerror', ({ message }) => this.console.push(message));
  }

  /** `folder`: for the sound of the microphone. */
  static launch(folder: string, toneHz: number): Promise<Browser> {
    const file = join(folder, 'microphone.wav');
    const samples = toneOf(toneHz);
    writeFileSync(file, writeWav({ sampleRateHz: SAMPLE_RATE_HZ, samples }));
    return chromium.launch({
      executablePath: CHROMIUM,
      args: [
        ...CHROMIUM_FLAGS,
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${file}`,
        '--allow-loopback-in-peer-connection',
        '--autoplay-policy=no-user-gesture-required',
      ],
    });
  }

  static async open(browser: Browser, origin: string): Promise<BrowserPhonePage> {
    const context = await browser.newContext({ baseURL: origin, permissions: ['microphone'] });
    const self = new BrowserPhonePage(await context.newPage());
    await self.page.goto('/');
    await self.page.evaluate(`${await phoneScript()};${PAGE}`);
    return self;
  }

  /** `token`: as the API answered it. */
  async join(token: unknown): Promise<void> {
    await this.page.evaluate(`partner.join(${JSON.stringify(token)})`);
  }

  async states(): Promise<Partner['states']> {
    return this.page.evaluate<Partner['states']>('partner.states');
  }

  /** Asked again and again: the page's policy lets nobody wait in it by a text of code. */
  async reaches(state: string): Promise<void> {
    const untilMs = Date.now() + REACH_MS;
    while (!(await this.states()).includes(state)) {
      if (Date.now() > untilMs) {
        throw new Error(
          `${state} was not reached: ${(await this.states()).join()} ${this.console.join('\n')}`,
        );
      }
      await this.page.waitForTimeout(POLL_MS);
    }
  }

  /** What `partner.phone` answers to this. */
  async phone<Value>(expression: string): Promise<Value> {
    return this.page.evaluate<Value>(`partner.phone.${expression}`);
  }

  /** What it speaks and hears, in either order, by its own account. */
  async codecs(): Promise<readonly string[]> {
    return this.page.evaluate<string[]>('partner.codecs()');
  }

  /** Which of the tones the browser hears now. */
  async hearsTones(frequenciesHz: readonly number[]): Promise<readonly number[]> {
    const levels = await this.page.evaluate<number[]>(`partner.tones(${JSON.stringify(frequenciesHz)})`);
    return frequenciesHz.filter((_, i) => levels[i]! > PRESENT_DB);
  }
}

function toneOf(toneHz: number): Int16Array {
  const count = SAMPLE_RATE_HZ * MICROPHONE_S;
  // Its generator thinks in samples of a telephone: as many cycles in as many samples.
  return sine((toneHz * 8_000) / SAMPLE_RATE_HZ, AMPLITUDE, 0, count);
}

/** The phone's module as one script, as Vite makes it for the portal. */
async function phoneScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: join(projectRoot, 'src/portal/phone/browser-phone.ts'),
        formats: ['iife'],
        name: 'BrowserPhoneModule',
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !('output' in output)) throw new Error('nothing was built');
  return output.output[0].code.replace(/^(?:var|const) BrowserPhoneModule/m, 'window.BrowserPhoneModule');
}
