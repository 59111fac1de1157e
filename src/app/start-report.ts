import type { ServiceNumber } from '../accounts/service-number.js';
import type { Config } from '../config/schema.js';
import { hostPortText } from '../sip/dialog.js';
import type { ConfiguredRows } from '../store/configured-rows.js';
import type { FirstRun } from './first-run.js';

/** What a person who has just started the server wants to know, in a few lines; the last one is `ready`. */
export function startReport(
  config: Config,
  firstRun: FirstRun,
  { trunks, serviceNumbers }: Pick<ConfiguredRows, 'trunks' | 'serviceNumbers'>,
): readonly string[] {
  const sip = hostPortText({ host: config.advertise ?? config.bind, port: config.sip.port });
  const web = `${config.http.tls === undefined ? 'http' : 'https'}://${hostPortText({ host: config.http.bind, port: config.http.port })}`;
  const lines = [
    `SIP     ${sip} (UDP), for ${trunks.map(({ addresses }) => addresses.join(', ')).join(', ')}`,
    `API     ${web}/api/v1 (described in ${web}/openapi.json)`,
    `portal  ${web}/`,
    ...oneOfEach(serviceNumbers).map((entry) => dialLine(entry, sip)),
  ];
  if (!trunks.some(({ inbound }) => inbound.screened)) {
    lines.push('note    no trunk is marked screened: caller numbers prove nothing, quick asks for a PIN');
  }
  if (!trunks.some(({ outbound }) => outbound.targets.length > 0)) {
    lines.push('note    no trunk has outbound targets: nobody can be called from here');
  }
  if (firstRun.room !== undefined) {
    const { number, chairPassword, attendeePassword } = firstRun.room;
    lines.push(`room    ${number}#, then ${attendeePassword}# as attendee or ${chairPassword}# as chair`);
  }
  if (firstRun.adminPassword !== undefined) {
    lines.push(`login   ${firstRun.login} with password ${firstRun.adminPassword} (shown once)`);
  }
  if (firstRun.apiKey !== undefined) lines.push(`API key ${firstRun.apiKey} (shown once)`);
  return [...lines, 'ready'];
}

/** The first number of each service, and of each test. */
const oneOfEach = (entries: readonly ServiceNumber[]): readonly ServiceNumber[] =>
  [...new Map(entries.toReversed().map((entry) => [serviceOf(entry), entry])).values()].toReversed();

const serviceOf = (entry: ServiceNumber): string =>
  entry.service === 'test' ? `test: ${entry.test}` : entry.service;

function dialLine(entry: ServiceNumber, server: string): string {
  const number = entry.number ?? entry.pattern ?? '';
  return `dial    sip:${number}@${server}  (${serviceOf(entry)})`;
}
