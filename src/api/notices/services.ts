/** Handed over by the composition root: what webhooks and their outbox stand on. */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- filled with the routes
export interface NoticesServices {}
