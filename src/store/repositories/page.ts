/** Where a list goes on: after this id, at most so many. */
export interface PageOf<Id> {
  readonly after?: Id | undefined;
  readonly limit: number;
}
