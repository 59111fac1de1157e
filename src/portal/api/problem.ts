import type { ProblemView } from '../../api/client-types.js';

export type FieldError = NonNullable<ProblemView['errors']>[number];

/** An answer that is not 2xx, or none at all (status 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly fieldErrors: readonly FieldError[];

  constructor(status: number, { code, detail, errors }: Partial<ProblemView>) {
    super(detail ?? code ?? `HTTP ${status}`);
    this.status = status;
    this.code = code ?? `HTTP_${status}`;
    this.fieldErrors = errors ?? [];
  }

  /** A proxy in between may answer in its own words. */
  static async of(response: Response): Promise<ApiError> {
    const json = response.headers.get('content-type')?.includes('json') === true;
    const body = json ? ((await response.json().catch(() => ({}))) as Partial<ProblemView>) : {};
    return new ApiError(response.status, body);
  }
}
