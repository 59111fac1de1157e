import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { freeUdpPort, ServerProcess } from './server-process.js';
import { answerWithSipp, type SippResult } from './sipp.js';

/** Numbers of hosts and of the others, each kind with a SIPp of its own behind a trunk. */
const HOSTS = '+8613811';
const OTHERS = '+8613922';

export interface PartiesPlan {
  readonly conferences: number;
  /** Of each conference, beside its host. */
  readonly others: number;
  readonly dialsPerSecond: number;
  /** The host hangs up after so long, which ends its conference. */
  readonly hostStaysMs: number;
}

export interface CalledParties {
  readonly server: ServerProcess;
  /** What SIPp saw of the hosts, and of the others. */
  readonly hosts: Promise<SippResult>;
  readonly others: Promise<SippResult>;
}

/** A server that calls the hosts of booked conferences, and as each presses 1, its others: all are SIPp. */
export async function callParties(plan: PartiesPlan): Promise<CalledParties> {
  const [hostPort, otherPort] = [await freeUdpPort(), await freeUdpPort()];
  const server = await ServerProcess.start({
    config: {
      trunks: [
        { id: 'callers', addresses: ['127.0.0.1'] },
        trunkTo('hosts', hostPort, HOSTS),
        trunkTo('others', otherPort, OTHERS),
      ],
      outgoing: { callsPerSecond: plan.dialsPerSecond },
      conference: { tones: false },
    },
  });
  const calls = (count: number): string[] => ['-m', String(count), '-l', String(count)];
  const hosts = answerWithSipp({
    port: hostPort,
    scenario: 'called-hosts',
    values: { stayMs: plan.hostStaysMs },
    args: calls(plan.conferences),
  });
  const others = answerWithSipp({
    port: otherPort,
    scenario: 'called-at-once',
    args: calls(plan.conferences * plan.others),
  });
  // Should somebody fail before they are waited for, it is told then.
  for (const running of [hosts, others]) running.catch(() => undefined);
  bookNow(server, plan);
  return { server, hosts, others };
}

const trunkTo = (id: string, port: number, prefix: string): object => ({
  id,
  addresses: ['192.0.2.1'],
  pingMs: 0,
  outbound: { targets: [`127.0.0.1:${port}`], prefixes: [prefix], callerNumbers: ['+861067011018'] },
});

function bookNow(server: ServerProcess, { conferences, others }: PartiesPlan): void {
  const database = new Database(server.databaseFile);
  database.pragma('busy_timeout = 5000');
  const nowMs = Date.now();
  const own = database.prepare(
    `insert into account_numbers (e164, account, kind, verified_ms)
     select ?, id, 'linked', ? from accounts order by id limit 1`,
  );
  const book = database.prepare(
    `insert into bookings (id, account, start_ms, host, parties, parties_count, status, next_try_ms, tries, created_ms)
     select ?, id, ?, ?, ?, ?, 'booked', ?, 0, ? from accounts order by id limit 1`,
  );
  for (let conference = 0; conference < conferences; conference++) {
    const parties = Array.from({ length: others }, (_, index) => ({
      e164: `${OTHERS}${String(conference * others + index).padStart(6, '0')}`,
    }));
    const host = { e164: `${HOSTS}${String(conference).padStart(6, '0')}` };
    own.run(host.e164, nowMs);
    const texts = [JSON.stringify(host), JSON.stringify(parties)];
    book.run(randomUUID(), nowMs, ...texts, others + 1, nowMs, nowMs);
  }
  database.close();
}
