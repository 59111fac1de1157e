import { matchedRoutes } from 'hono/route';
import { Histogram } from '../../base/histogram.js';
import type { ApiContext } from '../context.js';
import type { Observer } from './observed.js';
import type { FigureSource } from './services.js';

const LIMITS_S = [0.005, 0.02, 0.1, 0.5, 2, 10];
const MS_PER_S = 1_000;
/** What no route answers: the portal's files, and what is not there. */
const OTHER = 'other';

interface Route {
  readonly method: string;
  readonly route: string;
}

/** How long requests took, by the pattern of their route: as many rows as there are routes, whatever is asked. */
export class HttpDurations {
  readonly #byRoute = new Map<string, Route & { readonly took: Histogram }>();

  readonly observe: Observer = (c, tookMs) => this.#of(routeOf(c)).observe(tookMs / MS_PER_S);

  get figure(): FigureSource {
    return {
      type: 'histogram',
      name: 'http_request_duration_seconds',
      help: 'From the request to its answer, by route; streams end later',
      labelNames: ['method', 'route'],
      read: () =>
        [...this.#byRoute.values()].map(({ method, route, took }) => ({
          labels: { method, route },
          value: took.snapshot(),
        })),
    };
  }

  #of({ method, route }: Route): Histogram {
    const key = `${method} ${route}`;
    const known = this.#byRoute.get(key);
    if (known !== undefined) return known.took;
    const took = new Histogram(LIMITS_S);
    this.#byRoute.set(key, { method, route, took });
    return took;
  }
}

/** Middleware stands for all methods; the first that does not is the route that answers. */
function routeOf(c: ApiContext): Route {
  const found = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  return found === undefined ? { method: OTHER, route: OTHER } : { method: found.method, route: found.path };
}
