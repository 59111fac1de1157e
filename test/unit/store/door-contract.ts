import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import { chained, FIRST_HEAD, type AuditFacts } from '../../../src/accounts/audit-log-entry.js';
import type { StoredSession } from '../../../src/accounts/session.js';
import type { User } from '../../../src/accounts/user.js';
import { utcMs } from '../../../src/base/units.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import {
  auditEntriesRemoved,
  auditEntryAdded,
  AuditLogRepository,
} from '../../../src/store/repositories/audit-log-repository.js';
import { IdempotencyRepository } from '../../../src/store/repositories/idempotency-repository.js';
import { SessionRepository } from '../../../src/store/repositories/session-repository.js';
import { UserRepository } from '../../../src/store/repositories/user-repository.js';
import { statement } from '../../../src/store/statement.js';
import type { Store } from '../../../src/store/store.js';
import { NOW_MS, sampleAccount, sampleIds } from '../../support/store-samples.js';
import { commit, refusalOf, withStoreOf, type Backend } from './backend.js';

/** Everything that holds of sessions, Idempotency-Keys and the audit log on either database. */
export function doorContract(test: Test, backend: Backend): void {
  const withStore = (name: string, run: (store: Store, user: User) => Promise<void>): void => {
    test(name, () =>
      withStoreOf(backend, async (store) => {
        const ids = sampleIds();
        const account = sampleAccount(ids);
        const [login, passwordHash, role] = ['mine', 'hash', 'customer'] as const;
        const user: User = {
          id: ids.next(),
          account: account.id,
          login,
          passwordHash,
          role,
          createdMs: NOW_MS,
          email: 'wang@example.cn',
        };
        await commit(
          store,
          new AccountRepository(store).create(account),
          new UserRepository(store).create(user),
        );
        await run(store, user);
      }),
    );
  };

  withStore('a session is found by the digest of its token until it is over', async (store, user) => {
    const sessions = new SessionRepository(store);
    const ids = sampleIds(2);
    const session: StoredSession = {
      id: ids.next(),
      tokenHash: 'a',
      account: user.account,
      user: user.id,
      login: user.login,
      address: '203.0.113.1',
      userAgent: 'a browser',
      createdMs: NOW_MS,
      usedMs: NOW_MS,
      endMs: utcMs(NOW_MS + 1_000),
    };
    const second = { ...session, id: ids.next<StoredSession['id']>(), tokenHash: 'b' };
    assert.is(await refusalOf(store, sessions.create(session), sessions.create(second)), 'ok');
    await commit(store, sessions.used(session.id, utcMs(NOW_MS + 500)));
    assert.equal(await sessions.findByTokenHash('a'), { ...session, usedMs: NOW_MS + 500 });
    assert.equal([await sessions.count(), await sessions.oldest(1)], [2, [session.id]]);
    await commit(store, sessions.removeOver(NOW_MS, NOW_MS));
    assert.equal(
      (await sessions.listOfUser(user.id)).map(({ id }) => id),
      [session.id],
    );
    await commit(store, sessions.create(second), sessions.removeOthers(user.id, second.id));
    assert.equal(
      (await sessions.listOfUser(user.id)).map(({ id }) => id),
      [second.id],
    );
    const removal = statement(store.queries.deleteFrom('users').where('id', '=', user.id), 1);
    assert.is(await refusalOf(store, removal), 'ok', 'sessions go with their user');
    assert.is(await sessions.count(), 0);
  });

  withStore('an Idempotency-Key is claimed once, and taken over once', async (store, { account }) => {
    const requests = new IdempotencyRepository(store);
    const claim = { account, keyHash: 'k', request: 'POST /x', requestHash: 'h', claimedMs: NOW_MS };
    assert.is(await refusalOf(store, requests.claim(claim)), 'ok');
    assert.match(await refusalOf(store, requests.claim(claim)), /^UNIQUE/);
    const later = { ...claim, claimedMs: utcMs(NOW_MS + 1) };
    assert.is(await refusalOf(store, requests.claimAgain(later, NOW_MS)), 'ok');
    assert.is(await refusalOf(store, requests.claimAgain(later, NOW_MS)), 'CONFLICT');
    const answer = { status: 201, headers: { location: '/x/1' }, body: '{}' };
    await commit(store, requests.answered(claim, answer));
    assert.is((await requests.find(account, 'k'))?.answer, undefined, 'whose claim was taken over');
    await commit(store, requests.answered(later, answer));
    assert.equal(await requests.find(account, 'k'), { ...later, answer });
    await commit(store, requests.removeBefore(utcMs(NOW_MS + 2)));
    assert.is(await requests.find(account, 'k'), undefined);
  });

  withStore('the audit log comes back as it was chained, in any script', async (store, user) => {
    const log = new AuditLogRepository(store);
    const ids = sampleIds(3);
    const facts = (utcMsOf: number): AuditFacts => ({
      id: ids.next(),
      utcMs: utcMs(utcMsOf),
      account: user.account,
      actorKind: 'user',
      actor: user.id,
      actorName: '王\u0000 \ud800',
      action: 'POST /rooms',
      objects: '{"name":"会议"}',
      detail: '{}',
      address: '203.0.113.1',
      request: 'r',
    });
    const first = chained(facts(NOW_MS), FIRST_HEAD);
    const second = chained(facts(NOW_MS + 1), first);
    assert.is(await refusalOf(store, auditEntryAdded(store, first), auditEntryAdded(store, second)), 'ok');
    const other = chained(facts(NOW_MS + 2), first);
    assert.is(await refusalOf(store, auditEntryAdded(store, other)), 'UNIQUE audit_log.sequence');
    assert.equal(await log.head(), { sequence: 2, hash: second.hash });
    assert.equal(await log.known([first.id, other.id]), [first.id]);
    assert.equal(
      (await log.list({ account: user.account }, { limit: 9 })).map(({ id }) => id),
      [second.id, first.id],
    );
    assert.equal((await log.verify()).broken, undefined);
    assert.equal(await log.oldestBefore(utcMs(NOW_MS + 1), 9), [first]);
    await commit(store, auditEntriesRemoved(store, first));
    assert.equal([(await log.verify()).entries, (await log.verify()).broken], [1, undefined]);
  });
}
