import type { JsonSchema } from '../../../src/api/operation/json-schema.js';
import type { DescribedOperation, Operation } from '../../../src/api/operation/openapi-document.js';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

export interface DescribedBody {
  readonly type: string;
  readonly schema: JsonSchema;
}

export const parametersOf = ({ parameters = [] }: Operation, place: Parameter['in']): readonly Parameter[] =>
  (parameters as readonly Parameter[]).filter((parameter) => parameter.in === place);

export function bodyOf({ requestBody }: Operation): DescribedBody | undefined {
  const content = (requestBody as { content?: Record<string, { schema?: JsonSchema }> } | undefined)?.content;
  const [first] = Object.entries(content ?? {});
  return first && { type: first[0], schema: first[1].schema ?? {} };
}

/** The schema of an answer: undefined when its status is not described, null when it has no JSON. */
export function answerOf({ responses }: Operation, status: number): JsonSchema | null | undefined {
  const answer = (responses as Record<string, { content?: Record<string, { schema?: JsonSchema }> }>)[status];
  if (answer === undefined) return undefined;
  const { content = {} } = answer;
  return (content['application/json'] ?? content['application/problem+json'])?.schema ?? null;
}

/** `rooms/{roomId}`: a parameter in its path with the word before it, which tells what it is. */
export const placesOf = (path: string): readonly string[] =>
  path
    .split('/')
    .map((word, index, words) => `${words[index - 1] ?? ''}/${word}`)
    .filter((place) => place.endsWith('}'));

export const paramOf = (place: string): string => /\{(\w+)\}$/.exec(place)![1]!;

export const pathWith = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? 'unknown'));

export const titleOf = ({ method, path }: DescribedOperation): string => `${method.toUpperCase()} ${path}`;
