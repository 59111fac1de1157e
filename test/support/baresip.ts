import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWav, writeWav } from '../../src/audio/wav.js';
import { pause } from './caller.js';
import type { HostPort } from './phone/sip-call.js';
import { freeTcpPort } from './server-process.js';
import { sine } from './tone.js';

const RATE_HZ = 8_000;
const TONE_AMPLITUDE = 4_000;
const TONE_SECONDS = 60;
const LIMIT_MS = 10_000;

/** A baresip of its own: speaks a tone from a file, writes what it hears to another, and is told what to do. */
export class Baresip {
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #control: Socket;
  #events = '';

  private constructor(folder: string, process: ChildProcess, control: Socket) {
    this.#folder = folder;
    this.#process = process;
    this.#control = control;
    control.setEncoding('utf8').on('data', (text: string) => (this.#events += text));
  }

  /** One that is called needs a port that is known, and a number. */
  static async start(toneHz: number, { port = 0, number = 'baresip' } = {}): Promise<Baresip> {
    const folder = mkdtempSync(join(tmpdir(), 'huitong-baresip-'));
    const controlPort = await freeTcpPort();
    const tone = sine(toneHz, TONE_AMPLITUDE, 0, TONE_SECONDS * RATE_HZ);
    writeFileSync(join(folder, 'tone.wav'), writeWav({ sampleRateHz: RATE_HZ, samples: tone }));
    writeFileSync(join(folder, 'config'), configOf(folder, port, controlPort));
    writeFileSync(join(folder, 'accounts'), `<sip:${number}@127.0.0.1>;regint=0;audio_codecs=pcma\n`);
    writeFileSync(join(folder, 'contacts'), '');
    const process = spawn('baresip', ['-f', folder], { stdio: ['pipe', 'ignore', 'ignore'] });
    return new Baresip(folder, process, await controlOf(controlPort));
  }

  async dial(called: string, { host, port }: HostPort): Promise<void> {
    this.#command('dial', `sip:${called}@${host}:${port}`);
    await this.#event('CALL_ESTABLISHED');
  }

  /** Takes the call that comes in. */
  async answer(): Promise<void> {
    await this.#event('CALL_INCOMING');
    this.#command('accept');
    await this.#event('CALL_ESTABLISHED');
  }

  /** Keys by RFC 4733. */
  press(keys: string): void {
    this.#command('sndcode', keys);
  }

  /** Ends the call and the program; resolves to everything that was heard. */
  async hangUp(): Promise<Int16Array> {
    this.#command('hangup');
    await this.#event('CALL_CLOSED');
    this.#command('quit');
    await this.#ended();
    const name = readdirSync(this.#folder).find((file) => file.endsWith('-dec.wav'));
    if (name === undefined) throw new Error(`baresip has written nothing: ${this.#events}`);
    const heard = readWav(readFileSync(join(this.#folder, name)), RATE_HZ);
    if (!heard.ok) throw new Error(`${name}: ${heard.error.code}`);
    return heard.value.samples;
  }

  async dispose(): Promise<void> {
    this.#process.kill('SIGKILL');
    this.#control.destroy();
    await this.#ended();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** JSON in a netstring. */
  #command(command: string, params = ''): void {
    const text = JSON.stringify({ command, params });
    this.#control.write(`${Buffer.byteLength(text)}:${text},`);
  }

  async #event(type: string): Promise<void> {
    const endMs = performance.now() + LIMIT_MS;
    while (!this.#events.includes(`"type":"${type}"`)) {
      if (performance.now() > endMs) throw new Error(`baresip: no ${type} in ${this.#events}`);
      await pause(20);
    }
  }

  async #ended(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null)
      await once(this.#process, 'exit');
  }
}

const configOf = (folder: string, port: number, controlPort: number): string =>
  [
    `sip_listen 127.0.0.1:${port}`,
    'net_interface 127.0.0.1',
    `audio_source aufile,${join(folder, 'tone.wav')}`,
    // Nobody listens at the other end of the bridge: what was heard is in the file of sndfile.
    'audio_player aubridge,nobody',
    'audio_alert aubridge,nobody',
    `ausrc_srate ${RATE_HZ}`,
    `auplay_srate ${RATE_HZ}`,
    'ausrc_channels 1',
    'auplay_channels 1',
    'module_path /usr/lib/baresip/modules',
    ...['g711', 'aufile', 'aubridge', 'sndfile', 'account', 'menu', 'ctrl_tcp'].map(
      (name) => `module ${name}.so`,
    ),
    `snd_path ${folder}`,
    `ctrl_tcp_listen 127.0.0.1:${controlPort}`,
    '',
  ].join('\n');

/** Connected once baresip listens. */
async function controlOf(port: number): Promise<Socket> {
  const endMs = performance.now() + LIMIT_MS;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return socket;
    } catch (thrown) {
      socket.destroy();
      if (performance.now() > endMs) throw thrown;
      await pause(50);
    }
  }
}
