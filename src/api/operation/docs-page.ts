import { exampleOf } from './docs-example.js';
import { fieldsOf, marked, noteOf, typeText } from './docs-schema.js';
import { html, type Html } from './html.js';
import { nameOfRef, type JsonSchema, type NamedSchemas } from './json-schema.js';
import {
  isIdempotent,
  isPublic,
  operationsOf,
  scopeOf,
  type DescribedOperation,
  type OpenApiDocument,
  type Operation,
} from './openapi-document.js';

const STYLE = '/docs/style.css';

/** The description as one page that needs no script and nothing from elsewhere. */
export function docsPage(document: OpenApiDocument): string {
  const { info, tags = [], components } = document;
  const operations = operationsOf(document);
  const named = (components?.schemas ?? {}) as NamedSchemas;
  const ofTag = (tag: string) => operations.filter(({ operation }) => operation.tags?.includes(tag));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${info.title} API</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${STYLE}" />
      </head>
      <body>
        <nav aria-label="Contents">
          <a class="brand" href="#top">${info.title} API</a>
          ${tags.map(({ name }) => html`<a href="#tag-${name}">${name}</a>`)}
          <a href="#schemas">schemas</a>
          <a href="/openapi.json">openapi.json</a>
        </nav>
        <main id="top">
          <h1>${info.title} API <small>v${info.version}</small></h1>
          <p>${marked(info.description)}</p>
          ${howToLogIn}
          ${tags.map(
            ({ name }) =>
              html`<section id="tag-${name}">
                <h2>${name}</h2>
                ${ofTag(name).map((described) => operationPart(described, named))}
              </section>`,
          )}
          <section id="schemas">
            <h2>schemas</h2>
            ${Object.entries(named).map(([name, schema]) => schemaPart(name, schema))}
          </section>
        </main>
      </body>
    </html>`.text;
}

const howToLogIn = html`<p>
  Programs send an API key: <code>authorization: Bearer htk_…</code>. Each operation names the scope that the
  key needs. Pages of this server send the cookie of a session. An object of another account is not there for
  you: 404. What can be sent twice by mistake takes an <code>idempotency-key</code>.
</p>`;

function operationPart({ path, method, operation }: DescribedOperation, named: NamedSchemas): Html {
  const { operationId, summary, description } = operation;
  return html`<details class="operation" id="${operationId}">
    <summary>
      <b class="${method}">${method.toUpperCase()}</b> <code>${path}</code>
      <small>${accessText(operation)}</small>
    </summary>
    <div>
      <p>${marked(summary)} ${marked(description)}</p>
      ${parametersPart(operation)} ${bodyPart(operation, named)} ${answersPart(operation, named)}
      <h3>Example</h3>
      <pre tabindex="0">${curlOf(path, method, operation, named)}</pre>
    </div>
  </details>`;
}

function accessText(operation: Operation): string {
  const scope = scopeOf(operation);
  const who = isPublic(operation) ? 'public' : (scope ?? 'any login');
  return isIdempotent(operation) ? `${who} · once per key` : who;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
}

function parametersPart({ parameters = [] }: Operation): Html {
  if (parameters.length === 0) return html``;
  return html`<h3>Parameters</h3>
    <table class="fields">
      ${(parameters as readonly Parameter[]).map(
        ({ name, in: place, required, schema = {}, description }) => {
          const must = required === true ? html`<b title="required">*</b>` : undefined;
          const own = schema.description === undefined ? { ...schema, description } : schema;
          return html`<tr>
            <th><code>${name}</code>${must}</th>
            <td><i>${place}</i> ${typeText(schema)} ${noteOf(own as JsonSchema)}</td>
          </tr>`;
        },
      )}
    </table>`;
}

type Content = Readonly<Record<string, { readonly schema?: unknown }>>;

const bodyOf = ({ requestBody }: Operation): Content => (requestBody as { content?: Content })?.content ?? {};

function bodyPart(operation: Operation, named: NamedSchemas): Html {
  const content = Object.entries(bodyOf(operation));
  if (content.length === 0) return html``;
  return html`<h3>Body</h3>
    ${content.map(([type, { schema }]) => contentPart(type, (schema ?? {}) as JsonSchema, named))}`;
}

function answersPart({ responses = {} }: Operation, named: NamedSchemas): Html {
  const answers = Object.entries<{ description: string; content?: Content }>(responses);
  return html`<h3>Answers</h3>
    ${answers.map(([status, { description, content = {} }]) => {
      const parts = Object.entries(content).filter(([type]) => type !== 'application/problem+json');
      return html`<p><b class="status">${status}</b> ${description}</p>
        ${parts.map(([type, { schema }]) => contentPart(type, (schema ?? {}) as JsonSchema, named))}`;
    })}`;
}

function contentPart(type: string, schema: JsonSchema, named: NamedSchemas): Html {
  const head = html`<code>${type}</code> ${typeText(schema)}`;
  const fields = fieldsOf(schema.$ref === undefined ? schema : (named[nameOfRef(schema.$ref)] ?? {}));
  if (fields.text === '') return html`<p>${head}</p>`;
  return html`<details class="content">
    <summary>${head}</summary>
    <div>${fields}</div>
  </details>`;
}

/** The mark stands inside, so that a link to it opens the part. */
function schemaPart(name: string, schema: JsonSchema): Html {
  return html`<details class="schema">
    <summary><b>${name}</b> <small>${marked(schema.description)}</small></summary>
    <div id="schema-${name}">
      <p>${typeText(schema)}</p>
      ${fieldsOf(schema)}
    </div>
  </details>`;
}

function curlOf(path: string, method: string, operation: Operation, named: NamedSchemas): string {
  const lines = [`curl -X ${method.toUpperCase()} https://huitong.example${path}`];
  if (!isPublic(operation)) lines.push(`-H 'authorization: Bearer htk_…'`);
  if (isIdempotent(operation)) lines.push(`-H 'idempotency-key: '$(uuidgen)`);
  const schema = bodyOf(operation)['application/json']?.schema as JsonSchema | undefined;
  if (schema !== undefined) {
    lines.push(`-H 'content-type: application/json'`);
    lines.push(`-d '${JSON.stringify(exampleOf(schema, named), null, 2)}'`);
  }
  return lines.join(' \\\n  ');
}
