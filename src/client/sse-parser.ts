/** One event of a stream. */
export interface SseMessage {
  readonly name: string;
  readonly data: string;
  /** The last one that was sent, with this event or before. */
  readonly id: string;
}

/** Reads `text/event-stream` as it comes in pieces (HTML Living Standard §9.2.6). */
export class SseParser {
  #rest = '';
  #name = '';
  #data: string[] = [];
  #id = '';
  #retryMs: number | undefined;

  /** How long the server asks to wait before connecting again. */
  get retryMs(): number | undefined {
    return this.#retryMs;
  }

  push(text: string): readonly SseMessage[] {
    const messages: SseMessage[] = [];
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop()!;
    for (const line of lines) {
      if (line === '') messages.push(...this.#dispatch());
      else this.#field(line);
    }
    return messages;
  }

  #dispatch(): readonly SseMessage[] {
    const message = { name: this.#name || 'message', data: this.#data.join('\n'), id: this.#id };
    const isEmpty = this.#data.length === 0;
    this.#name = '';
    this.#data = [];
    return isEmpty ? [] : [message];
  }

  #field(line: string): void {
    const [, field, value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line)!;
    switch (field) {
      case 'event':
        this.#name = value;
        break;
      case 'data':
        this.#data.push(value);
        break;
      case 'id':
        if (!value.includes('\0')) this.#id = value;
        break;
      case 'retry':
        if (/^\d+$/.test(value)) this.#retryMs = Number(value);
        break;
      default:
      // A comment, or a field that does not concern us.
    }
  }
}
