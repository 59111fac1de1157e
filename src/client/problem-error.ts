import type { Problem } from './api-types.js';

/** An answer that is not 2xx. `code` is stable, and listed with cause and action in docs/errors.md. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly code: string;
  /** What is wrong with which field of the request. */
  readonly errors: NonNullable<Problem['errors']>;
  /** Of a duplicate: what is there already. */
  readonly existing: Problem['existing'];
  /** Names the request in the log of the server. */
  readonly requestId: string | undefined;
  /** When the server asks to be left alone for a while. */
  readonly retryAfterS: number | undefined;

  constructor(response: Response, { title, code, detail, errors, existing, requestId }: Partial<Problem>) {
    const what = code ?? `HTTP_${response.status}`;
    super(`${what}: ${detail ?? title ?? response.statusText}`);
    this.status = response.status;
    this.code = what;
    this.errors = errors ?? [];
    this.existing = existing;
    this.requestId = requestId;
    this.retryAfterS = retryAfterOf(response);
  }

  /** A proxy in between may answer in its own words. */
  static async of(response: Response): Promise<ProblemError> {
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const body: unknown = isJson ? await response.json().catch(() => undefined) : undefined;
    return new ProblemError(response, typeof body === 'object' && body !== null ? body : {});
  }
}

export function retryAfterOf(response: Response): number | undefined {
  const header = response.headers.get('retry-after');
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}
