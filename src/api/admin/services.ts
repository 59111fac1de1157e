/** Handed over by the composition root: what administrators turn: accounts, tariffs, trunks, prompts. */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- filled with the routes
export interface AdminServices {}
