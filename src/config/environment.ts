/**
 * The environment variables that override a file. Each names the key it sets, so that a mistake can be
 * reported under the name the user wrote.
 */
type Read = (text: string) => unknown;

const text: Read = (value) => value;
/** What is no number stays text, and the schema names the mistake. */
const number: Read = (value) => (/^\d+$/.test(value) ? Number(value) : value);

function portRange(value: string): unknown {
  const match = /^(\d+)-(\d+)$/.exec(value);
  return match === null ? value : { from: Number(match[1]), to: Number(match[2]) };
}

function trunkList(value: string): unknown {
  return [{ id: 'env', addresses: value.split(',').map((block) => block.trim()) }];
}

export const ENVIRONMENT: Readonly<Record<string, { readonly key: readonly string[]; readonly read: Read }>> =
  {
    HUITONG_SIP_PORT: { key: ['sip', 'port'], read: number },
    HUITONG_HTTP_PORT: { key: ['http', 'port'], read: number },
    HUITONG_HTTP_BIND: { key: ['http', 'bind'], read: text },
    HUITONG_DATA_DIR: { key: ['dataDir'], read: text },
    HUITONG_MEDIA_WORKERS: { key: ['media', 'workers'], read: number },
    HUITONG_RTP_PORTS: { key: ['media', 'ports'], read: portRange },
    HUITONG_PACKET_IO: { key: ['media', 'packetIo'], read: text },
    HUITONG_BIND: { key: ['bind'], read: text },
    HUITONG_ADVERTISE: { key: ['advertise'], read: text },
    HUITONG_TRUNKS: { key: ['trunks'], read: trunkList },
    HUITONG_API_KEY: { key: ['apiKey'], read: text },
    HUITONG_ADMIN_PASSWORD: { key: ['firstRun', 'adminPassword'], read: text },
    HUITONG_LOG_LEVEL: { key: ['log', 'level'], read: text },
  };

type Tree = { readonly [key: string]: unknown };

/** The file's tree with the variables that are set laid over it; the input is not changed. */
export function withEnvironment(file: Tree, environment: Readonly<Record<string, string | undefined>>): Tree {
  let tree = file;
  for (const [variable, { key, read }] of Object.entries(ENVIRONMENT)) {
    const value = environment[variable];
    if (value !== undefined && value !== '') tree = withValue(tree, key, read(value));
  }
  return tree;
}

function withValue(tree: Tree, [head = '', ...rest]: readonly string[], value: unknown): Tree {
  if (rest.length === 0) return { ...tree, [head]: value };
  const below = tree[head];
  return { ...tree, [head]: withValue(isTree(below) ? below : {}, rest, value) };
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
