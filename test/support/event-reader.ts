/** One event of a stream, as a browser would hand it over. */
export interface ReadEvent {
  readonly id: string;
  readonly name: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks at any field of any event
  readonly data: any;
}

/** Takes server-sent events off a response body, one at a time. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = '';

  constructor(response: Response) {
    this.#reader = response.body!.getReader();
  }

  /** The next event; undefined when the stream has ended. Comments and `retry` are passed over. */
  async next(): Promise<ReadEvent | undefined> {
    for (;;) {
      const block = await this.#block();
      if (block === undefined) return undefined;
      const fields = new Map(block.split('\n').map(fieldOf));
      const data = fields.get('data');
      if (data !== undefined) {
        return { id: fields.get('id')!, name: fields.get('event')!, data: JSON.parse(data) };
      }
    }
  }

  /** What stands before the next blank line, comments too. */
  async #block(): Promise<string | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        return block;
      }
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  cancel(): Promise<void> {
    return this.#reader.cancel();
  }
}

function fieldOf(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
}
