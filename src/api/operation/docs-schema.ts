import { html, type Html } from './html.js';
import { alternativesOf, nameOfRef, typesOf, type JsonSchema } from './json-schema.js';

/** Deeper structures are named schemas, to which the page links. */
const DEPTH_MAX = 6;

/** A type in a few words, with links to the schemas it names: `Room`, `array of string or null`. */
export function typeText(schema: JsonSchema): Html {
  if (schema.$ref !== undefined) {
    const name = nameOfRef(schema.$ref);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const alternatives = alternativesOf(schema) ?? schema.allOf;
  if (alternatives !== undefined)
    return joined(alternatives.map(typeText), schema.allOf === undefined ? ' or ' : ' and ');
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined)
    return joined(
      schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`),
      ' or ',
    );
  return joined(
    typesOf(schema).map((type) => (type === 'array' ? arrayText(schema) : html`${type}`)),
    ' or ',
  );
}

const arrayText = ({ items }: JsonSchema): Html =>
  items === undefined ? html`array` : html`array of ${typeText(items)}`;

/** The limits that a value has to keep. */
export function limitsText(schema: JsonSchema): string {
  const said: string[] = [];
  const say = (value: string | number | undefined, words: string): void => {
    if (value !== undefined) said.push(`${words} ${value}`);
  };
  say(schema.format, 'format');
  say(schema.minLength, 'characters ≥');
  say(schema.maxLength, 'characters ≤');
  say(schema.minimum, '≥');
  say(schema.exclusiveMinimum, '>');
  say(schema.maximum, '≤');
  say(schema.exclusiveMaximum, '<');
  say(schema.minItems, 'items ≥');
  say(schema.maxItems, 'items ≤');
  if (schema.default !== undefined) said.push(`else ${JSON.stringify(schema.default)}`);
  return said.join(', ');
}

/** The fields of an object, of the items of a list, or of each of several alternatives. */
export function fieldsOf(schema: JsonSchema, depth = 0): Html {
  if (schema.$ref !== undefined || depth > DEPTH_MAX) return html``;
  const parts = alternativesOf(schema) ?? schema.allOf;
  if (parts !== undefined) return html`${parts.map((part) => fieldsOf(part, depth + 1))}`;
  if (schema.items !== undefined) return fieldsOf(schema.items, depth + 1);
  const own = Object.entries(schema.properties ?? {});
  const { additionalProperties: rest } = schema;
  const all = typeof rest === 'object' ? [...own, ['any other', rest] as const] : own;
  if (all.length === 0) return html``;
  const isRequired = (name: string): boolean => schema.required?.includes(name) === true;
  return html`<table class="fields">
    ${all.map(([name, field]) => fieldRow(name, field, isRequired(name), depth))}
  </table>`;
}

function fieldRow(name: string, schema: JsonSchema, isRequired: boolean, depth: number): Html {
  const must = isRequired ? html`<b title="required">*</b>` : undefined;
  return html`<tr>
    <th><code>${name}</code>${must}</th>
    <td>${typeText(schema)} ${noteOf(schema)}${fieldsOf(schema, depth + 1)}</td>
  </tr>`;
}

export function noteOf(schema: JsonSchema): Html {
  const limits = limitsText(schema);
  return html`${limits === '' ? undefined : html`<small>${limits}</small>`}${
    schema.description === undefined ? undefined : html`<p>${marked(schema.description)}</p>`
  }`;
}

const joined = (parts: readonly Html[], by: string): Html =>
  html`${parts.map((part, index) => (index === 0 ? part : html`${by}${part}`))}`;

/** What stands between backquotes is code. */
export const marked = (text = ''): Html =>
  html`${text.split('`').map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))}`;
