/** Handed over by the composition root: what the help queue stands on. */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- filled with the routes
export interface OperatorServices {}
