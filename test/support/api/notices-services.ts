import type { NoticesServices } from '../../../src/api/notices/services.js';
import type { ApiWorldParts } from '../api-world.js';

/** As the API world has them: webhooks go to the public internet, and to one private block; texts go out. */
export const noticesServices = (_parts: ApiWorldParts): NoticesServices => ({
  allowPrivate: ['10.20.0.0/16'],
  sendsSms: true,
});
