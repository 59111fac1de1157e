import type { ServerProcess } from './server-process.js';

export interface HttpAnswer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks at any field of any answer
  readonly body: any;
  /** The first that was set, to be sent back. */
  readonly cookie: string | undefined;
}

/** The API of a running server over HTTP: with its key, with a cookie, or as nobody. */
export class ServerApi {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;

  /** `as`: the key of the server, nobody, or whoever has this cookie. */
  constructor(server: ServerProcess, as: 'key' | 'nobody' | { readonly cookie: string } = 'key') {
    this.#base = `http://127.0.0.1:${server.httpPort}/api/v1`;
    this.#headers = {
      'x-requested-with': 'huitong',
      ...(as === 'key' ? { authorization: `Bearer ${server.apiKey}` } : {}),
      ...(typeof as === 'object' ? as : {}),
    };
  }

  get(path: string): Promise<HttpAnswer> {
    return this.#ask('GET', path);
  }

  post(path: string, body?: object): Promise<HttpAnswer> {
    return this.#ask('POST', path, body);
  }

  stream(path: string): Promise<Response> {
    return fetch(`${this.#base}${path}`, { headers: this.#headers });
  }

  async #ask(method: string, path: string, body?: object): Promise<HttpAnswer> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const init = { method, headers: { ...this.#headers, ...json } };
    const response = await fetch(
      `${this.#base}${path}`,
      body === undefined ? init : { ...init, body: JSON.stringify(body) },
    );
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
      cookie: response.headers.get('set-cookie')?.split(';')[0],
    };
  }
}
