import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { checkPassword, type PasswordProblem } from '../../accounts/password-rules.js';
import { UserRepository } from '../../store/repositories/user-repository.js';
import { access } from '../access.js';
import { commitOrThrow } from '../commit.js';
import type { ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { jsonBody } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import { personIn, type Auth } from './auth.js';
import { passwordBody } from './session-schema.js';

const change = createRoute({
  method: 'put',
  path: '/password',
  tags: ['profile'],
  ...access('account:write'),
  request: { body: jsonBody(passwordBody) },
  responses: {
    204: { description: 'The new password counts; all other sessions of the person are over' },
    ...problemResponses(400, 401, 403, 429, 503),
  },
});

export function passwordRoutes(app: OpenAPIHono<ApiEnv>, { store }: ApiServices, auth: Auth): void {
  const users = new UserRepository(store);
  app.openapi(change, async (c) => {
    const { user, session } = personIn(c);
    const { oldPassword, newPassword } = c.req.valid('json');
    await auth.confirmPassword(c, user, oldPassword);
    demandGoodPassword('newPassword', newPassword, [user.login, user.email ?? '']);
    if (user.passwordTemporary === true && newPassword === oldPassword)
      throw fieldInvalid('newPassword', 'SAME_AS_OLD', 'must differ from the one that was given');
    const hash = await auth.passwords.hash(newPassword);
    await commitOrThrow(store, users.changePassword(user.id, hash));
    await auth.sessions.closeOthers(session);
    return c.body(null, 204);
  });
}

const MESSAGES: Readonly<Record<PasswordProblem, string>> = {
  TOO_SHORT: 'must have at least 8 characters',
  TOO_LONG: 'is too long',
  SAME_AS_LOGIN: 'must differ from the login',
  TOO_COMMON: 'is one that everybody tries first',
};

export function demandGoodPassword(field: string, password: string, logins: readonly string[]): void {
  const problem = checkPassword(password, logins);
  if (problem !== undefined) throw fieldInvalid(field, problem, MESSAGES[problem]);
}
