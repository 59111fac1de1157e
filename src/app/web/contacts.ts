import { ContactFilePool } from '../../api/contacts/contact-file-pool.js';
import type { ContactsServices } from '../../api/contacts/services.js';

export function contactsServices(): ContactsServices {
  const files = new ContactFilePool();
  return { readFile: (file) => files.read(file) };
}
