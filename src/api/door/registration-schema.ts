import { z } from '@hono/zod-openapi';
import { typedNumber } from './number-schema.js';
import { emailSchema, nameSchema } from './profile-schema.js';
import { newPasswordSchema } from './session-schema.js';

export const registrationCreateSchema = z
  .strictObject({
    agreementAccepted: z.literal(true).openapi({ description: '用户协议' }),
    number: typedNumber,
    name: nameSchema,
    password: newPasswordSchema,
    email: emailSchema.optional(),
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  })
  .openapi('RegistrationCreate');

export const registrationSchema = z
  .object({
    id: z.string().openapi({ description: 'Secret: known to who has begun it' }),
    number: z.string().openapi({ description: 'E.164' }),
    state: z
      .enum(['awaiting-activation', 'activation-missed', 'calling', 'code-spoken', 'call-failed'])
      .openapi({ description: 'awaiting-activation: the instant service is to be dialled from that phone' }),
    activationMsLeft: z.number().int().nullable(),
    failure: z.string().nullable().openapi({ description: 'Why the call with the code has failed' }),
    progress: z.number().int().openapi({ description: 'Rises with every change' }),
  })
  .openapi('Registration');

export type RegistrationCreate = z.infer<typeof registrationCreateSchema>;
export type RegistrationView = z.infer<typeof registrationSchema>;
