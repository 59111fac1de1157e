import { z } from '@hono/zod-openapi';

const fieldErrorSchema = z.object({
  /** Like `name` or `options.partiesMax`; empty when the body as a whole is meant. */
  field: z.string(),
  code: z.string(),
  message: z.string(),
});

export type FieldError = z.infer<typeof fieldErrorSchema>;

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    /** Stable; what programs look at. */
    code: z.string(),
    errors: z.array(fieldErrorSchema).optional(),
    /** Of a duplicate: what is there already. */
    existing: z.object({ id: z.string(), name: z.string() }).optional(),
    requestId: z.string(),
  })
  .openapi('Problem');

export type ProblemView = z.infer<typeof problemSchema>;

const DESCRIPTIONS = {
  400: 'Some fields are not valid',
  401: 'An API key or a login is needed',
  403: 'Not allowed',
  404: 'There is no such thing in this account',
  409: 'It cannot be done as things stand',
  416: 'The file ends before this range',
  429: 'Too much at a time',
  503: 'The database cannot be used at the moment',
} as const;

/** The failures that a route can answer, for the description. */
export function problemResponses(...statuses: readonly (keyof typeof DESCRIPTIONS)[]): ProblemResponses {
  const content = { 'application/problem+json': { schema: problemSchema } };
  return Object.fromEntries(
    statuses.map((status) => [status, { description: DESCRIPTIONS[status], content }]),
  );
}

/** Left out of the types of the routes: problems are thrown, so no handler returns one. */
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- nothing is what is meant
type ProblemResponses = Record<never, never>;
