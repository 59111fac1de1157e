import type { Trunk, TrunkChange, TrunkCreate } from '../../../../client/index.js';
import { filledIn } from '../../../components/filled-in.js';

export const CALLED_FROM = ['request-uri', 'to', 'p-called-party-id', 'diversion', 'history-info'] as const;
export const CALLER_FROM = ['from', 'p-asserted-identity', 'none'] as const;
export const NUMBER_FORMATS = [
  'national',
  'national-without-0',
  'e164',
  'e164-without-plus',
  '0086',
] as const;

/** A trunk as it is filled in, with the API's names; times in seconds, null when emptied, an absent text empty. */
export type TrunkFormValues = Omit<
  Required<TrunkChange>,
  'version' | 'pingMs' | 'homeArea' | 'outbound' | 'capCodes'
> & {
  readonly id: string;
  readonly homeArea: string;
  readonly pingS: number | null;
  readonly capCodes: Required<NonNullable<TrunkChange['capCodes']>>;
  readonly outbound: Omit<
    Required<NonNullable<TrunkChange['outbound']>>,
    'domain' | 'credentials' | 'firstAnswerMs'
  > & {
    readonly domain: string;
    readonly firstAnswerS: number | null;
    readonly credentials: { readonly username: string; readonly secret: string; readonly realm: string };
  };
};

const SECOND_MS = 1_000;

/** As the API takes it when nothing else is said. */
export const NEW_TRUNK: TrunkFormValues = {
  id: '',
  enabled: true,
  addresses: [],
  mediaFrom: [],
  calledFrom: ['request-uri', 'to'],
  callerFrom: 'from',
  screened: false,
  homeArea: '',
  callsMax: 0,
  callsPerSecondMax: 0,
  capCodes: { callsAtOnce: 486, callsPerSecond: 503 },
  pingS: 30,
  outbound: {
    targets: [],
    prefixes: ['+86'],
    numberFormat: 'national',
    callerNumbers: [],
    callerFormat: 'national',
    assertIdentity: true,
    userPhone: true,
    domain: '',
    credentials: { username: '', secret: '', realm: '' },
    callsMax: 0,
    callsPerSecondMax: 0,
    firstAnswerS: 4,
  },
};

export function trunkValuesOf(trunk: Trunk): TrunkFormValues {
  const {
    outbound,
    homeArea,
    pingMs,
    edited: _edited,
    configured: _configured,
    state: _state,
    ...rest
  } = trunk;
  const { version: _version, ...settings } = rest;
  const { credentials, domain, firstAnswerMs, ...calling } = outbound;
  return {
    // The API says texts where it takes the few that it knows.
    ...(settings as Pick<TrunkFormValues, keyof typeof settings>),
    homeArea: homeArea ?? '',
    pingS: pingMs / SECOND_MS,
    outbound: {
      ...calling,
      domain: domain ?? '',
      firstAnswerS: firstAnswerMs / SECOND_MS,
      credentials: {
        username: credentials?.username ?? '',
        secret: credentials?.secret ?? '',
        realm: credentials?.realm ?? '',
      },
    },
  };
}

/** Null takes a setting away; a new trunk, which has none, is sent without it. */
export function trunkChangeOf({ id: _id, ...values }: TrunkFormValues): TrunkChange {
  const { homeArea, pingS, outbound, ...settings } = values;
  const { credentials, domain, firstAnswerS, ...calling } = outbound;
  const { username, secret, realm } = credentials;
  return {
    ...settings,
    homeArea: homeArea.trim() || null,
    pingMs: filledIn(pingS) * SECOND_MS,
    outbound: {
      ...calling,
      domain: domain.trim() || null,
      firstAnswerMs: filledIn(firstAnswerS) * SECOND_MS,
      credentials:
        username.trim() === '' && secret.trim() === ''
          ? null
          : {
              username: username.trim(),
              secret: secret.trim(),
              ...(realm.trim() && { realm: realm.trim() }),
            },
    },
  };
}

export function trunkCreateOf(values: TrunkFormValues): TrunkCreate {
  const { outbound, ...settings } = trunkChangeOf(values);
  return { ...present(settings), outbound: present(outbound ?? {}), id: values.id.trim() } as TrunkCreate;
}

const present = (settings: object): object =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
