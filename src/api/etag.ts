import { fieldInvalid } from './validation.js';

/** The version in the body or in If-Match, as one of them must be. */
export function versionOf(inBody: number | undefined, ifMatch: string | undefined): number {
  const version = inBody ?? versionOfTag(ifMatch);
  if (version === undefined) {
    throw fieldInvalid('version', 'REQUIRED', 'send the version that was read, here or as If-Match');
  }
  return version;
}

/** undefined: no tag was sent. */
export function versionOfTag(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) return undefined;
  const [, digits] = /^"(\d{1,15})"$/.exec(ifMatch) ?? [];
  if (digits === undefined) throw fieldInvalid('If-Match', 'WRONG_FORMAT', 'must be an ETag of this object');
  return Number(digits);
}

export const tagOf = ({ version }: { readonly version: number }): string => `"${version}"`;
