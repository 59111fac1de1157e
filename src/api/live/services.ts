/** Handed over by the composition root: what starts and steers conferences: calls, bookings, costs. */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- filled with the routes
export interface LiveServices {}
