import { ApiError } from './problem.js';

const BASE = '/api/v1';
const SESSION = '/session';

/** The API, with the session's cookie. Fails with an `ApiError` alone. */
export class ApiClient {
  readonly #onSessionOver: () => void;

  /** `onSessionOver` is called when the server no longer knows the session. */
  constructor(onSessionOver: () => void) {
    this.#onSessionOver = onSessionOver;
  }

  get = <T>(path: string): Promise<T> => this.#send<T>('GET', path);
  post = <T = void>(path: string, body?: unknown): Promise<T> => this.#send<T>('POST', path, body);
  patch = <T>(path: string, body: unknown): Promise<T> => this.#send<T>('PATCH', path, body);
  delete = (path: string): Promise<void> => this.#send<void>('DELETE', path);

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    // A foreign page cannot set the second one: it shows that the request is ours.
    const headers: Record<string, string> = { accept: 'application/json', 'x-requested-with': 'portal' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const request: RequestInit = { method, headers, credentials: 'same-origin' };
    if (body !== undefined) request.body = JSON.stringify(body);
    const response = await fetch(BASE + path, request).catch(() => undefined);
    if (response === undefined) throw new ApiError(0, { code: 'UNREACHABLE' });
    if (!response.ok) {
      // A refused login is no session that was lost, and asking for the session tells by itself.
      if (response.status === 401 && path !== SESSION) this.#onSessionOver();
      throw await ApiError.of(response);
    }
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
