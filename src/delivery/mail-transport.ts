import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { MailMessage } from '../notices/mail-message.js';

/** Hands a mail over; throws when it was not taken. */
export interface MailTransport {
  send(message: MailMessage, id: string): Promise<void>;
  close(): void;
}

export interface Sender {
  readonly name: string;
  readonly address: string;
}

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; without it STARTTLS, where the server offers it. */
  readonly secure: boolean;
  /** Without `secure`: a server that offers no STARTTLS gets no mail, rather than one that can be read on its way. */
  readonly requireTls: boolean;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

const CONNECT_MS = 10_000;
const ANSWER_MS = 20_000;
const CONNECTIONS_MAX = 4;
/** Mails hold passwords of rooms: for the server's own user alone. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

export function smtpTransport(settings: SmtpSettings, sender: Sender): MailTransport {
  const { host, port, secure, requireTls, user, password } = settings;
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    host,
    port,
    secure,
    requireTLS: requireTls,
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    ...NO_FETCHING,
  });
  return {
    send: async (message) => void (await transport.sendMail(optionsOf(message, sender))),
    close: () => transport.close(),
  };
}

/** For an installation without a mail server: each mail becomes a file that any mail program opens. */
export function folderTransport(folder: string, sender: Sender): MailTransport {
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    ...NO_FETCHING,
  });
  return {
    send: async (message, id) => {
      const { message: bytes } = await transport.sendMail(optionsOf(message, sender));
      await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
      const file = join(folder, `${id}.eml`);
      // Whoever looks into the folder sees whole mails only.
      await writeFile(`${file}.part`, bytes as Buffer, { mode: FILE_MODE });
      await rename(`${file}.part`, file);
    },
    close: () => transport.close(),
  };
}

/** A mail is what it says, and nothing that is fetched for it. */
const NO_FETCHING = { disableFileAccess: true, disableUrlAccess: true } as const;

function optionsOf(message: MailMessage, sender: Sender): SendMailOptions {
  const { messageId, to, replyTo, subject, text, html, calendar } = message;
  return {
    from: sender,
    to: to.map((address) => ({ ...address })),
    // As an object: a text would be parsed, and could be several addresses.
    ...(replyTo === '' ? {} : { replyTo: { name: '', address: replyTo } }),
    messageId,
    subject,
    text,
    html,
    // Programs that answer by themselves leave such mails alone (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(calendar === undefined
      ? {}
      : {
          icalEvent: {
            method: calendar.method,
            filename: calendar.method === 'CANCEL' ? 'cancel.ics' : 'invite.ics',
            content: calendar.content,
          },
        }),
  };
}
