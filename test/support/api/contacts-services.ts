import type { ContactsServices } from '../../../src/api/contacts/services.js';
import type { ApiWorldParts } from '../api-world.js';

/** As the API world has them. */
export const contactsServices = (_parts: ApiWorldParts): ContactsServices => ({});
