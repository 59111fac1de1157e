import { z } from '@hono/zod-openapi';
import { timePageQuery } from '../records/time-cursor.js';
import { idSchema, pageOf, utcMsSchema, versionSchema } from '../schema-parts.js';
import { costLimit, microYuanSchema } from './cost-parts.js';
import { partiesToCall, partyName, rejectedParty, writtenNumber } from './party-schema.js';

const bookedParty = z.object({
  number: z.string(),
  extension: z.string().nullable(),
  name: z.string().nullable(),
});

const fields = z.strictObject({
  name: partyName,
  startMs: utcMsSchema,
  host: writtenNumber.openapi({ description: 'One of the own numbers: rung first' }),
  ...partiesToCall,
  costLimitMicroYuan: costLimit.nullable(),
});

export const bookingCreateBody = fields
  .partial({ name: true, host: true, costLimitMicroYuan: true })
  .openapi('BookingCreate', { description: 'Without a host it is the registered number' });

/** Parties that are given replace all that were booked. */
export const bookingChangeBody = fields
  .extend({
    parties: partiesToCall.parties.unwrap(),
    contacts: partiesToCall.contacts.unwrap(),
    groups: partiesToCall.groups.unwrap(),
    version: versionSchema,
  })
  .partial()
  .openapi('BookingChange');

export const bookingSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    startMs: utcMsSchema,
    state: z.enum([
      'booked',
      'ringing',
      'running',
      'held',
      'cancelled',
      'host-unreachable',
      'missed',
      'account-closed',
      'host-not-own',
    ]),
    host: bookedParty,
    parties: z.array(bookedParty),
    costLimitMicroYuan: microYuanSchema.nullable(),
    tries: z.number().int().openapi({ description: 'How often the host was rung' }),
    conference: idSchema.nullable().openapi({ description: 'The one that it became' }),
    version: z.number().int(),
    createdMs: utcMsSchema,
  })
  .openapi('Booking');

export const bookedSchema = z
  .object({ booking: bookingSchema, rejected: z.array(rejectedParty) })
  .openapi('Booked');

export const bookingListSchema = pageOf(bookingSchema).openapi('BookingList');

export const bookingListQuery = timePageQuery.extend({
  are: z.enum(['planned', 'over']).optional().openapi({ description: 'To come or running; or not any more' }),
  fromMs: z.coerce.number().int().optional().openapi({ description: 'Starting then or later' }),
  toMs: z.coerce.number().int().optional().openapi({ description: 'Starting before' }),
});

export type BookingCreateBody = z.infer<typeof bookingCreateBody>;
export type BookingChangeBody = z.infer<typeof bookingChangeBody>;
export type BookingView = z.infer<typeof bookingSchema>;
export type BookedView = z.infer<typeof bookedSchema>;
export type BookingListView = z.infer<typeof bookingListSchema>;
