import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';
const CONTENT_LENGTH = /\r\ncontent-length: (\d+)/i;
const STATUS = /^HTTP\/1\.1 (\d{3})/;

/**
 * One kept connection that reads one resource at a time (RFC 9112), with so little work and garbage of its own that
 * what is measured is the server. It understands answers with a Content-Length, as the API's are; any other ends it.
 */
export class ReadConnection {
  readonly #socket: Socket;
  #over: ((isGood: boolean) => void) | undefined;
  #head = '';
  #isGood = false;
  /** Of the body; undefined while the head is read. */
  #bytesLeft: number | undefined;

  constructor(port: number) {
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.#socket.on('data', (chunk) => this.#take(chunk));
    this.#socket.on('error', () => this.#fail());
    this.#socket.on('close', () => this.#fail());
  }

  /** Another request goes out when this one's answer is over. */
  read(request: string, over: (isGood: boolean) => void): void {
    this.#over = over;
    if (this.isClosed) this.#fail();
    else this.#socket.write(request, 'latin1');
  }

  get isClosed(): boolean {
    return this.#socket.destroyed;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    let from = 0;
    if (this.#bytesLeft === undefined) {
      const before = this.#head.length;
      this.#head += chunk.toString('latin1');
      const end = this.#head.indexOf(HEAD_END);
      if (end < 0) return;
      from = end + HEAD_END.length - before;
      const length = CONTENT_LENGTH.exec(this.#head.slice(0, end));
      if (length === null) return this.close();
      this.#isGood = STATUS.exec(this.#head)?.[1] === '200';
      this.#bytesLeft = Number(length[1]);
    }
    this.#bytesLeft -= chunk.length - from;
    if (this.#bytesLeft > 0) return;
    this.#head = '';
    this.#bytesLeft = undefined;
    this.#end(this.#isGood);
  }

  #fail(): void {
    this.#end(false);
  }

  #end(isGood: boolean): void {
    const over = this.#over;
    this.#over = undefined;
    over?.(isGood);
  }
}
