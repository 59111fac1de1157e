import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ICAL from 'ical.js';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: Email;
}

/** What the server answers to a message: taken, an error of this code, or nothing at all. */
export type MailAnswer = 'taken' | 'silence' | number;

/** A real SMTP server on loopback that keeps what it receives. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  /** Messages that were handed over, also those that were not taken. */
  offered = 0;
  answer: MailAnswer = 'taken';
  readonly #server: SMTPServer;

  constructor() {
    this.#server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.once('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          void this.#take(Buffer.concat(chunks).toString('utf8'), to, done);
        });
      },
    });
    // A client that is killed resets its connection.
    this.#server.on('error', () => undefined);
  }

  async listen(): Promise<number> {
    const listening = this.#server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return (listening.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  /** The next one to this address whose subject fits. */
  async mailTo(address: string, subject: RegExp, limitMs = 15_000): Promise<ReceivedMail> {
    const endMs = performance.now() + limitMs;
    for (;;) {
      const index = this.received.findIndex(
        ({ to, mail }) => to.includes(address) && subject.test(mail.subject ?? ''),
      );
      if (index >= 0) return this.received.splice(index, 1)[0]!;
      if (performance.now() > endMs) throw new Error(`no mail to ${address} about ${subject}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
  }

  async #take(raw: string, to: readonly string[], done: (error?: Error) => void): Promise<void> {
    this.offered++;
    if (this.answer === 'silence') return;
    if (this.answer !== 'taken') {
      done(Object.assign(new Error('not now'), { responseCode: this.answer }));
      return;
    }
    this.received.push({ raw, to, mail: await PostalMime.parse(raw) });
    done();
  }
}

/** The calendar of a mail, as a calendar program reads it. */
export function calendarOf({ mail }: ReceivedMail): { method: string; events: ICAL.Component[] } {
  const part = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  if (part === undefined) throw new Error('no calendar in it');
  const { content } = part;
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const calendar = new ICAL.Component(ICAL.parse(text));
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    events: calendar.getAllSubcomponents('vevent'),
  };
}
