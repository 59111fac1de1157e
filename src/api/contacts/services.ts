/** Handed over by the composition root: what contacts, invitations and mails to invitees stand on. */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- filled with the routes
export interface ContactsServices {}
