// The types of the client, from the description of the API: the JSON Schema that @hono/zod-openapi writes, and the
// shape of `paths` in which openapi-fetch looks types up.

const BASE = '/api/v1';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const PLACES = ['query', 'header', 'path', 'cookie'];

/** TypeScript source: an interface or type for each named schema, and `Paths`. */
export function apiTypes(document) {
  const schemas = Object.entries(document.components.schemas).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const paths = Object.entries(document.paths)
    .filter(([path]) => path.startsWith(BASE))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    '// Written by scripts/client-types.mjs from the description of the API.',
    '/* oxlint-disable max-lines -- one file for all that goes over the wire */',
    ...schemas.map(([name, schema]) => `\n${doc(schema)}export ${named(name, schema)}`),
    "\n/** The answer's body is a problem, RFC 9457. */",
    'interface Refused {\ncontent: { "application/problem+json": Problem };\n}',
    '\ninterface Empty {\ncontent?: never;\n}',
    '\n/** Every operation, by path and method, as openapi-fetch looks them up. */',
    `export interface Paths {\n${paths.map(([path, item]) => pathType(path, item)).join('\n')}\n}`,
    '',
  ].join('\n');
}

const named = (name, schema) =>
  isPlainObject(schema) ? `interface ${name} ${typeOf(schema)}` : `type ${name} = ${typeOf(schema)};`;

const isPlainObject = ({ type, properties, additionalProperties: rest }) =>
  type === 'object' && properties !== undefined && (typeof rest !== 'object' || typeOf(rest) === 'unknown');

function typeOf(schema) {
  if (schema === undefined || schema === true) return 'unknown';
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map((value) => JSON.stringify(value)));
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return union(alternatives.map(typeOf));
  if (schema.allOf !== undefined) return intersection(schema.allOf);
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type })));
  return plainType(schema);
}

/** A named schema that may be null is described as the schema and, beside it, `object` or `null`. */
function intersection(parts) {
  const own = parts.filter((part) => !isObjectOrNull(part));
  const all = own.map((part) => `(${typeOf(part)})`).join(' & ');
  return own.length === parts.length ? all : `${all} | null`;
}

const isObjectOrNull = ({ type, properties }) =>
  Array.isArray(type) && type.join() === 'object,null' && properties === undefined;

function plainType(schema) {
  switch (schema.type) {
    case 'string':
      return schema.format === 'binary' ? 'Blob' : 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'null':
      return schema.type;
    case 'array':
      return schema.prefixItems === undefined
        ? `Array<${typeOf(schema.items)}>`
        : `[${schema.prefixItems.map(typeOf).join(', ')}]`;
    case 'object':
      return objectType(schema);
    case undefined:
      return 'unknown';
    default:
      throw new Error(`no type for ${JSON.stringify(schema)}`);
  }
}

function objectType({ properties, required = [], additionalProperties: rest }) {
  const restType = typeof rest === 'object' ? typeOf(rest) : undefined;
  if (properties === undefined) return `Record<string, ${restType ?? 'unknown'}>`;
  const fields = Object.entries(properties).map(
    ([name, schema]) => `${doc(schema)}${key(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`,
  );
  if (restType === 'unknown') fields.push('[key: string]: unknown;');
  const own = `{\n${fields.join('\n')}\n}`;
  return restType === undefined || restType === 'unknown' ? own : `${own} & Record<string, ${restType}>`;
}

const pathType = (path, item) => {
  const methods = METHODS.filter((method) => item[method] !== undefined);
  const types = methods.map((method) => operationType(method, item[method]));
  return `${JSON.stringify(path.slice(BASE.length))}: {\n${types.join('\n')}\n};`;
};

function operationType(method, operation) {
  const { parameters = [], requestBody, responses } = operation;
  const places = PLACES.flatMap((place) => {
    const here = parameters.filter((parameter) => parameter.in === place);
    return here.length === 0 ? [] : [parameterTypes(place, here)];
  });
  const answers = Object.entries(responses).map(
    ([status, { content }]) => `${status}: ${answerType(content)};`,
  );
  const lines = [
    places.length === 0 ? 'parameters: {};' : `parameters: {\n${places.join('\n')}\n};`,
    ...(requestBody === undefined ? [] : [bodyType(requestBody)]),
    `responses: {\n${answers.join('\n')}\n};`,
  ];
  return `${doc(operation)}${method}: {\n${lines.join('\n')}\n};`;
}

const bodyType = ({ required, content }) =>
  `requestBody${required === true ? '' : '?'}: { content: ${contentType(content)} };`;

const answerType = (content) => {
  if (content === undefined) return 'Empty';
  return isProblem(content) ? 'Refused' : `{ content: ${contentType(content)} }`;
};

const isProblem = (content) =>
  Object.keys(content).length === 1 && content['application/problem+json'] !== undefined;

function parameterTypes(place, parameters) {
  const isNeeded = parameters.some(({ required }) => required);
  const fields = parameters.map(
    (parameter) =>
      `${doc(parameter)}${key(parameter.name)}${parameter.required ? '' : '?'}: ${typeOf(parameter.schema)}` +
      `${parameter.required ? '' : ' | undefined'};`,
  );
  return `${place}${isNeeded ? '' : '?'}: {\n${fields.join('\n')}\n};`;
}

function contentType(content) {
  const types = Object.entries(content).map(
    ([type, { schema }]) => `${JSON.stringify(type)}: ${typeOf(schema)};`,
  );
  return `{ ${types.join(' ')} }`;
}

const union = (types) => [...new Set(types)].join(' | ');

const key = (name) => (/^[A-Za-z_$][\w$]*$|^\d+$/.test(name) ? name : JSON.stringify(name));

const doc = ({ description }) =>
  description === undefined ? '' : `/** ${description.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')} */\n`;
