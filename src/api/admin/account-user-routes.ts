import { randomInt } from 'node:crypto';
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { User, UserId } from '../../accounts/user.js';
import { UserRepository } from '../../store/repositories/user-repository.js';
import { access } from '../access.js';
import { commitOrRefused, commitOrThrow } from '../commit.js';
import type { ApiEnv } from '../context.js';
import type { Auth } from '../door/auth.js';
import { isOwner, type Principal } from '../door/principal.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { shownName } from '../shown-number.js';
import { AccountDesk } from './account-desk.js';
import {
  userChangeSchema,
  userCreateSchema,
  userListSchema,
  userSchema,
  userWithPasswordSchema,
  type AccountUserView,
} from './account-schema.js';

const ofAccount = z.object({ accountId: idSchema });
const params = z.object({ accountId: idSchema, userId: idSchema });
/** Without letters and digits that are read wrongly. */
const PASSWORD_SIGNS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const PASSWORD_CHARS = 14;

const list = createRoute({
  method: 'get',
  path: '/admin/accounts/{accountId}/users',
  tags: ['admin'],
  ...access('admin'),
  request: { params: ofAccount },
  responses: {
    200: { description: 'Who logs in for the account', content: jsonOf(userListSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const create = createRoute({
  method: 'post',
  path: '/admin/accounts/{accountId}/users',
  tags: ['admin'],
  // Not repeated by key: the answer, which would be kept, holds a password.
  ...access('admin'),
  request: { params: ofAccount, body: jsonBody(userCreateSchema) },
  responses: {
    201: {
      description: 'The new user, with a password to be changed at the first login',
      content: jsonOf(userWithPasswordSchema),
    },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const change = createRoute({
  method: 'patch',
  path: '/admin/accounts/{accountId}/users/{userId}',
  tags: ['admin'],
  ...access('admin'),
  request: { params, body: jsonBody(userChangeSchema) },
  responses: {
    200: { description: 'The user with its role', content: jsonOf(userSchema) },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const resetPassword = createRoute({
  method: 'post',
  path: '/admin/accounts/{accountId}/users/{userId}/password-resets',
  tags: ['admin'],
  ...access('admin'),
  request: { params },
  responses: {
    201: {
      description: 'A new password, to be changed at the first login; the old one and all sessions are void',
      content: jsonOf(userWithPasswordSchema),
    },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

export function accountUserRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices, auth: Auth): void {
  const { store, ids, clock } = services;
  const { passwords, sessions } = auth;
  const desk = new AccountDesk(services, sessions);
  const users = new UserRepository(store);

  const find = async (accountId: string, userId: string): Promise<User> => {
    const user = await users.find(userId as UserId);
    if (user === undefined || user.account !== accountId) throw new Problem('USER_NOT_FOUND');
    return user;
  };

  app.openapi(list, async (c) => {
    const { id } = await desk.find(c.req.valid('param').accountId);
    const views = viewsFor(c.get('principal'));
    return c.json({ items: (await users.listOfAccount(id)).map(views) }, 200);
  });

  app.openapi(create, async (c) => {
    const { id: account } = await desk.find(c.req.valid('param').accountId);
    const { login, role } = c.req.valid('json');
    const password = somePassword();
    const user: User = {
      id: ids.next(),
      account,
      login,
      passwordHash: await passwords.hash(password),
      passwordTemporary: true,
      role,
      createdMs: clock.utcNow(),
    };
    if ((await commitOrRefused(store, users.create(user))) !== undefined) throw new Problem('LOGIN_TAKEN');
    // Whoever has just named it sees it whole, to hand it on.
    return c.json({ ...viewsFor(c.get('principal'))(user), login, password }, 201);
  });

  app.openapi(change, async (c) => {
    const { accountId, userId } = c.req.valid('param');
    const user = await find(accountId, userId);
    const { role } = c.req.valid('json');
    // The last administrator would be gone by a slip.
    if (user.id === c.get('principal').session?.user) throw new Problem('OWN_ACCOUNT');
    await commitOrThrow(store, users.changeRole(user.id, role));
    // What was opened with the former role, like a stream of events, ends.
    await sessions.closeOfUser(user.id);
    // An operator who is none any more is called no more.
    await services.operator.roster.load();
    return c.json(viewsFor(c.get('principal'))({ ...user, role }), 200);
  });

  app.openapi(resetPassword, async (c) => {
    const { accountId, userId } = c.req.valid('param');
    const user = await find(accountId, userId);
    const password = somePassword();
    await commitOrThrow(store, users.changePassword(user.id, await passwords.hash(password), true));
    await sessions.closeOfUser(user.id);
    return c.json({ ...viewsFor(c.get('principal'))(user), password }, 201);
  });
}

const somePassword = (): string =>
  Array.from({ length: PASSWORD_CHARS }, () => PASSWORD_SIGNS[randomInt(PASSWORD_SIGNS.length)]).join('');

const viewsFor =
  (viewer: Principal) =>
  ({ id, account, login, role, createdMs }: User): AccountUserView => ({
    id,
    login: shownName(login, !isOwner(viewer, account)),
    role,
    createdMs,
  });
