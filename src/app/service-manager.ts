import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { projectRoot } from '../base/project-root.js';

interface NotifyAddon {
  /** 0 or a negative errno. */
  sendDatagram(address: Uint8Array, message: Uint8Array): number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What systemd is told, by sd_notify(3); nothing when it has not asked. */
export class ServiceManager {
  readonly #address: string | undefined;
  readonly #log: Log;
  readonly #addon: NotifyAddon | undefined;
  /** WATCHDOG is wanted at least so often; undefined: not at all. */
  readonly watchdogMs: number | undefined;

  constructor(environment: Environment, pid: number, log: Log, addon = loadAddon()) {
    const { NOTIFY_SOCKET: address } = environment;
    this.#address = address === undefined || address === '' ? undefined : address;
    this.#log = log;
    this.#addon = addon;
    this.watchdogMs = this.#address === undefined ? undefined : watchdogMsOf(environment, pid);
  }

  ready(status: string): void {
    this.#tell(`READY=1\nSTATUS=${status}`);
  }

  stopping(status: string): void {
    this.#tell(`STOPPING=1\nSTATUS=${status}`);
  }

  alive(): void {
    this.#tell('WATCHDOG=1');
  }

  #tell(state: string): void {
    if (this.#address === undefined) return;
    if (this.#addon === undefined) return this.#tellByChild(state);
    // A leading @ stands for the NUL of an abstract name.
    const address = Buffer.from(this.#address.replace(/^@/, '\0'));
    const result = this.#addon.sendDatagram(address, Buffer.from(state));
    if (result < 0) this.#log.warn({ errno: -result }, 'the service manager cannot be told');
  }

  /** Without the addon: Node itself has no unix datagrams. */
  #tellByChild(state: string): void {
    const child = spawn('systemd-notify', state.split('\n'), { stdio: 'ignore' });
    child.on('error', (error) =>
      this.#log.warn({ error: messageOf(error) }, 'the service manager cannot be told'),
    );
  }
}

/** sd_watchdog_enabled(3): in microseconds, and for the process that is named. */
function watchdogMsOf({ WATCHDOG_USEC, WATCHDOG_PID }: Environment, pid: number): number | undefined {
  if (WATCHDOG_USEC === undefined || !/^[1-9]\d*$/.test(WATCHDOG_USEC)) return undefined;
  if (WATCHDOG_PID !== undefined && WATCHDOG_PID !== String(pid)) return undefined;
  return Number(WATCHDOG_USEC) / 1_000;
}

function loadAddon(): NotifyAddon | undefined {
  try {
    const addon = createRequire(import.meta.url)(
      join(projectRoot, 'build', 'huitong.node'),
    ) as Partial<NotifyAddon>;
    return addon.sendDatagram === undefined ? undefined : (addon as NotifyAddon);
  } catch {
    // The addon is not built.
    return undefined;
  }
}
