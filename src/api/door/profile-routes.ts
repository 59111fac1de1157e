import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { isAcceptablePin } from '../../accounts/phone-login.js';
import { AccountNumberRepository } from '../../store/repositories/account-number-repository.js';
import { AccountRepository } from '../../store/repositories/account-repository.js';
import { UserRepository } from '../../store/repositories/user-repository.js';
import type { Statement } from '../../store/store.js';
import { access } from '../access.js';
import { commitOrRefused, commitOrThrow } from '../commit.js';
import type { ApiEnv } from '../context.js';
import { tagOf, versionOf } from '../etag.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import { personIn } from './auth.js';
import type { PasswordCheck } from './password-check.js';
import type { Principal } from './principal.js';
import { phonePinBody, profileChangeSchema, profileSchema, type ProfileView } from './profile-schema.js';

const tags = ['profile'];

const read = createRoute({
  method: 'get',
  path: '/profile',
  tags,
  ...access('account:read'),
  responses: {
    200: { description: 'The account and who asks', content: jsonOf(profileSchema) },
    ...problemResponses(401, 403, 503),
  },
});

const change = createRoute({
  method: 'patch',
  path: '/profile',
  tags,
  ...access('account:write'),
  request: { headers: z.object({ 'if-match': z.string().optional() }), body: jsonBody(profileChangeSchema) },
  responses: {
    200: { description: 'The changed profile', content: jsonOf(profileSchema) },
    ...problemResponses(400, 401, 403, 409, 503),
  },
});

const setPin = createRoute({
  method: 'put',
  path: '/phone-pin',
  tags,
  ...access('account:write'),
  request: { body: jsonBody(phonePinBody) },
  responses: {
    204: { description: 'The phone PIN that is asked together with the account number' },
    ...problemResponses(400, 401, 403, 503),
  },
});

export function profileRoutes(
  app: OpenAPIHono<ApiEnv>,
  { store }: ApiServices,
  passwords: PasswordCheck,
): void {
  const accounts = new AccountRepository(store);
  const users = new UserRepository(store);
  const numbers = new AccountNumberRepository(store);

  const view = async ({ account: { id }, user: asking }: Principal): Promise<ProfileView> => {
    const [profile, user, pin] = await Promise.all([
      accounts.profile(id),
      asking && users.find(asking.id),
      numbers.pinHash(id),
    ]);
    if (profile === undefined) throw new Problem('UNAUTHENTICATED');
    return {
      ...profile,
      accountId: id,
      login: user?.login ?? null,
      email: user?.email ?? null,
      helpSeen: user === undefined ? null : (user.helpSeen ?? false),
      phonePinSet: pin !== undefined,
    };
  };

  app.openapi(read, async (c) => {
    const profile = await view(c.get('principal'));
    c.header('etag', tagOf(profile));
    return c.json(profile, 200);
  });

  app.openapi(change, async (c) => {
    const { version: inBody, email, helpSeen, ...wanted } = c.req.valid('json');
    const version = versionOf(inBody, c.req.valid('header')['if-match']);
    const { account } = c.get('principal');
    const person: Statement[] = [];
    if (email !== undefined) person.push(users.changeEmail(personIn(c).user.id, email ?? undefined));
    if (helpSeen !== undefined) person.push(users.setHelpSeen(personIn(c).user.id, helpSeen));
    const { name = account.name, language = account.language, timeZone = account.timeZone } = wanted;
    const refused = await commitOrRefused(
      store,
      accounts.changeProfile(account.id, { name, language, timeZone }, version),
      ...person,
    );
    if (refused === 'UNIQUE') throw fieldInvalid('email', 'TAKEN', 'somebody else has this address');
    if (refused !== undefined) throw new Problem('VERSION_CONFLICT');
    const profile = await view(c.get('principal'));
    c.header('etag', tagOf(profile));
    return c.json(profile, 200);
  });

  app.openapi(setPin, async (c) => {
    const { pin } = c.req.valid('json');
    if (!isAcceptablePin(pin)) {
      throw fieldInvalid('pin', 'NOT_ALLOWED', 'must be 6 digits, neither all alike nor in a row');
    }
    const hash = await passwords.hash(pin);
    await commitOrThrow(store, numbers.setPin(c.get('principal').account.id, hash));
    return c.body(null, 204);
  });
}
