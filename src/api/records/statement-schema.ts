import { z } from '@hono/zod-openapi';

const fen = z.number().int().openapi({ description: 'Rounded once, half up; below zero: owed' });
export const statementSchema = z
  .object({
    month: z.string(),
    complete: z.boolean().openapi({ description: 'The month is over' }),
    openingFen: fen,
    rechargedFen: fen,
    chargedFen: fen,
    closingFen: fen,
    charges: z.number().int(),
  })
  .openapi('Statement');
export const statementListSchema = z
  .object({ items: z.array(z.object({ month: z.string(), complete: z.boolean() })) })
  .openapi('StatementList');

export type StatementView = z.infer<typeof statementSchema>;
export type StatementListView = z.infer<typeof statementListSchema>;
