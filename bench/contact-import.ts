import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ApiWorld } from '../test/support/api-world.js';
import { rounded, type Spread } from './percentile.js';

/** Named in the file. */
const GROUPS = 20;
const RESOLUTION_MS = 1;

export interface ContactImportReport {
  readonly rows: number;
  readonly megabytes: number;
  readonly added: number;
  /** From the file to its preview, with the start of the thread that reads it. */
  readonly previewS: number;
  readonly confirmationS: number;
  readonly wholeS: number;
  /** Of all threads. */
  readonly processorS: number;
  /** How long the main thread was held up, other processes' share of the machine included. */
  readonly heldUpMs: Spread;
}

/** A file of contacts, each with a mobile, a desk phone, an address and a group: sent, read and confirmed. */
export async function measureContactImport(rows: number): Promise<ContactImportReport> {
  const world = await ApiWorld.create();
  try {
    // Whatever is loaded with the first request is no part of it.
    await world.ask('mine', 'GET', '/api/v1/contacts');
    return await measure(world, contactFile(rows), rows);
  } finally {
    await world.close();
  }
}

async function measure(world: ApiWorld, file: string, rows: number): Promise<ContactImportReport> {
  const heldUp = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const cpu = process.cpuUsage();
  heldUp.enable();
  const startMs = performance.now();
  const preview = await ask(world, '/contact-imports', { text: file });
  const previewedMs = performance.now();
  const { added } = await ask(world, `/contact-imports/${preview.id}/confirmation`, {});
  const endMs = performance.now();
  heldUp.disable();
  const { user, system } = process.cpuUsage(cpu);
  // The timer itself sleeps for its resolution.
  const ms = (ns: number): number => rounded(Math.max(0, ns / 1e6 - RESOLUTION_MS));
  return {
    rows,
    megabytes: rounded(Buffer.byteLength(file) / 1e6),
    added,
    previewS: rounded((previewedMs - startMs) / 1_000),
    confirmationS: rounded((endMs - previewedMs) / 1_000),
    wholeS: rounded((endMs - startMs) / 1_000),
    processorS: rounded((user + system) / 1e6),
    heldUpMs: { p50: ms(heldUp.percentile(50)), p99: ms(heldUp.percentile(99)), max: ms(heldUp.max) },
  };
}

async function ask(world: ApiWorld, path: string, body: object) {
  const answer = await world.ask('mine', 'POST', `/api/v1${path}`, body);
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

function contactFile(rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const digits = String(index).padStart(7, '0');
    return `联系人${index},1390${digits};010-6${digits}*${index},u${index}@example.cn,组${index % GROUPS}`;
  });
  return `姓名,电话,邮箱,分组\n${lines.join('\n')}\n`;
}
