import type { AccountId, ConferenceId } from '../../base/ids.js';

/** Whom an event concerns. */
export type About =
  | {
      readonly type: 'conference';
      readonly conference: ConferenceId;
      readonly account: AccountId | undefined;
    }
  /** A conference, and of it what is its owner's own. */
  | { readonly type: 'owner'; readonly conference: ConferenceId; readonly account: AccountId | undefined }
  | { readonly type: 'account'; readonly account: AccountId }
  | { readonly type: 'operators' };

/** One server-sent event. Each audience has it encoded once, when the first of it is to get it. */
export class LiveEvent {
  readonly about: About;
  readonly #name: string;
  readonly #data: unknown;
  readonly #masked: () => unknown;
  /** Without it the event is told to who listens now, and to nobody later. */
  readonly #cursor: string | undefined;
  #full: Uint8Array | undefined;
  #withMasks: Uint8Array | undefined;

  constructor(
    { about, name, cursor }: { about: About; name: string; cursor: string | undefined },
    data: unknown,
    masked: () => unknown = () => data,
  ) {
    this.about = about;
    this.#name = name;
    this.#cursor = cursor;
    this.#data = data;
    this.#masked = masked;
  }

  frame(masked: boolean): Uint8Array {
    if (masked) return (this.#withMasks ??= this.#encode(this.#masked()));
    return (this.#full ??= this.#encode(this.#data));
  }

  #encode(data: unknown): Uint8Array {
    return Buffer.from(frameOf(this.#name, data, this.#cursor));
  }
}

export const frameOf = (name: string, data: unknown, cursor: string | undefined): string =>
  `${cursor === undefined ? '' : `id: ${cursor}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/**
 * The last events, for who comes back with the cursor of the last one that it got. Cursors mean something to
 * this log alone: those of another process, and those that are too old, are not known.
 */
export class EventLog {
  readonly #run: string;
  readonly #keptMax: number;
  /** A ring: the nth event stands at n modulo its length. */
  readonly #kept: LiveEvent[] = [];
  #last = 0;

  /** `run` differs from process to process. */
  constructor(run: string, keptMax: number) {
    this.#run = run;
    this.#keptMax = keptMax;
  }

  /** Of the last event. */
  get cursor(): string {
    return this.#cursorOf(this.#last);
  }

  get nextCursor(): string {
    return this.#cursorOf(this.#last + 1);
  }

  add(event: LiveEvent): void {
    this.#last += 1;
    this.#kept[this.#last % this.#keptMax] = event;
  }

  /** What came after it; undefined: that cannot be told any more. */
  after(cursor: string): readonly LiveEvent[] | undefined {
    const [, run, digits] = /^([0-9a-z]{1,12})-([0-9a-z]{1,11})$/.exec(cursor) ?? [];
    if (run !== this.#run || digits === undefined) return undefined;
    const seen = Number.parseInt(digits, 36);
    const oldest = Math.max(1, this.#last - this.#keptMax + 1);
    if (seen < oldest - 1 || seen > this.#last) return undefined;
    const missed: LiveEvent[] = [];
    for (let n = seen + 1; n <= this.#last; n++) missed.push(this.#kept[n % this.#keptMax]!);
    return missed;
  }

  #cursorOf(n: number): string {
    return `${this.#run}-${n.toString(36)}`;
  }
}
