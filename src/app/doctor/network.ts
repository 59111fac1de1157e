import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { isIPv6 } from 'node:net';
import { messageOf } from '../../base/errors.js';
import { silentLog } from '../../base/log.js';
import { secureRandom } from '../../base/random.js';
import { trunkFromConfig } from '../../call/trunk-from-config.js';
import { TrunkTargets } from '../../call/trunk-targets.js';
import type { Config } from '../../config/schema.js';
import { hostPortText } from '../../sip/dialog.js';
import type { HostPort } from '../../sip/message.js';
import { dnsNames } from '../dns-names.js';
import { failing, fine, warning, type Finding } from './finding.js';
import { answersOptions } from './options-ping.js';

/** Spread over the range. */
const PORTS_TRIED = 32;
/** A freed pair rests for a while. */
const PAIRS_PER_LEG = 1.5;

export async function findingsOfNetwork(config: Config): Promise<readonly Finding[]> {
  const own = [await sipPort(config), await httpPort(config)];
  return [...own, ...(await rtpPorts(config)), ...(await trunks(config))];
}

const TAKEN = 'stop what has it, or choose another; it is all right if this server is running now';

async function sipPort({ bind, sip }: Config): Promise<Finding> {
  const where = `UDP ${hostPortText({ host: bind, port: sip.port })}`;
  const fault = await whyNotUdp(bind, sip.port);
  if (fault === undefined) return fine('SIP port', `${where} is free`);
  return fault.isTaken
    ? warning('SIP port', `${where} is taken`, TAKEN)
    : failing(
        'SIP port',
        `${where}: ${fault.text}`,
        'set bind to an address of this machine, or HUITONG_SIP_PORT',
      );
}

async function httpPort({ http }: Config): Promise<Finding> {
  const where = `TCP ${hostPortText({ host: http.bind, port: http.port })}`;
  const server = createServer();
  try {
    server.listen(http.port, http.bind);
    await once(server, 'listening');
    return fine('HTTP port', `${where} is free`);
  } catch (thrown) {
    return isTaken(thrown)
      ? warning('HTTP port', `${where} is taken`, TAKEN)
      : failing('HTTP port', `${where}: ${messageOf(thrown)}`, 'set HUITONG_HTTP_BIND or HUITONG_HTTP_PORT');
  } finally {
    server.close();
  }
}

async function rtpPorts({ bind, media: { ports, legsMax } }: Config): Promise<readonly Finding[]> {
  const pairs = Math.floor((ports.to - ports.from + 1) / 2);
  const range = `${ports.from}-${ports.to}, ${pairs} pairs`;
  const enough =
    pairs >= PAIRS_PER_LEG * legsMax
      ? fine('RTP range', range)
      : warning(
          'RTP range',
          `${range} for ${legsMax} legs`,
          'widen media.ports to 1.5 pairs a leg, or lower media.legsMax',
        );
  const step = Math.max(1, Math.floor(pairs / PORTS_TRIED));
  let taken = 0;
  let tried = 0;
  for (let pair = 0; pair < pairs; pair += step, tried++)
    if ((await whyNotUdp(bind, ports.from + 2 * pair)) !== undefined) taken += 1;
  const found = `${tried - taken} of ${tried} tried are free`;
  return [
    enough,
    taken <= tried / 4
      ? fine('RTP ports', found)
      : warning(
          'RTP ports',
          found,
          'keep the range out of net.ipv4.ip_local_port_range and away from others',
        ),
  ];
}

/** Names are looked up and each target asked by OPTIONS, from a port of its own: this needs no running server. */
async function trunks(config: Config): Promise<readonly Finding[]> {
  const targets = new TrunkTargets(dnsNames(config.bind), secureRandom(), silentLog);
  const all = config.trunks.map(trunkFromConfig);
  await targets.refresh(all);
  const findings = all
    .filter(({ enabled, outbound }) => enabled && outbound.targets.length > 0)
    .map((trunk) => reachable(`trunk ${trunk.id}`, targets.of(trunk), config));
  return Promise.all(findings);
}

async function reachable(check: string, targets: readonly HostPort[], config: Config): Promise<Finding> {
  if (targets.length === 0)
    return failing(check, 'no address', 'look at outbound.targets and the name server');
  const from = { bind: config.bind, advertise: config.advertise ?? config.bind };
  const answers = await Promise.all(targets.map((target) => answersOptions(target, from)));
  const said = targets.map((target, i) => `${hostPortText(target)} ${answers[i] ?? 'is silent'}`).join(', ');
  return answers.some((status) => status !== undefined)
    ? fine(check, said)
    : warning(
        check,
        said,
        'ask the carrier: it may answer the registered port only, or a firewall drops UDP',
      );
}

interface PortFault {
  readonly isTaken: boolean;
  readonly text: string;
}

async function whyNotUdp(address: string, port: number): Promise<PortFault | undefined> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  try {
    socket.bind({ port, address, exclusive: true });
    await once(socket, 'listening');
    return undefined;
  } catch (thrown) {
    return { isTaken: isTaken(thrown), text: messageOf(thrown) };
  } finally {
    socket.close();
  }
}

const isTaken = (thrown: unknown): boolean => (thrown as NodeJS.ErrnoException).code === 'EADDRINUSE';
