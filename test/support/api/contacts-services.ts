import { ContactFilePool } from '../../../src/api/contacts/contact-file-pool.js';
import type { ContactsServices } from '../../../src/api/contacts/services.js';

/** As the server has them; the thread begins with the first file. */
export function contactsServices(): ContactsServices {
  const files = new ContactFilePool();
  return { readFile: (file) => files.read(file) };
}
