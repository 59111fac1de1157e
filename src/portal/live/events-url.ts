export const EVENTS_URL = '/api/v1/events';
