import type { BoundNumber, ServiceNumberChange } from '../../../../client/index.js';

export const SERVICES = ['bridge', 'direct', 'quick', 'instant', 'test'] as const;
export const TESTS = ['echo', 'tone', 'silence', 'dtmf', 'loop'] as const;
export const LANGUAGES = ['zh-CN', 'en', 'both'] as const;

export interface ServiceNumberValues {
  /** One number, or a pattern of many. */
  readonly by: 'number' | 'pattern';
  readonly called: string;
  readonly service: BoundNumber['service'];
  readonly language: BoundNumber['language'];
  readonly room: string;
  readonly test: NonNullable<BoundNumber['test']>;
}

export interface ServiceNumberCreate {
  readonly number?: string;
  readonly pattern?: string;
  readonly service: BoundNumber['service'];
  readonly language: BoundNumber['language'];
  readonly room?: string;
  readonly test?: NonNullable<BoundNumber['test']>;
}

export const NEW_SERVICE_NUMBER: ServiceNumberValues = {
  by: 'number',
  called: '',
  service: 'bridge',
  language: 'zh-CN',
  room: '',
  test: 'echo',
};

export const serviceNumberValuesOf = (bound: BoundNumber): ServiceNumberValues => ({
  by: bound.pattern === null ? 'number' : 'pattern',
  called: bound.number ?? bound.pattern ?? '',
  service: bound.service,
  language: bound.language,
  room: bound.room ?? '',
  test: bound.test ?? 'echo',
});

/** Room and test belong to their services alone. */
export function serviceNumberCreateOf(values: ServiceNumberValues): ServiceNumberCreate {
  const { by, service, language, test } = values;
  const [called, room] = [values.called.trim(), values.room.trim()];
  return {
    ...(by === 'number' ? { number: called } : { pattern: called }),
    service,
    language,
    ...(service === 'direct' && room !== '' ? { room } : {}),
    ...(service === 'test' ? { test } : {}),
  };
}

export function serviceNumberChangeOf(values: ServiceNumberValues, version: number): ServiceNumberChange {
  const { service, language, room, test } = serviceNumberCreateOf(values);
  return { service, language, room: room ?? null, test: test ?? null, version };
}

export const serviceNumberFieldOf = (field: string): string[] =>
  field === 'number' || field === 'pattern' ? ['called'] : [field];
