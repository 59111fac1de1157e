import { z } from 'zod';
import { cidr } from './trunk-schema.js';

const mailAddress = z.string().regex(/^[^\s@<>",;]+@[^\s@<>",;]+$/, 'must be a mail address');

/** Mail: files in a folder, until a server is named. */
export const mailSchema = z
  .strictObject({
    transport: z.enum(['folder', 'smtp']).default('folder'),
    /** Below the data folder unless it is absolute. */
    dir: z.string().min(1).default('mail'),
    from: mailAddress.default('huitong@localhost'),
    fromName: z.string().max(60).default('会通 Huitong'),
    smtp: z
      .strictObject({
        host: z.string().min(1),
        port: z.number().int().min(1).max(65_535).default(587),
        /** TLS from the first byte, as on port 465; without it STARTTLS where it is offered. */
        secure: z.boolean().default(false),
        /** No mail goes out unencrypted, also when STARTTLS is not offered. */
        requireTls: z.boolean().default(false),
        user: z.string().min(1).optional(),
        /** Name of the password in `secrets`. */
        secret: z.string().min(1).optional(),
      })
      .optional(),
    /** Where people reach the portal; without it mails hold no links. */
    publicUrl: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
  })
  .refine(({ transport, smtp }) => transport === 'folder' || smtp !== undefined, {
    path: ['smtp'],
    error: 'must be given for the transport smtp',
  })
  .prefault({});

/** A gateway for text messages: POST {to, text} to its address, signed. Without it none are sent. */
export const smsSchema = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }),
    /** Name of the key in `secrets`. */
    secret: z.string().min(1),
  })
  .optional();

/** Webhooks go to the public internet alone, by HTTPS; these blocks are reached as well, also by plain HTTP. */
export const webhooksSchema = z
  .strictObject({ allowPrivate: z.array(cidr).max(100).default([]) })
  .prefault({});
