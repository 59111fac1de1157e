import type { ContactsServices } from '../../api/contacts/services.js';
import type { WebAround } from './web-around.js';

export const contactsServices = (_around: WebAround): ContactsServices => ({});
