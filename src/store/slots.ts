import { toParameter } from './statement.js';
import type { Parameter } from './store.js';

export type Values = Readonly<Record<string, Parameter>>;

/** Stands for a value while a query is compiled. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Kysely carries values through without a look at them. */
export const slotsFor = <Given extends Values>(values: Given): Given =>
  Object.fromEntries(Object.keys(values).map((name) => [name, new Slot(name)])) as unknown as Given;

/** What was compiled with slots, with values in their places. */
export const fillSlots = (parameters: readonly unknown[], values: Values): readonly Parameter[] =>
  parameters.map((parameter) => toParameter(parameter instanceof Slot ? values[parameter.name] : parameter));
