import {
  alternativesOf,
  nameOfRef,
  typesOf,
  type JsonSchema,
  type NamedSchemas,
} from '../../../src/api/operation/json-schema.js';

/** Where a value is not what the schema says, as `path: what`; empty: it is. Fields that nobody described count. */
export function schemaFaults(
  value: unknown,
  schema: JsonSchema,
  named: NamedSchemas,
  at = '$',
): readonly string[] {
  const { $ref, allOf } = schema;
  if ($ref !== undefined) return schemaFaults(value, named[nameOfRef($ref)] ?? {}, named, at);
  if (allOf !== undefined) return schemaFaults(value, merged(allOf, named), named, at);
  const alternatives = alternativesOf(schema);
  if (alternatives !== undefined) {
    const tried = alternatives.map((part) => schemaFaults(value, part, named, at));
    return tried.find((faults) => faults.length === 0) ?? tried.toSorted((a, b) => a.length - b.length)[0]!;
  }
  if (schema.const !== undefined)
    return value === schema.const ? [] : [`${at}: not ${JSON.stringify(schema.const)}`];
  if (schema.enum !== undefined) return schema.enum.includes(value) ? [] : [`${at}: none of the values`];
  const types = typesOf(schema);
  if (types.length === 0) return [];
  if (!types.some((type) => isOf(type, value))) return [`${at}: not ${types.join(' or ')}`];
  if (Array.isArray(value))
    return value.flatMap((item, index) => schemaFaults(item, schema.items ?? {}, named, `${at}[${index}]`));
  if (typeof value === 'object' && value !== null) return objectFaults(value, schema, named, at);
  return limitFaults(value, schema, at);
}

function objectFaults(value: object, schema: JsonSchema, named: NamedSchemas, at: string): readonly string[] {
  const { properties = {}, required = [], additionalProperties: rest } = schema;
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name}: missing`);
  const faults = Object.entries(value).flatMap(([name, field]) => {
    const described = properties[name];
    if (described !== undefined) return schemaFaults(field, described, named, `${at}.${name}`);
    if (typeof rest === 'object') return schemaFaults(field, rest, named, `${at}.${name}`);
    return schema.properties === undefined || rest === true ? [] : [`${at}.${name}: not described`];
  });
  return [...missing, ...faults];
}

function limitFaults(value: unknown, schema: JsonSchema, at: string): readonly string[] {
  if (typeof value === 'string') {
    const { maxLength = Infinity, minLength = 0, pattern } = schema;
    if (value.length > maxLength || value.length < minLength) return [`${at}: ${value.length} characters`];
    return pattern === undefined || new RegExp(pattern, 'u').test(value)
      ? []
      : [`${at}: against the pattern`];
  }
  if (typeof value !== 'number') return [];
  const { minimum = -Infinity, maximum = Infinity } = schema;
  return value >= minimum && value <= maximum ? [] : [`${at}: ${value} is out of range`];
}

const merged = (parts: readonly JsonSchema[], named: NamedSchemas): JsonSchema => {
  const plain = parts.map((part) => (part.$ref === undefined ? part : (named[nameOfRef(part.$ref)] ?? {})));
  if (plain.length === 1) return plain[0]!;
  return {
    ...Object.assign({}, ...plain),
    properties: Object.assign({}, ...plain.map(({ properties }) => properties)),
    required: plain.flatMap(({ required = [] }) => required),
  };
};

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isSafeInteger(value);
    default:
      return typeof value === type;
  }
}
