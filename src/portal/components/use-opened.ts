import { useState } from 'react';

interface OpenedOptions<Item, Values> {
  /** Asks the server what is there now. */
  readonly read: () => Promise<Item>;
  readonly valuesOf: (item: Item) => Values;
}

/**
 * What a form was opened on, with its version. It stays so while the page behind is read anew: the version that is
 * sent belongs to the values that the user has seen. Only `reload` brings a newer one, with its values.
 */
export function useOpened<Item, Values>(item: Item, { read, valuesOf }: OpenedOptions<Item, Values>) {
  const [opened, setOpened] = useState(item);
  const reload = async (): Promise<Values> => {
    const now = await read();
    setOpened(now);
    return valuesOf(now);
  };
  return { opened, initial: valuesOf(opened), reload };
}
