/** The content of a mail, written once and shown as plain text and as HTML. */
export interface Document {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly rows: readonly DocumentRow[];
  readonly table?: {
    readonly heading: readonly string[];
    readonly lines: readonly (readonly string[])[];
  };
  readonly closing: readonly string[];
}

export interface DocumentRow {
  readonly label: string;
  readonly value: string;
  /** Where a tap on the value leads: tel: or https:. */
  readonly href?: string | undefined;
}

export function plainOf({ title, paragraphs, rows, table, closing }: Document): string {
  const facts = rows.map(({ label, value, href }) =>
    href === undefined || href === value ? `${label}: ${value}` : `${label}: ${value} ${href}`,
  );
  const lines = table === undefined ? [] : [table.heading, ...table.lines].map((cells) => cells.join('  '));
  return [[title], paragraphs, facts, lines, closing]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')
    .concat('\n');
}

/** One file without scripts, pictures or styles from elsewhere. */
export function htmlOf({ title, paragraphs, rows, table, closing }: Document): string {
  const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;
  const facts = rows.map(
    ({ label, value, href }) =>
      `<tr><th align="left">${escaped(label)}</th><td>${linked(value, href)}</td></tr>`,
  );
  const cells = (tag: 'th' | 'td', texts: readonly string[]): string =>
    `<tr>${texts.map((text) => `<${tag} align="left">${escaped(text)}</${tag}>`).join('')}</tr>`;
  const list =
    table === undefined
      ? ''
      : `<table cellpadding="4">${cells('th', table.heading)}${table.lines.map((line) => cells('td', line)).join('')}</table>`;
  return (
    '<!doctype html><html><head><meta charset="utf-8"></head><body>' +
    `<h2>${escaped(title)}</h2>${paragraphs.map(paragraph).join('')}` +
    (facts.length === 0 ? '' : `<table cellpadding="4">${facts.join('')}</table>`) +
    `${list}${closing.map(paragraph).join('')}</body></html>`
  );
}

const linked = (value: string, href: string | undefined): string =>
  href !== undefined && /^(?:tel:|https?:\/\/)/.test(href)
    ? `<a href="${escaped(href)}">${escaped(value)}</a>`
    : escaped(value);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
