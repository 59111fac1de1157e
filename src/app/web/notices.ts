import type { NoticesServices } from '../../api/notices/services.js';
import type { WebAround } from './web-around.js';

export const noticesServices = ({ config }: WebAround): NoticesServices => ({
  allowPrivate: config.webhooks.allowPrivate,
  sendsSms: config.sms !== undefined,
});
