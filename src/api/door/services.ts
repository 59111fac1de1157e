/** Handed over by the composition root: what registration, profile, numbers, keys and the audit log stand on. */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- filled with the routes
export interface DoorServices {}
