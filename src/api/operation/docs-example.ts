import { alternativesOf, nameOfRef, typesOf, type JsonSchema, type NamedSchemas } from './json-schema.js';

const DEPTH_MAX = 6;
const TEXT = 'text';

/** A body as it could be sent: what must be there, and of the rest what has an example or a default. */
export function exampleOf(schema: JsonSchema, named: NamedSchemas, depth = 0): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (depth > DEPTH_MAX) return null;
  const inner = (part: JsonSchema): unknown => exampleOf(part, named, depth + 1);
  if (schema.$ref !== undefined) return inner(named[nameOfRef(schema.$ref)] ?? {});
  if (schema.allOf !== undefined) return mergedOf(schema.allOf.map(inner));
  const [first] = alternativesOf(schema) ?? [];
  if (first !== undefined) return inner(first);
  switch (typesOf(schema)[0]) {
    case 'object':
      return objectOf(schema, inner);
    case 'array':
      return schema.items === undefined || schema.minItems === 0 ? [] : [inner(schema.items)];
    case 'integer':
    case 'number':
      return schema.minimum ?? (schema.exclusiveMinimum === undefined ? 0 : schema.exclusiveMinimum + 1);
    case 'boolean':
      return true;
    case 'string':
      return textOf(schema);
    default:
      return null;
  }
}

function objectOf(schema: JsonSchema, inner: (part: JsonSchema) => unknown): unknown {
  const wanted = Object.entries(schema.properties ?? {}).filter(
    ([name, { example }]) => schema.required?.includes(name) === true || example !== undefined,
  );
  return Object.fromEntries(wanted.map(([name, field]) => [name, inner(field)]));
}

const mergedOf = (parts: readonly unknown[]): unknown =>
  parts.length === 1 ? parts[0] : Object.assign({}, ...parts);

function textOf({ format, minLength = 0 }: JsonSchema): string {
  switch (format) {
    case 'uuid':
      return '01980a3e-7c11-7d2a-9b53-3f0d6a3c1e42';
    case 'email':
      return 'zhang@example.com';
    case 'uri':
      return 'https://example.com/hook';
    default:
      return TEXT.padEnd(minLength, '0');
  }
}
