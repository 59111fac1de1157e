/** Handed over by the composition root: what call records, money and recordings are read from. */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- filled with the routes
export interface RecordsServices {}
