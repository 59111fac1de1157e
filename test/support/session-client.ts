import { createClient, done, type HuitongClient } from '../../src/client/index.js';

/** The API as a person who has logged in has it: by a session's cookie. */
export async function sessionClient(
  baseUrl: string,
  login: string,
  password: string,
): Promise<HuitongClient> {
  let cookie = '';
  const client = createClient({
    baseUrl,
    fetch: async (request) => {
      if (cookie !== '') request.headers.set('cookie', cookie);
      const response = await fetch(request);
      const [set] = response.headers.getSetCookie();
      if (set !== undefined) cookie = set.split(';')[0]!;
      return response;
    },
  });
  await done(client.POST('/session', { body: { login, password } }));
  return client;
}

/** A user of an account, whose password is one that it has chosen by itself. */
export async function addUser(
  admin: HuitongClient,
  baseUrl: string,
  accountId: string,
  user: { readonly login: string; readonly password: string; readonly role?: 'customer' | 'operator' },
): Promise<HuitongClient> {
  const { login, password: newPassword, role = 'customer' } = user;
  const path = { accountId };
  const made = await done(
    admin.POST('/admin/accounts/{accountId}/users', { params: { path }, body: { login, role } }),
  );
  const client = await sessionClient(baseUrl, login, made.password);
  await client.PUT('/password', { body: { oldPassword: made.password, newPassword } });
  return sessionClient(baseUrl, login, newPassword);
}
